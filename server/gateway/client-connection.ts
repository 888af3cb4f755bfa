// One client connection: greeted (welcome sent) -> live (signed in) -> closing.

import { rejectByCode } from '../../shared/domain/reject.ts';
import { codecFor, type WireCodec } from '../../shared/wire/codec.ts';
import { PROTOCOL_JSON, type ServerMessage } from '../../shared/wire/schema.ts';
import type { Principal } from './authority.ts';
import type { CloseCode } from './close-codes.ts';
import type { Encoding, Part, StreamRef } from './market-port.ts';
import type { TokenBucket } from './rate-limit.ts';
import type { SendResult, Socket } from './socket.ts';

export type ConnectionState = 'greeted' | 'live' | 'closing';

/** How a topic catches up before it flows live. */
export interface Behind {
  /** Last seq that this reader has; -1: none, it gets a snapshot without a notice. */
  readonly lastSeq: number;
  /** Of the resync notice: 1 slow reader, 2 asked by the reader, 3 new epoch. */
  readonly reason: number;
}

/** The connections of one trading account, and the budgets that they share. */
export interface AccountSeat {
  readonly account: number;
  readonly connections: Connection[];
  /** Place and amend. */
  readonly orders: TokenBucket;
  /** Cancels of every form and the dead-man's switch: never starved by orders. */
  readonly cancels: TokenBucket;
}

/** A first ack that waits for the flush: the stamps of the batch come with it. */
export interface Receipt {
  readonly clientOrderId: number;
  readonly commandSeq: number;
  readonly gatewayMicros: number;
}

/** Readers of the same streams at the same pace: they share one frame per tick. */
export interface Basket {
  /** Name of the native group of its members. */
  readonly group: string;
  readonly key: string;
  readonly encoding: Encoding;
  readonly intervalMs: number;
  readonly topicIds: readonly number[];
  readonly members: Set<Connection>;
  /** Parts of the tick that is being gathered. */
  readonly msgpack: Uint8Array[];
  readonly json: string[];
}

export class Connection {
  readonly socket: Socket;
  readonly session: number;
  readonly encoding: Encoding;
  readonly codec: WireCodec;
  readonly openedMs: number;
  readonly messages: TokenBucket;

  state: ConnectionState = 'greeted';
  principal: Principal | undefined;
  seat: AccountSeat | undefined;
  /** When the state became closing. */
  closingMs = 0;
  /** Last sign of life of the client. */
  heardMs: number;
  pingedMs: number;
  heartbeatMs: number;
  malformed = 0;
  /** Refusals for the rate since the last quiet second. */
  floodCount = 0;
  floodMs = 0;

  /** Private lane: the last seq that was handed to the socket, and what waits for the flush. */
  privateSeq = 0;
  replaying = false;
  outbox: Part[] | undefined;
  receipts: Receipt[] | undefined;
  dirty = false;

  /** Market lane. Every subscribed stream is either behind or flows live in a basket. */
  streams: Map<number, StreamRef> | undefined;
  behind: Map<number, Behind> | undefined;
  baskets: Basket[] | undefined;
  /** When its buffer was first found above the limit; 0: it keeps up. */
  stalledMs = 0;

  cancelOnDisconnect = false;
  graceMs = 0;
  /** It placed an order that must go when the session is lost. */
  hasFleeting = false;
  /** Sessions before this one whose fleeting orders it took over by resuming. */
  adopted: number[] | undefined;
  signedOut = false;

  constructor(socket: Socket, session: number, nowMs: number, messages: TokenBucket) {
    this.socket = socket;
    this.session = session;
    this.encoding = socket.protocol === PROTOCOL_JSON ? 'json' : 'msgpack';
    this.codec = codecFor(socket.protocol);
    this.openedMs = nowMs;
    this.heardMs = nowMs;
    this.pingedMs = nowMs;
    this.heartbeatMs = nowMs;
    this.messages = messages;
  }

  send(message: ServerMessage): SendResult {
    if (this.state === 'closing') return 'dropped';
    return this.socket.send(this.codec.encodeServer(message));
  }

  /** Answers with a refusal from the one closed table. */
  refuse(
    requestId: number,
    code: number,
    more: { readonly field?: string; readonly retryAfterMs?: number; readonly limit?: number } = {},
  ): void {
    const row = rejectByCode(code);
    this.send({
      is: 'error',
      requestId,
      code,
      name: row?.name ?? '',
      field: more.field ?? row?.field ?? '',
      retryable: row?.retryable ?? false,
      retryAfterMs: more.retryAfterMs ?? 0,
      limit: more.limit ?? 0,
      words: row?.words ?? '',
    });
  }

  /** Says why and closes. What was sent before still leaves, when the client reads. */
  close(code: CloseCode, reason: string, nowMs: number): void {
    if (this.state === 'closing') return;
    this.state = 'closing';
    this.closingMs = nowMs;
    this.socket.close(code, reason);
  }
}
