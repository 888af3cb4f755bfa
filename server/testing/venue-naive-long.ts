// The long form of the comparison between engine and naive venue, for torture runs.

import { createEngine } from '../core/engine.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import { compareRun } from './venue-naive-compare.ts';

export interface OracleReport {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly commands: number;
  readonly eventBlocks: number;
  /** Differences with the commands that show them; empty is the goal. */
  readonly faults: readonly string[];
}

/** Small tables fill up and forget; larger ones let books grow. */
export const ORACLE_CAPACITIES: readonly Partial<EngineCapacity>[] = [64, 4_096].map((orders) => ({
  accounts: 64,
  assets: 8,
  instruments: 8,
  levels: 1 << 14,
  orders,
  dedupe: 4 * orders,
  events: 1 << 17,
}));

const COMMANDS = 5_000;
const FAULTS_MAX = 5;

/** Streams of consecutive seeds, of 5,000 commands each. */
export async function oracleLong(seeds: number, firstSeed = 1): Promise<OracleReport> {
  const faults: string[] = [];
  let [run, commands, eventBlocks] = [0, 0, 0];
  for (; run < seeds && faults.length < FAULTS_MAX; run++) {
    const seed = firstSeed + run;
    const capacity = ORACLE_CAPACITIES[run % ORACLE_CAPACITIES.length]!;
    const compared = compareRun({ seed, commands: COMMANDS, capacity, createEngine });
    commands += compared.commands;
    eventBlocks += compared.eventBlocks;
    if (compared.difference !== undefined) faults.push(compared.difference);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { seeds: run, firstSeed, commands, eventBlocks, faults };
}
