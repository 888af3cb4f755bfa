// Placing an order in the naive venue: the checks of core/README.md in their order, hold, trading.

import { LIMITS } from '../../shared/domain/limits.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderFlag, OrderType, Phase, Side, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { NaiveCommand } from './venue-naive-command.ts';
import { emitAccepted, emitRejected, emitReplayed } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { lockedOf, settlesLater } from './venue-naive-settlement.ts';
import { limitsRefusal } from './venue-naive-limits.ts';
import { isCoverable, oppositeSide, runTaker } from './venue-naive-matching.ts';
import { canHold, heldAsset, holdOf, moveToHeld, notional } from './venue-naive-money.ts';
import {
  accountOf,
  collect,
  crosses,
  positionOf,
  queueOf,
  slotIsLeft,
  takeOrderId,
} from './venue-naive-state.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';

const BASIS_POINTS = 10_000;
const MICROS = 1_000_000;
const DAY_SECONDS = 86_400;

/** Reject code 0 stands for accepted. */
const ACCEPTED = 0;

export function placeNaive(journal: NaiveJournal): void {
  const { state, command } = journal;
  const key = `${command.account}:${command.clientOrderId}`;
  const request = requestText(command);
  const known = command.clientOrderId === 0 ? undefined : state.remembered.get(key);
  if (known !== undefined) {
    if (known.request === request) emitReplayed(journal, known.code, known.orderId);
    else emitRejected(journal, REJECTS.duplicateConflict.code);
    return;
  }
  const asked = workingPrice(state, command);
  const price = pulledIn(state, command, asked);
  const code = placeRefusal(state, command, asked, price);
  const orderId = code === ACCEPTED ? takeOrderId(state) : 0;
  if (command.clientOrderId !== 0) {
    state.remembered.set(key, { request, orderId, code });
    forgetOldest(state);
  }
  if (code === ACCEPTED) acceptOrder(journal, orderId, price);
  else emitRejected(journal, code);
}

function requestText(command: NaiveCommand): string {
  const { instrument, attributes, price, qty, seconds } = command;
  return [instrument, attributes, price, qty, seconds].join();
}

function forgetOldest(state: NaiveState): void {
  if (state.remembered.size <= state.capacity.dedupe) return;
  const [oldest] = state.remembered.keys();
  if (oldest !== undefined) state.remembered.delete(oldest);
}

function acceptOrder(journal: NaiveJournal, orderId: number, price: number): void {
  const { state, command } = journal;
  const instrument = state.instruments[command.instrument]!;
  const order: NaiveOrder = {
    id: orderId,
    account: command.account,
    instrument: command.instrument,
    side: command.side,
    type: command.type,
    tif: command.tif,
    flags: command.flags,
    stp: command.stp,
    attributes: command.attributes,
    price,
    qty: command.qty,
    leaves: command.qty,
    filled: 0,
    clientOrderId: command.clientOrderId,
    session: command.session,
    expire: effectiveExpiry(instrument, command),
    commission: { byRate: 0, charged: 0 },
  };
  const hold = holdOf(instrument, order.side, price, order.qty);
  moveToHeld(state, order.account, heldAsset(instrument, order.side), hold);
  emitAccepted(journal, order);
  if (instrument.phase === Phase.auction) collect(state, order);
  else runTaker(journal, order);
}

function effectiveExpiry(instrument: Instrument, command: NaiveCommand): number {
  if (command.tif === TimeInForce.gtd) return command.seconds;
  if (command.tif !== TimeInForce.day) return 0;
  const now = Math.floor(command.timeMicros / MICROS);
  const midnight = now - (now % DAY_SECONDS);
  const dayEnd = midnight + instrument.dayEndSecond;
  return dayEnd > now ? dayEnd : dayEnd + DAY_SECONDS;
}

/** Best opposite price, undefined when there is none. */
export function bestOpposite(
  state: NaiveState,
  order: { instrument: number; side: number },
): number | undefined {
  return queueOf(state, order.instrument, oppositeSide(order.side))[0]?.price;
}

/** The limit price, or the bound of a market order (0 without an opposite price). */
function workingPrice(state: NaiveState, command: NaiveCommand): number {
  if (command.type === OrderType.limit) return command.price;
  const best = bestOpposite(state, command);
  if (best === undefined) return 0;
  const { marketBoundBps, priceLimitTicks } = state.instruments[command.instrument]!;
  const walk = Math.max(1, Math.floor((best * marketBoundBps) / BASIS_POINTS));
  if (command.side === Side.buy) return Math.min(best + walk, priceLimitTicks - 1);
  return Math.max(best - walk, 1);
}

/** No order stands beyond the end of the window on its side. */
export function pulledIn(
  state: NaiveState,
  { instrument, side }: { instrument: number; side: number },
  price: number,
): number {
  const { low, high } = state.windows[instrument]!;
  if (high === 0) return price;
  return side === Side.buy ? Math.min(price, high) : Math.max(price, low);
}

