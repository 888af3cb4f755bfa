// The wire contract as data: every message, its number, its fields in order. Types, checks, encoders,
// docs/protocol.md, the AsyncAPI file and the golden frames all come from these tables.
//
// A frame is one array: kind first, then the fields by position. Fields may be added at the end within
// a major version; readers ignore what they do not know. All numbers are integers of at most 2^53 - 1.

import { LIMITS } from '../domain/limits.ts';
import { REJECTS } from '../domain/reject.ts';
import { MAX_INT32, MAX_SAFE } from '../domain/units.ts';

/** uint, int: integers · str: UTF-8 text · `?` may be nil · ints: array of integers · strs: of texts ·
 * items:X: array of records X · rest: flat integers to the end of the array. */
export type FieldType =
  | 'uint'
  | 'int'
  | 'bool'
  | 'str'
  | 'uint?'
  | 'int?'
  | 'str?'
  | 'ints'
  | 'strs'
  | `items:${string}`
  | 'updates'
  | 'reports'
  | 'rest';

/** Integers outside of it are refused with `code` before anything else looks at them. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly code: number;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
  /** Client messages only: what the server lets through its strict check. */
  readonly range?: Range;
}

export interface MessageRow {
  readonly kind: number;
  readonly doc: string;
  readonly fields: readonly Field[];
}

function f<N extends string, T extends FieldType>(name: N, type: T, doc: string) {
  return { name, type, doc } as const;
}

/** An integer field of a client message with the range that the venue can hold. */
function within<N extends string, T extends FieldType>(
  name: N,
  type: T,
  min: number,
  max: number,
  doc: string,
  code: number = REJECTS.badField.code,
) {
  return { name, type, doc, range: { min, max, code } } as const;
}

/** Records inside messages: arrays by position, without a kind. */
export const RECORDS = {
  topicAsk: [
    f('topic', 'str', 'Topic, see the grammar; `*` for the instrument means all.'),
    f('lastSeq', 'uint?', 'Trades only: continue after this seq where the server still has it.'),
  ],
  topicGrant: [
    f('topic', 'str', 'Topic as granted, parameters included.'),
    f('code', 'uint', '0, or the reject code for this one topic.'),
    f('topicId', 'uint', 'Number of the topic in market frames, 0 when refused.'),
    f('epoch', 'uint', 'Stream epoch: when it changes, forget what was built.'),
    f('seq', 'uint', 'Last seq sent on the topic; the snapshot follows with it.'),
    f('instrument', 'int', 'Instrument id, -1 where the topic has none.'),
    f('intervalMs', 'uint', 'Granted conflation interval.'),
    f('levels', 'uint', 'Granted depth levels, 0 full book; 0 for other channels.'),
  ],
  topicSeq: [f('topicId', 'uint', 'Topic.'), f('seq', 'uint', 'Its last seq.')],
  order: [
    f('orderId', 'uint', 'Order id.'),
    f('clientOrderId', 'uint', 'Client order id.'),
    f('instrument', 'uint', 'Instrument id.'),
    f('side', 'uint', '0 buy, 1 sell.'),
    f('type', 'uint', '0 limit, 1 market.'),
    f('tif', 'uint', '0 GTC, 1 IOC, 2 FOK, 3 DAY, 4 GTD.'),
    f('flags', 'uint', 'Bits: 1 post-only, 2 reduce-only, 4 cancel on disconnect.'),
    f('price', 'uint', 'Ticks; 0 for a market order.'),
    f('qty', 'uint', 'Lots in all.'),
    f('leaves', 'uint', 'Lots still open.'),
    f('filled', 'uint', 'Lots filled.'),
    f('status', 'uint', '0 open, 1 filled, 2 cancelled, 3 expired, 4 rejected.'),
    f('cause', 'uint', 'Why it ended (done causes), or the reject code; 0 while open.'),
    f('timeMicros', 'uint', 'Last change.'),
  ],
  balance: [
    f('asset', 'uint', 'Asset id.'),
    f('available', 'int', 'Minor units.'),
    f('held', 'int', 'Minor units.'),
  ],
  position: [
    f('instrument', 'uint', 'Instrument id.'),
    f('lots', 'int', 'Signed lots.'),
    f('costMinor', 'int', 'Cost in quote minor units; average = cost / lots.'),
    f('realisedMinor', 'int', 'Realised result in quote minor units, fees included.'),
  ],
  bar: [
    f('openSeconds', 'uint', 'Start of the bar.'),
    f('open', 'uint', 'Ticks.'),
    f('high', 'uint', 'Ticks.'),
    f('low', 'uint', 'Ticks.'),
    f('close', 'uint', 'Ticks.'),
    f('volume', 'uint', 'Lots.'),
    f('trades', 'uint', 'Count.'),
  ],
  limit: [f('name', 'str', 'Limit.'), f('value', 'uint', 'Value.')],
  asset: [
    f('id', 'uint', 'Asset id.'),
    f('code', 'str', 'Code.'),
    f('scale', 'uint', 'Decimals of its minor unit.'),
  ],
} as const satisfies Record<string, readonly Field[]>;

