// The C ceiling as a contestant: compiled on the spot when there is a compiler, one process per round.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tapeHash } from '../../server/testing/tape-report.ts';
import { createTapeRunner } from '../../server/testing/tape-runner.ts';
import { TAPES, TAPE_PRICE_LIMIT, makeTape } from '../../server/testing/tape-standard.ts';
import type { TapeName } from '../../server/testing/tape-standard.ts';
import type { Contestant } from './engine-child.ts';

/** undefined: there is no gcc here. */
export function openCeiling(name: TapeName): Contestant | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-ceiling-'));
  const program = join(folder, 'ceiling');
  const source = join(import.meta.dirname, 'ceiling.c');
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { prefill, instruments = 1 } = writeTape(name, join(folder, 'tape'));
  const args = [join(folder, 'tape'), String(prefill), String(instruments)];
  return {
    round() {
      const [nanos, hash] = execFileSync(program, args, { encoding: 'utf8' }).trim().split(' ');
      if (hash !== TAPES[name].hash) throw new Error(`the ceiling's hash ${hash} is wrong`);
      return Promise.resolve({ nanos: Number(nanos) });
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Writes the tape with the slots that the book gives; the ceiling gives the same ones. */
function writeTape(name: TapeName, file: string): { prefill: number; instruments: number } {
  const { words, total, prefill, instruments } = makeTape(TAPES[name]);
  const runner = createTapeRunner({
    instruments,
    priceLimit: TAPE_PRICE_LIMIT,
    orders: 1 << 20,
    ids: (1 << 21) / instruments,
    naming: 'slot',
  });
  runner.check(words, total, tapeHash().take);
  writeFileSync(file, new Uint8Array(words.buffer));
  return { prefill, instruments };
}
