// Levels of a book taken together in groups of several ticks, and what the panel keeps of the choice.

import type { Side } from '../../../shared/domain/order.ts';
import { groupOf, readStep, type Step } from '../../../shared/domain/tick-groups.ts';
import type { Levels } from '../../state/market-views.ts';

export const LEVEL_CHOICES = [5, 10, 20] as const;
export type LevelChoice = (typeof LEVEL_CHOICES)[number];

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
    step: readStep(params['step']) ?? 1,
  };
}
