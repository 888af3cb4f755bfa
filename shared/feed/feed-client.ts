// The consumer's client: stays connected, keeps what was subscribed true, and says when it is not.

import type { ClientMessage, ServerMessage, ServerMessages } from '../wire/schema.ts';
import { PROTOCOL_MSGPACK } from '../wire/schema.ts';
import type { MarketVisitor } from '../wire/visit-market.ts';
import type { AccountState } from './account-state.ts';
import type { Book } from './book-builder.ts';
import { Connection } from './feed-connection.ts';
import type { ConnectionEvents } from './feed-connection.ts';
import type { FeedListener, QuoteSink, TopicView } from './feed-listener.ts';
import type { FeedState } from './feed-state.ts';
import type { FeedHost, OpenSocket } from './host.ts';
import { listenerList } from './listener-list.ts';
import type { ListenerList } from './listener-list.ts';
import { MarketStream } from './market-stream.ts';
import { PrivateStream } from './private-stream.ts';
import type { PrivateVerdict } from './private-stream.ts';
import { Requests } from './requests.ts';
import type { Answer } from './requests.ts';

const NOTICE_EPOCH = 4;

export interface FeedOptions {
  /** WebSocket address, `ws://host:port/…`. */
  readonly url: string;
  /** Sub-protocol; MessagePack when left out. */
  readonly protocol?: string;
  readonly openSocket: OpenSocket;
  readonly host: FeedHost;
  /** Asked at every sign-in, for tokens expire. */
  readonly token: () => string | Promise<string>;
  /** Takes the quotes as plain numbers, by the million, instead of a listener's `quote`. */
  readonly quotes?: QuoteSink;
  readonly cancelOnDisconnect?: boolean;
  /** How long the server waits for us before it cancels, 0-10000 ms. */
  readonly disconnectGraceMs?: number;
}

/** A message that carries a request id, before it has one. */
export type Question = ClientMessage extends infer M
  ? M extends { readonly requestId: number }
    ? Omit<M, 'requestId'>
    : never
  : never;

export interface FeedClient {
  readonly state: FeedState;
  /** The trading account; its seq is 0 and its account -1 where the role has none. */
  readonly account: AccountState;
  /** True while the account is complete up to now. */
  readonly caughtUp: boolean;
  start(): void;
  /** Gives the connection up and makes a new one, as after a cut: for tests, and after a sleep. While it
   * waits for the next attempt, that attempt is made now. */
  interrupt(): void;
  /** Signs out and ends for good. */
  close(): void;
  /** Adds a listener; the answer takes it away again. */
  listen(listener: FeedListener): () => void;
  /** Asks for topics now and after every reconnect. False: a text names no topic, nothing is asked. */
  subscribe(...topics: string[]): boolean;
  unsubscribe(...topics: string[]): void;
  topics(): IterableIterator<TopicView>;
  book(topic: TopicView): Book | undefined;
  /** Server clock minus the host's clock in µs, and the shortest recent round trip. */
  offsetMicros(): number;
  roundTripMicros(): number | undefined;
  /** The host's clock in ms. */
  nowMs(): number;
  /** The server's clock as far as we know it, µs. */
  serverMicros(): number;
  nextRequestId(): number;
  /** Sends a question and waits for the one message that answers it. */
  ask(question: Question): Promise<Answer>;
  encode(message: ClientMessage): Uint8Array | string;
  /** False: not connected, nothing was sent. */
  sendEncoded(data: Uint8Array | string): boolean;
}

export function createFeedClient(options: FeedOptions): FeedClient {
  return new Feed(options);
}

class Feed implements FeedClient {
  readonly listen: ListenerList['listen'];
  readonly #host: FeedHost;
  readonly #listener: Required<FeedListener>;
  readonly #requests = new Requests();
  readonly #connection: Connection;
  readonly #market: MarketStream;
  readonly #private: PrivateStream;
  #streamEpoch = -1;

