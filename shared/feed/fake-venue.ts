// A venue for the tests of the feed: real frames, welcome, sign-in, topics, private stream with resume,
// heartbeats. It rests every order and fills, ends or forgets them as a test tells it to.

import { codecFor } from '../wire/codec.ts';
import type { WireCodec } from '../wire/codec.ts';
import type { ClientMessage, ClientMessages, ServerMessage, Update } from '../wire/schema.ts';
import { FakeAccount } from './fake-account.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakePeer, FakeServer } from './fake-link.ts';
import { FakeMarket } from './fake-market.ts';
import type { FakeTopic } from './fake-market.ts';

const HEARTBEAT_MS = 5_000;
/** The server's clock is this far ahead of the test's. */
export const SERVER_AHEAD_MICROS = 7_000_000;

interface Session {
  readonly peer: FakePeer;
  readonly codec: WireCodec;
  readonly topics: Set<FakeTopic>;
  signedIn: boolean;
}

export class FakeVenue implements FakeServer {
  readonly market: FakeMarket;
  readonly account = new FakeAccount();
  /** Every message that came, in order. */
  readonly heard: ClientMessage[] = [];
  /** Sign-ins are refused with this reject code while it is not 0. */
  refuseSignIn = 0;
  tokenLifeMs = 3_600_000;
  /** Places are refused by the gateway with this code while it is not 0. */
  refusePlace = 0;
  /** Places are lost inside the server while true. */
  losesPlaces = false;
  readonly #clock: FakeClock;
  readonly #sessions = new Map<FakePeer, Session>();

