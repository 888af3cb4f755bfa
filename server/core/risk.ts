// Pre-trade limits: what an account may not do although its money would allow it. Rows by account and
// instrument, cold; an account without any row that concerns it is known by one word and asked nothing.

import { Side } from '../../shared/domain/order.ts';
import { notionalMinor } from '../../shared/domain/order-cost.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { BOOK_CELL } from './book.ts';
import { C, RECORD_SLOTS, RECORD_WORDS } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterSlot, CounterWord } from './core-state.ts';
import { INSTRUMENT_SHIFT, INSTRUMENT_SLOTS_SHIFT, InstrumentSlot } from './core-state.ts';
import { InstrumentWord, ORDER_SHIFT, OrderWord, POSITION_SHIFT } from './core-state.ts';
import type { CoreState, RecentOrder } from './core-state.ts';
import { DEFAULT_LIMITS, Limit, limitKey, LIMIT_SLOTS } from './limit-rows.ts';
import { soundLimits } from './limit-rows.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import { REPEATED, type Refusals } from './refusals.ts';

/** Orders of an account among which repeats are looked for. */
export const RECENT_ORDERS = 64;
const REPEAT_MICROS = 1_000_000;
const MICROS = 1_000_000;
const BPS = 10_000;

export interface Risk {
  /** The limits of a place command of a limited account: 0, or the code of the first that refuses.
   * An order that passes counts to rate and repeats. */
  checkPlace(words: Int32Array, at: number, price: number): number;
  /** The limits of an amend to `price` and `total` lots, of which `leaves` will be open. */
  checkAmend(slot: number, price: number, total: number, leaves: number): number;
  setLimits(words: Int32Array, slots: Float64Array, at: number): void;
}