/** Client to server, kinds 1-31. */
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
      within(
        'clientOrderId',
        'uint',
        1,
        MAX_SAFE,
        '1 to 2^53-1, unique per account.',
        REJECTS.badClientOrderId.code,
      ),
      within('instrument', 'uint', 0, MAX_INT32, 'Instrument id.', REJECTS.unknownInstrument.code),
      within('side', 'uint', 0, 1, '0 buy, 1 sell.'),
      within('type', 'uint', 0, 1, '0 limit, 1 market.'),
      within('tif', 'uint', 0, 4, '0 GTC, 1 IOC, 2 FOK, 3 DAY, 4 GTD.'),
      within(
        'price',
        'uint',
        0,
        MAX_INT32,
        'Ticks; 0 for a market order.',
        REJECTS.priceOffTick.code,
      ),
      within('qty', 'uint', 0, MAX_INT32, 'Lots.', REJECTS.qtyTooLarge.code),
      within('flags', 'uint', 0, 7, 'Bits: 1 post-only, 2 reduce-only, 4 cancel on disconnect.'),
      within('stp', 'uint', 0, 3, 'Self-trade: 0 expire taker, 1 maker, 2 both, 3 decrement.'),
      within(
        'expireSeconds',
        'uint',
        0,
        MAX_INT32,
        'GTD: seconds since 1970; else 0.',
        REJECTS.badExpiry.code,
      ),
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
  operate: {
    kind: 20,
    doc: 'Operators: halt (1) or open (0) an instrument, block (3) or unblock (2) an account.',
    fields: [
      within('requestId', 'uint', 0, MAX_INT32, 'Echoed.'),
      within('action', 'uint', 0, 3, '0 open, 1 halt, 2 unblock, 3 block and cancel all.'),
      within('target', 'uint', 0, MAX_INT32, 'Instrument or account id.'),
    ],
  },
} as const satisfies Record<string, MessageRow>;

