// What the market knows about one instrument now, and what changed of it since the last batch ended.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { OPEN_STATUS, type TradingStatus } from '../../shared/domain/trading-status.ts';
import { Bars } from './bars.ts';
import { DepthSide, NO_KEY, keyOf } from './depth.ts';
import { RollingStats } from './stats.ts';
import { Tape } from './tape.ts';
import type { TradeStream } from './trade-stream.ts';

/** Aspects of a listing that streams follow, as bits. */
export const Aspect = { quote: 1, depth: 2, trade: 4, stats: 8 } as const;

export class Listing {
  definition: Instrument;
  status: TradingStatus;
  readonly bids = new DepthSide(Side.buy);
  readonly asks = new DepthSide(Side.sell);
  readonly bars = new Bars();
  readonly stats = new RollingStats();
  readonly tape: Tape;
  /** Streams that have readers: what they were not given yet must stay on the tape. */
  readonly tradeStreams: TradeStream[] = [];
  /** Waits for the batch end. */
  queued = false;
  /** Aspects touched since the last batch end. */
  touched = 0;
  /** Smallest keys that changed since the last batch end. */
  worstBidKey = NO_KEY;
  worstAskKey = NO_KEY;

  constructor(definition: Instrument, tapeSeq: number) {
    this.definition = definition;
    this.status = { ...OPEN_STATUS, phase: definition.phase };
    this.tape = new Tape(tapeSeq);
  }

  level(side: Side, ticks: number, lots: number): void {
    const ladder = side === Side.buy ? this.bids : this.asks;
    const key = keyOf(side, ticks);
    const best = ladder.size === 0 ? -NO_KEY : ladder.keys[ladder.size - 1];
    if (!ladder.set(key, lots)) return;
    this.touched |= key >= best ? Aspect.depth | Aspect.quote : Aspect.depth;
    if (side === Side.buy) this.worstBidKey = Math.min(this.worstBidKey, key);
    else this.worstAskKey = Math.min(this.worstAskKey, key);
  }

  /** Bars and statistics know the trades up to `historyMicros` already. */
  trade(
    ticks: number,
    lots: number,
    aggressor: Side,
    tradeId: number,
    timeMicros: number,
    historyMicros: number,
  ): void {
    let neededFrom = Infinity;
    for (const stream of this.tradeStreams) {
      neededFrom = Math.min(neededFrom, stream.published + 1);
    }
    this.tape.add(ticks, lots, aggressor, tradeId, timeMicros, neededFrom);
    this.touched |= Aspect.trade | Aspect.stats;
    if (timeMicros <= historyMicros) return;
    this.bars.trade(ticks, lots, timeMicros);
    this.stats.trade(ticks, lots, timeMicros);
  }

  /** Forgets the book: a state dump brings it anew. */
  clearBook(): void {
    this.bids.clear();
    this.asks.clear();
    this.touched |= Aspect.depth | Aspect.quote;
    this.worstBidKey = this.worstAskKey = -NO_KEY;
  }

  /** Forgets the trades as well: another history begins. */
  clearHistory(): void {
    this.tape.clear();
    this.bars.clear();
    this.stats.clear();
    this.touched |= Aspect.trade | Aspect.stats;
  }

  settle(): void {
    this.queued = false;
    this.touched = 0;
    this.worstBidKey = NO_KEY;
    this.worstAskKey = NO_KEY;
  }
}
