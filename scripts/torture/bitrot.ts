// Flips bits in the files of a journal and cuts them off: a start must refuse, or come to exactly the
// recorded rows (the bit was in unused space). Anything else is a silent acceptance.

import type { Image } from './journal-images.ts';
import { createJudge, recordJournal } from './journal-images.ts';
import { seededRandom } from './seeded-random.ts';
import type { Random } from './seeded-random.ts';

export interface BitRot {
  readonly seed: number;
  readonly tried: number;
  /** Refused at the start. */
  readonly refused: number;
  /** Without consequence: the rows are all there as recorded. */
  readonly harmless: number;
  /** Rows missing at the end of a log that looks torn there: only the newest sequence that was seen
   * outside tells, which every start compares. */
  readonly lookedTorn: number;
  /** Rows wrong or missing, and nobody noticed. */
  readonly silent: number;
}

const BATCHES = 40;

/** Damages the database of a cleanly ended journal, and database and log of one that was killed. */
export async function bitRot(flips: number, cuts: number, seed: number): Promise<BitRot> {
  const random = seededRandom(seed);
  const recording = await recordJournal(BATCHES, random);
  const judge = createJudge(recording);
  let [refused, harmless, lookedTorn, silent] = [0, 0, 0, 0];
  try {
    for (let k = 0; k < flips + cuts; k++) {
      const closed = random.below(2) === 0;
      const base = closed ? recording.closed : random.pick(recording.images.slice(5));
      const image = k < flips ? flipped(base, random) : shortened(base, random);
      const verdict = await judge.judge(image, base.seq);
      if (verdict === 'refused') refused++;
      else if (verdict === 'whole') harmless++;
      else if (verdict === 'lost' && !closed) lookedTorn++;
      else silent++;
    }
  } finally {
    judge.close();
  }
  return { seed, tried: flips + cuts, refused, harmless, lookedTorn, silent };
}

function pickFile(image: Image, random: Random): 'database' | 'log' {
  return image.log.byteLength > 0 && random.below(2) === 0 ? 'log' : 'database';
}

function flipped(image: Image, random: Random): Image {
  const file = pickFile(image, random);
  const bytes = Buffer.from(image[file]);
  const at = random.below(bytes.byteLength);
  bytes[at] = bytes[at]! ^ (1 << random.below(8));
  return { ...image, [file]: bytes };
}

function shortened(image: Image, random: Random): Image {
  const file = pickFile(image, random);
  return { ...image, [file]: image[file].subarray(0, random.below(image[file].byteLength)) };
}
