// Decimal text of a feed to ticks and lots of an instrument. What does not fit exactly is refused and
// counted; only the quantity of a depth level may be taken down to whole lots, counted too.

import { parseDecimal } from '../../shared/domain/decimal.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { DepthLevel } from '../../shared/domain/quote.ts';
import type { FeedQuality } from './quality.ts';

/** The numbers of an instrument that text is measured against. */
export type PriceGrid = Pick<
  Instrument,
  'priceScale' | 'tickStep' | 'qtyScale' | 'lotStep' | 'priceLimitTicks'
>;

export class Normalizer {
  private readonly grid: PriceGrid;
  private readonly quality: FeedQuality;

  constructor(grid: PriceGrid, quality: FeedQuality) {
    this.grid = grid;
    this.quality = quality;
  }

  /** Ticks of a price above zero; undefined when it is none or off the tick. */
  ticks(text: unknown): number | undefined {
    const ticks = steps(text, this.grid.priceScale, this.grid.tickStep);
    return ticks === undefined || ticks < 1 ? undefined : ticks;
  }

  /** Lots of a quantity of zero or more. */
  lots(text: unknown): number | undefined {
    const lots = steps(text, this.grid.qtyScale, this.grid.lotStep);
    return lots === undefined || lots < 0 ? undefined : lots;
  }

  isInWindow(ticks: number): boolean {
    return ticks >= 1 && ticks < this.grid.priceLimitTicks;
  }

  /**
   * Pairs [price, quantity] as levels; undefined when one of them is no decimal. Prices off the tick
   * or outside the window are left out. A quantity that is finer than the lot, as old orders far from
   * the market may be, is taken down to whole lots: the rest of it cannot be traded here.
   */
  levels(pairs: readonly (readonly unknown[])[]): DepthLevel[] | undefined {
    const levels: DepthLevel[] = [];
    let offTick = 0;
    let roundedDown = 0;
    for (const [price, qty] of pairs) {
      if (!isDecimal(price) || !isDecimal(qty)) return undefined;
      const ticks = this.ticks(price);
      const exactLots = this.lots(qty);
      const lots = exactLots ?? this.wholeLots(qty);
      if (lots === undefined) return undefined;
      if (ticks === undefined) {
        offTick += 1;
      } else if (this.isInWindow(ticks)) {
        levels.push({ ticks, lots });
        if (exactLots === undefined) roundedDown += 1;
      }
    }
    this.quality.levelsReceived += pairs.length;
    this.quality.levelsTaken += levels.length;
    this.quality.levelsOffTick += offTick;
    this.quality.levelsOutsideWindow += pairs.length - levels.length - offTick;
    this.quality.levelsRoundedDown += roundedDown;
    return levels;
  }

  private wholeLots(text: string): number | undefined {
    const kept = text.slice(0, text.indexOf('.') + 1 + this.grid.qtyScale).replace(/\.$/, '');
    const value = parseDecimal(kept, this.grid.qtyScale);
    return value === undefined ? undefined : Math.floor(value / this.grid.lotStep);
  }
}

/** A number of zero or more as vendors write it. */
function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && /^\d{1,16}(\.\d{1,16})?$/.test(text);
}

function steps(text: unknown, scale: number, step: number): number | undefined {
  if (typeof text !== 'string') return undefined;
  const value = parseDecimal(text, scale);
  if (value === undefined || value % step !== 0) return undefined;
  return value / step;
}
