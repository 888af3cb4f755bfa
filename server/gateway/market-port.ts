// Ports of the gateway's feeds: the market as conflated streams, and the accounts as numbered streams.
// Fulfilled by server/marketdata and server/publisher.

import type { Bar } from '../../shared/domain/quote.ts';
import type { RecordOf, ServerMessages } from '../../shared/wire/schema.ts';
import type { Topic } from '../../shared/wire/topics.ts';

/** Which of the two encodings: the sub-protocols of shared/wire/schema.ts. */
export type Encoding = 'msgpack' | 'json';

/** One encoded update (market) or one encoded frame (private): bytes for msgpack, text for json. */
export type Part = Uint8Array | string;

/** One conflated stream. Everybody who asks for the same topic reads the same stream and numbers. */
export interface StreamRef {
  /** From 1; stays the same for a topic as long as the process lives. */
  readonly topicId: number;
  /** The topic as granted: formatTopic of it, never with `*`. */
  readonly text: string;
  /** Instrument id, -1 for status and instruments. */
  readonly instrument: number;
  readonly intervalMs: number;
  /** Depth levels, 0 for the full book; 0 for the other channels. */
  readonly levels: number;
  readonly epoch: number;
  /** True for trades: every update counts, none may be left out. */
  readonly numbered: boolean;
}

/** A stream that has something new. */
export interface DueTopic {
  readonly topicId: number;
  /** Seq after these parts. */
  readonly seq: number;
  /** Encoded once each; empty where no reader of that encoding has acquired the stream. Valid until
   * the next call of `due`: the fan-out copies them into its frames before that. */
  readonly msgpack: readonly Uint8Array[];
  readonly json: readonly string[];
}

export interface MarketPort {
  /** The streams of a topic: `*` expands to one per instrument. Resolving starts nothing. */
  resolve(topic: Topic): { readonly streams: readonly StreamRef[] } | { readonly code: number };
  /** Counted per encoding: a stream is maintained, and encoded, only for those who want it. Acquire
   * comes before `snapshot`. A stream that nobody holds may stop, but its seq never goes back. */
  acquire(topicId: number, encoding: Encoding): void;
  release(topicId: number, encoding: Encoding): void;
  /** Last published seq of a stream. */
  seq(topicId: number): number;
  /** Updates that bring a new reader exactly to `seq`: the state as published, without what is not
   * due yet. The arrays are the caller's to keep. */
  snapshot(topicId: number, encoding: Encoding): readonly Part[];
  /** Trades only: the updates after `afterSeq` up to `seq`, or undefined when they are gone. */
  replayTrades(topicId: number, afterSeq: number, encoding: Encoding): readonly Part[] | undefined;
  /** Called at every tick of an interval class (0: after every released batch): its streams with
   * something new; after the call they are clean. Conflated streams give their newest state, trades
   * everything since the tick before. */
  due(intervalMs: number): readonly DueTopic[];
  /** Engine time of the newest released batch, µs. */
  engineMicros(): number;
  /** Bars that open before `beforeSeconds` (0: now), oldest first, at most `count`. */
  barHistory(
    instrument: number,
    spanSeconds: number,
    beforeSeconds: number,
    count: number,
  ): readonly Bar[] | Promise<readonly Bar[]>;
}

export interface AccountsPort {
  /** The account as of its newest released private frame. */
  snapshot(account: number): ServerMessages['privateSnapshot'];
  /** Last released private seq, 0 when there is none. */
  privateSeq(account: number): number;
  /** The private frames after `seq` up to `privateSeq`, encoded, oldest first; undefined when they
   * are no longer kept or `seq` lies in the future: then the snapshot is the answer. */
  framesAfter(account: number, seq: number, encoding: Encoding): readonly Part[] | undefined;
  /** The order that the account placed under this id, open or ended lately. */
  orderByClientId(account: number, clientOrderId: number): RecordOf<'order'> | undefined;
}

/** Every order of a customer's account that was ever decided, up to the newest released batch. Resolves
 * with undefined when there is none; rejects when the history cannot be read. */
export type OrderArchive = (
  account: number,
  clientOrderId: number,
) => Promise<RecordOf<'order'> | undefined>;