  constructor(clock: FakeClock, symbols: readonly string[] = ['AAA', 'BBB']) {
    this.#clock = clock;
    this.market = new FakeMarket(symbols);
    this.account.frame = (frame) => this.#broadcast(frame);
    clock.later(HEARTBEAT_MS, () => this.#heartbeat());
  }

  connected(peer: FakePeer): void {
    const codec = codecFor(peer.protocol);
    const session: Session = { peer, codec, topics: new Set(), signedIn: false };
    this.#sessions.set(peer, session);
    this.#send(session, {
      is: 'welcome',
      session: this.#sessions.size,
      protocol: peer.protocol,
      schemaVersion: 1,
      streamEpoch: this.market.epoch,
      serverMicros: this.serverMicros(),
      heartbeatSeconds: HEARTBEAT_MS / 1_000,
      signInSeconds: 5,
      lifeSeconds: 86_400,
      status: 0,
      limits: [],
    });
  }

  received(peer: FakePeer, data: Uint8Array | string): void {
    const session = this.#sessions.get(peer);
    if (session === undefined) return;
    const decoded = session.codec.decodeClient(data);
    if (!decoded.ok) throw new Error(`the feed sent a bad frame: ${decoded.field}`);
    this.heard.push(decoded.message);
    this.#handle(session, decoded.message);
  }

  disconnected(peer: FakePeer): void {
    this.#sessions.delete(peer);
  }

  serverMicros(): number {
    return Math.round(this.#clock.now() * 1_000) + SERVER_AHEAD_MICROS;
  }

  /** Publishes what changed in the books, one frame per session. */
  publish(): void {
    const parts = new Map<FakeTopic, Update[]>();
    for (const topic of this.market.topics.values()) {
      const updates = this.market.publish(topic);
      if (updates.length > 0) parts.set(topic, updates);
    }
    this.#fanOut(parts);
  }

  trade(symbol: string, price: number, lots: number): void {
    this.#fanOut(this.market.trade(symbol, price, lots));
  }

  /** A frame with these updates to every session, whatever they have subscribed. */
  tell(...updates: Update[]): void {
    for (const session of this.#sessions.values()) this.#updates(session, updates);
  }

  say(message: ServerMessage): void {
    this.#broadcast(message);
  }

  /** Drops every subscription without a word. */
  forgetTopics(): void {
    for (const session of this.#sessions.values()) session.topics.clear();
  }

  heardKinds(): string[] {
    return this.heard.map((message) => message.is);
  }

  #handle(session: Session, message: ClientMessage): void {
    switch (message.is) {
      case 'signIn':
        return this.#signIn(session, message);
      case 'subscribe':
        return this.#subscribe(session, message);
      case 'unsubscribe':
        for (const topic of session.topics) {
          if (message.topicIds.includes(topic.topicId)) session.topics.delete(topic);
        }
        return;
      case 'resync':
        return this.#resync(session, message.topicId);
      case 'ping': {
        const { clientMicros } = message;
        return this.#send(session, {
          is: 'pong',
          clientMicros,
          serverMicros: this.serverMicros(),
        });
      }
      case 'place':
        if (this.refusePlace !== 0) return this.#refuse(session, message.requestId);
        if (this.losesPlaces) return;
        break;
      default:
    }
    for (const answer of this.account.handle(message, this.serverMicros())) {
      this.#send(session, answer);
    }
  }

  #signIn(session: Session, message: ClientMessages['signIn']): void {
    const { requestId, lastPrivateSeq } = message;
    if (this.refuseSignIn !== 0) {
      return this.#refuse(session, requestId, this.refuseSignIn);
    }
    const replay = lastPrivateSeq === null ? undefined : this.account.framesAfter(lastPrivateSeq);
    const resumed = replay !== undefined;
    const expiresMs = Math.floor(this.serverMicros() / 1_000) + this.tokenLifeMs;
    const who = { user: 'ann', role: 0, account: this.account.account, expiresMs };
    this.#send(session, { is: 'signedIn', requestId, ...who, resumed });
    if (session.signedIn) return;
    session.signedIn = true;
    if (replay === undefined) {
      this.#send(session, this.account.snapshot());
    } else {
      for (const frame of replay) this.#send(session, frame);
      this.#send(session, { is: 'replayComplete', seq: this.account.seq });
    }
  }

  /** As the gateway does it: a topic that is held is granted again, and nothing is repeated. */
  #subscribe(session: Session, message: ClientMessages['subscribe']): void {
    const grants = message.topics.flatMap((ask) => {
      const found = this.market.resolve(ask.topic);
      const unknown = { topic: ask.topic, topicId: 0, epoch: 0, seq: 0, instrument: -1 };
      if (found.length === 0) return [{ ...unknown, code: 2005, intervalMs: 0, levels: 0 }];
      return found.map((topic) => this.#grant(topic));
    });
    this.#send(session, { is: 'subscribed', requestId: message.requestId, topics: grants });
    for (const ask of message.topics) {
      for (const topic of this.market.resolve(ask.topic)) {
        if (session.topics.has(topic)) continue;
        session.topics.add(topic);
        const replay = ask.lastSeq === null ? undefined : this.market.replay(topic, ask.lastSeq);
        const resumed = topic.channel === 'trade' ? replay : undefined;
        const isGone = topic.channel === 'trade' && ask.lastSeq !== null && replay === undefined;
        if (isGone) this.#updates(session, [this.#resyncNotice(topic, 1)]);
        this.#updates(session, resumed ?? this.market.snapshot(topic));
      }
    }
  }

  #grant(topic: FakeTopic) {
    const { text, topicId, seq, symbol, levels } = topic;
    const instrument = this.market.instrumentOf(symbol);
    const place = { topic: text, code: 0, topicId, epoch: this.market.epoch, seq };
    return { ...place, instrument, intervalMs: 100, levels };
  }

  #resync(session: Session, topicId: number): void {
    for (const topic of session.topics) {
      if (topic.topicId !== topicId) continue;
      this.#updates(session, [this.#resyncNotice(topic, 2), ...this.market.snapshot(topic)]);
    }
  }

  #resyncNotice(topic: FakeTopic, reason: number): Update {
    return { is: 'resync', topicId: topic.topicId, seq: topic.seq, skipped: 0, reason };
  }

  #refuse(session: Session, requestId: number, code = this.refusePlace): void {
    const told = { name: '', field: '', retryable: code >= 9_000, retryAfterMs: 0 };
    this.#send(session, { is: 'error', requestId, code, ...told, limit: 0, words: '' });
  }

  #heartbeat(): void {
    this.#clock.later(HEARTBEAT_MS, () => this.#heartbeat());
    for (const session of this.#sessions.values()) {
      const topics = [...session.topics].map(({ topicId, seq }) => ({ topicId, seq }));
      const serverMicros = this.serverMicros();
      this.#send(session, {
        is: 'heartbeat',
        serverMicros,
        privateSeq: session.signedIn ? this.account.seq : 0,
        topics,
      });
    }
  }

  #fanOut(parts: ReadonlyMap<FakeTopic, Update[]>): void {
    for (const session of this.#sessions.values()) {
      const updates: Update[] = [];
      for (const topic of session.topics) updates.push(...(parts.get(topic) ?? []));
      this.#updates(session, updates);
    }
  }

  #updates(session: Session, updates: readonly Update[]): void {
    if (updates.length === 0) return;
    const sendMicros = this.serverMicros();
    this.#send(session, { is: 'market', engineMicros: sendMicros, sendMicros, updates });
  }

  #broadcast(message: ServerMessage): void {
    for (const session of this.#sessions.values()) {
      if (session.signedIn) this.#send(session, message);
    }
  }

  #send(session: Session, message: ServerMessage): void {
    session.peer.send(session.codec.encodeServer(message));
  }
}
