// Money of the naive venue: holds, fees, fills and positions, with bigint where products are made.

import { FEE_ACCOUNT } from '../core/commands.ts';
import { assert } from '../../shared/domain/assert.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { accountOf, balanceOf, positionOf } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';

const MILLION = 1_000_000n;

/** Adds without ever leaving a negative zero or an amount that a double cannot hold exactly. */
export function plus(a: number, b: number): number {
  const sum = a + b + 0;
  assert(Number.isSafeInteger(sum), `amount ${a} + ${b} is exact`);
  return sum;
}

function exact(value: bigint): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), `amount ${value} is exact`);
  return number;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

export function notional(instrument: Instrument, price: number, lots: number): bigint {
  return BigInt(price) * BigInt(lots) * BigInt(instrument.tickValueMinor);
}

function fee(amount: bigint, ppm: number): bigint {
  return floorDivide(amount * BigInt(ppm), MILLION);
}

/** The asset that an order of this side holds. */
export function heldAsset(instrument: Instrument, side: number): number {
  return side === Side.buy ? instrument.quoteAsset : instrument.baseAsset;
}

type Charged = NaiveOrder['commission'];
const UNTRADED: Charged = { byRate: 0, charged: 0 };

/** What an order with these leaves holds: the base it delivers; or notional, duty and the commission that
 * is still to come at the dearer rate, at least up to the least commission. */
export function holdOf(
  instrument: Instrument,
  side: number,
  price: number,
  lots: number,
  commission = UNTRADED,
): number {
  if (side === Side.sell) return exact(BigInt(lots) * BigInt(instrument.lotBaseMinor));
  if (lots === 0) return 0;
  const amount = notional(instrument, price, lots);
  const dearest = Math.max(instrument.makerFeePpm, instrument.takerFeePpm);
  const duty = fee(amount, instrument.buyDutyPpm ?? 0);
  return exact(amount + duty) + stillDue(instrument, exact(fee(amount, dearest)), commission);
}

/** What a commission of `byRate` more makes due beyond what was charged. */
function stillDue(instrument: Instrument, byRate: number, { byRate: before, charged }: Charged) {
  const least = instrument.minFeeMinor ?? 0;
  if (least === 0) return byRate;
  const wanted = Math.max(least, before + byRate);
  return wanted > charged ? wanted - charged : 0;
}

/** Commission and duty of a fill; the commission is kept with the order. */
function feeOfFill(state: NaiveState, order: NaiveOrder, amount: bigint, isTaker: boolean): number {
  const instrument = state.instruments[order.instrument]!;
  const { discounts } = accountOf(state, order.account);
  const isBuy = order.side === Side.buy;
  const full = isTaker ? instrument.takerFeePpm : instrument.makerFeePpm;
  const off = BigInt(isTaker ? discounts.taker : discounts.maker);
  const rate = Number(floorDivide(BigInt(full) * (MILLION - off), MILLION));
  const byRate = exact(fee(amount, rate));
  const duty = exact(fee(amount, (isBuy ? instrument.buyDutyPpm : instrument.sellDutyPpm) ?? 0));
  const due = stillDue(instrument, byRate, order.commission);
  const isLeast = (instrument.minFeeMinor ?? 0) > 0;
  const paid = isLeast && !isBuy ? Math.min(due, exact(amount) - duty) : due;
  if (isLeast) {
    order.commission.byRate += byRate;
    order.commission.charged += paid;
  }
  return paid + duty;
}

/** Moves `amount` (negative: back) from available to held. */
export function moveToHeld(
  state: NaiveState,
  account: number,
  asset: number,
  amount: number,
): void {
  const balance = balanceOf(state, account, asset);
  balance.available = plus(balance.available, -amount);
  balance.held = plus(balance.held, amount);
}

/** Whether the account can hold `amount` more. */
export function canHold(
  state: NaiveState,
  account: number,
  asset: number,
  amount: number,
  locked = 0,
): boolean {
  const { available, credit } = balanceOf(state, account, asset);
  return available - locked - amount >= -credit;
}

export function credit(state: NaiveState, account: number, asset: number, amount: number): void {
  const balance = balanceOf(state, account, asset);
  balance.available = plus(balance.available, amount);
}

/** Reduces the leaves of an order and gives back what they held, at the commission as it was `held`.
 * Returns what was given back. */
export function releaseLots(
  state: NaiveState,
  order: NaiveOrder,
  lots: number,
  held: Charged = order.commission,
): number {
  const instrument = state.instruments[order.instrument]!;
  const { side, price, commission } = order;
  const before = holdOf(instrument, side, price, order.leaves, held);
  order.leaves -= lots;
  const released = before - holdOf(instrument, side, price, order.leaves, commission);
  moveToHeld(state, order.account, heldAsset(instrument, order.side), -released);
  return released;
}

/** Posts one side of a fill to balances, fee account and position; returns the fee. */
export function settleFill(
  state: NaiveState,
  order: NaiveOrder,
  price: number,
  lots: number,
  isTaker: boolean,
): number {
  const instrument = state.instruments[order.instrument]!;
  const { baseAsset, quoteAsset } = instrument;
  const amount = notional(instrument, price, lots);
  const held = { ...order.commission };
  const paid = feeOfFill(state, order, amount, isTaker);
  const value = exact(amount);
  const base = exact(BigInt(lots) * BigInt(instrument.lotBaseMinor));
  releaseLots(state, order, lots, held);
  order.filled += lots;
  if (order.side === Side.buy) {
    credit(state, order.account, quoteAsset, -(value + paid));
    credit(state, order.account, baseAsset, base);
  } else {
    credit(state, order.account, baseAsset, -base);
    credit(state, order.account, quoteAsset, value - paid);
  }
  credit(state, FEE_ACCOUNT, quoteAsset, paid);
  movePosition(state, order, price, lots);
  const position = positionOf(state, order.account, order.instrument);
  position.realised = plus(position.realised, -paid);
  return paid;
}

/** First closes what is opposite, then opens the rest. */
export function movePosition(
  state: NaiveState,
  order: Pick<NaiveOrder, 'account' | 'instrument' | 'side'>,
  price: number,
  lots: number,
): void {
  const instrument = state.instruments[order.instrument]!;
  const position = positionOf(state, order.account, order.instrument);
  const direction = order.side === Side.buy ? 1 : -1;
  const isOpposite = position.lots * direction < 0;
  const closing = isOpposite ? Math.min(lots, Math.abs(position.lots)) : 0;
  const opening = lots - closing;
  if (closing > 0) {
    const held = Math.abs(position.lots);
    const cost = Math.abs(position.cost);
    const part = closing === held ? cost : Math.floor(cost * (closing / held));
    const value = exact(notional(instrument, price, closing));
    // A long's cost is positive and falls when it sells; a short's is negative and rises to zero.
    position.cost = plus(position.cost, direction * part);
    position.realised = plus(position.realised, direction < 0 ? value - part : part - value);
    position.lots = plus(position.lots, direction * closing);
  }
  if (opening > 0) {
    position.cost = plus(position.cost, direction * exact(notional(instrument, price, opening)));
    position.lots = plus(position.lots, direction * opening);
  }
}

/** Lots by which a reduce-only order of this side may still fill. */
export function reducibleLots(state: NaiveState, order: NaiveOrder): number {
  const { lots } = positionOf(state, order.account, order.instrument);
  return Math.max(0, order.side === Side.sell ? lots : -lots);
}
