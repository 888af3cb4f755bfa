// What was traded and is not delivered yet: obligations by account, instrument and value date, and the
// clearing run that settles them, delivery versus payment. Traded balances move with the fill; what is
// kept here says how much of them is still to come or to go.

import { retryDateOf, valueDateOf } from '../../shared/domain/calendars/settlement-terms.ts';
import type { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { TERMS } from '../../shared/domain/calendars/settlement-terms.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { C, FEE_ACCOUNT } from './commands.ts';
import { CounterSlot, CounterWord, INSTRUMENT_SHIFT, MAKERS_MAX } from './core-state.ts';
import { INSTRUMENT_SLOTS_SHIFT, InstrumentSlot, InstrumentWord } from './core-state.ts';
import { ORDER_SHIFT, OrderWord, POSITION_SHIFT, PositionSlot } from './core-state.ts';
import { UNSETTLED_SHIFT, UnsettledSlot } from './core-state.ts';
import type { CoreState, Obligation } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind, ObligationState } from './events.ts';
import { Money, type Ledger } from './ledger.ts';
import type { Penalties } from './penalties.ts';
import type { PriceWindows } from './price-window.ts';
import { REPEATED, type Refusals } from './refusals.ts';

const DAY_SECONDS = 86_400;
/** A day number beyond this is no date that anyone settles on: the year 2200. */
export const LAST_DAY = 84_000;

export interface Settlement {
  /** Both sides of the fill just posted, and its fees, are owed on the value date. */
  owe(maker: number, taker: number, qty: number): void;
  /** Adds to what an account receives (negative: delivers) on a day, and tells it. */
  add(
    account: number,
    instrument: number,
    valueDate: number,
    lots: number,
    money: number,
    locked: number,
    state: number,
    failedSince?: number,
    penalty?: number,
  ): void;
  /** Takes the row off its value date: `lots` and `money` of it settled, what is left of it goes to `next`,
   * where it fails when that is a later day. `penalty`: paid for it so far. */
  close(row: Obligation, lots: number, money: number, next: number, penalty?: number): void;
  /** What of the row's money goes with so many of its lots. */
  shareOf(row: Obligation, lots: number): number;
  /** Adds (1) or takes away (-1) what a row means for balances and position. */
  book(row: Obligation, sign: number): void;
  /** The value date of a trade made now. */
  valueDate(instrument: number): number;
  businessDay(words: Int32Array, slots: Float64Array, at: number): void;
  failDelivery(words: Int32Array, slots: Float64Array, at: number): void;
}

