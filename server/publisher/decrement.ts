// Self-trade prevention by decrement lowers the taker without an event of its own: the maker's `done` or
// `amended` tells the maker's side only. What a resting taker lost, and the hold that this set free, is
// worked out here.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { DoneCause, Side } from '../../shared/domain/order.ts';
import { buyHoldMinor } from '../../shared/domain/order-cost.ts';
import type { Reports } from '../../shared/wire/schema.ts';
import { sideOf } from '../core/commands.ts';
import { E, EventKind, SELL_BIT } from '../core/events.ts';
import type { AccountView } from './account-view.ts';
import type { EventAt } from './order-report.ts';

/** The order that the running command placed or amended. */
export interface CommandOrder {
  readonly account: number;
  readonly orderId: number;
  readonly side: Side;
  readonly price: number;
  leaves: number;
  /** Taken off it by decrement and not yet told. */
  untoldLots: number;
}

/** The order of the first event of a command: `accepted` or `amended`. */
export function commandOrderOf({ words, slots, at, slotAt }: EventAt): CommandOrder {
  const isAccepted = (words[at] & 0xff) === EventKind.accepted;
  const sells = isAccepted ? sideOf(words[at + E.attributes]) === 1 : (words[at] & SELL_BIT) !== 0;
  return {
    account: words[at + E.account],
    orderId: slots[slotAt + E.orderIdSlot],
    side: sells ? Side.sell : Side.buy,
    price: words[at + E.price],
    leaves: isAccepted ? words[at + E.qty] : words[at + E.leaves],
    untoldLots: 0,
  };
}

/** What this event of another order of the same account took off a decrementing taker. */
export function lotsTakenOff({ words, slots, at, slotAt }: EventAt, view: AccountView): number {
  const kind = words[at] & 0xff;
  if (kind === EventKind.done) {
    return words[at + E.cause] === DoneCause.selfTrade ? words[at + E.cancelledLots] : 0;
  }
  if (kind !== EventKind.amended) return 0;
  const maker = view.openOrder(slots[slotAt + E.orderIdSlot]);
  return maker === undefined ? 0 : maker.qty - words[at + E.qty];
}

/** The hold that `lots` fewer set free, in the minor units of the asset that the order holds. */
export function releasedMinor(order: CommandOrder, lots: number, instrument: Instrument): number {
  if (order.side === Side.sell) return lots * instrument.lotBaseMinor;
  const feePpm = Math.max(instrument.makerFeePpm, instrument.takerFeePpm);
  const hold = (leaves: number) =>
    buyHoldMinor(order.price, leaves, instrument.tickValueMinor, feePpm);
  return hold(order.leaves) - hold(order.leaves - lots);
}

/** How the owner is told, once the command is complete; undefined when the order did not rest. */
export function decrementReport(
  order: CommandOrder,
  view: AccountView,
): Reports['amended'] | undefined {
  const state = view.openOrder(order.orderId);
  if (state === undefined || order.untoldLots === 0) return undefined;
  const qty = state.qty - order.untoldLots;
  return {
    is: 'amended',
    orderId: state.orderId,
    clientOrderId: state.clientOrderId,
    instrument: state.instrument,
    price: state.price,
    qty,
    leaves: qty - state.filled,
    priorityKept: true,
  };
}
