// What an order would do: fills at once, fees, hold, position and money after it; with the functions that
// the core holds and pays by.

import {
  averageTicks,
  marketBoundTicks,
  walkBook,
  walkFeeMinor,
  type BookWalk,
} from '../../../shared/domain/book-walk.ts';
import { OrderType, Phase, Side, TimeInForce } from '../../../shared/domain/order.ts';
import {
  buyHoldMinor,
  commissionMinor,
  discountedPpm,
  feeMinor,
  notionalMinor,
} from '../../../shared/domain/order-cost.ts';
import { ticksInWindow } from '../../../shared/domain/trading-status.ts';
import { isImmediate, type TicketForm, type TicketOrder } from './ticket-form.ts';
import { oppositeLevels, oppositeTicks, type TicketScene } from './ticket-scene.ts';
import { holdTicks } from './ticket-size.ts';

/** Money in quote minor units, quantities in lots, prices in ticks with a fraction (0: none). */
export interface TicketSums {
  readonly notional: number;
  readonly walk: BookWalk;
  readonly fillTicks: number;
  readonly takerFee: number;
  /** Fee of what would rest, if all of it fills there. */
  readonly makerFee: number;
  /** Stamp duty within the two fees. */
  readonly takerDuty: number;
  readonly makerDuty: number;
  readonly rests: number;
  readonly lotsBefore: number;
  readonly lotsAfter: number;
  readonly averageAfter: number;
  readonly availableAfter: number;
  /** What the venue sets aside when it takes the order: quote minor units of a buy, lots of a sell. */
  readonly holdMinor: number;
  readonly holdLots: number;
}

export function summariseTicket(
  form: Pick<TicketForm, 'side' | 'type' | 'tif' | 'postOnly'>,
  asked: TicketOrder,
  scene: TicketScene,
): TicketSums {
  const { side } = form;
  const order = { ...asked, price: ticksInWindow(side, asked.price, scene.status) };
  const { instrument, account } = scene;
  const { tickValueMinor, minFeeMinor = 0 } = instrument;
  const makerFeePpm = discountedPpm(instrument.makerFeePpm, account.makerDiscountPpm);
  const takerFeePpm = discountedPpm(instrument.takerFeePpm, account.takerDiscountPpm);
  const walk = walkOf(form, order, scene);
  const rests = isImmediate(form.tif) ? 0 : walk.rest;
  const restMinor = notionalMinor(order.price, rests, tickValueMinor);
  const fillMinor = notionalMinor(walk.tickLots, 1, tickValueMinor);
  const dutyPpm = (side === Side.buy ? instrument.buyDutyPpm : instrument.sellDutyPpm) ?? 0;
  const takerRate = walkFeeMinor(walk, tickValueMinor, takerFeePpm);
  const takerCommission = walk.lots === 0 ? 0 : commissionMinor(takerRate, minFeeMinor);
  const takerDuty = walkFeeMinor(walk, tickValueMinor, dutyPpm);
  const takerFee = takerCommission + takerDuty;
  const before = { rawMinor: takerRate, chargedMinor: takerCommission };
  const makerRate = feeMinor(restMinor, makerFeePpm);
  const makerCommission = rests === 0 ? 0 : commissionMinor(makerRate, minFeeMinor, before);
  const makerDuty = feeMinor(restMinor, dutyPpm);
  const held = holdTicks(scene, side, order.price);
  const isBuy = side === Side.buy;
  const restHold = isBuy ? buyHoldMinor(order.price, rests, tickValueMinor, instrument, before) : 0;
  const change = (isBuy ? 1 : -1) * (walk.lots + rests);
  const ticks = order.price === 0 ? oppositeTicks(scene, side) : order.price;
  return {
    notional: notionalMinor(ticks, order.qty, tickValueMinor),
    walk,
    fillTicks: averageTicks(walk),
    takerFee,
    makerFee: makerCommission + makerDuty,
    ...{ takerDuty, makerDuty },
    rests,
    lotsBefore: account.lots,
    lotsAfter: account.lots + change,
    averageAfter: averageAfter(scene, change, fillMinor + restMinor),
    availableAfter: account.quoteAvailable + (isBuy ? -fillMinor : fillMinor) - takerFee - restHold,
    holdMinor: isBuy ? buyHoldMinor(held, order.qty, tickValueMinor, instrument) : 0,
    holdLots: isBuy ? 0 : order.qty,
  };
}

/** A post-only order takes nothing, an auction lets none take, and one that must be filled whole takes all or nothing. */
function walkOf(
  { side, type, tif, postOnly }: Pick<TicketForm, 'side' | 'type' | 'tif' | 'postOnly'>,
  order: TicketOrder,
  scene: TicketScene,
): BookWalk {
  const { marketBoundBps, priceLimitTicks } = scene.instrument;
  const levels = oppositeLevels(scene, side);
  const best = oppositeTicks(scene, side);
  const bound = marketBoundTicks(side, best, marketBoundBps, priceLimitTicks);
  const limit = type === OrderType.market ? ticksInWindow(side, bound, scene.status) : order.price;
  const nothing = { lots: 0, rest: order.qty, tickLots: 0, bestTicks: 0, worstTicks: 0 };
  if (postOnly || scene.status.phase !== Phase.open) return { ...nothing, isSwept: false };
  const walk = walkBook(levels, side, limit, order.qty);
  // What lies behind the visible levels may still fill it whole, so a swept book is told as it is.
  const isKilled = tif === TimeInForce.fok && walk.rest > 0 && !walk.isSwept;
  return isKilled ? { ...nothing, isSwept: false } : walk;
}

/** Average entry price in ticks once the position changed by `change` lots worth `minor`. */
function averageAfter({ account, instrument }: TicketScene, change: number, minor: number): number {
  const { lots, costMinor } = account;
  const { tickValueMinor } = instrument;
  const after = lots + change;
  if (after === 0) return 0;
  const isAdding = lots === 0 || Math.sign(lots) === Math.sign(change);
  if (isAdding) return (Math.abs(costMinor) + minor) / (Math.abs(after) * tickValueMinor);
  const isTurned = Math.sign(after) !== Math.sign(lots);
  if (isTurned) return minor / (Math.abs(change) * tickValueMinor);
  return Math.abs(costMinor) / (Math.abs(lots) * tickValueMinor);
}
