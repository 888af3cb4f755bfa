// Goal p:E1: the five published hashes of the public workload at full size, and 100 further tapes on
// which the bare book must equal the reference matcher.

import { CONSENSUS, SCENARIOS, consensusTape } from '../../server/testing/consensus-tape.ts';
import { bookHash, naiveHash } from '../../server/testing/tape-check.ts';
import type { BenchRow } from './bench-row.ts';

const FURTHER_ORDERS = 20_000;

export interface ConsensusReport {
  readonly published: number;
  readonly further: number;
  /** What differed, by scenario and seed; empty is the goal. */
  readonly faults: readonly string[];
}

/** About four minutes: the reference matcher is slow. Seeds from `firstSeed` on, `further` tapes. */
export async function consensusLong(further = 100, firstSeed = 1_001): Promise<ConsensusReport> {
  const faults: string[] = [];
  for (const scenario of SCENARIOS) {
    const hash = bookHash(consensusTape(scenario));
    if (hash !== CONSENSUS[scenario].published)
      faults.push(`${scenario}: ${hash} is not published`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let k = 0; k < further; k++) {
    const scenario = SCENARIOS[k % SCENARIOS.length]!;
    const seed = firstSeed + k;
    const tape = consensusTape(scenario, FURTHER_ORDERS, seed);
    if (bookHash(tape) !== naiveHash(tape)) faults.push(`${scenario}, seed ${seed}: differs`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { published: SCENARIOS.length, further, faults };
}

export async function consensusRow(further: number): Promise<BenchRow> {
  const { published, faults } = await consensusLong(further);
  return {
    goal: 'p:E1',
    what: 'public consensus workload: report hashes of the bare book',
    figure:
      faults.length === 0 ? `${published} published, ${further} further equal` : faults.join(),
    ratio: null,
    target: '5 published, 100 further',
    met: further < 100 && faults.length === 0 ? null : faults.length === 0,
    conditions: `seed 23 at a million orders; further seeds at ${FURTHER_ORDERS} orders each`,
  };
}
