// The venue's book as its level events tell it, for checks: one map a side and instrument.

import { E, EventKind, TAKER_BIT } from '../core/events.ts';
import type { Bus } from '../bus/bus.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import { Side } from '../../shared/domain/order.ts';
import type { BestLevels } from './best-quote-control.ts';
import { kindOf, scanEvents, slotOf, viewBatch } from './event-scan.ts';

export class VenueLevels {
  private readonly books = new Map<number, DepthMap>();
  /** Traded lots by instrument, each trade once. */
  readonly tradedLots = new Map<number, number>();
  /** Sum of ticks times lots. */
  readonly turnover = new Map<number, bigint>();

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
        } else if (kind === EventKind.fill && (words[at]! & TAKER_BIT) !== 0) {
          this.trade(instrument, words[at + E.price]!, words[at + E.qty]!);
        }
      });
    });
  }

  best(instrument: number): BestLevels {
    const book = this.book(instrument);
    const bidTicks = book.bestTicks(Side.buy);
    const askTicks = book.bestTicks(Side.sell);
    const bidLots = book.lots(Side.buy, bidTicks);
    const askLots = book.lots(Side.sell, askTicks);
    return { bidTicks, bidLots, askTicks, askLots };
  }

  book(instrument: number): DepthMap {
    let book = this.books.get(instrument);
    if (book === undefined) {
      book = new DepthMap();
      this.books.set(instrument, book);
    }
    return book;
  }

  private trade(instrument: number, ticks: number, lots: number): void {
    this.tradedLots.set(instrument, (this.tradedLots.get(instrument) ?? 0) + lots);
    const sum = this.turnover.get(instrument) ?? 0n;
    this.turnover.set(instrument, sum + BigInt(ticks) * BigInt(lots));
  }
}
