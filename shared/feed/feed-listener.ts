// What a listener of the feed is told. Every method is optional; objects handed over are valid during
// the call only, unless said otherwise.

import type { RecordOf, Report, ServerMessage, ServerMessages, Updates } from '../wire/schema.ts';
import type { Channel } from '../wire/topics.ts';
import type { AccountState } from './account-state.ts';
import type { Book } from './book-builder.ts';
import type { FeedState } from './feed-state.ts';
import type { TopicHealth } from './topic-stream.ts';

/** A granted topic; one object per topic for the life of the feed. */
export interface TopicView {
  /** As granted, parameters included. */
  readonly text: string;
  readonly channel: Channel;
  readonly topicId: number;
  /** Instrument id, -1 where the topic has none. */
  readonly instrument: number;
  readonly levels: number;
  readonly intervalMs: number;
  readonly epoch: number;
  readonly seq: number;
  readonly health: TopicHealth;
  /** Updates that never came and will not come any more. */
  readonly lost: number;
}

/** A quote in numbers; `spread` is ask minus bid, see the schema. */
export type QuoteSink = (
  topic: TopicView,
  bid: number,
  bidLots: number,
  spread: number,
  askLots: number,
) => void;

export interface FeedListener {
  state?(state: FeedState): void;
  /** First message of every connection: status, limits, epoch. */
  welcome?(message: ServerMessages['welcome']): void;
  signedIn?(message: ServerMessages['signedIn']): void;
  granted?(topic: TopicView, grant: RecordOf<'topicGrant'>): void;
  refused?(text: string, code: number): void;
  /** The health of a topic changed. */
  health?(topic: TopicView): void;
  /** Updates of a topic are gone for good; for trades this is a hole in the tape. `count` is the most
   * that may be missing: after a restart the server goes on with a higher number. */
  lost?(topic: TopicView, count: number): void;
  /** Everything built for the topic is void: another epoch began. */
  forgotten?(topic: TopicView): void;

  quote?(topic: TopicView, update: Updates['quote']): void;
  depth?(topic: TopicView, book: Book): void;
  trade?(topic: TopicView, update: Updates['trade']): void;
  bar?(topic: TopicView, update: Updates['bar']): void;
  stats?(topic: TopicView, update: Updates['stats']): void;
  status?(topic: TopicView, update: Updates['status']): void;
  instrument?(topic: TopicView, update: Updates['instrument']): void;
  asset?(topic: TopicView, update: Updates['asset']): void;
  /** All updates of a market frame have been handed on. */
  frame?(engineMicros: number, sendMicros: number): void;

  /** The account was replaced as a whole. */
  account?(account: AccountState): void;
  /** A report was applied to the account. */
  report?(report: Report, frame: ServerMessages['private']): void;
  /** The private stream is complete up to now: after a sign-in, the missed frames have come. */
  caughtUp?(): void;

  notice?(notice: ServerMessages['notice']): void;
  /** Every message that is neither market data nor private stream: acks, answers, refusals. */
  message?(message: ServerMessage): void;
  /** The connection is gone: the outcome of what was sent last is unknown. */
  disconnected?(): void;
  /** About twice a second while the feed is started. */
  tick?(nowMs: number): void;
}