/** Server to client, kinds 32-63. */
export const SERVER_MESSAGES = {
  welcome: {
    kind: 32,
    doc: 'First message of the server.',
    fields: [
      f('session', 'uint', 'Session number.'),
      f('protocol', 'str', 'Granted sub-protocol.'),
      f('schemaVersion', 'uint', 'Version of these tables.'),
      f('streamEpoch', 'uint', 'Epoch of all streams.'),
      f('serverMicros', 'uint', 'Clock of the server.'),
      f('heartbeatSeconds', 'uint', 'At most this long between two messages, both ways.'),
      f('signInSeconds', 'uint', 'Sign in within this time.'),
      f('lifeSeconds', 'uint', 'The connection ends after this long.'),
      f('status', 'uint', '0 online, 1 cancel only, 2 recovering, 3 stopping.'),
      f('limits', 'items:limit', 'Limits by name.'),
    ],
  },
  signedIn: {
    kind: 33,
    doc: 'Signed in. A private snapshot or the missed frames follow for roles with an account.',
    fields: [
      f('requestId', 'uint', 'Of signIn.'),
      f('user', 'str', 'User name.'),
      f('role', 'uint', '0 trader, 1 consumer, 2 operator.'),
      f('account', 'int', 'Account, -1 none.'),
      f('expiresMs', 'uint', 'End of the token, ms since 1970.'),
      f('resumed', 'bool', 'True: missed frames follow; false: a snapshot.'),
    ],
  },
  error: {
    kind: 34,
    doc: 'A refusal that is not in the private stream.',
    fields: [
      f('requestId', 'uint', 'Of the message, 0 if it had none.'),
      f('code', 'uint', 'Reject code.'),
      f('name', 'str', 'Its name.'),
      f('field', 'str', 'Field to look at.'),
      f('retryable', 'bool', 'May the same message succeed later?'),
      f('retryAfterMs', 'uint', 'Wait at least this long.'),
      f('limit', 'uint', 'The limit that was reached, 0 if none.'),
      f('words', 'str', 'English words that help.'),
    ],
  },
  subscribed: {
    kind: 35,
    doc: 'Granted topics, one item each; one bad topic does not fail the rest.',
    fields: [f('requestId', 'uint', 'Of the message.'), f('topics', 'items:topicGrant', 'Grants.')],
  },
  unsubscribed: {
    kind: 36,
    doc: 'Topics that were given back.',
    fields: [f('requestId', 'uint', 'Of the message.'), f('topicIds', 'ints', 'Topics.')],
  },
  pong: {
    kind: 37,
    doc: 'Answer to ping.',
    fields: [
      f('clientMicros', 'uint', 'From ping.'),
      f('serverMicros', 'uint', 'Clock of the server.'),
    ],
  },
  heartbeat: {
    kind: 38,
    doc: 'Nothing was lost when these are the last numbers you have.',
    fields: [
      f('serverMicros', 'uint', 'Clock of the server.'),
      f('privateSeq', 'uint', 'Last private seq of the account, 0 none.'),
      f('topics', 'items:topicSeq', 'Topics that were idle since the last heartbeat.'),
    ],
  },
  notice: {
    kind: 39,
    doc: 'Words from the operator or the server.',
    fields: [
      f('code', 'uint', '1 shutdown, 2 status change, 3 announcement, 4 stream epoch changed.'),
      f('severity', 'uint', '0 info, 1 warning, 2 critical.'),
      f('value', 'uint', 'Shutdown: ms left; status: as in welcome; epoch: the new one.'),
      f('text', 'str', 'English words.'),
    ],
  },
  market: {
    kind: 40,
    doc: 'Market data: all updates due for this client, one frame per tick.',
    fields: [
      f('engineMicros', 'uint', 'Engine time of the newest batch in it.'),
      f('sendMicros', 'uint', 'Clock of the server when it was built.'),
      f('updates', 'updates', 'Updates, each an array with its own kind.'),
    ],
  },
  private: {
    kind: 41,
    doc: 'What one command did to the account: all or nothing, never skipped.',
    fields: [
      f('seq', 'uint', 'Private seq, contiguous per account.'),
      f('prev', 'uint', 'The seq before.'),
      f('engineMicros', 'uint', 'Engine time.'),
      f('commandSeq', 'uint', 'Sequence of the command in the venue.'),
      f('reports', 'reports', 'Reports, each an array with its own kind.'),
    ],
  },
  privateSnapshot: {
    kind: 42,
    doc: 'The account as of seq.',
    fields: [
      f('seq', 'uint', 'Private seq; the next frame has prev = this.'),
      f('account', 'uint', 'Account.'),
      f('orders', 'items:order', 'Open orders and those that ended lately.'),
      f('balances', 'items:balance', 'Balances.'),
      f('positions', 'items:position', 'Positions.'),
    ],
  },
  replayComplete: {
    kind: 43,
    doc: 'The missed frames have been sent; live ones follow.',
    fields: [f('seq', 'uint', 'Last private seq sent.')],
  },
  received: {
    kind: 44,
    doc: 'First ack: the command is in the journal and on disk.',
    fields: [
      f('clientOrderId', 'uint', 'Client order id of the place.'),
      f('commandSeq', 'uint', 'Its sequence in the venue.'),
      f('gatewayMicros', 'uint', 'Frame received.'),
      f('journalMicros', 'uint', 'Taken into a batch.'),
      f('matchMicros', 'uint', 'Applied by the core.'),
      f('durableMicros', 'uint', 'Synced.'),
      f('ackMicros', 'uint', 'Handed to the socket.'),
    ],
  },
  orderOutcome: {
    kind: 45,
    doc: 'Answer to queryOrder.',
    fields: [
      f('requestId', 'uint', 'Of the message.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('outcome', 'uint', '0 never received, 1 known, 2 undecided: ask again.'),
      f('orders', 'items:order', 'The order when it is known.'),
    ],
  },
  bars: {
    kind: 46,
    doc: 'Answer to queryBars.',
    fields: [
      f('requestId', 'uint', 'Of the message.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('spanSeconds', 'uint', 'Span.'),
      f('bars', 'items:bar', 'Bars, oldest first.'),
    ],
  },
  done: {
    kind: 47,
    doc: 'A request without a report of its own was carried out (operate, deadMan, signOut).',
    fields: [f('requestId', 'uint', 'Of the message.')],
  },
  replayed: {
    kind: 48,
    doc: 'The client order id was known with the same content: its first answer.',
    fields: [
      f('requestId', 'uint', 'Of the place.'),
      f('clientOrderId', 'uint', 'Client order id.'),
      f('orderId', 'uint', 'Order id, 0 if it was refused.'),
      f('code', 'uint', '0 accepted, else the reject code of the first answer.'),
    ],
  },
} as const satisfies Record<string, MessageRow>;

/** Updates inside a market frame, kinds 64-95. Every one starts with topicId and seq; seq is
 * contiguous per topic, so the update before it is seq - 1. */
export const UPDATES = {
  quote: {
    kind: 64,
    doc: 'Best prices, whole: the newest replaces the one before.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('bid', 'uint', 'Ticks, 0 none.'),
      f('bidLots', 'uint', 'Lots.'),
      f('spread', 'uint', 'Ask minus bid in ticks (bid 0: the ask); 0 with askLots 0: no ask.'),
      f('askLots', 'uint', 'Lots.'),
    ],
  },
  depthSnapshot: {
    kind: 65,
    doc: 'The whole book of the topic. Level prices are base + offset.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('base', 'uint', 'Base price in ticks, valid until the next snapshot of the topic.'),
      f('checksum', 'uint', 'CRC-32, see the text.'),
      f('bids', 'uint', 'Number of bid levels; the asks follow them.'),
      f('levels', 'rest', 'offset, lots, offset, lots, … best first.'),
    ],
  },
  depthDelta: {
    kind: 66,
    doc: 'Changed levels with their absolute quantity; 0 deletes.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq: apply only on seq - 1.'),
      f('bids', 'uint', 'Number of bid levels; the asks follow them.'),
      f('levels', 'rest', 'offset, lots, …'),
    ],
  },
  depthChecksum: {
    kind: 67,
    doc: 'Checksum of the ten best levels of each side after the delta with the same seq.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'The seq it belongs to; takes no seq of its own.'),
      f('checksum', 'uint', 'CRC-32.'),
    ],
  },
  trade: {
    kind: 68,
    doc: 'A trade. Never conflated.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('price', 'uint', 'Ticks.'),
      f('lots', 'uint', 'Lots.'),
      f('aggressor', 'uint', 'Side of the taker.'),
      f('tradeId', 'uint', 'Trade id, ascending per venue.'),
      f('timeMicros', 'uint', 'Engine time.'),
    ],
  },
  bar: {
    kind: 69,
    doc: 'The bar as it stands; a new openSeconds closes the one before.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('openSeconds', 'uint', 'Start.'),
      f('open', 'uint', 'Ticks.'),
      f('high', 'uint', 'Ticks.'),
      f('low', 'uint', 'Ticks.'),
      f('close', 'uint', 'Ticks.'),
      f('volume', 'uint', 'Lots.'),
      f('trades', 'uint', 'Count.'),
    ],
  },
  stats: {
    kind: 70,
    doc: 'Rolling 24 hours.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('open', 'uint', 'Ticks.'),
      f('high', 'uint', 'Ticks.'),
      f('low', 'uint', 'Ticks.'),
      f('last', 'uint', 'Ticks.'),
      f('volume', 'uint', 'Lots.'),
      f('turnover', 'uint', 'Sum of ticks * lots.'),
      f('trades', 'uint', 'Count.'),
    ],
  },
  status: {
    kind: 71,
    doc: 'Phase of an instrument.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('instrument', 'uint', 'Instrument id.'),
      f('phase', 'uint', '0 open, 1 halted: cancels only.'),
    ],
  },
  instrument: {
    kind: 72,
    doc: 'Definition of an instrument.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('id', 'uint', 'Instrument id.'),
      f('symbol', 'str', 'Symbol.'),
      f('name', 'str', 'Name.'),
      f('assetClass', 'uint', '0 stock, 1 bond, 2 fund, 3 fx, 4 crypto.'),
      f('baseAsset', 'uint', 'Asset id.'),
      f('quoteAsset', 'uint', 'Asset id.'),
      f('priceScale', 'uint', 'Decimals of a price.'),
      f('tickStep', 'uint', 'price = ticks * tickStep / 10^priceScale.'),
      f('qtyScale', 'uint', 'Decimals of a quantity.'),
      f('lotStep', 'uint', 'quantity = lots * lotStep / 10^qtyScale.'),
      f('tickValueMinor', 'uint', 'Quote minor units of one tick times one lot.'),
      f('lotBaseMinor', 'uint', 'Base minor units of one lot.'),
      f('priceLimitTicks', 'uint', 'Prices are below this.'),
      f('minQtyLots', 'uint', 'Smallest order.'),
      f('maxQtyLots', 'uint', 'Largest order.'),
      f('maxNotionalMinor', 'uint', 'Largest notional of one order, quote minor units.'),
      f('bandBps', 'uint', 'Price band, 0 none.'),
      f('marketBoundBps', 'uint', 'Walk of a market order.'),
      f('makerFeePpm', 'uint', 'Fee, parts per million.'),
      f('takerFeePpm', 'uint', 'Fee, parts per million.'),
      f('openingTicks', 'uint', 'Opening reference.'),
      f('dayEndSecond', 'uint', 'UTC second at which DAY orders end.'),
      f('phase', 'uint', 'Phase.'),
      f('version', 'uint', 'Version of the definition.'),
    ],
  },
  asset: {
    kind: 73,
    doc: 'An asset, on the instruments topic.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq.'),
      f('id', 'uint', 'Asset id.'),
      f('code', 'str', 'Code.'),
      f('scale', 'uint', 'Decimals of its minor unit.'),
    ],
  },
  resync: {
    kind: 74,
    doc: 'The server skipped updates for this reader; a snapshot with this seq follows.',
    fields: [
      f('topicId', 'uint', 'Topic.'),
      f('seq', 'uint', 'Seq of the snapshot that follows.'),
      f('skipped', 'uint', 'Updates that were left out.'),
      f('reason', 'uint', '1 slow reader, 2 asked by the reader, 3 new epoch.'),
    ],
  },
} as const satisfies Record<string, MessageRow>;

