// The channel stats: the rolling 24 hours of one instrument, newest state only.

import { MAX_SAFE } from '../../shared/domain/units.ts';
import type { Stats } from '../../shared/domain/quote.ts';
import { encodeUpdate } from '../../shared/wire/market-frame.ts';
import type { RollingStats } from './stats.ts';
import type { PartSink, StreamBody } from './stream.ts';

export class StatsStream implements StreamBody {
  readonly #stats: RollingStats;
  #published: Stats;
  #seq = 0;

  constructor(stats: RollingStats) {
    this.#stats = stats;
    this.#published = { ...stats.now };
  }

  start(): boolean {
    const { now } = this.#stats;
    const old = this.#published;
    const same =
      old.tradeCount === now.tradeCount &&
      old.turnoverTickLots === now.turnoverTickLots &&
      old.volumeLots === now.volumeLots &&
      old.lastTicks === now.lastTicks &&
      old.openTicks === now.openTicks &&
      old.highTicks === now.highTicks &&
      old.lowTicks === now.lowTicks;
    if (!same) this.#published = { ...now };
    return !same;
  }

  advance(seq: number): number {
    if (!this.start()) return 0;
    this.#seq = seq + 1;
    return 1;
  }

  encode(sink: PartSink, topicId: number): void {
    this.snapshot(sink, topicId, this.#seq);
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    const stats = this.#published;
    encodeUpdate(sink.writer, {
      is: 'stats',
      topicId,
      seq,
      open: stats.openTicks,
      high: stats.highTicks,
      low: stats.lowTicks,
      last: stats.lastTicks,
      // Each trade fits 2^53, the sum of a day need not.
      volume: Math.min(stats.volumeLots, MAX_SAFE),
      turnover: Math.min(stats.turnoverTickLots, MAX_SAFE),
      trades: stats.tradeCount,
    });
    sink.part();
  }
}