export function createSettlement(
  state: CoreState,
  log: EventLog,
  ledger: Ledger,
  refusals: Refusals,
  penalties: Penalties,
  windows: PriceWindows,
): Settlement {
  const { obligations, deliveryFails, counters, positions, unsettled, instruments } = state;
  const { accounts: accountCount, instruments: instrumentCount } = state.capacity;
  const { orders } = state.book;
  const { money: cells } = ledger;

  const keyOf = (day: number, instrument: number, account: number): number =>
    (day * instrumentCount + instrument) * accountCount + account;
  const failKey = (instrument: number, account: number): number =>
    instrument * accountCount + account;

  function termsOf(instrument: number): SettlementTerms {
    const at = (instrument << INSTRUMENT_SHIFT) + InstrumentWord.settlement;
    return instruments[at]! as SettlementTerms;
  }

  function today(): number {
    const day = counters[CounterSlot.businessDay]!;
    return day !== 0 ? day : Math.floor(state.words[CounterWord.seconds]! / DAY_SECONDS);
  }

  function valueDate(instrument: number): number {
    return valueDateOf(termsOf(instrument), today());
  }

  /** Adds (sign 1) or takes away (-1) what the row means for balances and position. */
  function book(row: Obligation, sign: number): void {
    const slots = row.instrument << INSTRUMENT_SLOTS_SHIFT;
    const lotBase = state.instrumentSlots[slots + InstrumentSlot.lotBase]!;
    const inst = row.instrument << INSTRUMENT_SHIFT;
    const base = instruments[inst + InstrumentWord.base]!;
    const quote = instruments[inst + InstrumentWord.quote]!;
    bookAmount(base, row.account, sign, row.lots * lotBase);
    bookAmount(quote, row.account, sign, row.money);
    const at = (base * accountCount + row.account) << UNSETTLED_SHIFT;
    unsettled[at + UnsettledSlot.locked]! += sign * row.locked * lotBase;
    const position = (row.instrument * accountCount + row.account) << POSITION_SHIFT;
    positions[position + PositionSlot.unsettled]! += sign * row.lots;
  }

  function bookAmount(asset: number, account: number, sign: number, amount: number): void {
    const at = (asset * accountCount + account) << UNSETTLED_SHIFT;
    if (amount > 0) unsettled[at + UnsettledSlot.receivable]! += sign * amount;
    else unsettled[at + UnsettledSlot.payable]! -= sign * amount;
  }

  function add(
    account: number,
    instrument: number,
    day: number,
    lots: number,
    money: number,
    locked: number,
    status: number,
    failedSince = 0,
    penalty = 0,
  ): void {
    const key = keyOf(day, instrument, account);
    const known = obligations.get(key);
    const row = known ?? emptyRow(account, instrument, day);
    if (known !== undefined) book(row, -1);
    if (row.failedSince !== 0 || failedSince !== 0) keepFail(row, lots, failedSince, penalty);
    row.lots += lots;
    row.money += money;
    // A bust frees the lots that the purchase locked, unless they are free already.
    row.locked = Math.max(0, row.locked + locked);
    book(row, 1);
    const isEmpty = row.lots === 0 && row.money === 0 && row.locked === 0;
    if (isEmpty) obligations.delete(key);
    else obligations.set(key, row);
    tell(row, status, row.lots, row.money);
  }

  /** Of two amounts that are netted the one on the side of the sum goes on failing, if it does. */
  function keepFail(row: Obligation, lots: number, failedSince: number, penalty: number): void {
    const side = Math.sign(row.lots + lots);
    const before = Math.sign(row.lots) === side ? row.failedSince : 0;
    const more = Math.sign(lots) === side ? failedSince : 0;
    row.penalty = (before === 0 ? 0 : row.penalty) + (more === 0 ? 0 : penalty);
    row.failedSince = before === 0 || more === 0 ? before + more : Math.min(before, more);
  }

  function tell(row: Obligation, status: number, lots: number, money: number): void {
    const event = log.open(EventKind.obligation);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = row.account;
    log.words[event + 2] = row.instrument;
    log.words[event + 3] = row.day;
    log.words[event + 4] = status;
    log.words[event + 10] = log.privateSeq(row.account);
    log.words[event + 5] = row.failedSince;
    log.slots[(event >> 1) + 3] = lots;
    log.slots[(event >> 1) + 4] = money;
    log.slots[(event >> 1) + 6] = row.penalty;
  }

  function owe(maker: number, taker: number, qty: number): void {
    const makerAt = maker << ORDER_SHIFT;
    const takerAt = taker << ORDER_SHIFT;
    const instrument = orders[takerAt + OrderWord.instrument]!;
    const day = valueDate(instrument);
    const { notional: NOTIONAL, makerFee: MAKER_FEE, takerFee: TAKER_FEE } = Money;
    const [notional, makerFee, takerFee] = [cells[NOTIONAL]!, cells[MAKER_FEE]!, cells[TAKER_FEE]!];
    const lockedLots = TERMS[termsOf(instrument)].sellsDeliveredOnly ? qty : 0;
    const side = (order: number, fee: number): void => {
      const buys = ((orders[order + OrderWord.attributes]! >> 8) & 1) === 0;
      const account = orders[order + OrderWord.account]!;
      if (buys) add(account, instrument, day, qty, -notional - fee, lockedLots, 0);
      else add(account, instrument, day, -qty, notional - fee, 0, 0);
    };
    side(makerAt, makerFee);
    side(takerAt, takerFee);
    const fees = makerFee + takerFee;
    if (fees !== 0) add(FEE_ACCOUNT, instrument, day, 0, fees, 0, 0);
  }

  function businessDay(words: Int32Array, slots: Float64Array, at: number): void {
    const seen = refusals.repeat(words, slots, at);
    if (seen === REPEATED) return;
    const day = words[at + C.qty]!;
    const isForward = day >= 1 && day <= LAST_DAY && day >= counters[CounterSlot.businessDay]!;
    const code = seen !== 0 ? seen : isForward ? 0 : REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const isNew = day > counters[CounterSlot.businessDay]!;
    counters[CounterSlot.businessDay] = day;
    const event = log.open(EventKind.businessDay);
    log.words.fill(0, event + 1, event + 16);
    const { settled, failed, more } = clear(day);
    log.words[event + 3] = day;
    log.words[event + 4] = settled;
    log.words[event + 5] = failed;
    log.words[event + 12] = more ? 1 : 0;
    if (isNew) windows.newDay();
  }

  /** Settles what is due up to `day`, group by group of one value date and instrument. */
  function clear(day: number): { settled: number; failed: number; more: boolean } {
    const due = [...obligations].filter(([, row]) => row.day <= day).sort(([a], [b]) => a - b);
    const done = { settled: 0, failed: 0, more: false };
    for (let from = 0; from < due.length;) {
      const first = due[from]![1];
      let to = from;
      while (to < due.length && sameGroup(due[to]![1], first)) to++;
      if (from > 0 && to > rowsPerRun(state)) {
        done.more = true;
        break;
      }
      const rows = due.slice(from, to).map(([, row]) => row);
      const failed = settleGroup(rows, retryDateOf(termsOf(first.instrument), day));
      done.settled += rows.length - failed;
      done.failed += failed;
      from = to;
    }
    return done;
  }

  function sameGroup(a: Obligation, b: Obligation): boolean {
    return a.day === b.day && a.instrument === b.instrument;
  }

  function close(
    row: Obligation,
    lots: number,
    money: number,
    next: number,
    penalty = row.penalty,
  ): void {
    obligations.delete(keyOf(row.day, row.instrument, row.account));
    book(row, -1);
    tell(row, ObligationState.settled, lots, money);
    const [restLots, restMoney] = [row.lots - lots, row.money - money];
    if (restLots === 0 && restMoney === 0) return;
    const locked = Math.max(0, Math.min(row.locked, restLots));
    const failsFrom = next > row.day ? row.day : 0;
    const since = restLots === 0 ? 0 : row.failedSince === 0 ? failsFrom : row.failedSince;
    const status = next > row.day || since !== 0 ? ObligationState.failed : ObligationState.open;
    const { account, instrument } = row;
    add(account, instrument, next, restLots, restMoney, locked, status, since, penalty);
  }

  /** Returns how many rows of it failed, wholly or in part. Lots that are delivered go to the receivers
   * in order of account; money moves in proportion, and the fee account stands between the sides, so
   * that both what settles and what stays sum to zero. */
  function settleGroup(rows: readonly Obligation[], retry: number): number {
    const settling = rows.map((row) => (row.lots < 0 ? row.lots + takeFail(row) : row.lots));
    let delivered = 0;
    for (const lots of settling) if (lots < 0) delivered -= lots;
    for (const [k, { lots }] of rows.entries()) {
      if (lots <= 0) continue;
      settling[k] = Math.min(lots, delivered);
      delivered -= settling[k];
    }
    const { day, instrument } = rows[0]!;
    const fines = penalties.fines(rows, settling, retry - day);
    let paid = 0;
    let failed = 0;
    for (const [k, row] of rows.entries()) {
      if (row.account === FEE_ACCOUNT) continue;
      const lots = settling[k]!;
      const money = shareOf(row, lots);
      paid += money;
      if (lots !== row.lots) failed += 1;
      close(row, lots, money, retry, row.penalty + fines[k]!);
    }
    const fees = rows.find((row) => row.account === FEE_ACCOUNT);
    if (fees !== undefined || paid !== 0) {
      close(fees ?? emptyRow(FEE_ACCOUNT, instrument, day), 0, 0 - paid, retry);
    }
    penalties.post(rows, fines);
    return failed;
  }

  /** Lots that the deliverer fails to bring, at most what it owes; said once. */
  function takeFail(row: Obligation): number {
    const key = failKey(row.instrument, row.account);
    const lots = Math.min(-row.lots, deliveryFails.get(key) ?? 0);
    deliveryFails.delete(key);
    return lots;
  }

  function shareOf(row: Obligation, lots: number): number {
    if (lots === row.lots) return row.money;
    const part = Math.floor(Math.abs(row.money) * (lots / row.lots)) + 0;
    return row.money < 0 ? 0 - part : part + 0;
  }

  function failDelivery(words: Int32Array, slots: Float64Array, at: number): void {
    const [account, instrument] = [words[at + C.account]!, words[at + C.instrument]!];
    let code = 0;
    if (!refusals.trades(account)) code = REJECTS.unknownAccount.code;
    else if (!refusals.exists(instrument)) code = REJECTS.unknownInstrument.code;
    else code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    const lots = words[at + C.qty]!;
    if (code === 0 && lots < 0) code = REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const key = failKey(instrument, account);
    if (lots === 0) deliveryFails.delete(key);
    else deliveryFails.set(key, lots);
    const event = log.open(EventKind.deliveryFail);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 2] = instrument;
    log.words[event + 4] = lots;
  }

  return { owe, add, close, shareOf, book, valueDate, businessDay, failDelivery };
}

/** The row of an account that has none yet. */
export function emptyRow(account: number, instrument: number, day: number): Obligation {
  return { account, instrument, day, lots: 0, money: 0, locked: 0, failedSince: 0, penalty: 0 };
}

/** Rows that one run settles at most; the rest of them waits for another run of the same day. */
export function rowsPerRun({ capacity }: CoreState): number {
  // 64: more than any other command writes besides.
  const room = capacity.events - capacity.accounts - capacity.instruments - 64;
  return Math.min(MAKERS_MAX, Math.floor(room / 4));
}
