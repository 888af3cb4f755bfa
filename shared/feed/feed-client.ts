// The consumer's client: stays connected, keeps what was subscribed true, and says when it is not.

import type { ClientMessage, ServerMessage, ServerMessages } from '../wire/schema.ts';
import { PROTOCOL_MSGPACK } from '../wire/schema.ts';
import type { AccountState } from './account-state.ts';
import type { Book } from './book-builder.ts';
import { Connection } from './feed-connection.ts';
import type { FeedListener, TopicView } from './feed-listener.ts';
import type { FeedState } from './feed-state.ts';
import type { FeedHost, OpenSocket } from './host.ts';
import { listenerList } from './listener-list.ts';
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
  /** Gives the connection up and makes a new one, as after a cut: for tests, and after a sleep. */
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
  const { host } = options;
  const { listener, listen } = listenerList();
  const requests = new Requests();
  const privates = new PrivateStream(listener);
  let streamEpoch = -1;

  const connection = new Connection(
    {
      url: options.url,
      protocol: options.protocol ?? PROTOCOL_MSGPACK,
      openSocket: options.openSocket,
      host,
      token: options.token,
      cancelOnDisconnect: options.cancelOnDisconnect ?? false,
      disconnectGraceMs: options.disconnectGraceMs ?? 0,
    },
    { lastPrivateSeq, state: listener.state, welcome, signedIn, message, disconnected, tick },
  );
  const market = new MarketStream({
    now: () => host.now(),
    nextRequestId: () => connection.nextRequestId(),
    send: (m) => connection.send(m),
    listener,
  });

  function lastPrivateSeq() {
    return privates.lastSeq();
  }

  function welcome(m: ServerMessages['welcome']) {
    if (streamEpoch !== -1 && m.streamEpoch !== streamEpoch) market.epochChanged(m.streamEpoch);
    streamEpoch = m.streamEpoch;
  }

  function signedIn(m: ServerMessages['signedIn']) {
    obey(privates.signedIn(m, host.now()));
    if (!connection.isSignedIn()) return;
    listener.signedIn(m);
    market.subscriptions.connected();
  }

  function message(m: ServerMessage) {
    switch (m.is) {
      case 'market':
        return market.receive(m);
      case 'private':
        return obey(privates.frame(m));
      case 'privateSnapshot':
        return obey(privates.snapshot(m));
      case 'replayComplete':
        return obey(privates.replayComplete(m));
      case 'heartbeat':
        market.heartbeat(m.topics);
        return obey(privates.heartbeat(m.privateSeq));
      case 'subscribed':
        return market.subscriptions.receive(m);
      case 'notice':
        if (m.code === NOTICE_EPOCH) changeEpoch(m.value);
        return listener.notice(m);
      default:
        requests.receive(m);
        return listener.message(m);
    }
  }

  function changeEpoch(epoch: number) {
    if (epoch === streamEpoch) return;
    streamEpoch = epoch;
    market.epochChanged(epoch);
    market.subscriptions.connected();
  }

  /** A hole in the private stream heals by signing in again with the last seq. */
  function obey(verdict: PrivateVerdict) {
    if (verdict === 'gap') connection.reconnect({ is: 'privateGap' });
  }

  function disconnected() {
    privates.disconnected();
    market.disconnected();
    requests.disconnected();
    listener.disconnected();
  }

  function tick(nowMs: number) {
    if (connection.isSignedIn()) {
      obey(privates.tick(nowMs));
      market.tick(nowMs);
    }
    requests.tick(nowMs);
    listener.tick(nowMs);
  }

  return {
    get state() {
      return connection.state;
    },
    account: privates.state,
    get caughtUp() {
      return privates.caughtUp;
    },
    start: () => connection.start(),
    interrupt: () => connection.reconnect({ is: 'interrupted' }),
    close: () => connection.close(),
    listen,
    subscribe: (...topics) => market.subscriptions.want(topics),
    unsubscribe: (...topics) => market.subscriptions.unwant(topics),
    topics: () => market.subscriptions.streams(),
    book: (topic) => market.subscriptions.byId(topic.topicId)?.book,
    offsetMicros: () => connection.clock.offsetMicros(),
    roundTripMicros: () => connection.clock.roundTripMicros(),
    nowMs: () => host.now(),
    serverMicros: () => Math.round(host.now() * 1_000) + connection.clock.offsetMicros(),
    nextRequestId: () => connection.nextRequestId(),
    ask(question) {
      const requestId = connection.nextRequestId();
      const sent = connection.isSignedIn() && connection.send({ ...question, requestId });
      return sent ? requests.wait(requestId, host.now()) : Promise.resolve({ is: 'lost' });
    },
    encode: (m) => connection.encode(m),
    sendEncoded: (data) => connection.isSignedIn() && connection.sendEncoded(data),
  };
}
