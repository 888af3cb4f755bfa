// The venue's book as its level events tell it, for checks: one map a side and instrument.

import { E, EventKind } from '../core/events.ts';
import type { Bus } from '../bus/bus.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import { Side } from '../../shared/domain/order.ts';
import { kindOf, scanEvents, slotOf, viewBatch } from './event-scan.ts';

export class VenueLevels {
  private readonly books = new Map<number, DepthMap>();
  /** Traded lots by instrument, each trade once. */
  readonly tradedLots = new Map<number, number>();

  constructor(bus: Bus) {
    bus.onEvents((batch) => {
      const view = viewBatch(batch);
      scanEvents(view, (at) => {
        const { words } = view;
        const kind = kindOf(view, at);
        const instrument = words[at + E.instrument]!;
        if (kind === EventKind.level) {
          const side = words[at + E.side] === Side.buy ? Side.buy : Side.sell;
          this.book(instrument).set(side, words[at + E.price]!, slotOf(view, at, E.lotsSlot));
        } else if (kind === EventKind.fill) {
          // Both sides report every trade: each counts for half.
          const lots = (this.tradedLots.get(instrument) ?? 0) + words[at + E.qty]! / 2;
          this.tradedLots.set(instrument, lots);
        }
      });
    });
  }

  book(instrument: number): DepthMap {
    let book = this.books.get(instrument);
    if (book === undefined) {
      book = new DepthMap();
      this.books.set(instrument, book);
    }
    return book;
  }
}
