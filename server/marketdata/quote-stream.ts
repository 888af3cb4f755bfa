// The channel quote: best prices of one instrument, newest state only.

import { writeQuote } from '../../shared/wire/market-frame.ts';
import type { Listing } from './listing.ts';
import type { PartSink, StreamBody } from './stream.ts';

export class QuoteStream implements StreamBody {
  readonly #listing: Listing;
  #bid = 0;
  #bidLots = 0;
  #ask = 0;
  #askLots = 0;
  #seq = 0;

  constructor(listing: Listing) {
    this.#listing = listing;
  }

  start(): boolean {
    const { bids, asks } = this.#listing;
    const bid = bids.bestTicks();
    const bidLots = bids.bestLots();
    const ask = asks.bestTicks();
    const askLots = asks.bestLots();
    if (bid === this.#bid && bidLots === this.#bidLots) {
      if (ask === this.#ask && askLots === this.#askLots) return false;
    }
    this.#bid = bid;
    this.#bidLots = bidLots;
    this.#ask = ask;
    this.#askLots = askLots;
    return true;
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
    // A crossed book cannot stand in the venue, so an ask is never below the bid.
    const spread = this.#askLots === 0 ? 0 : this.#ask - this.#bid;
    writeQuote(sink.writer, topicId, seq, this.#bid, this.#bidLots, spread, this.#askLots);
    sink.part();
  }
}
