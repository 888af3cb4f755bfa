// Holds the journal against what anyone was shown: a replay from the first row must bring every batch
// again, byte by byte, and end in a sound state.

import type { Engine } from '../core/engine-port.ts';
import { EB } from '../core/events.ts';
import type { Journal } from '../journal/journal.ts';
import { ZERO_HASH, viewsOf } from '../journal/journal-record.ts';
import type { Position } from '../sequencer/position.ts';
import { replay } from '../sequencer/replay.ts';

const START: Position = {
  seq: 0,
  hash: ZERO_HASH,
  leaderEpoch: 0,
  streamEpoch: 0,
  nextCommandSeq: 1,
  timeMicros: 0,
  eventCrc: 0,
};

export async function historyFaults(options: {
  readonly journal: Journal;
  readonly shown: ReadonlyMap<number, Uint8Array>;
  createEngine(): Engine;
}): Promise<{ faults: string[]; stateHash: string }> {
  const { journal, shown } = options;
  const engine = options.createEngine();
  const faults: string[] = [];
  let found = 0;
  const onReplayed = (batch: Uint8Array): void => {
    const seq = viewsOf(batch).slots[EB.batchSeqSlot]!;
    const before = shown.get(seq);
    if (before === undefined) return;
    found++;
    if (Buffer.compare(before, batch) !== 0) faults.push(`batch ${seq} has other bytes than shown`);
  };
  await replay({ engine, journal, from: START, shard: 0, onReplayed });
  if (found < shown.size) faults.push(`${shown.size - found} batches were shown and are gone`);
  faults.push(...engine.brokenInvariants().map((name) => `invariant ${name} is broken`));
  return { faults, stateHash: engine.stateHash() };
}
