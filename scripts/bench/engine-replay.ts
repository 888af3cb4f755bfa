// Contestant: recovery of a journal of the tape `single`: rows are read, their chain hash, CRC and
// header checked, and their commands applied, by the sequencer's own replay.

import { createEngine } from '../../server/core/engine.ts';
import { RECORD_BYTES, RECORD_WORDS } from '../../server/core/commands.ts';
import { createJournalMemory } from '../../server/journal/journal-memory.ts';
import { ZERO_HASH, viewsOf } from '../../server/journal/journal-record.ts';
import type { JournalRow } from '../../server/journal/journal.ts';
import { sealBatch } from '../../server/sequencer/batch-builder.ts';
import type { Position } from '../../server/sequencer/position.ts';
import { replay } from '../../server/sequencer/replay.ts';
import { tapeHash } from '../../server/testing/tape-report.ts';
import {
  VENUE_BATCH,
  VENUE_CAPACITY,
  batchTime,
  nameCancels,
  openVenueAccounts,
  venueOpening,
  venueTape,
} from '../../server/testing/tape-venue.ts';
import { TAPES, makeTape } from '../../server/testing/tape-standard.ts';
import { cpuNanos } from './engine-child.ts';
import type { Round } from './engine-child.ts';

const START: Position = {
  seq: 0,
  hash: ZERO_HASH,
  leaderEpoch: 0,
  streamEpoch: 0,
  nextCommandSeq: 1,
  timeMicros: 0,
  eventCrc: 0,
};

/** The rows behind `before`, one per batch of records. */
function sealRows(before: Position, batches: readonly Int32Array[], times: number[]): JournalRow[] {
  const rows: JournalRow[] = [];
  let prevHash = before.hash;
  let nextCommandSeq = before.nextCommandSeq;
  batches.forEach((records, k) => {
    const bytes = new Uint8Array(RECORD_BYTES + records.byteLength);
    bytes.set(new Uint8Array(records.buffer, records.byteOffset, records.byteLength), RECORD_BYTES);
    const blocks = records.length / RECORD_WORDS;
    const commands = countCommands(records);
    const header = {
      blocks,
      batchSeq: before.seq + 1 + k,
      firstCommandSeq: nextCommandSeq,
      timeMicros: times[k]!,
      leaderEpoch: before.leaderEpoch,
      shard: 0,
      commands,
    };
    const { row } = sealBatch(bytes, viewsOf(bytes), header, prevHash);
    rows.push(row);
    prevHash = row.hash;
    nextCommandSeq += commands;
  });
  return rows;
}

function countCommands(records: Int32Array): number {
  let commands = 0;
  for (let at = 0; at < records.length; commands++) {
    const isCold = (records[at]! & 0xff) >= 16;
    at += RECORD_WORDS * (1 + (isCold ? records[at + 15]! : 0));
  }
  return commands;
}

async function prepare(): Promise<() => Promise<Round>> {
  const tape = makeTape(TAPES.single);
  const venue = venueTape(tape);
  const engine = createEngine(VENUE_CAPACITY);
  openVenueAccounts(engine);
  nameCancels(engine, tape, venue, tapeHash());
  const hash = engine.stateHash();

  const batches = venueOpening();
  const times = batches.map((_record, k) => k + 1);
  for (let from = 0; from < venue.commands; from += VENUE_BATCH) {
    const end = Math.min(from + VENUE_BATCH, venue.commands) * RECORD_WORDS;
    batches.push(venue.words.subarray(from * RECORD_WORDS, end));
    times.push(batchTime(from));
  }
  const journal = createJournalMemory({ rows: sealRows(START, batches, times) });
  const empty = createEngine(VENUE_CAPACITY).snapshot();
  return async () => {
    engine.restore(empty);
    const start = cpuNanos();
    const { commands } = await replay({ engine, journal, from: START, shard: 0 });
    const nanos = (cpuNanos() - start) / commands;
    if (engine.stateHash() !== hash) throw new Error('the replayed state has another hash');
    return { nanos };
  };
}

const round = await prepare().catch((error: unknown) => {
  process.send?.({ error: String(error) });
  process.exit(1);
});
process.on('message', () => void round().then((done) => process.send?.(done)));
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
