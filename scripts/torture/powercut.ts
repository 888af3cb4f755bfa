// Cuts the power during an append or a checkpoint: of the sectors that were not synced yet, any subset
// is there, the others are old, zero or garbage. Every acknowledged row must be found and the start
// must be possible.

import type { Image, Verdict } from './journal-images.ts';
import { createJudge, recordJournal } from './journal-images.ts';
import { seededRandom } from './seeded-random.ts';
import type { Random } from './seeded-random.ts';

export interface PowerCuts {
  readonly seed: number;
  readonly images: number;
  /** Images on which an acknowledged row was missing, a row was wrong, or the start refused. */
  readonly failures: number;
  /** Images whose last, unacknowledged append was there after all. */
  readonly survived: number;
}

const SECTOR = 512;
const LOG_HEADER_BYTES = 32;
const FRAME_BYTES = 24 + 4096;
const BATCHES = 60;

/** `forgetful`: a disk that lies about the last syncs, as a negative control; it must fail. */
export async function powerCuts(
  images: number,
  seed: number,
  forgetful = false,
): Promise<PowerCuts> {
  const random = seededRandom(seed);
  const recording = await recordJournal(BATCHES, random);
  const judge = createJudge(recording);
  let failures = 0;
  let survived = 0;
  try {
    for (let k = 0; k < images; k++) {
      const at = 4 + random.below(recording.images.length - 5);
      const before = recording.images[forgetful ? at - 4 : at]!;
      const after = recording.images[at + 1]!;
      const acked = recording.images[at]!.seq;
      const image = cut(before, after, random);
      const verdict: Verdict = await judge.judge(image, acked);
      if (verdict !== 'whole') failures++;
      else if ((await judge.judge(image, acked + 1)) === 'whole') survived++;
    }
  } finally {
    judge.close();
  }
  return { seed, images, failures, survived };
}

/** SQLite writes and syncs in stages; the power goes in one of them. */
function cut(before: Image, after: Image, random: Random): Image {
  const checkpointed = !before.database.equals(after.database);
  if (checkpointed && random.below(2) === 0) {
    // The log is synced before the first page of the database is written.
    return { log: after.log, database: mix(before.database, after.database, random, 0) };
  }
  const header = (image: Image) => image.log.subarray(0, LOG_HEADER_BYTES);
  const synced = Buffer.from(before.log);
  let keep = 0;
  if (!header(before).equals(header(after))) {
    // The log begins anew: its header is synced alone before the first frame is written.
    header(after).copy(synced);
    keep = LOG_HEADER_BYTES;
    if (random.below(4) === 0) return { database: before.database, log: synced };
  }
  if (!checkpointed)
    return { database: before.database, log: mix(synced, after.log, random, keep) };
  const between = afterFirstCommit(before.log, after.log);
  const first = random.below(2) === 0;
  const log = first ? mix(synced, between, random, keep) : mix(between, after.log, random, keep);
  return { database: before.database, log };
}

/** A checkpoint writes a second commit, of one frame, which begins after the first one was synced. */
function afterFirstCommit(before: Buffer, after: Buffer): Buffer {
  let last = after.byteLength - 1;
  while (last > LOG_HEADER_BYTES && before[last] === after[last]) last--;
  const frame = Math.floor((last - LOG_HEADER_BYTES) / FRAME_BYTES);
  const secondAt = LOG_HEADER_BYTES + frame * FRAME_BYTES;
  return Buffer.concat([after.subarray(0, secondAt), before.subarray(secondAt)]);
}

/** Old bytes with a random subset of the changed sectors; `keep` bytes at the start are the old ones. */
function mix(before: Buffer, after: Buffer, random: Random, keep: number): Buffer {
  const chance = 1 + random.below(9);
  const length = random.below(3) === 0 ? before.byteLength : after.byteLength;
  const mixed = Buffer.alloc(Math.max(before.byteLength, length));
  before.copy(mixed);
  for (let at = 0; at < mixed.byteLength; at += SECTOR) {
    const end = Math.min(at + SECTOR, mixed.byteLength);
    const changed = !before.subarray(at, end).equals(after.subarray(at, end));
    if (!changed) continue;
    if (random.below(10) < chance) after.copy(mixed, Math.max(at, keep), Math.max(at, keep), end);
    else if (at >= before.byteLength && random.below(2) === 0) {
      for (let k = at; k < end; k++) mixed[k] = random.below(256);
    }
  }
  return mixed;
}