/** The first refusal that applies, or 0. */
function placeRefusal(
  state: NaiveState,
  command: NaiveCommand,
  asked: number,
  price: number,
): number {
  const account = accountOf(state, command.account);
  const instrument = state.instruments[command.instrument]!;
  if (account.blocked) return REJECTS.accountBlocked.code;
  if (state.venueHalted || instrument.phase === Phase.halted) return REJECTS.instrumentHalted.code;
  if (instrument.phase === Phase.auction && !mayWait(command)) return REJECTS.notInAuction.code;
  if (!isWellFormed(command)) return REJECTS.badCombination.code;
  const isGtd = command.tif === TimeInForce.gtd;
  if (isGtd && command.seconds * MICROS <= command.timeMicros) return REJECTS.badExpiry.code;

  const value = { ...command, price: asked };
  const size = sizeRefusal(state, value);
  if (size !== ACCEPTED) return size;

  const limited = limitsRefusal(state, command, value);
  if (limited !== ACCEPTED) return limited;

  const openOrdersMax = account.openOrdersMax || LIMITS.openOrdersPerAccount;
  if (account.openOrders >= openOrdersMax) return REJECTS.tooManyOpenOrders.code;
  if (!slotIsLeft(state)) return REJECTS.capacity.code;
  const isOwed = settlesLater(state, command.instrument);
  if (isOwed && state.owed.length >= state.capacity.obligations) return REJECTS.capacity.code;

  const best = bestOpposite(state, command);
  if (command.type === OrderType.market && best === undefined) return REJECTS.noLiquidity.code;
  if (!reducesOnly(state, command)) return REJECTS.reduceOnlyIncreases.code;
  const effective = { ...command, price };
  if (crossesPostOnly(state, effective)) return REJECTS.wouldCross.code;
  if (command.tif === TimeInForce.fok && !isCoverable(state, effective)) {
    return REJECTS.notFilledWhole.code;
  }
  const hold = holdOf(instrument, command.side, price, command.qty);
  return fundsRefusal(state, command, hold);
}

/** A limit order that can stand in the book without having to. */
function mayWait({ type, tif, flags }: NaiveCommand): boolean {
  const isImmediate = tif === TimeInForce.ioc || tif === TimeInForce.fok;
  return type === OrderType.limit && !isImmediate && (flags & OrderFlag.postOnly) === 0;
}

function isWellFormed({ type, tif, flags, price }: NaiveCommand): boolean {
  const isImmediate = tif === TimeInForce.ioc || tif === TimeInForce.fok;
  const isPostOnly = (flags & OrderFlag.postOnly) !== 0;
  if (tif > TimeInForce.gtd) return false;
  if (isPostOnly && isImmediate) return false;
  if (type === OrderType.limit) return true;
  return isImmediate && price === 0 && !isPostOnly;
}

interface Size {
  readonly instrument: number;
  readonly type: number;
  readonly price: number;
  readonly qty: number;
}

/** Quantity, price, notional and band. */
export function sizeRefusal(state: NaiveState, size: Size): number {
  const { instrument: id, type, price, qty } = size;
  const instrument = state.instruments[id]!;
  const isLimit = type === OrderType.limit;
  if (qty < instrument.minQtyLots) return REJECTS.qtyTooSmall.code;
  if (qty > instrument.maxQtyLots) return REJECTS.qtyTooLarge.code;
  const isOnLadder = price >= 1 && price < instrument.priceLimitTicks;
  if (isLimit && !isOnLadder) return REJECTS.priceOffTick.code;
  if (notional(instrument, price, qty) > BigInt(instrument.maxNotionalMinor)) {
    return REJECTS.notionalTooLarge.code;
  }
  const reference = state.lastPrice[id]! || instrument.openingTicks;
  const distance = Math.abs(price - reference) * BASIS_POINTS;
  const isBanded = isLimit && instrument.bandBps > 0;
  if (isBanded && distance > instrument.bandBps * reference) return REJECTS.outsideBand.code;
  return ACCEPTED;
}

function reducesOnly(state: NaiveState, command: NaiveCommand): boolean {
  if ((command.flags & OrderFlag.reduceOnly) === 0) return true;
  const { lots } = positionOf(state, command.account, command.instrument);
  return command.side === Side.sell ? lots >= command.qty : -lots >= command.qty;
}

export function crossesPostOnly(
  state: NaiveState,
  order: { instrument: number; side: number; price: number; flags: number },
): boolean {
  if ((order.flags & OrderFlag.postOnly) === 0) return false;
  const best = bestOpposite(state, order);
  return best !== undefined && crosses(order.side, order.price, best);
}

/** Funds for a buy, holdings for a sell. */
export function fundsRefusal(
  state: NaiveState,
  order: { account: number; instrument: number; side: number },
  amount: number,
): number {
  const asset = heldAsset(state.instruments[order.instrument]!, order.side);
  const isBuy = order.side === Side.buy;
  const isLocked = !isBuy && settlesLater(state, order.instrument);
  const locked = isLocked ? lockedOf(state, order.account, asset) : 0;
  if (canHold(state, order.account, asset, amount, locked)) return ACCEPTED;
  return isBuy ? REJECTS.insufficientFunds.code : REJECTS.insufficientHoldings.code;
}