/** Reports inside a private frame, kinds 96-127. */
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
} as const satisfies Record<string, MessageRow>;

export const SCHEMA_VERSION = 1;
export const PROTOCOL_MSGPACK = 'openbell.v1+msgpack';
export const PROTOCOL_JSON = 'openbell.v1+json';

type ValueOf<T extends FieldType> = T extends 'uint' | 'int'
  ? number
  : T extends 'bool'
    ? boolean
    : T extends 'str'
      ? string
      : T extends 'uint?' | 'int?'
        ? number | null
        : T extends 'str?'
          ? string | null
          : T extends 'ints' | 'rest'
            ? readonly number[]
            : T extends 'strs'
              ? readonly string[]
              : T extends 'updates'
                ? readonly Update[]
                : T extends 'reports'
                  ? readonly Report[]
                  : T extends `items:${infer R extends keyof typeof RECORDS}`
                    ? readonly RecordOf<R>[]
                    : never;

type ObjectOf<Fields extends readonly Field[]> = {
  readonly [K in Fields[number] as K['name']]: ValueOf<K['type']>;
};

export type RecordOf<R extends keyof typeof RECORDS> = ObjectOf<(typeof RECORDS)[R]>;
type Tagged<Table extends Record<string, MessageRow>> = {
  [K in keyof Table]: { readonly is: K } & ObjectOf<Table[K]['fields']>;
};

export type ClientMessages = Tagged<typeof CLIENT_MESSAGES>;
export type ServerMessages = Tagged<typeof SERVER_MESSAGES>;
export type Updates = Tagged<typeof UPDATES>;
export type Reports = Tagged<typeof REPORTS>;
export type ClientMessage = ClientMessages[keyof ClientMessages];
export type ServerMessage = ServerMessages[keyof ServerMessages];
export type Update = Updates[keyof Updates];
export type Report = Reports[keyof Reports];
