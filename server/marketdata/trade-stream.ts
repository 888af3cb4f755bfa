// The channel trade: every trade of one instrument, with the numbers of its tape.

import { writeTrade } from '../../shared/wire/market-frame.ts';
import type { Tape } from './tape.ts';
import type { PartSink, StreamBody } from './stream.ts';

/** Trades of the past that a new reader is given. */
const SNAPSHOT_TRADES = 50;

export class TradeStream implements StreamBody {
  readonly #tape: Tape;
  /** Seq after the last advance. */
  #published: number;
  #first = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
    this.#published = tape.seq;
  }

  /** Readers have everything up to here; what comes after must stay on the tape. */
  get published(): number {
    return this.#published;
  }

  start(): boolean {
    this.#published = this.#tape.seq;
    return false;
  }

  advance(): number {
    this.#first = this.#published + 1;
    this.#published = this.#tape.seq;
    return this.#published - this.#first + 1;
  }

  encode(sink: PartSink, topicId: number): void {
    this.range(sink, topicId, this.#first, this.#published);
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    this.range(sink, topicId, Math.max(this.#tape.oldest, seq - SNAPSHOT_TRADES + 1), seq);
  }

  /** Whether everything after this seq is still on the tape. */
  reaches(afterSeq: number): boolean {
    return afterSeq <= this.#published && afterSeq + 1 >= this.#tape.oldest;
  }

  range(sink: PartSink, topicId: number, first: number, last: number): void {
    for (let seq = first; seq <= last; seq++) {
      const row = this.#tape.read(seq);
      writeTrade(
        sink.writer,
        topicId,
        seq,
        row.ticks,
        row.lots,
        row.aggressor,
        row.tradeId,
        row.timeMicros,
      );
      sink.part();
    }
  }
}
