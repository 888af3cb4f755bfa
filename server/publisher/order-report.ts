// Event to report: what the owner of an account is told about one event of the core.

import { flagsOf, sideOf, tifOf, typeOf } from '../core/commands.ts';
import { E, EventKind, SELL_BIT, TAKER_BIT } from '../core/events.ts';
import type { RecordOf, Report, Reports } from '../../shared/wire/schema.ts';
import type { AskedOrder } from './account-view.ts';

/** A batch of events under two views, and the word and slot at which one event begins. */
export interface EventAt {
  readonly words: Int32Array;
  readonly slots: Float64Array;
  at: number;
  slotAt: number;
}

/** The report of an event, or undefined for events that only the market or the view look at. */
export function orderReport(event: EventAt): Report | undefined {
  const { words, at } = event;
  switch (words[at] & 0xff) {
    case EventKind.accepted:
      return accepted(event);
    case EventKind.rejected:
      return rejected(event);
    case EventKind.fill:
      return fill(event);
    case EventKind.done:
      return ended(event);
    case EventKind.amended:
      return amended(event);
    case EventKind.discount:
      return discount(event);
    case EventKind.obligation:
      return obligation(event);
    case EventKind.massDone:
      return massDone(event);
    case EventKind.deadMan:
      // The event does not carry the request; its session knows what it asked for.
      return {
        is: 'deadMan',
        requestId: words[at + DEAD_MAN_REQUEST],
        seconds: words[at + DEAD_MAN_SECONDS],
      };
    default:
      return undefined;
  }
}

function accepted({ words, slots, at, slotAt }: EventAt): Reports['accepted'] {
  const attributes = words[at + E.attributes];
  return {
    is: 'accepted',
    orderId: slots[slotAt + E.orderIdSlot],
    clientOrderId: slots[slotAt + E.clientOrderIdSlot],
    instrument: words[at + E.instrument],
    side: sideOf(attributes),
    type: typeOf(attributes),
    tif: tifOf(attributes),
    flags: flagsOf(attributes),
    price: words[at + E.price],
    qty: words[at + E.qty],
    expireSeconds: words[at + E.expire],
  };
}

function rejected({ words, slots, at, slotAt }: EventAt): Reports['rejected'] {
  return {
    is: 'rejected',
    requestId: echoed(words[at + E.requestId]),
    command: words[at + E.commandKind],
    clientOrderId: echoed(slots[slotAt + E.clientOrderIdSlot]),
    orderId: echoed(slots[slotAt + E.orderIdSlot]),
    instrument: words[at + E.instrument],
    code: words[at + E.code],
  };
}

/** A refusal echoes what was sent, however wrong; what no field of the wire can carry is told as 0. */
export function echoed(value: number): number {
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function fill({ words, slots, at, slotAt }: EventAt): Reports['fill'] {
  return {
    is: 'fill',
    orderId: slots[slotAt + E.orderIdSlot],
    clientOrderId: slots[slotAt + E.fillClientOrderIdSlot],
    instrument: words[at + E.instrument],
    side: (words[at] & SELL_BIT) === 0 ? 0 : 1,
    tradeId: slots[slotAt + E.tradeIdSlot],
    price: words[at + E.price],
    lots: words[at + E.qty],
    leaves: words[at + E.leaves],
    filled: words[at + E.fillFilledLots],
    feeMinor: slots[slotAt + E.feeSlot],
    taker: (words[at] & TAKER_BIT) !== 0,
  };
}

function ended({ words, slots, at, slotAt }: EventAt): Reports['ended'] {
  return {
    is: 'ended',
    orderId: slots[slotAt + E.orderIdSlot],
    clientOrderId: slots[slotAt + E.clientOrderIdSlot],
    instrument: words[at + E.instrument],
    cause: words[at + E.cause],
    cancelled: words[at + E.cancelledLots],
    filled: words[at + E.filledLots],
  };
}

function amended({ words, slots, at, slotAt }: EventAt): Reports['amended'] {
  return {
    is: 'amended',
    orderId: slots[slotAt + E.orderIdSlot],
    clientOrderId: slots[slotAt + E.clientOrderIdSlot],
    instrument: words[at + E.instrument],
    price: words[at + E.price],
    qty: words[at + E.qty],
    leaves: words[at + E.leaves],
    priorityKept: words[at + E.priorityKept] === 1,
  };
}

/** Also of a state dump. */
export function discount({ words, at }: EventAt): Reports['discount'] {
  const [makerDiscountPpm, takerDiscountPpm] = [words[at + 3], words[at + 4]];
  return { is: 'discount', makerDiscountPpm, takerDiscountPpm };
}

/** Also of a state dump, where every row is as it is now. */
export function obligation({ words, slots, at, slotAt }: EventAt): Reports['obligation'] {
  return {
    is: 'obligation',
    instrument: words[at + E.instrument],
    valueDate: words[at + 3],
    lots: slots[slotAt + 3],
    moneyMinor: slots[slotAt + 4],
    state: words[at + 4],
  };
}

function massDone({ words, at }: EventAt): Reports['massDone'] {
  return {
    is: 'massDone',
    requestId: words[at + E.requestId],
    cancelled: words[at + MASS_DONE_ORDERS],
    cause: words[at + MASS_DONE_CAUSE],
    more: words[at + MASS_DONE_MORE] === 1,
  };
}

// Words that events.ts describes without giving them a name.
const MASS_DONE_ORDERS = 3;
const MASS_DONE_CAUSE = 4;
const MASS_DONE_MORE = 12;
const DEAD_MAN_REQUEST = 4;
const DEAD_MAN_SECONDS = 5;
const ASKED_PRICE = 12;
const ASKED_QTY = 13;
const ASKED_ATTRIBUTES = 14;

/** What the refused order of a `rejected` event asked for. */
export function askedOrder({ words, at }: EventAt): AskedOrder {
  const attributes = words[at + ASKED_ATTRIBUTES];
  return {
    side: sideOf(attributes),
    type: typeOf(attributes),
    tif: tifOf(attributes),
    flags: flagsOf(attributes),
    price: echoed(words[at + ASKED_PRICE]),
    qty: echoed(words[at + ASKED_QTY]),
  };
}

const OPEN_LEAVES = 10;
const OPEN_FILLED = 12;

/** The order of an `openOrder` record of a state dump. */
export function openOrder(event: EventAt, timeMicros: number): RecordOf<'order'> {
  const { words, at } = event;
  const { expireSeconds: _, is: __, ...fields } = accepted(event);
  return {
    ...fields,
    leaves: words[at + OPEN_LEAVES],
    filled: words[at + OPEN_FILLED],
    status: 0,
    cause: 0,
    timeMicros,
  };
}
