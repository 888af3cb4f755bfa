// The client frames of the network benches as hex templates, with the places that the load client fills.

import { codecFor } from '../../shared/wire/codec.ts';
import { PROTOCOL_MSGPACK, type ClientMessage } from '../../shared/wire/schema.ts';
import { simulatedInstruments } from '../../server/liquidity/simulated-market.ts';
import type { LoadOptions } from './net-load.ts';

const codec = codecFor(PROTOCOL_MSGPACK);
const TOKEN = 'bench0000';
/** Written with nine bytes whatever the counter becomes. */
const COUNTER_BASE = 2 ** 40;

function hex(message: ClientMessage): string {
  return Buffer.from(codec.encodeClient(message) as Uint8Array).toString('hex');
}

/** Byte offset of a text within hex. */
function offset(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0 || at % 2 !== 0) throw new Error('the template lacks its place');
  return at / 2;
}

function signIn(token: string): string {
  return hex({
    is: 'signIn',
    requestId: 1,
    token,
    lastPrivateSeq: null,
    cancelOnDisconnect: false,
    disconnectGraceMs: 0,
  });
}

const SIGN_IN = signIn(TOKEN);

/** Signs in connection k with ticket k. */
export function ticketSession(tickets: readonly string[]): LoadOptions {
  const blank = 'T'.repeat(tickets[0]!.length);
  const first = signIn(blank);
  const at = offset(first, Buffer.from(blank).toString('hex'));
  return { protocol: PROTOCOL_MSGPACK, first, tokens: tickets.join(','), token_at: at };
}

/** Signs in as trader number n, then subscribes: every connection to the same topics, but `C0000` in
 * the first of them becomes C with the number of the connection. */
export function session(topics: readonly string[]): LoadOptions {
  const asks = topics.map((topic) => ({ topic, lastSeq: null }));
  const subscribe = hex({ is: 'subscribe', requestId: 2, topics: asks });
  const zeros = Buffer.from('0000').toString('hex');
  const own = topics[0]?.includes('0000') === true ? offset(subscribe, zeros) : -1;
  return {
    protocol: PROTOCOL_MSGPACK,
    first: topics.length === 0 ? SIGN_IN : `${SIGN_IN},${subscribe}`,
    index_at: `${String(offset(SIGN_IN, zeros))},${String(own)}`,
  };
}

/** An order that is accepted, finds no price and ends: the book stays as it is. */
export function orderTemplate(): LoadOptions {
  const [instrument] = simulatedInstruments(1);
  const message = hex({
    is: 'place',
    requestId: 3,
    clientOrderId: COUNTER_BASE,
    instrument: 0,
    side: 0,
    type: 0,
    tif: 1,
    price: instrument.openingTicks,
    qty: instrument.minQtyLots,
    flags: 0,
    stp: 0,
    expireSeconds: 0,
    deadlineMicros: 0,
    clientMicros: 0,
  });
  const counter = COUNTER_BASE.toString(16).padStart(16, '0');
  return { message, counter_at: offset(message, counter), base: COUNTER_BASE, ack: 44 };
}

/** 64 bytes that come back as they are. */
export function echoTemplate(): LoadOptions {
  return { message: '00'.repeat(64), counter_at: 0, base: COUNTER_BASE, ack: 0 };
}
