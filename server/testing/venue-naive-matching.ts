// Matching of the naive venue: a taker meets the opposite queue maker by maker.

import { assert } from '../../shared/domain/assert.ts';
import {
  DoneCause,
  OrderFlag,
  OrderType,
  SelfTrade,
  Side,
  TimeInForce,
} from '../../shared/domain/order.ts';
import { emitAmended, emitDone, emitFill, emitLevel } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { oweFill, settlesLater } from './venue-naive-settlement.ts';
import { reducibleLots, releaseLots, settleFill } from './venue-naive-money.ts';
import { crosses, dequeue, enqueue, giveBackOrderId, queueOf } from './venue-naive-state.ts';
import { liesInWindow } from './venue-naive-window.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';

/** Makers that one command may fill, end or reduce. */
export const MAKERS_MAX = 16_384;

/** Why the taker ended before its quantity or the crossing makers did. */
interface Ended {
  readonly cause: number;
  readonly cancelledLots: number;
}

export function oppositeSide(side: number): number {
  return side === Side.buy ? Side.sell : Side.buy;
}

/** Crossing makers in the order in which the taker would meet them. */
function crossingMakers(
  state: NaiveState,
  taker: { instrument: number; side: number; price: number },
): NaiveOrder[] {
  return queueOf(state, taker.instrument, oppositeSide(taker.side)).filter((maker) =>
    crosses(taker.side, taker.price, maker.price),
  );
}

/** Whether a fill-or-kill would be filled whole. */
export function isCoverable(
  state: NaiveState,
  taker: {
    account: number;
    instrument: number;
    side: number;
    price: number;
    qty: number;
    stp: number;
  },
): boolean {
  let covered = 0;
  for (const maker of crossingMakers(state, taker).slice(0, MAKERS_MAX)) {
    if (!liesInWindow(state, maker.instrument, maker.price)) return false;
    if (maker.account === taker.account) {
      const endsTaker = taker.stp === SelfTrade.expireTaker || taker.stp === SelfTrade.expireBoth;
      if (endsTaker) return false;
    } else if ((maker.flags & OrderFlag.reduceOnly) === 0) {
      covered += maker.leaves;
    }
    if (covered >= taker.qty) return true;
  }
  return false;
}

/** Ends an order: gives back its hold and its slot. A resting order leaves its queue first. */
export function endOrder(
  journal: NaiveJournal,
  order: NaiveOrder,
  cause: number,
  cancelledLots: number,
): void {
  if (journal.state.open.has(order.id)) dequeue(journal.state, order);
  releaseLots(journal.state, order, order.leaves);
  giveBackOrderId(journal.state, order.id);
  emitDone(journal, order, cause, cancelledLots);
}

/**
 * Trades a held, accepted order that stands in no queue: makers' events, then their levels, then the
 * levels of `leftPrice` (where an amended order stood) and of the order itself, then its end.
 */
export function runTaker(journal: NaiveJournal, taker: NaiveOrder, leftPrice?: number): void {
  const { state } = journal;
  const touchedPrices = new Set<number>();
  const { qty } = taker;
  const ended = sweep(journal, taker, touchedPrices) ?? remainderOf(taker);
  const isResting = ended === undefined && taker.leaves > 0;
  if (isResting) enqueue(state, taker);

  for (const price of touchedPrices) {
    emitLevel(journal, taker.instrument, oppositeSide(taker.side), price);
  }
  if (isResting && taker.qty !== qty) emitAmended(journal, taker, true);
  if (leftPrice !== undefined) emitLevel(journal, taker.instrument, taker.side, leftPrice);
  if (isResting && taker.price !== leftPrice) {
    emitLevel(journal, taker.instrument, taker.side, taker.price);
  }
  if (ended !== undefined) endOrder(journal, taker, ended.cause, ended.cancelledLots);
}

/** What becomes of leaves that no maker wants: undefined when they rest. */
function remainderOf(taker: NaiveOrder): Ended | undefined {
  if (taker.leaves === 0) return undefined;
  const end = (cause: number): Ended => ({ cause, cancelledLots: taker.leaves });
  if (taker.type === OrderType.market) return end(DoneCause.marketBound);
  if (taker.tif === TimeInForce.ioc) return end(DoneCause.immediateRemainder);
  if (taker.tif === TimeInForce.fok) return end(DoneCause.fillOrKill);
  return undefined;
}

