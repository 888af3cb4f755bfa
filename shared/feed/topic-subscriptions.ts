// What the consumer wants to read, and what the server granted of it on this connection. Everything is
// asked for again after a cut; trades continue after the last one that was seen.

import { LIMITS } from '../domain/limits.ts';
import { rejectByCode } from '../domain/reject.ts';
import type { ClientMessage, RecordOf, ServerMessages } from '../wire/schema.ts';
import { formatTopic, parseTopic } from '../wire/topics.ts';
import type { Topic } from '../wire/topics.ts';
import { TopicStream } from './topic-stream.ts';

type TopicAsk = RecordOf<'topicAsk'>;

interface Request {
  readonly topics: readonly TopicAsk[];
  /** Host clock; a request without an answer is sent again. */
  readonly dueMs: number;
}

const ANSWER_MS = 3_000;
/** A request stays well below the largest frame that the server takes. */
const REQUEST_BYTES = LIMITS.frameBytesMax - 512;
const REQUEST_TOPICS = 100;
/** A server takes only a few topics with `*` in one message. */
const REQUEST_WILDCARDS = 8;
/** Room of an item beside its text: quotes, commas and a seq of sixteen digits. */
const ITEM_BYTES = 24;

export interface SubscriptionHooks {
  now(): number;
  nextRequestId(): number;
  send(message: ClientMessage): void;
  granted(stream: TopicStream, grant: RecordOf<'topicGrant'>, forgotten: boolean): void;
  refused(text: string, code: number): void;
}

export class Subscriptions {
  /** Topics as the consumer wrote them. */
  readonly #wanted = new Map<string, Topic>();
  /** Every topic that was ever granted and is still wanted, by its full text. */
  readonly #streams = new Map<string, TopicStream>();
  /** By topic number on this connection. */
  #byId = new Map<number, TopicStream>();
  readonly #requests = new Map<number, Request>();
  readonly #hooks: SubscriptionHooks;
  #online = false;

  constructor(hooks: SubscriptionHooks) {
    this.#hooks = hooks;
  }

  streams(): IterableIterator<TopicStream> {
    return this.#streams.values();
  }

  byText(text: string): TopicStream | undefined {
    return this.#streams.get(text);
  }

  byId(topicId: number): TopicStream | undefined {
    return this.#byId.get(topicId);
  }

