// Records the files of a journal after every durable batch, and judges what a start makes of changed
// ones. Power cuts and bit rot both begin here.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { ZERO_HASH, sameHash } from '../../server/journal/journal-record.ts';
import type { Position } from '../../server/sequencer/position.ts';
import { replay } from '../../server/sequencer/replay.ts';
import { openTestVenue } from '../../server/sequencer/test-venue.ts';
import type { Random } from './seeded-random.ts';
import { createTortureEngine, tortureGenesis, tortureOrders } from './torture-engine.ts';

/** The two files of a journal. */
export interface Image {
  readonly database: Buffer;
  readonly log: Buffer;
}

export interface RecordedImage extends Image {
  /** Newest durable row. */
  readonly seq: number;
}

export interface Recording {
  /** After each durable batch, in order. */
  readonly images: readonly RecordedImage[];
  /** After a clean end, when the log is empty. */
  readonly closed: RecordedImage;
  /** Chain hash of each row by its sequence. */
  readonly hashes: ReadonlyMap<number, Uint8Array>;
}

export const EMPTY_POSITION: Position = {
  seq: 0,
  hash: ZERO_HASH,
  leaderEpoch: 0,
  streamEpoch: 0,
  nextCommandSeq: 1,
  timeMicros: 0,
  eventCrc: 0,
};

/** Runs `batches` batches of random size on a journal that checkpoints often. */
export async function recordJournal(batches: number, random: Random): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-image-'));
  try {
    const file = join(folder, 'journal.db');
    const options = { file, reserveBytes: 0, retention: 'all', checkpointBytes: 60_000 } as const;
    const journal = await openJournalSqlite(options);
    const engine = createTortureEngine();
    const venue = await openTestVenue({ journal, createEngine: () => engine, genesis: tortureGenesis }); // prettier-ignore
    await venue.settle();
    const images: RecordedImage[] = [];
    for (let k = 0; k < batches; k++) {
      venue.clock.advance(1);
      venue.submit(tortureOrders(1 + k * 64, 1 + random.below(60)));
      await venue.settle();
      images.push({ ...readImage(file), seq: venue.sequencer.figures().durableSeq });
    }
    const hashes = new Map<number, Uint8Array>();
    for (const row of await journal.read(1, 1 << 30)) hashes.set(row.seq, row.hash);
    await venue.sequencer.stop();
    await journal.close();
    return { images, closed: { ...readImage(file), seq: images.at(-1)!.seq }, hashes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readImage(file: string): Image {
  let log: Buffer = Buffer.alloc(0);
  try {
    log = readFileSync(`${file}-wal`);
  } catch {
    // A journal that was closed has no log.
  }
  return { database: readFileSync(file), log };
}

/** refused: the start says no · whole: exactly the recorded rows, at least up to `ackedSeq` ·
 * lost: fewer, unnoticed · wrong: other rows than the recorded ones, unnoticed. */
export type Verdict = 'refused' | 'whole' | 'lost' | 'wrong';

export interface Judge {
  judge(image: Image, ackedSeq: number): Promise<Verdict>;
  close(): void;
}

/** Starts on images in a folder of its own. */
export function createJudge(recording: Recording): Judge {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-judge-'));
  let count = 0;

  async function judge(image: Image, ackedSeq: number): Promise<Verdict> {
    const file = join(folder, `journal-${String(count++)}.db`);
    writeFileSync(file, image.database);
    if (image.log.byteLength > 0) writeFileSync(`${file}-wal`, image.log);
    try {
      return await start(file, ackedSeq);
    } finally {
      for (const end of ['', '-wal', '-shm', '.reserve']) rmSync(file + end, { force: true });
    }
  }

  async function start(file: string, ackedSeq: number): Promise<Verdict> {
    let position: Position;
    try {
      const journal = await openJournalSqlite({ file, reserveBytes: 0, retention: 'all' });
      try {
        const engine = createTortureEngine();
        position = (await replay({ engine, journal, from: EMPTY_POSITION, shard: 0 })).position;
        if ((await journal.tail()).seq !== position.seq) return 'refused';
      } finally {
        await journal.close();
      }
    } catch {
      // Which sentence it is does not matter here: every refusal is right for a damaged image, and a
      // power cut counts every refusal as a failure.
      return 'refused';
    }
    if (position.seq < ackedSeq) return 'lost';
    const expected = recording.hashes.get(position.seq);
    return expected !== undefined && sameHash(expected, position.hash) ? 'whole' : 'wrong';
  }

  return {
    judge,
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
