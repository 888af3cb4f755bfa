// An incoming order meets the other side of the book: fills, self-trade prevention, reduce-only.

import { DoneCause, OrderFlag, SelfTrade, Side } from '../../shared/domain/order.ts';
import { L, LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, LEVEL_WORDS, O, W } from './book.ts';
import { CounterSlot, INSTRUMENT_SHIFT, InstrumentWord, MAKERS_MAX } from './core-state.ts';
import { ORDER_SHIFT, OrderWord, POSITION_SHIFT, WINDOW_SHIFT } from './core-state.ts';
import { WindowSlot, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { Money, type Ledger } from './ledger.ts';
import type { LiveOrders } from './live-orders.ts';
import type { Settlement } from './settlement.ts';

export interface Matching {
  /** Trades the order in `slot`, which is in no queue, up to its level. Returns the cause that ends
   * what remains of it, or 0 when that may rest. Levels of the other side are reported. */
  trade(slot: number): number;
  /** Whether an order at `level` would trade at once. */
  crosses(instrument: number, side: number, level: number): boolean;
  /** How many lots the order may still take off its account's position, at most `natural`: less only when
   * it is reduce-only. */
  allowed(slot: number, natural: number): number;
  /** Whether a fill-or-kill order would be filled whole. */
  coverable(
    account: number,
    instrument: number,
    side: number,
    level: number,
    qty: number,
    stp: number,
  ): boolean;
}

export function createMatching(
  state: CoreState,
  ledger: Ledger,
  log: EventLog,
  live: LiveOrders,
  settlement: Settlement,
): Matching {
  const { leaves: LEAVES, account: ACCOUNT, instrument: INSTRUMENT, level: LEVEL } = OrderWord;
  const { attributes: ATTRIBUTES, total: TOTAL } = OrderWord;
  const { immediateRemainder: REMAINDER, selfTrade: SELF_TRADE, reduceOnly: REDUCED } = DoneCause;
  const OUTSIDE = DoneCause.priceWindow;
  const { expireTaker: EXPIRE_TAKER, expireMaker: EXPIRE_MAKER, decrement: DECREMENT } = SelfTrade;
  const { expireBoth: EXPIRE_BOTH } = SelfTrade;
  const { buy: BUY, sell: SELL } = Side;
  const { reference: REFERENCE, traded: TRADED, settlement: TERMS } = InstrumentWord;
  const { windowLow: LOW, windowHigh: HIGH } = InstrumentWord;
  const { base: BASE, bid: BID, ask: ASK } = W;
  const [ORDER, INST, POS, LADDER] = [ORDER_SHIFT, INSTRUMENT_SHIFT, POSITION_SHIFT, LADDER_SHIFT];
  const [STRIDE, LOTS_STRIDE, LOTS] = [LEVEL_WORDS, LEVEL_SLOTS, LEVEL_LOTS_SLOT];
  const [HEAD, NEXT, LIMIT] = [L.head, O.next, MAKERS_MAX];
  const REDUCE_ONLY = OrderFlag.reduceOnly << 14;
  const [WINDOW, SUM, COUNT] = [WINDOW_SHIFT, WindowSlot.sum, WindowSlot.count];
  const [MAKER_FEE, TAKER_FEE, TRADES] = [Money.makerFee, Money.takerFee, CounterSlot.trades];
  const accountCount = state.capacity.accounts;
  const { positions, instruments, counters, windows, book } = state;
  const { orders, levels, levelLots, ladders, unlink, nextAbove, nextBelow } = book;
  const { settle, rehold } = ledger;
  const { filled, amended, level: levelEvent } = log;
  const { end: endOrder, closed } = live;
  const { owe } = settlement;
  /** Levels changed by the order being traded, in the order met; their number. */
  const touched = new Int32Array(LIMIT);
  const touchedCount = new Int32Array(1);

  function crosses(instrument: number, side: number, level: number): boolean {
    const ladder = instrument << LADDER;
    return side === BUY ? ladders[ladder + ASK]! <= level : ladders[ladder + BID]! >= level;
  }

  /** Whether the best level of a side may not trade. A taker's limit lies in the window, so that no level
   * after the best one leaves it. */
  function outside(instrument: number, level: number): boolean {
    const at = instrument << INST;
    const high = instruments[at + HIGH]!;
    if (high === 0) return false;
    const price = level - ladders[(instrument << LADDER) + BASE]!;
    return price > high || price < instruments[at + LOW]!;
  }

  function trade(slot: number): number {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const account = orders[order + ACCOUNT]!;
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const limit = orders[order + LEVEL]!;
    const best = (instrument << LADDER) + (side === BUY ? ASK : BID);
    if (outside(instrument, ladders[best]!)) return OUTSIDE;
    touchedCount[0] = 0;
    let met = 0;
    let cause = 0;
    while (cause === 0 && orders[order + LEAVES] !== 0) {
      const level = ladders[best]!;
      if (side === BUY ? level > limit : level < limit) break;
      if (met === LIMIT) {
        cause = REMAINDER;
        break;
      }
      met++;
      const maker = levels[level * STRIDE + HEAD]!;
      cause =
        orders[(maker << ORDER) + ACCOUNT] === account
          ? meetOwn(maker, slot, level)
          : meet(maker, slot, level, instrument);
    }
    const makerSide = side === BUY ? SELL : BUY;
    for (let k = 0; k < touchedCount[0]!; k++) levelEvent(instrument, makerSide, touched[k]!);
    return cause;
  }

  function touch(level: number): void {
    const count = touchedCount[0]!;
    if (count !== 0 && touched[count - 1] === level) return;
    touched[count] = level;
    touchedCount[0] = count + 1;
  }

  function meet(maker: number, taker: number, level: number, instrument: number): number {
    const makerAt = maker << ORDER;
    const takerAt = taker << ORDER;
    const makerLeaves = orders[makerAt + LEAVES]!;
    const takerLeaves = orders[takerAt + LEAVES]!;
    const natural = makerLeaves < takerLeaves ? makerLeaves : takerLeaves;
    const flags = orders[makerAt + ATTRIBUTES]! | orders[takerAt + ATTRIBUTES]!;
    if ((flags & REDUCE_ONLY) === 0) {
      fill(maker, taker, level, instrument, natural);
      return 0;
    }
    return meetReduceOnly(maker, taker, level, instrument, natural);
  }

  function fill(
    maker: number,
    taker: number,
    level: number,
    instrument: number,
    qty: number,
  ): void {
    const makerAt = maker << ORDER;
    const price = level - ladders[(instrument << LADDER) + BASE]!;
    const whole = orders[makerAt + LEAVES] === qty;
    if (whole) unlink(instrument, maker);
    else levelLots[level * LOTS_STRIDE + LOTS]! -= qty;
    touch(level);
    counters[TRADES]!++;
    instruments[(instrument << INST) + REFERENCE] = price;
    instruments[(instrument << INST) + TRADED] = 1;
    if (instruments[(instrument << INST) + HIGH] !== 0) {
      windows[(instrument << WINDOW) + SUM]! += price;
      windows[(instrument << WINDOW) + COUNT]!++;
    }
    settle(maker, taker, price, qty);
    filled(maker, price, qty, 0, MAKER_FEE);
    filled(taker, price, qty, 1, TAKER_FEE);
    if (instruments[(instrument << INST) + TERMS] !== 0) owe(maker, taker, qty);
    if (whole) closed(maker);
  }

  function allowed(slot: number, natural: number): number {
    const order = slot << ORDER;
    if ((orders[order + ATTRIBUTES]! & REDUCE_ONLY) === 0) return natural;
    const account = orders[order + ACCOUNT]!;
    const lots = positions[(orders[order + INSTRUMENT]! * accountCount + account) << POS]!;
    const opposite = ((orders[order + ATTRIBUTES]! >> 8) & 1) === BUY ? -lots : lots;
    if (opposite <= 0) return 0;
    return opposite < natural ? opposite : natural;
  }

  function meetReduceOnly(
    maker: number,
    taker: number,
    level: number,
    instrument: number,
    natural: number,
  ): number {
    const makerMay = allowed(maker, natural);
    const takerMay = allowed(taker, natural);
    const qty = makerMay < takerMay ? makerMay : takerMay;
    if (qty > 0) fill(maker, taker, level, instrument, qty);
    if (qty === natural) return 0;
    if (makerMay === qty) {
      touch(level);
      endOrder(maker, REDUCED);
    }
    return takerMay === qty ? REDUCED : 0;
  }

  /** The order meets one of its own account; the mode of the one that comes in rules. */
  function meetOwn(maker: number, taker: number, level: number): number {
    const mode = (orders[(taker << ORDER) + ATTRIBUTES]! >> 17) & 3;
    if (mode === EXPIRE_TAKER) return SELF_TRADE;
    touch(level);
    if (mode === DECREMENT) return decrement(maker, taker, level);
    endOrder(maker, SELF_TRADE);
    return mode === EXPIRE_BOTH ? SELF_TRADE : 0;
  }

  function decrement(maker: number, taker: number, level: number): number {
    const makerAt = maker << ORDER;
    const takerAt = taker << ORDER;
    const makerLeaves = orders[makerAt + LEAVES]!;
    const takerLeaves = orders[takerAt + LEAVES]!;
    if (makerLeaves <= takerLeaves) endOrder(maker, SELF_TRADE);
    else {
      levelLots[level * LOTS_STRIDE + LOTS]! -= takerLeaves;
      orders[makerAt + LEAVES] = makerLeaves - takerLeaves;
      orders[makerAt + TOTAL]! -= takerLeaves;
      rehold(maker);
      amended(maker, 1);
    }
    if (takerLeaves <= makerLeaves) return SELF_TRADE;
    orders[takerAt + LEAVES] = takerLeaves - makerLeaves;
    orders[takerAt + TOTAL]! -= makerLeaves;
    rehold(taker);
    return 0;
  }

  function coverable(
    account: number,
    instrument: number,
    side: number,
    limit: number,
    qty: number,
    stp: number,
  ): boolean {
    const ladder = instrument << LADDER;
    let level = ladders[ladder + (side === BUY ? ASK : BID)]!;
    if (outside(instrument, level)) return false;
    let left = qty;
    let looked = 0;
    while (side === BUY ? level <= limit : level >= limit) {
      for (let maker = levels[level * STRIDE + HEAD]!; maker !== 0;) {
        if (looked === LIMIT) return false;
        looked++;
        const order = maker << ORDER;
        if (orders[order + ACCOUNT] === account) {
          if (stp !== EXPIRE_MAKER && stp !== DECREMENT) return false;
        } else if ((orders[order + ATTRIBUTES]! & REDUCE_ONLY) === 0) {
          left -= orders[order + LEAVES]!;
          if (left <= 0) return true;
        }
        maker = orders[order + NEXT]!;
      }
      level = side === BUY ? nextAbove(instrument, level) : nextBelow(instrument, level);
    }
    return false;
  }

  return { trade, crosses, allowed, coverable };
}