  /** False: the text names no topic; nothing is asked. */
  want(texts: readonly string[]): boolean {
    const topics = texts.map(parseTopic);
    if (topics.includes(undefined)) return false;
    texts.forEach((text, k) => this.#wanted.set(text, topics[k]!));
    if (this.#online) this.#ask(texts.map((topic) => ({ topic, lastSeq: null })));
    return true;
  }

  unwant(texts: readonly string[]): void {
    const dropped = texts.flatMap((text) => this.#wanted.get(text) ?? []);
    for (const text of texts) this.#wanted.delete(text);
    const wanted = [...this.#wanted.values()];
    const given: number[] = [];
    for (const stream of [...this.#streams.values()]) {
      if (!isGivenBack(parseTopic(stream.text)!, dropped, wanted)) continue;
      this.#streams.delete(stream.text);
      if (stream.topicId === 0) continue;
      this.#byId.delete(stream.topicId);
      given.push(stream.topicId);
    }
    for (let k = 0; this.#online && k < given.length; k += REQUEST_TOPICS) {
      const topicIds = given.slice(k, k + REQUEST_TOPICS);
      this.#hooks.send({ is: 'unsubscribe', requestId: this.#hooks.nextRequestId(), topicIds });
    }
  }

  /** Signed in: asks for everything, trades first from where they stopped. */
  connected(): void {
    this.#online = true;
    this.#askAgain([...this.#wanted.keys()]);
  }

  disconnected(): void {
    this.#online = false;
    this.#requests.clear();
    this.#byId = new Map();
    for (const stream of this.#streams.values()) stream.disconnect();
  }

  /** Asks for the missing trades of one tape. A topic that is held is not replayed, so it is given back
   * first; the numbers go on where they were. */
  askTape(stream: TopicStream): void {
    const requestId = this.#hooks.nextRequestId();
    this.#hooks.send({ is: 'unsubscribe', requestId, topicIds: [stream.topicId] });
    this.askAgain(stream);
  }

  /** Asks for a topic that should be held but may not be; one that is held is only granted again. */
  askAgain(stream: TopicStream): void {
    stream.silentBeats = 0;
    this.#ask([{ topic: stream.text, lastSeq: stream.resumeSeq() }]);
  }

  receive(message: ServerMessages['subscribed']): void {
    const request = this.#requests.get(message.requestId);
    this.#requests.delete(message.requestId);
    for (const grant of message.topics) {
      if (grant.code === 0) this.#grant(grant);
      else this.#refuse(grant, request);
    }
  }

  /** Sends again what was never answered. */
  tick(nowMs: number): void {
    for (const [requestId, request] of [...this.#requests]) {
      if (nowMs < request.dueMs) continue;
      this.#requests.delete(requestId);
      this.#askAgain(request.topics.map((ask) => ask.topic));
    }
  }

  #grant(grant: RecordOf<'topicGrant'>): void {
    const topic = parseTopic(grant.topic);
    if (topic === undefined) return;
    let stream = this.#streams.get(grant.topic);
    if (stream === undefined) {
      stream = new TopicStream(grant.topic, topic.channel, grant.levels);
      this.#streams.set(grant.topic, stream);
    }
    const forgotten = stream.grant(grant);
    stream.askedAtMs = this.#hooks.now();
    this.#byId.set(grant.topicId, stream);
    this.#hooks.granted(stream, grant, forgotten);
  }

  #refuse(grant: RecordOf<'topicGrant'>, request: Request | undefined): void {
    const retryable = rejectByCode(grant.code)?.retryable ?? false;
    if (retryable && request !== undefined) {
      const topics = [{ topic: grant.topic, lastSeq: null }];
      this.#requests.set(this.#hooks.nextRequestId(), {
        topics,
        dueMs: this.#hooks.now() + ANSWER_MS,
      });
    } else {
      this.#wanted.delete(grant.topic);
    }
    this.#hooks.refused(grant.topic, grant.code);
  }

  /** A tape that moved is asked for by its own name and last seq; `*` then only adds what is new. */
  #askAgain(texts: readonly string[]): void {
    const asks = new Map<string, TopicAsk>();
    for (const text of texts) {
      const topic = this.#wanted.get(text) ?? parseTopic(text)!;
      if (topic.channel === 'trade') {
        for (const stream of this.#streams.values()) {
          if (!covers(topic, parseTopic(stream.text)!)) continue;
          asks.set(stream.text, { topic: stream.text, lastSeq: stream.resumeSeq() });
        }
      }
      if (!asks.has(formatTopic(topic))) asks.set(text, { topic: text, lastSeq: null });
    }
    this.#ask([...asks.values()]);
  }

  #ask(asks: readonly TopicAsk[]): void {
    let batch: TopicAsk[] = [];
    let bytes = 0;
    let wildcards = 0;
    for (const ask of asks) {
      const size = ask.topic.length + ITEM_BYTES;
      const wildcard = ask.topic.includes('*') ? 1 : 0;
      const isFull = batch.length === REQUEST_TOPICS || bytes + size > REQUEST_BYTES;
      if (isFull || wildcards + wildcard > REQUEST_WILDCARDS) {
        this.#request(batch);
        batch = [];
        bytes = 0;
        wildcards = 0;
      }
      batch.push(ask);
      bytes += size;
      wildcards += wildcard;
    }
    if (batch.length > 0) this.#request(batch);
  }

  #request(topics: readonly TopicAsk[]): void {
    const requestId = this.#hooks.nextRequestId();
    this.#requests.set(requestId, { topics, dueMs: this.#hooks.now() + ANSWER_MS });
    this.#hooks.send({ is: 'subscribe', requestId, topics });
  }
}

/** Whether a wanted topic stands for a granted one; the server may have granted another interval. */
function covers(wanted: Topic, granted: Topic): boolean {
  return (
    wanted.channel === granted.channel &&
    wanted.parameter === granted.parameter &&
    (wanted.symbol === '*' || wanted.symbol === granted.symbol)
  );
}

/** One symbol may be read at two intervals: a topic of the very interval that stays wanted stays. */
function isGivenBack(granted: Topic, dropped: readonly Topic[], wanted: readonly Topic[]): boolean {
  const isExact = (topic: Topic) =>
    covers(topic, granted) && topic.intervalMs === granted.intervalMs;
  if (wanted.some(isExact)) return false;
  return dropped.some(isExact) || !wanted.some((topic) => covers(topic, granted));
}
