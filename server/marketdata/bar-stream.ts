// The channel bar: the bar of one instrument and span as it stands. A bar that closed since the last
// tick is sent a last time, so that no reader keeps an unfinished one.

import type { Bar, BarSpan } from '../../shared/domain/quote.ts';
import { writeBar } from '../../shared/wire/market-frame.ts';
import type { Bars } from './bars.ts';
import type { PartSink, StreamBody } from './stream.ts';

export class BarStream implements StreamBody {
  readonly #bars: Bars;
  readonly #span: BarSpan;
  #published: Bar | undefined;
  #due: readonly Bar[] = [];
  #first = 0;

  constructor(bars: Bars, span: BarSpan) {
    this.#bars = bars;
    this.#span = span;
  }

  start(): boolean {
    const history = this.#bars.of(this.#span);
    if (history.count === 0) return false;
    const newest = history.read(history.count - 1);
    const differs = !isSame(newest, this.#published);
    this.#published = newest;
    return differs;
  }

  advance(seq: number): number {
    const history = this.#bars.of(this.#span);
    const due: Bar[] = [];
    const from = history.firstFrom(this.#published?.openSeconds ?? 0);
    for (let index = from; index < history.count; index++) {
      const bar = history.read(index);
      if (!isSame(bar, this.#published)) due.push(bar);
    }
    if (due.length > 0) this.#published = due[due.length - 1];
    this.#due = due;
    this.#first = seq + 1;
    return due.length;
  }

  encode(sink: PartSink, topicId: number): void {
    this.#due.forEach((bar, k) => write(sink, topicId, this.#first + k, bar));
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    if (this.#published !== undefined) write(sink, topicId, seq, this.#published);
  }
}

/** Every trade raises the count, so two states of one bar are told apart by it. */
function isSame(bar: Bar, other: Bar | undefined): boolean {
  return bar.openSeconds === other?.openSeconds && bar.tradeCount === other.tradeCount;
}

function write(sink: PartSink, topicId: number, seq: number, bar: Bar): void {
  writeBar(
    sink.writer,
    topicId,
    seq,
    bar.openSeconds,
    bar.openTicks,
    bar.highTicks,
    bar.lowTicks,
    bar.closeTicks,
    bar.volumeLots,
    bar.tradeCount,
  );
  sink.part();
}
