// Many worlds, one seed each, and what came of them together.

import { runWorld } from './world.ts';
import type { WorldOptions } from './world.ts';

export interface WorldsReport {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly commands: number;
  readonly lives: number;
  readonly batches: number;
  readonly answers: number;
  readonly seconds: number;
  readonly injected: Readonly<Record<string, number>>;
  /** Each names its seed; empty is the goal. */
  readonly faults: readonly string[];
}

const FAULTS_MAX = 10;

export interface WorldLongOptions extends Pick<WorldOptions, 'wrapJournal'> {
  readonly firstSeed?: number;
  readonly commands?: number;
  /** Stops after the world that passes this; default: no limit. */
  readonly secondsMax?: number;
}

/** Worlds of `seeds` consecutive seeds, of at least 500 commands each. */
export async function worldLong(
  seeds: number,
  options: WorldLongOptions = {},
): Promise<WorldsReport> {
  const { firstSeed = 1, commands = 500, secondsMax = Infinity } = options;
  const startMs = performance.now();
  const sum = { seeds: 0, commands: 0, lives: 0, batches: 0, answers: 0, seconds: 0 };
  const injected: Record<string, number> = {};
  const faults: string[] = [];
  while (sum.seeds < seeds && faults.length < FAULTS_MAX && sum.seconds < secondsMax) {
    const world = await runWorld({ ...options, seed: firstSeed + sum.seeds, commands });
    sum.seeds += 1;
    sum.commands += world.commands;
    sum.lives += world.lives;
    sum.batches += world.batches;
    sum.answers += world.answers;
    sum.seconds = (performance.now() - startMs) / 1000;
    for (const [name, times] of Object.entries(world.injected)) {
      injected[name] = (injected[name] ?? 0) + times;
    }
    faults.push(...world.faults);
  }
  return { ...sum, firstSeed, injected, faults };
}
