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
      const value = scaled(price, PARSE_SCALE);
      const amount = scaled(qty, PARSE_SCALE);
      if (value === undefined || value <= 0 || amount === undefined || amount < 0) return undefined;
      const ticks = this.ticks(price);
      const lots = this.lots(qty) ?? this.wholeLots(amount);
      if (ticks === undefined) offTick += 1;
      else if (this.isInWindow(ticks)) {
        levels.push({ ticks, lots });
        if (this.lots(qty) === undefined) roundedDown += 1;
      }
    }
    this.quality.levelsReceived += pairs.length;
    this.quality.levelsTaken += levels.length;
    this.quality.levelsOffTick += offTick;
    this.quality.levelsOutsideWindow += pairs.length - levels.length - offTick;
    this.quality.levelsRoundedDown += roundedDown;
    return levels;
  }

  private wholeLots(amount: number): number {
    return Math.floor(amount / (10 ** (PARSE_SCALE - this.grid.qtyScale) * this.grid.lotStep));
  }
}

/** Decimals that vendors write at most. */
const PARSE_SCALE = 8;

function scaled(text: unknown, scale: number): number | undefined {
  return typeof text === 'string' ? parseDecimal(text, scale) : undefined;
}

function steps(text: unknown, scale: number, step: number): number | undefined {
  const value = scaled(text, scale);
  if (value === undefined || value % step !== 0) return undefined;
  return value / step;
}
