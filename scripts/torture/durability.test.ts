import { describe, expect, it } from 'vitest';
import { bitRot } from './bitrot.ts';
import { claimRace } from './claim-race.ts';
import { diskFull, mountSmallDisk } from './disk-full.ts';
import { killCycles } from './kill-cycles.ts';
import { powerCuts } from './powercut.ts';
import { canTrace, readTrace, syncFailure, syncOrder } from './sync-order.ts';

const SEED = 20_261_122;
const LONG = 120_000;

// The quick forms; the long ones run with `npm run torture`.
describe(`durability (seed ${String(SEED)})`, () => {
  it(
    'loses and doubles no acknowledged order when the venue is killed under load',
    async () => {
      const result = await killCycles(20, SEED);
      expect(result).toMatchObject({ cycles: 20, lost: 0, doubled: 0, hashesWrong: 0, broken: [] });
      expect(result.acked).toBeGreaterThan(1_000);
      expect(result.hashesCompared).toBeGreaterThan(20);
    },
    LONG,
  );

  it(
    'keeps one history when processes start on the same journal at once',
    async () => {
      const result = await claimRace(3, 400);
      expect(result.finished + result.failed).toBe(3);
      expect(result.finished).toBeGreaterThan(0);
      expect(result.acked).toBeGreaterThanOrEqual(400 * result.finished);
      expect(result.lost).toBe(0);
    },
    LONG,
  );

  it(
    'finds every acknowledged row after a power cut',
    async () => {
      const result = await powerCuts(150, SEED);
      expect(result).toMatchObject({ images: 150, failures: 0 });
      expect(result.survived).toBeGreaterThan(0);
    },
    LONG,
  );

  it(
    'would notice a disk that lies about its syncs',
    async () => {
      expect((await powerCuts(30, SEED, true)).failures).toBeGreaterThan(15);
    },
    LONG,
  );

  it(
    'accepts no flipped bit and no cut file in silence',
    async () => {
      const result = await bitRot(300, 60, SEED);
      expect(result).toMatchObject({ tried: 360, silent: 0 });
      expect(result.refused).toBeGreaterThan(100);
      expect(result.lookedTorn).toBeLessThan(40);
    },
    LONG,
  );

  const small = mountSmallDisk();
  it.runIf(small !== undefined)(
    'keeps cancels possible on a full disk (needs root)',
    async () => {
      try {
        const result = await diskFull(small!.folder);
        expect(result).toMatchObject({
          cancels: 200,
          refusedReadOnly: true,
          restored: true,
          fatal: [],
        });
        expect(result.taken).toBeGreaterThan(1_000);
        expect(result.foundSeq).toBe(result.releasedSeq);
      } finally {
        small?.remove();
      }
    },
    LONG,
  );
});

describe.runIf(canTrace())('the order of sync and acknowledgement (needs strace)', () => {
  it.each(['main', 'worker'] as const)(
    'syncs first, thread %s',
    async (thread) => {
      const result = await syncOrder(1_000, true, thread);
      expect(result.acks).toBeGreaterThan(10);
      expect(result.violations).toBe(0);
    },
    LONG,
  );

  it(
    'flags every acknowledgement when commits are not synced',
    async () => {
      const result = await syncOrder(400, false, 'main');
      expect(result.acks).toBeGreaterThan(10);
      expect(result.violations).toBe(result.acks);
    },
    LONG,
  );

  it(
    'ends the process at a failed sync, and acknowledges nothing after it',
    async () => {
      expect(await syncFailure(4)).toEqual({ runs: 4, notStopped: 0, wrongAcks: 0 });
    },
    LONG,
  );
});

describe('the reader of traces', () => {
  const log = '21</data/journal.db-wal>';
  const write = `7 pwrite64(${log}, "..", 4096, 32) = 4096`;
  const sync = `7 fdatasync(${log}) = 0`;
  const ack = '7 write(1<pipe:[3]>, "ack 1 2\\n"..., 8) = 8';
  it.each([
    ['synced', [write, sync, ack], 0],
    ['not synced', [write, ack], 1],
    ['synced too late', [write, ack, sync], 1],
    ['sync failed', [write, `7 fdatasync(${log}) = -1 EIO`, ack], 1],
    ['sync not returned', [write, `8 fdatasync(${log} <unfinished ...>`, ack], 1],
    ['sync returned', [write, `8 fdatasync(${log} <unfinished ...>`, '8 <... fdatasync resumed>) = 0', ack], 0], // prettier-ignore
    ['nothing written', [write, sync, ack, ack], 1],
    ['another file synced', [write, '7 fdatasync(9</data/readmodel.db-wal>) = 0', ack], 1],
  ])('%s', (_name, lines, violations) => {
    expect(readTrace(lines.join('\n')).violations).toBe(violations);
  });
});
