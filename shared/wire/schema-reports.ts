// The reports inside a private frame: kinds 96-127.

import { f, type MessageRow } from './schema-field.ts';
import { RECORDS } from './schema-records.ts';

export const REPORTS = {
  accepted: {
    kind: 96,
    doc: 'Second ack: the engine took the order and the hold is posted.',
    fields: [
      f('orderId', 'uint', 'Order id.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('side', 'uint', 'Side.'),
      f('type', 'uint', 'Type.'),
      f('tif', 'uint', 'Time in force.'),
      f('flags', 'uint', 'Flags.'),
      f('price', 'uint', 'Ticks (a market order: its bound).'),
      f('qty', 'uint', 'Lots.'),
      f('expireSeconds', 'uint', 'Expiry, 0 none.'),
    ],
  },
  rejected: {
    kind: 97,
    doc: 'The engine refused. No order exists, or it stays as it was.',
    fields: [
      f('requestId', 'uint', 'Of the message.'),
      f('command', 'uint', 'Command kind: 1 place, 2 cancel, 3 amend.'),
      f('clientOrderId', 'uint', 'Client order id, or 0.'),
      f('orderId', 'uint', 'Order id, or 0.'),
      f('instrument', 'int', 'Instrument id, -1 unknown.'),
      f('code', 'uint', 'Reject code.'),
    ],
  },
  fill: {
    kind: 98,
    doc: 'Third ack: an execution.',
    fields: [
      f('orderId', 'uint', 'Order id.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('side', 'uint', 'Side.'),
      f('tradeId', 'uint', 'Trade id.'),
      f('price', 'uint', 'Ticks.'),
      f('lots', 'uint', 'Lots of this fill.'),
      f('leaves', 'uint', 'Lots still open; 0: the order is filled.'),
      f('filled', 'uint', 'Lots filled so far.'),
      f('feeMinor', 'uint', 'Fee, quote minor units.'),
      f('taker', 'bool', 'True: took liquidity.'),
    ],
  },
  ended: {
    kind: 99,
    doc: 'The order ended without being filled whole.',
    fields: [
      f('orderId', 'uint', 'Order id.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('cause', 'uint', 'Done cause.'),
      f('cancelled', 'uint', 'Lots that were still open.'),
      f('filled', 'uint', 'Lots filled.'),
    ],
  },
  amended: {
    kind: 100,
    doc: 'Price or quantity changed.',
    fields: [
      f('orderId', 'uint', 'Order id.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('price', 'uint', 'Ticks.'),
      f('qty', 'uint', 'Lots in all.'),
      f('leaves', 'uint', 'Lots open.'),
      f('priorityKept', 'bool', 'False: it went to the end of its queue.'),
    ],
  },
  balance: {
    kind: 101,
    doc: 'The balance of an asset as it is now.',
    fields: RECORDS.balance,
  },
  position: {
    kind: 102,
    doc: 'The position in an instrument as it is now.',
    fields: RECORDS.position,
  },
  massDone: {
    kind: 103,
    doc: 'Summary of a cancel of many.',
    fields: [
      f('requestId', 'uint', 'Of the message, 0 when the venue did it.'),
      f('cancelled', 'uint', 'Orders.'),
      f('cause', 'uint', 'Done cause.'),
      f('more', 'bool', 'More remain: repeat.'),
    ],
  },
  deadMan: {
    kind: 104,
    doc: "The dead-man's switch was set.",
    fields: [f('requestId', 'uint', 'Of the message.'), f('seconds', 'uint', '0: off.')],
  },
  obligation: {
    kind: 105,
    doc: 'What is to settle in an instrument on a value date.',
    fields: [
      ...RECORDS.obligation,
      f(
        'state',
        'uint',
        '0 the row as it is now; 1 this of it settled and the row is closed; 2 the row as it is now, with what failed before. A row of nothing is none.',
      ),
    ],
  },
  discount: {
    kind: 106,
    doc: 'What the account has off the commission from now on.',
    fields: [
      f('makerDiscountPpm', 'uint', 'Parts per million of the maker fee.'),
      f('takerDiscountPpm', 'uint', 'Parts per million of the taker fee.'),
    ],
  },
} as const satisfies Record<string, MessageRow>;
