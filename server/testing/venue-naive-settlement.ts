// Settlement of the naive venue: a list of what is owed, summed anew whenever a sum is asked for.

import { FEE_ACCOUNT, RECORD_SLOTS } from '../core/commands.ts';
import { ObligationState, Posting } from '../core/events.ts';
import { retryDateOf, TERMS, valueDateOf } from '../../shared/domain/calendars/settlement-terms.ts';
import { Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import {
  emitBalance,
  emitBusinessDay,
  emitDeliveryFail,
  emitOwed,
  emitPosition,
} from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { failOfBoth, finesOf, postFine } from './venue-naive-buyin.ts';
import { credit, movePosition, notional, plus } from './venue-naive-money.ts';
import { balanceOf, positionOf } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveOwed, NaiveState } from './venue-naive-state.ts';
import { beginDay } from './venue-naive-window.ts';

const DAY_MICROS = 86_400_000_000;

function termsOf(state: NaiveState, instrument: number) {
  return state.instruments[instrument]!.settlement ?? 0;
}

export function settlesLater(state: NaiveState, instrument: number): boolean {
  return termsOf(state, instrument) !== 0;
}

function valueDate({ state, command }: NaiveJournal, instrument: number): number {
  const today = state.businessDay || Math.floor(command.timeMicros / DAY_MICROS);
  return valueDateOf(termsOf(state, instrument), today);
}

/** Sum over what is owed to and by the account in the asset. */
function sumOf(
  state: NaiveState,
  account: number,
  asset: number,
  part: (row: NaiveOwed, isBase: boolean, lotBase: number) => number,
): number {
  let sum = 0;
  for (const row of state.owed) {
    const { baseAsset, quoteAsset, lotBaseMinor } = state.instruments[row.instrument]!;
    if (row.account !== account) continue;
    if (baseAsset === asset) sum = plus(sum, part(row, true, lotBaseMinor));
    if (quoteAsset === asset) sum = plus(sum, part(row, false, lotBaseMinor));
  }
  return sum;
}

export function receivableOf(state: NaiveState, account: number, asset: number): number {
  return sumOf(state, account, asset, (row, isBase, lotBase) =>
    Math.max(0, isBase ? row.lots * lotBase : row.money),
  );
}

export function lockedOf(state: NaiveState, account: number, asset: number): number {
  return sumOf(state, account, asset, (row, isBase, lotBase) =>
    isBase ? row.locked * lotBase : 0,
  );
}

/** A row as a trade makes it: nothing of it fails. */
type Owing = Omit<NaiveOwed, 'failing' | 'penalty'> & Partial<NaiveOwed>;

function owe(journal: NaiveJournal, more: Owing, status: number): void {
  const { owed } = journal.state;
  const { account, instrument, day } = more;
  let row = owed.find(
    (other) => other.account === account && other.instrument === instrument && other.day === day,
  );
  if (row === undefined) {
    row = { account, instrument, day, lots: 0, money: 0, locked: 0, failing: 0, penalty: 0 };
    owed.push(row);
  }
  Object.assign(row, failOfBoth(row, { failing: 0, penalty: 0, ...more }));
  row.lots = plus(row.lots, more.lots);
  row.money = plus(row.money, more.money);
  row.locked = Math.max(0, plus(row.locked, more.locked));
  const isEmpty = row.lots === 0 && row.money === 0 && row.locked === 0;
  if (isEmpty) owed.splice(owed.indexOf(row), 1);
  emitOwed(journal, row, status, row.lots, row.money);
}