function sweep(
  journal: NaiveJournal,
  taker: NaiveOrder,
  touchedPrices: Set<number>,
): Ended | undefined {
  let met = 0;
  for (;;) {
    const maker = queueOf(journal.state, taker.instrument, oppositeSide(taker.side))[0];
    if (taker.leaves === 0 || maker === undefined) return undefined;
    if (!crosses(taker.side, taker.price, maker.price)) return undefined;
    if (met === MAKERS_MAX) {
      return { cause: DoneCause.immediateRemainder, cancelledLots: taker.leaves };
    }
    if (!liesInWindow(journal.state, maker.instrument, maker.price)) {
      return { cause: DoneCause.priceWindow, cancelledLots: taker.leaves };
    }
    const before = maker.leaves;
    const ended =
      maker.account === taker.account
        ? preventSelfTrade(journal, taker, maker)
        : fillOne(journal, taker, maker);
    if (maker.leaves !== before) {
      met += 1;
      touchedPrices.add(maker.price);
    }
    if (ended !== undefined) return ended;
  }
}

function preventSelfTrade(
  journal: NaiveJournal,
  taker: NaiveOrder,
  maker: NaiveOrder,
): Ended | undefined {
  const takerEnds = { cause: DoneCause.selfTrade, cancelledLots: taker.leaves };
  switch (taker.stp) {
    case SelfTrade.expireTaker:
      return takerEnds;
    case SelfTrade.expireMaker:
      endOrder(journal, maker, DoneCause.selfTrade, maker.leaves);
      return undefined;
    case SelfTrade.expireBoth:
      endOrder(journal, maker, DoneCause.selfTrade, maker.leaves);
      return takerEnds;
    default:
      return decrementBoth(journal, taker, maker);
  }
}

function decrementBoth(
  journal: NaiveJournal,
  taker: NaiveOrder,
  maker: NaiveOrder,
): Ended | undefined {
  const lots = Math.min(taker.leaves, maker.leaves);
  for (const order of [maker, taker]) {
    releaseLots(journal.state, order, lots);
    order.qty -= lots;
  }
  if (maker.leaves === 0) endOrder(journal, maker, DoneCause.selfTrade, lots);
  else emitAmended(journal, maker, true);
  return taker.leaves === 0 ? { cause: DoneCause.selfTrade, cancelledLots: lots } : undefined;
}

function fillOne(journal: NaiveJournal, taker: NaiveOrder, maker: NaiveOrder): Ended | undefined {
  const { state } = journal;
  const reducible = (order: NaiveOrder): number =>
    (order.flags & OrderFlag.reduceOnly) === 0 ? Infinity : reducibleLots(state, order);
  const wanted = Math.min(taker.leaves, maker.leaves);
  const lots = Math.min(wanted, reducible(taker), reducible(maker));
  if (lots > 0) trade(journal, taker, maker, lots);
  if (lots === wanted) return undefined;

  const makerIsUsedUp = reducible(maker) === 0;
  const takerIsUsedUp = reducible(taker) === 0;
  assert(makerIsUsedUp || takerIsUsedUp, 'a fill is cut by a position only');
  if (makerIsUsedUp) endOrder(journal, maker, DoneCause.reduceOnly, maker.leaves);
  if (!takerIsUsedUp) return undefined;
  return { cause: DoneCause.reduceOnly, cancelledLots: taker.leaves };
}

function trade(journal: NaiveJournal, taker: NaiveOrder, maker: NaiveOrder, lots: number): void {
  const window = journal.state.windows[maker.instrument]!;
  window.trades.push({ halfMinute: window.halfMinute, price: maker.price });
  tradeAt(journal, taker, maker, lots, maker.price);
}

/** Fills both at the price; whoever is filled whole leaves its queue, if it stands in one. */
export function tradeAt(
  journal: NaiveJournal,
  taker: NaiveOrder,
  maker: NaiveOrder,
  lots: number,
  price: number,
): void {
  const { state } = journal;
  state.lastTradeId += 1;
  state.lastPrice[taker.instrument] = price;
  const fees: number[] = [];
  for (const order of [maker, taker]) {
    const isTaker = order === taker;
    const fee = settleFill(state, order, price, lots, isTaker);
    fees.push(fee);
    emitFill(journal, order, { price, lots, tradeId: state.lastTradeId, fee, isTaker });
    if (order.leaves > 0) continue;
    if (state.open.has(order.id)) dequeue(state, order);
    giveBackOrderId(state, order.id);
  }
  if (settlesLater(state, taker.instrument)) oweFill(journal, [maker, taker], fees, price, lots);
}
