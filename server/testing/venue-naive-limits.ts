// Pre-trade limits of the naive venue: rows looked up one by one, positions and repeats counted anew.

import { RECORD_SLOTS } from '../core/commands.ts';
import { EventKind } from '../core/events.ts';
import { OrderType, Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { NaiveCommand } from './venue-naive-command.ts';
import { emitDefinition, type NaiveJournal } from './venue-naive-events.ts';
import { notional } from './venue-naive-money.ts';
import { positionOf } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';

const [SECOND, BASIS_POINTS, REMEMBERED] = [1_000_000, 10_000, 64];
/** Slots of a row, and how large each figure may be. */
const [LOTS, NOTIONAL, POSITION, BUY_BAND, SELL_BAND, RATE, REPEATS, RESTRICTED] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const MILLION = 1_000_000;
const SAFE = Number.MAX_SAFE_INTEGER;
const HIGHEST = [2 ** 31 - 1, SAFE, SAFE, MILLION, MILLION, MILLION, 63, 2];

export function setLimitsNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  if (command.words.length !== 32) return REJECTS.badField.code;
  const row = [...new Float64Array(command.words.buffer).subarray(RECORD_SLOTS, RECORD_SLOTS + 8)];
  const isSound = row.every((v, k) => Number.isSafeInteger(v) && v >= 0 && v <= HIGHEST[k]!);
  if (!isSound) return REJECTS.badField.code;
  state.limits.set(`${command.account}:${command.instrument}`, row);
  emitDefinition(journal, EventKind.limits);
  return 0;
}

function limit(state: NaiveState, account: number, instrument: number, slot: number): number {
  const rows = [`${account}:${instrument}`, `${account}:-1`, `0:${instrument}`, '0:-1'];
  return rows.map((row) => state.limits.get(row)?.[slot] ?? 0).find((value) => value !== 0) ?? 0;
}

interface Wanted {
  readonly account: number;
  readonly instrument: number;
  readonly side: number;
  readonly type: number;
  readonly price: number;
  readonly qty: number;
}

function orderRefusal(state: NaiveState, order: Wanted): number {
  const { account, instrument, side, price, qty } = order;
  const { lastPrice, instruments } = state;
  const of = (slot: number): number => limit(state, account, instrument, slot) || Infinity;
  const reference = lastPrice[instrument]! || instruments[instrument]!.openingTicks;
  const beyond = side === Side.buy ? price - reference : reference - price;
  const band = of(side === Side.buy ? BUY_BAND : SELL_BAND);
  if (of(RESTRICTED) === 1) return REJECTS.instrumentRestricted.code;
  if (qty > of(LOTS)) return REJECTS.orderTooLarge.code;
  if (Number(notional(instruments[instrument]!, price, qty)) > of(NOTIONAL)) {
    return REJECTS.orderWorthTooMuch.code;
  }
  const isLimit = order.type === OrderType.limit;
  if (isLimit && band !== Infinity && beyond * BASIS_POINTS > band * reference) {
    return REJECTS.outsideOwnBand.code;
  }
  return 0;
}

/** The position if the order and all other open ones of its side were filled. */
function positionRefusal(state: NaiveState, order: Wanted, lots: number, but?: NaiveOrder): number {
  const { account, instrument, side } = order;
  const most = limit(state, account, instrument, POSITION) || Infinity;
  let worst = positionOf(state, account, instrument).lots * (side === Side.buy ? 1 : -1) + lots;
  for (const open of state.open.values()) {
    const isAlike = open.account === account && open.instrument === instrument;
    if (isAlike && open.side === side && open !== but) worst += open.leaves;
  }
  return worst > most ? REJECTS.positionTooLarge.code : 0;
}

function rateRefusal(state: NaiveState, account: number, now: number): number {
  const rate = limit(state, account, -1, RATE);
  if (rate === 0) return 0;
  const step = Math.floor(SECOND / rate);
  const after = Math.max(now, state.paidUpTo.get(account) ?? 0) + step;
  return after - now > rate * step ? REJECTS.tooManyOrders.code : 0;
}

function payRate(state: NaiveState, account: number, now: number): void {
  const rate = limit(state, account, -1, RATE);
  if (rate === 0) return;
  const paid = Math.max(now, state.paidUpTo.get(account) ?? 0);
  state.paidUpTo.set(account, paid + Math.floor(SECOND / rate));
}

/** The first limit that refuses a place command, or 0; then the order counts to rate and repeats. */
export function limitsRefusal(state: NaiveState, command: NaiveCommand, value: Wanted): number {
  const { account, timeMicros: now } = command;
  const repeats = limit(state, account, -1, REPEATS);
  const passed = state.passed.get(account) ?? [];
  const what = [command.instrument, command.side, command.price, command.qty].join();
  const alike = passed.filter((order) => order.what === what && now - order.time < SECOND);
  const isRepeat = repeats !== 0 && alike.length >= repeats;
  const code =
    orderRefusal(state, value) ||
    positionRefusal(state, value, value.qty) ||
    rateRefusal(state, account, now) ||
    (isRepeat ? REJECTS.repeatedOrder.code : 0);
  if (code !== 0) return code;
  payRate(state, account, now);
  if (repeats !== 0) state.passed.set(account, [...passed, { time: now, what }].slice(-REMEMBERED));
  return 0;
}

export function amendLimitsRefusal(
  state: NaiveState,
  now: number,
  order: NaiveOrder,
  price: number,
  qty: number,
): number {
  const { account, instrument, side } = order;
  const wanted = { account, instrument, side, type: OrderType.limit, price, qty };
  const leaves = qty - order.filled;
  const grows = leaves > order.leaves;
  const code =
    orderRefusal(state, wanted) ||
    (grows ? positionRefusal(state, wanted, leaves, order) : 0) ||
    rateRefusal(state, account, now);
  if (code === 0) payRate(state, account, now);
  return code;
}
