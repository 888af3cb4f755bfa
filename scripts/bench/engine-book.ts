// Contestant: the bare book of the core on a standard tape (single, multi16, deep) or a consensus
// scenario. Checks the published hash first.

import {
  CONSENSUS,
  CONSENSUS_PRICE_LIMIT,
  consensusTape,
} from '../../server/testing/consensus-tape.ts';
import type { Scenario } from '../../server/testing/consensus-tape.ts';
import { consensusHash, tapeHash } from '../../server/testing/tape-report.ts';
import { createTapeRunner } from '../../server/testing/tape-runner.ts';
import { TAPES, TAPE_PRICE_LIMIT, makeTape } from '../../server/testing/tape-standard.ts';
import type { TapeName } from '../../server/testing/tape-standard.ts';
import { cpuNanos, serveRounds } from './engine-child.ts';
import type { Round } from './engine-child.ts';

const LIVE_ORDERS = 1 << 20;
const IDS = 1 << 21;

function prepareTape(name: TapeName): () => Round {
  const { words, total, prefill, instruments, hash: wanted } = makeTape(TAPES[name]);
  const runner = createTapeRunner({
    instruments,
    priceLimit: TAPE_PRICE_LIMIT,
    orders: LIVE_ORDERS,
    ids: IDS / instruments,
    naming: 'slot',
  });
  const hash = tapeHash();
  runner.check(words, total, hash.take);
  if (hash.hex() !== wanted) throw new Error(`hash ${hash.hex()} is not ${wanted}`);
  const reports = runner.reports();
  return () => {
    runner.clear();
    runner.run(words, 0, prefill);
    const start = cpuNanos();
    runner.run(words, prefill, total);
    const nanos = (cpuNanos() - start) / (total - prefill);
    if (runner.reports() !== reports) throw new Error('the timed run reported something else');
    return { nanos };
  };
}

function prepareScenario(scenario: Scenario): () => Round {
  const { words, total, orders } = consensusTape(scenario);
  const runner = createTapeRunner({
    instruments: 1,
    priceLimit: CONSENSUS_PRICE_LIMIT,
    orders: LIVE_ORDERS,
    ids: orders + 1,
    naming: 'id',
  });
  const hash = consensusHash();
  runner.check(words, total, hash.take);
  if (hash.hex() !== CONSENSUS[scenario].published) throw new Error('not the published hash');
  return () => {
    runner.clear();
    const start = cpuNanos();
    runner.run(words, 0, total);
    return { nanos: (cpuNanos() - start) / total };
  };
}

const name = process.argv[2] ?? 'single';
serveRounds(() =>
  name in TAPES ? prepareTape(name as TapeName) : prepareScenario(name as Scenario),
);