export function createRisk(state: CoreState, log: EventLog, refusals: Refusals): Risk {
  const { accounts, instruments, instrumentSlots, positions, counters, limits } = state;
  const { rateDue, recentOrders, book } = state;
  const { orders, cells } = book;

  /** The most particular row that says something; 0: no limit. */
  function limitOf(account: number, instrument: number, field: number): number {
    for (const whose of [account, DEFAULT_LIMITS]) {
      for (const which of [instrument, -1]) {
        const value = limits.get(limitKey(state.capacity, whose, which))?.[field] ?? 0;
        if (value !== 0) return value;
      }
    }
    return 0;
  }

  function checkPlace(words: Int32Array, at: number, price: number): number {
    const account = words[at + C.account]!;
    const instrument = words[at + C.instrument]!;
    const [side, market] = [(words[at]! >> 8) & 1, (words[at]! >> 9) & 1];
    const qty = words[at + C.qty]!;
    const code =
      checkOrder(account, instrument, side, market, price, qty) ||
      checkPosition(account, instrument, side, qty, 0) ||
      checkRate(account) ||
      checkRepeat(account, instrument, side, words[at + C.price]!, qty);
    if (code !== 0) return code;
    takeRate(account);
    remember(account, instrument, side, words[at + C.price]!, qty);
    return 0;
  }

  function checkAmend(slot: number, price: number, total: number, leaves: number): number {
    const order = slot << ORDER_SHIFT;
    const account = orders[order + OrderWord.account]!;
    const instrument = orders[order + OrderWord.instrument]!;
    const side = (orders[order + OrderWord.attributes]! >> 8) & 1;
    const own = orders[order + OrderWord.leaves]!;
    const code =
      checkOrder(account, instrument, side, 0, price, total) ||
      (leaves > own ? checkPosition(account, instrument, side, leaves, own) : 0) ||
      checkRate(account);
    if (code === 0) takeRate(account);
    return code;
  }

  /** Restricted instrument, lots, notional, distance from the reference. */
  function checkOrder(
    account: number,
    instrument: number,
    side: number,
    market: number,
    price: number,
    qty: number,
  ): number {
    const limit = (field: number): number => limitOf(account, instrument, field);
    if (limit(Limit.restricted) === 1) return REJECTS.instrumentRestricted.code;
    const lots = limit(Limit.orderLots);
    if (lots !== 0 && qty > lots) return REJECTS.orderTooLarge.code;
    const most = limit(Limit.orderNotional);
    const tick =
      instrumentSlots[(instrument << INSTRUMENT_SLOTS_SHIFT) + InstrumentSlot.tickValue]!;
    if (most !== 0 && notionalMinor(price, qty, tick) > most) return REJECTS.orderWorthTooMuch.code;
    if (market !== 0) return 0;
    const band = limit(side === Side.buy ? Limit.buyBandBps : Limit.sellBandBps);
    const reference = instruments[(instrument << INSTRUMENT_SHIFT) + InstrumentWord.reference]!;
    const beyond = side === Side.buy ? price - reference : reference - price;
    return band !== 0 && beyond * BPS > band * reference ? REJECTS.outsideOwnBand.code : 0;
  }

  /** The position if this and every open order of the side were filled; `own` lots of the open ones
   * belong to the order itself. */
  function checkPosition(
    account: number,
    instrument: number,
    side: number,
    lots: number,
    own: number,
  ): number {
    const most = limitOf(account, instrument, Limit.positionLots);
    if (most === 0) return 0;
    const row = (instrument * state.capacity.accounts + account) << POSITION_SHIFT;
    const position = side === Side.buy ? positions[row]! : -positions[row]!;
    const worst = position + openLots(account, instrument, side) - own + lots;
    return worst > most ? REJECTS.positionTooLarge.code : 0;
  }

  /** Leaves of the account's open orders of one side; looks no further than its last one. */
  function openLots(account: number, instrument: number, side: number): number {
    let unseen = accounts[(account << ACCOUNT_SHIFT) + AccountWord.openOrders]!;
    const top = cells[BOOK_CELL.top]!;
    let lots = 0;
    for (let slot = 1; slot < top && unseen > 0; slot++) {
      const order = slot << ORDER_SHIFT;
      if (orders[order + OrderWord.leaves] === 0) continue;
      if (orders[order + OrderWord.account] !== account) continue;
      unseen--;
      if (orders[order + OrderWord.instrument] !== instrument) continue;
      if (((orders[order + OrderWord.attributes]! >> 8) & 1) !== side) continue;
      lots += orders[order + OrderWord.leaves]!;
    }
    return lots;
  }

  /** A bucket of `rate` tokens as one instant: until when those that were taken are paid for. */
  function checkRate(account: number): number {
    const rate = limitOf(account, -1, Limit.ordersPerSecond);
    if (rate === 0) return 0;
    const step = Math.floor(MICROS / rate);
    const now = counters[CounterSlot.time]!;
    const paid = Math.max(now, rateDue[account]!);
    return paid + step - now > rate * step ? REJECTS.tooManyOrders.code : 0;
  }

  function takeRate(account: number): void {
    const rate = limitOf(account, -1, Limit.ordersPerSecond);
    if (rate === 0) return;
    const step = Math.floor(MICROS / rate);
    rateDue[account] = Math.max(counters[CounterSlot.time]!, rateDue[account]!) + step;
  }

  function checkRepeat(
    account: number,
    instrument: number,
    side: number,
    price: number,
    qty: number,
  ): number {
    const most = limitOf(account, -1, Limit.repeats);
    if (most === 0) return 0;
    const since = counters[CounterSlot.time]! - REPEAT_MICROS;
    const alike = (recentOrders.get(account) ?? []).filter(
      (o) =>
        o.time > since &&
        o.instrument === instrument &&
        o.side === side &&
        o.price === price &&
        o.qty === qty,
    );
    return alike.length >= most ? REJECTS.repeatedOrder.code : 0;
  }

  function remember(
    account: number,
    instrument: number,
    side: number,
    price: number,
    qty: number,
  ): void {
    if (limitOf(account, -1, Limit.repeats) === 0) return;
    const time = counters[CounterSlot.time]!;
    const recent: RecentOrder[] = recentOrders.get(account) ?? [];
    recent.push({ time, instrument, side, price, qty });
    if (recent.length > RECENT_ORDERS) recent.shift();
    recentOrders.set(account, recent);
  }

  function setLimits(words: Int32Array, slots: Float64Array, at: number): void {
    const account = words[at + C.account]!;
    const instrument = words[at + C.instrument]!;
    let code = 0;
    if (account !== DEFAULT_LIMITS && !refusals.trades(account)) {
      code = REJECTS.unknownAccount.code;
    } else if (instrument !== -1 && !refusals.exists(instrument)) {
      code = REJECTS.unknownInstrument.code;
    } else code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    const from = (at >> 1) + RECORD_SLOTS;
    const row = slots.slice(from, from + LIMIT_SLOTS);
    if (code === 0 && (words[at + C.blocks] !== 1 || !soundLimits(row))) {
      code = REJECTS.badField.code;
    }
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const key = limitKey(state.capacity, account, instrument);
    if (row.every((value) => value === 0)) limits.delete(key);
    else limits.set(key, row);
    markLimited(state);
    const event = log.open(EventKind.limits);
    log.extend(1);
    for (let k = 1; k < 2 * RECORD_WORDS; k++) log.words[event + k] = words[at + k]!;
  }

  return { checkPlace, checkAmend, setLimits };
}

/** Writes into every account's word whether any row concerns it. */
export function markLimited(state: CoreState): void {
  const { accounts, capacity, limits } = state;
  const width = capacity.instruments + 1;
  const owners = new Set([...limits.keys()].map((key) => Math.floor(key / width)));
  const all = owners.has(DEFAULT_LIMITS);
  state.words[CounterWord.allLimited] = all ? 1 : 0;
  for (let account = 0; account < capacity.accounts; account++) {
    accounts[(account << ACCOUNT_SHIFT) + AccountWord.limited] = all || owners.has(account) ? 1 : 0;
  }
}
