// The thread of hashes: what it answers, its priority beside the engine's, and what happens when it is lost.

import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { hashInPlace } from '../testing/hash-in-place.ts';
import { HashLost, type HashWork } from './hash-work.ts';
import { openHashWorker, type HashWorker } from './hash-worker.ts';

const PEPPER = new Uint8Array(32).fill(5);
const opened: HashWork[] = [];
const notices = { usual: 0, lost: [] as Error[] };

async function open(pepper: Uint8Array = PEPPER): Promise<HashWorker> {
  notices.usual = 0;
  notices.lost = [];
  const worker = await openHashWorker(pepper, {
    onUsualPriority: () => void notices.usual++,
    onLost: (error) => void notices.lost.push(error),
  });
  opened.push(worker);
  return worker;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((work) => work.close()));
});

/** Field 19 of proc_pid_stat(5), counted behind the name, which may hold blanks. */
function niceOf(thread: number): number {
  const stat = readFileSync(`/proc/self/task/${String(thread)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

describe.each([
  ['in a thread', open],
  ['in place', (pepper: Uint8Array = PEPPER) => Promise.resolve<HashWork>(hashInPlace(pepper))],
])('hash work %s', (_name, make) => {
  it('knows its own hashes, never two alike, and not those of another pepper', async () => {
    const work = await make();
    const [one, two] = [await work.hash('correct horse'), await work.hash('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await work.verify(one, 'correct horse')).toBe(true);
    expect(await work.verify(two, 'correct horse')).toBe(true);
    expect(await work.verify(one, 'correct house')).toBe(false);
    const other = await make(new Uint8Array(randomBytes(32)));
    expect(await other.verify(one, 'correct horse')).toBe(false);
  });

  it('takes one form of Unicode for the other', async () => {
    const work = await make();
    expect(await work.verify(await work.hash('cafe\u0301 ﬁn'), 'caf\u00e9 fin')).toBe(true);
  });

  it('says that a hash is none, without pepper or password in its words, and goes on', async () => {
    const work = await make();
    const error: unknown = await work.verify('no hash at all', 'correct horse').catch((e) => e);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(HashLost);
    expect(String(error)).not.toContain('horse');
    expect(await work.verify(await work.hash('x'), 'x')).toBe(true);
  });
});

describe('the thread', () => {
  it('has the lowest priority on Linux, alone; elsewhere it says that it has the usual one', async () => {
    const worker = await open();
    if (!existsSync('/proc/thread-self/stat')) {
      expect({ thread: worker.threadId(), told: notices.usual }).toEqual({ thread: 0, told: 1 });
      return;
    }
    const engine = Number(readFileSync('/proc/thread-self/stat', 'utf8').split(' ', 1)[0]);
    const usual = niceOf(engine);
    expect(worker.threadId()).not.toBe(engine);
    expect(niceOf(worker.threadId())).toBe(19);
    expect(niceOf(process.pid)).toBe(usual);
    expect(usual).toBeLessThan(19);
    expect(notices.usual).toBe(0);
  });

  it('gives up what it had when it is lost, and another one follows', async () => {
    const worker = await open();
    const kept = await worker.hash('correct horse');
    const first = worker.threadId();
    const asked = Array.from({ length: 5 }, () => worker.verify(kept, 'correct horse'));
    const answers = Promise.allSettled(asked);
    await worker.lose();
    const lost = (await answers).filter(({ status }) => status === 'rejected');
    expect(lost.length).toBeGreaterThan(0);
    for (const one of lost) expect((one as PromiseRejectedResult).reason).toBeInstanceOf(HashLost);
    expect(notices.lost).toHaveLength(1);
    await expect(worker.hash('too soon')).rejects.toBeInstanceOf(HashLost);
    await expect.poll(() => worker.verify(kept, 'correct horse').catch(() => 'not yet'), { timeout: 20_000 }).toBe(true); // prettier-ignore
    if (first > 0) expect(niceOf(worker.threadId())).toBe(19);
  }, 30_000);

  it('is over when it is closed', async () => {
    const worker = await open();
    await worker.close();
    await expect(worker.hash('x')).rejects.toBeInstanceOf(HashLost);
    expect(notices.lost).toEqual([]);
  });
});
