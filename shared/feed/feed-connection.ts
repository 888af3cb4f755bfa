// One connection after the other: opens, signs in, pings, notices silence, and comes back with back-off.

import { rejectByCode } from '../domain/reject.ts';
import { codecFor } from '../wire/codec.ts';
import type { WireCodec } from '../wire/codec.ts';
import type { ClientMessage, ServerMessage, ServerMessages } from '../wire/schema.ts';
import type { MarketVisitor } from '../wire/visit-market.ts';
import { backoffMs } from './backoff.ts';
import { createClockOffset } from './clock-offset.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { CloseReason, FeedState, LossReason } from './feed-state.ts';
import type { Cancel, FeedHost, FeedSocket, OpenSocket } from './host.ts';

const TICK_MS = 500;
/** A ping this often is our heartbeat, and its pong the evidence that the server is there. */
const PING_MS = 2_000;
/** Two pings without an answer: shown as stale before five seconds have passed. */
const STALE_MS = 4_500;
/** So that a mute connection is replaced within ten seconds. */
const MUTE_MS = 9_000;
/** From the call to open until signed in. */
const SIGN_IN_MS = 5_000;
/** A connection that lived this long was a success: back-off starts anew. */
const HEALTHY_MS = 5_000;
/** The token is renewed in place this long before it expires. */
const RENEW_MS = 30_000;
/** Request ids are 31 bits in the journal; they start at random, so that the sessions of one account,
 * which share a private stream, do not use the same ones. */
const REQUEST_ID_START_MAX = 2 ** 30;

export interface ConnectionOptions {
  readonly url: string;
  readonly protocol: string;
  readonly openSocket: OpenSocket;
  readonly host: FeedHost;
  /** Asked at every sign-in, for tokens expire. */
  readonly token: () => string | Promise<string>;
  readonly cancelOnDisconnect: boolean;
  readonly disconnectGraceMs: number;
}

export interface ConnectionEvents {
  lastPrivateSeq(): number | null;
  state(state: FeedState): void;
  welcome(message: ServerMessages['welcome']): void;
  signedIn(message: ServerMessages['signedIn']): void;
  message(message: ServerMessage): void;
  /** Takes market frames update by update instead of as messages. */
  readonly visitor: MarketVisitor | undefined;
  disconnected(): void;
  tick(nowMs: number): void;
}

