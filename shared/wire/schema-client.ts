// What clients send: kinds 1-31, with the ranges that the venue can hold.

import { LIMITS } from '../domain/limits.ts';
import { REJECTS } from '../domain/reject.ts';
import { MAX_INT32 } from '../domain/units.ts';
import { f, within, type MessageRow } from './schema-field.ts';
import { RECORDS } from './schema-records.ts';

export const CLIENT_MESSAGES = {
  signIn: {
    kind: 2,
    doc: 'Proves who is speaking. Within the time that welcome states.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      f('token', 'str', 'Signed, expiring token.'),
      f('lastPrivateSeq', 'uint?', 'Resume the private stream after this seq; nil: snapshot.'),
      f('cancelOnDisconnect', 'bool', 'Default for orders of this session.'),
      within(
        'disconnectGraceMs',
        'uint',
        0,
        10_000,
        'Grace before cancel on disconnect, 0-10000 ms.',
      ),
    ],
  },
  signOut: {
    kind: 3,
    doc: 'Ends the session cleanly: nothing is cancelled.',
    fields: [within('requestId', 'uint', 0, MAX_INT32, 'Echoed.')],
  },
  subscribe: {
    kind: 4,
    doc: 'Asks for topics; repeats are no error. Answer: subscribed, then snapshots.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      f('topics', 'items:topicAsk', 'Topics.'),
    ],
  },
  unsubscribe: {
    kind: 5,
    doc: 'Gives topics back.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      f('topicIds', 'ints', 'Topic numbers.'),
    ],
  },
  resync: {
    kind: 6,
    doc: 'The chain or the checksum is broken: send a fresh snapshot of the topic.',
    fields: [within('topicId', 'uint', 0, MAX_INT32, 'Topic.')],
  },
  subscriptions: {
    kind: 7,
    doc: 'Lists what is subscribed. Answer: subscribed.',
    fields: [within('requestId', 'uint', 0, MAX_INT32, 'Echoed.')],
  },
  ping: {
    kind: 8,
    doc: 'Answered by pong; measures the round trip and the clock offset.',
    fields: [f('clientMicros', 'uint', "The client's clock.")],
  },
  place: {
    kind: 10,
    doc: 'Places an order. The same id with the same content gets the first answer again.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed in refusals.'),
      ...RECORDS.orderAsk,
      f('deadlineMicros', 'uint', 'Refused when the engine sees it later; 0: none.'),
      f('clientMicros', 'uint', "The client's clock when it was sent, 0 if unknown."),
    ],
  },
  cancel: {
    kind: 11,
    doc: 'Cancels one order, by either id.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed in refusals.'),
      f('clientOrderId', 'uint', 'Client order id, or 0.'),
      f('orderId', 'uint', 'Order id, or 0.'),
    ],
  },
  amend: {
    kind: 12,
    doc: 'Changes price or quantity in place.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed in refusals.'),
      f('clientOrderId', 'uint', 'Client order id, or 0.'),
      f('orderId', 'uint', 'Order id, or 0.'),
      within(
        'price',
        'uint',
        0,
        MAX_INT32,
        'New price in ticks, 0 unchanged.',
        REJECTS.priceOffTick.code,
      ),
      within(
        'qty',
        'uint',
        0,
        MAX_INT32,
        'New total quantity in lots, 0 unchanged.',
        REJECTS.qtyTooLarge.code,
      ),
      f('deadlineMicros', 'uint', 'As for place.'),
    ],
  },
  cancelAll: {
    kind: 13,
    doc: 'Cancels the open orders of the account, by instrument and side.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      within(
        'instrument',
        'int',
        -1,
        MAX_INT32,
        'Instrument id, -1 all.',
        REJECTS.unknownInstrument.code,
      ),
      within('side', 'int', -1, 1, '0 buy, 1 sell, -1 both.'),
    ],
  },
  deadMan: {
    kind: 14,
    doc: "Arms the dead-man's switch: unless repeated in time, open orders are cancelled.",
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      within('seconds', 'uint', 0, LIMITS.deadManSecondsMax, '3-300; 0 disarms.'),
    ],
  },
  queryOrder: {
    kind: 15,
    doc: 'What became of this client order id? Definite after the deadline.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      f('clientOrderId', 'uint', 'Client order id.'),
    ],
  },
  queryBars: {
    kind: 16,
    doc: 'Bar history, newest last.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      within('instrument', 'uint', 0, MAX_INT32, 'Instrument id.', REJECTS.unknownInstrument.code),
      within('spanSeconds', 'uint', 1, 86_400, '1, 60, 300, 900, 3600, 86400.'),
      f('beforeSeconds', 'uint', 'Bars that open before this; 0: now.'),
      within('count', 'uint', 1, LIMITS.barsPerRequest, '1-1000.'),
    ],
  },
  placeMany: {
    kind: 17,
    doc: 'Places up to 50 orders in this order, each on its own. Answer: placedMany, then acks.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      f('orders', 'items:orderAsk', 'Orders.'),
      f('deadlineMicros', 'uint', 'As for place, for each of them.'),
    ],
  },
  operate: {
    kind: 20,
    doc: 'Operators: halt (1) an instrument, block (3) an account. The ways back, 0 and 2, are REST: they need another person and a reason.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      within('action', 'uint', 0, 3, '1 halt, 3 block and cancel all; 0 and 2 are refused.'),
      within('target', 'uint', 0, MAX_INT32, 'Instrument or account id.'),
    ],
  },
} as const satisfies Record<string, MessageRow>;
