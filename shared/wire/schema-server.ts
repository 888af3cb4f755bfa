// What the server sends: kinds 32-63.

import { f, type MessageRow } from './schema-field.ts';

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
      f('role', 'uint', '0 trader, 1 consumer, 2 administrator, 3 risk, 4 operations, 5 auditor.'),
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
      f('obligations', 'items:obligation', 'What is still to settle, by value date.'),
      f('makerDiscountPpm', 'uint', 'Off the maker fee, parts per million.'),
      f('takerDiscountPpm', 'uint', 'Off the taker fee, parts per million.'),
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
  placedMany: {
    kind: 49,
    doc: 'What became of each order of placeMany at the gateway, in their order.',
    fields: [f('requestId', 'uint', 'Of placeMany.'), f('results', 'items:placed', 'Results.')],
  },
  sources: {
    kind: 50,
    doc: 'Where prices come from, after welcome and whenever one of them falls silent, ends or comes back. Without a source the venue has the orders of its users and nothing else.',
    fields: [f('sources', 'items:source', 'All of them.')],
  },
} as const satisfies Record<string, MessageRow>;