export class Connection {
  readonly clock: ClockOffset = createClockOffset();
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #codec: WireCodec;
  #state: FeedState = { is: 'idle' };
  #socket: FeedSocket | undefined;
  /** Counts sockets: events of an earlier one are ignored. */
  #generation = 0;
  #attempt = 0;
  #requestId: number;
  #signInId = 0;
  #openedAtMs = 0;
  #heardAtMs = 0;
  #pingedAtMs = 0;
  #signedInAtMs = 0;
  /** On the host's clock; infinite while a renewal is under way. */
  #renewAtMs = Infinity;
  #cancelTick: Cancel | undefined;
  #cancelRetry: Cancel | undefined;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
    this.#codec = codecFor(options.protocol);
    this.#requestId = Math.floor(options.host.random() * REQUEST_ID_START_MAX);
  }

  get state(): FeedState {
    return this.#state;
  }

  start(): void {
    if (this.#state.is !== 'idle' && this.#state.is !== 'closed') return;
    this.#attempt = 0;
    this.#open();
    this.#scheduleTick();
  }

  /** Ends it for good. A clean end signs out first, so that nothing is cancelled on disconnect. */
  close(reason: CloseReason = { is: 'user' }): void {
    if (this.#state.is === 'closed') return;
    if (reason.is === 'user' && this.isSignedIn()) {
      this.send({ is: 'signOut', requestId: this.nextRequestId() });
    }
    this.#cancelTick?.();
    this.#cancelRetry?.();
    this.#drop();
    this.#enter({ is: 'closed', reason });
  }

  /** Gives this connection up and makes another after the back-off, at least `waitMs` later. */
  reconnect(reason: LossReason, waitMs = 0): void {
    if (this.#state.is === 'closed' || this.#state.is === 'reconnecting') return;
    const { host } = this.#options;
    const nowMs = host.now();
    const lived = this.isSignedIn() && nowMs - this.#signedInAtMs >= HEALTHY_MS;
    if (lived) this.#attempt = 0;
    const delayMs = Math.max(waitMs, backoffMs(this.#attempt, host.random()));
    this.#attempt += 1;
    this.#drop();
    const retryAtMs = nowMs + delayMs;
    this.#enter({ is: 'reconnecting', attempt: this.#attempt, retryAtMs, reason });
    this.#cancelRetry = host.later(delayMs, () => this.#open());
  }

  /** Ends the wait before the next attempt. */
  retryNow(): void {
    if (this.#state.is !== 'reconnecting') return;
    this.#cancelRetry?.();
    this.#open();
  }

  isSignedIn(): boolean {
    return this.#state.is === 'live' || this.#state.is === 'stale';
  }

  nextRequestId(): number {
    this.#requestId += 1;
    return this.#requestId;
  }

  encode(message: ClientMessage): Uint8Array | string {
    return this.#codec.encodeClient(message);
  }

  send(message: ClientMessage): boolean {
    return this.sendEncoded(this.encode(message));
  }

  /** False: there is no connection, nothing was sent. */
  sendEncoded(data: Uint8Array | string): boolean {
    if (this.#socket === undefined) return false;
    this.#socket.send(data);
    return true;
  }

  #open(): void {
    const { host, url, protocol, openSocket } = this.#options;
    this.#generation += 1;
    const generation = this.#generation;
    const isThis = () => generation === this.#generation;
    this.#openedAtMs = this.#heardAtMs = host.now();
    this.#enter({ is: 'connecting', attempt: this.#attempt });
    this.#socket = openSocket(url, protocol, {
      open: () => undefined,
      message: (data) => {
        if (isThis()) this.#receive(data);
      },
      close: (code, words) => {
        if (isThis()) this.reconnect({ is: 'closed', code, words });
      },
    });
  }

  #drop(): void {
    this.#generation += 1;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#events.disconnected();
  }

  #receive(data: Uint8Array | string): void {
    this.#heardAtMs = this.#options.host.now();
    if (this.#state.is === 'stale') this.#enter({ is: 'live' });
    let message: ServerMessage | undefined;
    const { visitor } = this.#events;
    try {
      if (visitor !== undefined && this.#codec.visitMarket(data, visitor)) return;
      message = this.#codec.decodeServer(data);
    } catch {
      // An edge: bytes that are no frame say nothing about what was lost, so begin again.
      return this.reconnect({ is: 'badFrame' });
    }
    if (message !== undefined) this.#route(message);
  }

  #route(message: ServerMessage): void {
    switch (message.is) {
      case 'welcome':
        return this.#welcome(message);
      case 'signedIn':
        return this.#signedIn(message);
      case 'pong': {
        const nowMicros = this.#nowMicros();
        return this.clock.pong(message.clientMicros, message.serverMicros, nowMicros);
      }
      case 'error':
        if (message.requestId === this.#signInId && !this.isSignedIn()) {
          return this.#signInRefused(message.code, message.retryAfterMs);
        }
        return this.#events.message(message);
      default:
        return this.#events.message(message);
    }
  }

  #welcome(message: ServerMessages['welcome']): void {
    if (message.protocol !== this.#options.protocol) {
      return this.close({ is: 'protocol', granted: message.protocol });
    }
    this.clock.clear();
    this.clock.rough(message.serverMicros, this.#nowMicros());
    this.#events.welcome(message);
    this.#askToken();
  }

  /** The first sign-in of a connection, or its renewal in place. */
  #askToken(): void {
    const generation = this.#generation;
    const isThis = () => generation === this.#generation;
    const token = this.#options.token();
    if (typeof token === 'string') return this.#signIn(token);
    token.then(
      (text) => {
        if (isThis()) this.#signIn(text);
      },
      () => {
        // While signed in the old token still holds: the server says when it no longer does.
        if (isThis() && !this.isSignedIn()) this.reconnect({ is: 'noToken' });
      },
    );
  }

  #signIn(token: string): void {
    const { cancelOnDisconnect, disconnectGraceMs } = this.#options;
    const lastPrivateSeq = this.#events.lastPrivateSeq();
    this.#signInId = this.nextRequestId();
    const requestId = this.#signInId;
    const wishes = { cancelOnDisconnect, disconnectGraceMs };
    this.send({ is: 'signIn', requestId, token, lastPrivateSeq, ...wishes });
  }

  #signedIn(message: ServerMessages['signedIn']): void {
    const nowMs = this.#options.host.now();
    const isRenewal = this.isSignedIn();
    const serverMs = nowMs + this.clock.offsetMicros() / 1_000;
    const leftMs = message.expiresMs - serverMs;
    this.#renewAtMs = nowMs + Math.max(leftMs - RENEW_MS, leftMs / 2);
    if (isRenewal) return;
    this.#signedInAtMs = nowMs;
    this.#enter({ is: 'live' });
    this.#ping();
    this.#events.signedIn(message);
  }

  #signInRefused(code: number, retryAfterMs: number): void {
    const retryable = rejectByCode(code)?.retryable ?? false;
    if (retryable) this.reconnect({ is: 'refused', code }, retryAfterMs);
    else this.close({ is: 'refused', code });
  }

  #ping(): void {
    this.#pingedAtMs = this.#options.host.now();
    this.send({ is: 'ping', clientMicros: this.#nowMicros() });
  }

  #scheduleTick(): void {
    this.#cancelTick = this.#options.host.later(TICK_MS, () => {
      this.#scheduleTick();
      this.#tick(this.#options.host.now());
    });
  }

  #tick(nowMs: number): void {
    const silentMs = nowMs - this.#heardAtMs;
    if (this.#state.is === 'connecting' && nowMs - this.#openedAtMs >= SIGN_IN_MS) {
      this.reconnect({ is: 'noWelcome' });
    } else if (this.isSignedIn() && silentMs >= MUTE_MS) {
      this.reconnect({ is: 'mute' });
    } else if (this.#state.is === 'live' && silentMs >= STALE_MS) {
      this.#enter({ is: 'stale', sinceMs: this.#heardAtMs });
    }
    if (this.isSignedIn() && nowMs - this.#pingedAtMs >= PING_MS) this.#ping();
    if (this.isSignedIn() && nowMs >= this.#renewAtMs) {
      this.#renewAtMs = Infinity;
      this.#askToken();
    }
    this.#events.tick(nowMs);
  }

  #nowMicros(): number {
    return Math.round(this.#options.host.now() * 1_000);
  }

  #enter(state: FeedState): void {
    this.#state = state;
    this.#events.state(state);
  }
}
