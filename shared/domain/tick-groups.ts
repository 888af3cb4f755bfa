// Prices taken together in groups of several ticks: bids round down, asks round up, so that no group looks
// better than what is in it, and a spread never vanishes.

import { Side } from './order.ts';

/** How many ticks a group may have; every panel offers the same. */
export const STEPS = [1, 5, 10, 50, 100] as const;
export type Step = (typeof STEPS)[number];

/** The group of a price: a multiple of `step` ticks. */
export function groupOf(ticks: number, side: Side, step: number): number {
  return (side === Side.buy ? Math.floor(ticks / step) : Math.ceil(ticks / step)) * step;
}

/** One of the steps, from what a layout kept. */
export function readStep(kept: unknown): Step | undefined {
  return STEPS.find((step) => step === kept);
}
