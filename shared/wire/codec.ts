// Frames to messages and back, for both sub-protocols. The server decodes strictly and never throws;
// a client passes over what it does not know and throws on garbage.

import { assert } from '../domain/assert.ts';
import { LIMITS } from '../domain/limits.ts';
import { REJECTS } from '../domain/reject.ts';
import { checkMessage, refused, SERVER_READ_LIMITS, type ClientDecoded } from './check-message.ts';
import { decodeServerMessage } from './decode-message.ts';
import { encodeClientMessage, encodeServerMessage } from './encode-message.ts';
import { JsonReader } from './json-reader.ts';
import { JsonWriter } from './json-writer.ts';
import { CLIENT_READ_LIMITS, MsgpackReader } from './reader.ts';
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  type ClientMessage,
  type ServerMessage,
} from './schema.ts';
import { readUtf8, utf8Length } from './utf8.ts';
import { visitMarketFrame, type MarketVisitor } from './visit-market.ts';
import { MsgpackWriter, type Wire } from './writer.ts';

export type { ClientDecoded } from './check-message.ts';

/** What a server sent is no frame of this protocol. */
export class WireError extends Error {
  override name = 'WireError';
}

export interface WireCodec {
  readonly protocol: string;
  /** Bytes in MessagePack, text in JSON; the caller's own. */
  encodeClient(message: ClientMessage): Wire;
  encodeServer(message: ServerMessage): Wire;
  /** For the server: hostile input. Never throws. JSON may come as bytes or as text. */
  decodeClient(data: Wire): ClientDecoded;
  /** For clients: undefined for a kind that this version does not know; throws WireError on garbage. */
  decodeServer(data: Wire): ServerMessage | undefined;
  /** For clients: hands a market frame on update by update. False: it is another frame, or this codec
   * cannot, and nothing was read; throws WireError on garbage. */
  visitMarket(data: Wire, visitor: MarketVisitor): boolean;
}

/** The sub-protocols that a server grants and a client offers, best first. */
export const PROTOCOLS = [PROTOCOL_MSGPACK, PROTOCOL_JSON] as const;

export function codecFor(protocol: string): WireCodec {
  const codec = CODECS.find((one) => one.protocol === protocol);
  assert(codec !== undefined, `no codec for sub-protocol ${protocol}`);
  return codec;
}

const MALFORMED = refused(REJECTS.malformed.code, '', 0);

function msgpackCodec(): WireCodec {
  const writer = new MsgpackWriter(4096);
  const strict = new MsgpackReader(SERVER_READ_LIMITS);
  const lenient = new MsgpackReader(CLIENT_READ_LIMITS);
  const visiting = new MsgpackReader(CLIENT_READ_LIMITS);
  return {
    protocol: PROTOCOL_MSGPACK,
    encodeClient(message) {
      writer.reset();
      encodeClientMessage(writer, message);
      return writer.takeOwned();
    },
    encodeServer(message) {
      writer.reset();
      encodeServerMessage(writer, message);
      return writer.takeOwned();
    },
    decodeClient(data) {
      if (typeof data === 'string' || data.length > LIMITS.frameBytesMax) return MALFORMED;
      strict.reset(data);
      const checked = checkMessage(strict);
      if (checked.ok) return strict.finish() ? checked : MALFORMED;
      // Refused: a second look tells a malformed frame from a well-formed one with a wrong field.
      strict.reset(data);
      strict.skip();
      return strict.finish() ? checked : MALFORMED;
    },
    decodeServer(data) {
      if (typeof data === 'string') throw new WireError('text on a connection that speaks binary');
      lenient.reset(data);
      const message = decodeServerMessage(lenient);
      if (!lenient.finish()) throw new WireError('not a MessagePack frame of this protocol');
      return message;
    },
    visitMarket(data, visitor) {
      if (typeof data === 'string') return false;
      visiting.reset(data);
      if (!visitMarketFrame(visiting, visitor)) return false;
      if (!visiting.finish()) throw new WireError('not a MessagePack frame of this protocol');
      return true;
    },
  };
}

function jsonCodec(): WireCodec {
  const writer = new JsonWriter();
  const strict = new JsonReader(SERVER_READ_LIMITS);
  const lenient = new JsonReader(CLIENT_READ_LIMITS);
  return {
    protocol: PROTOCOL_JSON,
    encodeClient(message) {
      writer.reset();
      encodeClientMessage(writer, message);
      return writer.take();
    },
    encodeServer(message) {
      writer.reset();
      encodeServerMessage(writer, message);
      return writer.take();
    },
    decodeClient(data) {
      const parsed = isTooLong(data) ? undefined : parseJson(data);
      if (parsed === undefined) return MALFORMED;
      strict.reset(parsed.value);
      const checked = checkMessage(strict);
      if (checked.ok) return checked;
      strict.reset(parsed.value);
      strict.skip();
      return strict.ok ? checked : MALFORMED;
    },
    decodeServer(data) {
      const parsed = parseJson(data);
      if (parsed === undefined) throw new WireError('not a JSON frame');
      lenient.reset(parsed.value);
      const message = decodeServerMessage(lenient);
      if (!lenient.ok) throw new WireError('not a JSON frame of this protocol');
      return message;
    },
    visitMarket: () => false,
  };
}

function isTooLong(data: Wire): boolean {
  const size = typeof data === 'string' ? utf8Length(data) : data.length;
  return size < 0 || size > LIMITS.frameBytesMax;
}

/** The parsed value in a box (it may be null), or undefined when it is no JSON. */
function parseJson(data: Wire): { readonly value: unknown } | undefined {
  const text = typeof data === 'string' ? data : readUtf8(data, 0, data.length);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    // An edge: what is no JSON is reported to the other side as a malformed frame.
    return undefined;
  }
}

const CODECS: readonly WireCodec[] = [msgpackCodec(), jsonCodec()];