  constructor(options: FeedOptions) {
    const { host, url, openSocket, token } = options;
    const { listener, listen } = listenerList();
    this.listen = listen;
    this.#host = host;
    this.#listener = listener;
    this.#private = new PrivateStream(listener);
    const protocol = options.protocol ?? PROTOCOL_MSGPACK;
    const cancelOnDisconnect = options.cancelOnDisconnect ?? false;
    const disconnectGraceMs = options.disconnectGraceMs ?? 0;
    const wishes = { protocol, cancelOnDisconnect, disconnectGraceMs };
    this.#connection = new Connection(
      { url, openSocket, host, token, ...wishes },
      this.#events(options.quotes !== undefined),
    );
    this.#market = new MarketStream({
      now: () => host.now(),
      nextRequestId: () => this.#connection.nextRequestId(),
      send: (message) => this.#connection.send(message),
      listener,
      quotes: options.quotes,
    });
  }

  get state(): FeedState {
    return this.#connection.state;
  }

  get account(): AccountState {
    return this.#private.state;
  }

  get caughtUp(): boolean {
    return this.#private.caughtUp;
  }

  start(): void {
    this.#connection.start();
  }

  interrupt(): void {
    if (this.state.is === 'reconnecting') this.#connection.retryNow();
    else this.#connection.reconnect({ is: 'interrupted' });
  }

  close(): void {
    this.#connection.close();
  }

  subscribe(...topics: string[]): boolean {
    return this.#market.subscriptions.want(topics);
  }

  unsubscribe(...topics: string[]): void {
    this.#market.subscriptions.unwant(topics);
  }

  topics(): IterableIterator<TopicView> {
    return this.#market.subscriptions.streams();
  }

  book(topic: TopicView): Book | undefined {
    return this.#market.subscriptions.byText(topic.text)?.book;
  }

  offsetMicros(): number {
    return this.#connection.clock.offsetMicros();
  }

  roundTripMicros(): number | undefined {
    return this.#connection.clock.roundTripMicros();
  }

  nowMs(): number {
    return this.#host.now();
  }

  serverMicros(): number {
    return Math.round(this.#host.now() * 1_000) + this.offsetMicros();
  }

  nextRequestId(): number {
    return this.#connection.nextRequestId();
  }

  ask(question: Question): Promise<Answer> {
    const requestId = this.nextRequestId();
    const sent = this.sendEncoded(this.encode({ ...question, requestId }));
    if (!sent) return Promise.resolve({ is: 'lost' });
    return this.#requests.wait(requestId, this.#host.now());
  }

  encode(message: ClientMessage): Uint8Array | string {
    return this.#connection.encode(message);
  }

  sendEncoded(data: Uint8Array | string): boolean {
    return this.#connection.isSignedIn() && this.#connection.sendEncoded(data);
  }

  #visitor(): MarketVisitor {
    return {
      quote: (topicId, seq, bid, bidLots, spread, askLots) =>
        this.#market.quote(topicId, seq, bid, bidLots, spread, askLots),
      update: (update) => this.#market.update(update),
      frame: (engineMicros, sendMicros) => this.#listener.frame(engineMicros, sendMicros),
    };
  }

  #events(hasQuotes: boolean): ConnectionEvents {
    return {
      lastPrivateSeq: () => this.#private.lastSeq(),
      state: (state) => this.#listener.state(state),
      welcome: (message) => this.#welcome(message),
      signedIn: (message) => this.#signedIn(message),
      message: (message) => this.#message(message),
      visitor: hasQuotes ? this.#visitor() : undefined,
      disconnected: () => this.#disconnected(),
      tick: (nowMs) => this.#tick(nowMs),
    };
  }

  #welcome(message: ServerMessages['welcome']): void {
    const { streamEpoch } = message;
    const isNew = this.#streamEpoch !== -1 && streamEpoch !== this.#streamEpoch;
    if (isNew) this.#market.epochChanged(streamEpoch);
    this.#streamEpoch = streamEpoch;
    this.#listener.welcome(message);
  }

  #signedIn(message: ServerMessages['signedIn']): void {
    this.#obey(this.#private.signedIn(message, this.#host.now()));
    if (!this.#connection.isSignedIn()) return;
    this.#listener.signedIn(message);
    this.#market.subscriptions.connected();
  }

  #message(message: ServerMessage): void {
    switch (message.is) {
      case 'market':
        return this.#market.receive(message);
      case 'private':
        return this.#obey(this.#private.frame(message));
      case 'privateSnapshot':
        return this.#obey(this.#private.snapshot(message));
      case 'replayComplete':
        return this.#obey(this.#private.replayComplete(message));
      case 'heartbeat':
        this.#market.heartbeat(message.topics);
        return this.#obey(this.#private.heartbeat(message.privateSeq));
      case 'subscribed':
        return this.#market.subscriptions.receive(message);
      case 'notice':
        if (message.code === NOTICE_EPOCH) this.#changeEpoch(message.value);
        return this.#listener.notice(message);
      default:
        this.#requests.receive(message);
        return this.#listener.message(message);
    }
  }

  #changeEpoch(epoch: number): void {
    if (epoch === this.#streamEpoch) return;
    this.#streamEpoch = epoch;
    this.#market.epochChanged(epoch);
    this.#market.subscriptions.connected();
  }

  /** A hole in the private stream heals by signing in again with the last seq. */
  #obey(verdict: PrivateVerdict): void {
    if (verdict === 'gap') this.#connection.reconnect({ is: 'privateGap' });
  }

  #disconnected(): void {
    this.#private.disconnected();
    this.#market.disconnected();
    this.#requests.disconnected();
    this.#listener.disconnected();
  }

  #tick(nowMs: number): void {
    if (this.#connection.isSignedIn()) {
      this.#obey(this.#private.tick(nowMs));
      this.#market.tick(nowMs);
    }
    this.#requests.tick(nowMs);
    this.#listener.tick(nowMs);
  }
}
