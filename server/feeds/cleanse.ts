// Depth of one instrument put in order: snapshot and deltas bridged by their update ids, repeats
// dropped, holes and crossed books turned into a `gap`; trades and best quotes freed of repeats.
//
// The bridge is the exchange's documented rule: deltas that arrive before the snapshot wait; those with
// lastId <= snapshot are inside it; the first one after it must satisfy firstId <= snapshot + 1, and
// every further one firstId = last + 1 (some streams say the last id of the message before instead).
// After a gap the same begins again: nothing is quoted until a snapshot comes.

import { LIMITS } from '../../shared/domain/limits.ts';
import { Side } from '../../shared/domain/order.ts';
import { DepthMap } from './depth-map.ts';
import type { BestQuote, BookDelta, BookSnapshot, FeedEvent, FeedGap, FeedTrade } from './feed.ts';
import type { FeedQuality } from './quality.ts';

/** A delta with the id of the message before it, where the stream says one. */
export interface LinkedDelta {
  readonly delta: BookDelta;
  readonly previousId: number | undefined;
}

export class Cleanser {
  private readonly quality: FeedQuality;
  private readonly book = new DepthMap();
  private readonly waiting: LinkedDelta[] = [];
  private isLive = false;
  /** Last update id inside the book. */
  private lastId = 0;
  /** The first delta after a snapshot may reach back before it. */
  private isBridging = false;
  private lastTradeId = 0;
  private lastQuoteId = 0;

  constructor(quality: FeedQuality) {
    this.quality = quality;
  }

  snapshot(snapshot: BookSnapshot): FeedEvent[] {
    if (this.isLive && snapshot.updateId <= this.lastId) {
      this.quality.repeat();
      return [];
    }
    this.book.clear();
    this.book.apply(Side.buy, snapshot.bids);
    this.book.apply(Side.sell, snapshot.asks);
    if (this.book.isCrossed()) {
      this.quality.quarantine('crossedBook');
      return this.lose(snapshot, 'crossed', snapshot.updateId);
    }
    this.quality.accept();
    this.isLive = true;
    this.isBridging = true;
    this.lastId = snapshot.updateId;
    const events: FeedEvent[] = [snapshot];
    for (const linked of this.waiting.splice(0)) {
      // What waited was received before the snapshot; it is told with the snapshot's time.
      const delta = { ...linked.delta, receiveMicros: snapshot.receiveMicros };
      events.push(...this.delta({ ...linked, delta }));
    }
    return events;
  }

  delta(linked: LinkedDelta): FeedEvent[] {
    const { delta } = linked;
    if (!this.isLive) {
      this.wait(linked);
      return [];
    }
    if (delta.lastId <= this.lastId) {
      this.quality.repeat();
      return [];
    }
    if (!this.follows(linked)) {
      this.quality.missingUpdates += Math.max(0, delta.firstId - this.lastId - 1);
      const events = this.lose(delta, 'sequence', delta.firstId);
      this.wait(linked);
      return events;
    }
    this.book.apply(Side.buy, delta.bids);
    this.book.apply(Side.sell, delta.asks);
    if (this.book.isCrossed()) {
      this.quality.quarantine('crossedBook');
      return this.lose(delta, 'crossed', delta.lastId);
    }
    this.quality.accept();
    this.isBridging = false;
    this.lastId = delta.lastId;
    return [delta];
  }

  trade(trade: FeedTrade): FeedEvent[] {
    if (trade.tradeId <= this.lastTradeId) {
      this.quality.repeat();
      return [];
    }
    if (this.lastTradeId > 0) this.quality.missingTrades += trade.tradeId - this.lastTradeId - 1;
    this.lastTradeId = trade.tradeId;
    this.quality.accept();
    return [trade];
  }

  bestQuote(quote: BestQuote): FeedEvent[] {
    if (quote.updateId <= this.lastQuoteId) {
      this.quality.repeat();
      return [];
    }
    if (quote.bidLots > 0 && quote.askLots > 0 && quote.bidTicks >= quote.askTicks) {
      this.quality.quarantine('crossedBook');
      return [];
    }
    this.lastQuoteId = quote.updateId;
    this.quality.accept();
    return [quote];
  }

  /** At the end: what still waits for a snapshot is set aside. */
  finish(): void {
    this.quality.quarantine('noSnapshot', this.waiting.splice(0).length);
  }

  private follows({ delta, previousId }: LinkedDelta): boolean {
    const isOverlapping = delta.firstId <= this.lastId + 1;
    if (this.isBridging || previousId === undefined) return isOverlapping;
    return previousId === this.lastId;
  }

  private wait(linked: LinkedDelta): void {
    this.waiting.push(linked);
    if (this.waiting.length <= LIMITS.feedWaitingDeltas) return;
    this.waiting.shift();
    this.quality.quarantine('noSnapshot');
  }

  private lose(
    at: BookSnapshot | BookDelta,
    reason: FeedGap['reason'],
    nextId: number,
  ): FeedEvent[] {
    const gap: FeedGap = {
      kind: 'gap',
      instrument: at.instrument,
      exchangeMicros: at.exchangeMicros,
      receiveMicros: at.receiveMicros,
      reason,
      lastId: this.lastId,
      nextId,
    };
    this.quality.gaps += 1;
    this.book.clear();
    this.isLive = false;
    return [gap];
  }
}