export function oweFill(
  journal: NaiveJournal,
  sides: readonly NaiveOrder[],
  paid: readonly number[],
  price: number,
  lots: number,
): void {
  const { state } = journal;
  const { instrument } = sides[0]!;
  const definition = state.instruments[instrument]!;
  const value = Number(notional(definition, price, lots));
  const day = valueDate(journal, instrument);
  let fees = 0;
  for (const [k, order] of sides.entries()) {
    const isBuy = order.side === Side.buy;
    const fee = paid[k]!;
    const isLocked = isBuy && TERMS[termsOf(state, instrument)].sellsDeliveredOnly;
    const row = {
      account: order.account,
      instrument,
      day,
      lots: isBuy ? lots : -lots,
      money: (isBuy ? -value : value) - fee,
      locked: isLocked ? lots : 0,
    };
    owe(journal, row, ObligationState.open);
    fees += fee;
  }
  const row = { account: FEE_ACCOUNT, instrument, day, lots: 0, money: fees, locked: 0 };
  if (fees !== 0) owe(journal, row, ObligationState.open);
}

export function businessDayNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const day = command.qty;
  if (day < 1 || day > 84_000 || day < state.businessDay) return REJECTS.badField.code;
  const isNew = day > state.businessDay;
  state.businessDay = day;
  const record = emitBusinessDay(journal, day);
  const due = state.owed.filter((row) => row.day <= day);
  due.sort((a, b) => a.day - b.day || a.instrument - b.instrument || a.account - b.account);
  const groups = new Map<string, NaiveOwed[]>();
  for (const row of due) {
    const key = `${row.day}:${row.instrument}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const group of groups.values()) {
    const failed = settleGroup(journal, group, day);
    record[4]! += group.length - failed;
    record[5]! += failed;
  }
  if (isNew) beginDay(journal);
  return 0;
}

function settleGroup(journal: NaiveJournal, group: readonly NaiveOwed[], today: number): number {
  const { state } = journal;
  const [{ day, instrument }] = group as [NaiveOwed];
  const retry = retryDateOf(termsOf(state, instrument), today);
  const settled = new Map<NaiveOwed, number>();
  let pool = 0;
  for (const row of group.filter(({ lots }) => lots < 0)) {
    const key = `${row.account}:${instrument}`;
    const delivered = Math.max(0, -row.lots - (state.fails.get(key) ?? 0));
    state.fails.delete(key);
    settled.set(row, 0 - delivered);
    pool += delivered;
  }
  for (const row of group.filter(({ lots }) => lots > 0)) {
    const received = Math.min(row.lots, pool);
    settled.set(row, received);
    pool -= received;
  }
  const fines = finesOf(state, group, settled, retry - day);
  let venue = 0;
  let failed = 0;
  for (const row of group) {
    if (row.account === FEE_ACCOUNT) continue;
    const lots = settled.get(row) ?? 0;
    const money = moneyOf(row, lots);
    if (lots !== row.lots) failed += 1;
    venue = plus(venue, -money);
    closeRow(journal, row, lots, money, retry, row.penalty + (fines.get(row) ?? 0));
  }
  const fees = group.find((row) => row.account === FEE_ACCOUNT);
  if (fees !== undefined || venue !== 0) {
    closeRow(journal, fees ?? noRow(instrument, day), 0, venue, retry);
  }
  for (const [row, fine] of fines) postFine(journal, row, fine);
  return failed;
}

/** What is open of the fee account where it has nothing. */
export function noRow(instrument: number, day: number): NaiveOwed {
  const none = { lots: 0, money: 0, locked: 0, failing: 0, penalty: 0 };
  return { account: FEE_ACCOUNT, instrument, day, ...none };
}

/** The money that goes with so many lots of a row. */
export function moneyOf(row: NaiveOwed, lots: number): number {
  if (lots === row.lots) return row.money;
  const part = Math.floor(Math.abs(row.money) * (lots / row.lots));
  return Math.sign(row.money) * part + 0;
}

export function closeRow(
  journal: NaiveJournal,
  row: NaiveOwed,
  lots: number,
  money: number,
  retry: number,
  penalty = row.penalty,
): void {
  const { owed } = journal.state;
  if (owed.includes(row)) owed.splice(owed.indexOf(row), 1);
  emitOwed(journal, row, ObligationState.settled, lots, money);
  const rest = { ...row, day: retry, lots: row.lots - lots, money: row.money - money };
  if (rest.lots === 0 && rest.money === 0) return;
  rest.locked = Math.max(0, Math.min(row.locked, rest.lots));
  rest.penalty = penalty;
  const isLater = retry !== row.day;
  if (rest.lots === 0) rest.failing = 0;
  else if (isLater && row.failing === 0) rest.failing = row.day;
  const isFailing = isLater || rest.failing !== 0;
  owe(journal, rest, isFailing ? ObligationState.failed : ObligationState.open);
}

export function failDeliveryNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument, qty } = command;
  if (qty < 0) return REJECTS.badField.code;
  if (qty === 0) state.fails.delete(`${account}:${instrument}`);
  else state.fails.set(`${account}:${instrument}`, qty);
  emitDeliveryFail(journal);
  return 0;
}

export function reverseTradeNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account: buyer, seconds: seller, instrument, price, qty } = command;
  const { clientOrderId: buyerFee, orderId: sellerFee, session, words } = command;
  const isForm = buyer !== seller && words.length === 32;
  if (!isForm) return REJECTS.badField.code;
  const [tradeId, wanted] = new Float64Array(words.buffer).subarray(RECORD_SLOTS) as unknown as [
    number,
    number,
  ];
  const { baseAsset, quoteAsset, lotBaseMinor, ...definition } = state.instruments[instrument]!;
  const value = price * qty * definition.tickValueMinor;
  const isSound =
    [buyerFee, sellerFee, tradeId, wanted].every((v) => Number.isSafeInteger(v) && v >= 0) &&
    price >= 1 &&
    qty >= 1 &&
    value + buyerFee + sellerFee <= Number.MAX_SAFE_INTEGER &&
    sellerFee <= value &&
    wanted <= 84_000 &&
    qty * lotBaseMinor <= Number.MAX_SAFE_INTEGER;
  if (!isSound) return REJECTS.badField.code;
  const fees = buyerFee + sellerFee;
  const base = qty * lotBaseMinor;
  const gives = [
    [buyer, baseAsset, base, REJECTS.insufficientHoldings.code],
    [seller, quoteAsset, value - sellerFee, REJECTS.insufficientFunds.code],
    [FEE_ACCOUNT, quoteAsset, fees, REJECTS.insufficientFunds.code],
  ] as const;
  for (const [account, asset, amount, code] of gives) {
    const { available, credit: line } = balanceOf(state, account, asset);
    if (!Number.isSafeInteger(available - amount)) return REJECTS.badField.code;
    if (available - amount < -line && session !== 1) return code;
  }
  const entry = (account: number, asset: number, amount: number): void => {
    credit(state, account, asset, amount);
    const balance = balanceOf(state, account, asset);
    balance.credit = Math.max(balance.credit, -balance.available);
    emitBalance(journal, asset, amount, account, 0, Posting.reversal, tradeId);
  };
  for (const [account, side, fee] of [
    [buyer, Side.sell, buyerFee],
    [seller, Side.buy, sellerFee],
  ] as const) {
    const sign = side === Side.sell ? 1 : -1;
    entry(account, baseAsset, -sign * base);
    entry(account, quoteAsset, sign * value + fee);
    movePosition(state, { account, instrument, side }, price, qty);
    const position = positionOf(state, account, instrument);
    position.realised = plus(position.realised, fee);
    emitPosition(journal, account, instrument);
  }
  if (fees !== 0) entry(FEE_ACCOUNT, quoteAsset, -fees);
  if (!settlesLater(state, instrument)) return 0;
  const day = wanted > state.businessDay ? wanted : valueDate(journal, instrument);
  const row = { instrument, day, locked: 0 };
  const back = { ...row, account: buyer, lots: -qty, money: value + buyerFee, locked: -qty };
  owe(journal, back, 0);
  owe(journal, { ...row, account: seller, lots: qty, money: sellerFee - value }, 0);
  if (fees !== 0) owe(journal, { ...row, account: FEE_ACCOUNT, lots: 0, money: -fees }, 0);
  return 0;
}
