// Levels of a book taken together in steps of several ticks: bids round down, asks round up, so that no
// group looks better than what is in it.

import { Side } from '../../../shared/domain/order.ts';
import type { Levels } from '../../state/market-views.ts';

export const STEPS = [1, 5, 10, 50, 100] as const;
export type Step = (typeof STEPS)[number];
export const LEVEL_CHOICES = [5, 10, 20] as const;
export type LevelChoice = (typeof LEVEL_CHOICES)[number];

/** The group of a price: a multiple of `step` ticks. */
export function groupOf(ticks: number, side: Side, step: number): number {
  return (side === Side.buy ? Math.floor(ticks / step) : Math.ceil(ticks / step)) * step;
}

/** One side in groups, the best first; columns that are used again with every paint. */
export class GroupedSide {
  count = 0;
  /** Price in ticks, lots of the group, and of it and all better ones. */
  readonly ticks: Float64Array;
  readonly lots: Float64Array;
  readonly sums: Float64Array;

  constructor(most: number) {
    this.ticks = new Float64Array(most);
    this.lots = new Float64Array(most);
    this.sums = new Float64Array(most);
  }

  /** One walk over the levels; stops when all groups are full. */
  take(levels: Levels, side: Side, step: number): void {
    this.count = 0;
    let sum = 0;
    for (let k = 0; k < levels.count; k++) {
      const group = groupOf(levels.ticks(k), side, step);
      if (this.count === 0 || this.ticks[this.count - 1] !== group) {
        if (this.count === this.ticks.length) return;
        this.ticks[this.count] = group;
        this.lots[this.count] = 0;
        this.count += 1;
      }
      sum += levels.lots(k);
      this.lots[this.count - 1]! += levels.lots(k);
      this.sums[this.count - 1] = sum;
    }
  }

  /** Lots of all groups. */
  get total(): number {
    return this.count === 0 ? 0 : this.sums[this.count - 1]!;
  }
}

export interface DepthParams {
  readonly levels: LevelChoice;
  readonly step: Step;
}

/** What the layout kept, which may be old or edited by hand. */
export function readDepthParams(params: Readonly<Record<string, unknown>>): DepthParams {
  return {
    levels: LEVEL_CHOICES.find((choice) => choice === params['levels']) ?? 10,
    step: STEPS.find((choice) => choice === params['step']) ?? 1,
  };
}
