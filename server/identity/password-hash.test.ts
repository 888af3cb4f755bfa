// The queue before the hashes: one at a time, its end, who is refused, and that nobody is starved.

import { describe, expect, it, vi } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { HashLost, type HashWork } from './hash-work.ts';
import { BUSY_RETRY_MS, createPasswordHasher, HASH_WAIT_MS, HASHES_WAITING_MAX } from './password-hash.ts'; // prettier-ignore
import { Refusal } from '../../shared/domain/refusal.ts';

/** Work that ends when the test says so; `served` are the passwords in the order of their turns. */
function stage() {
  const served: string[] = [];
  let atOnce = 0;
  let most = 0;
  let finish: ((error?: Error) => void) | undefined;
  const work: HashWork = {
    hash: () => Promise.resolve('kept'),
    verify(_kept, password) {
      served.push(password);
      most = Math.max(most, ++atOnce);
      return new Promise((resolve, reject) => {
        finish = (error) => {
          atOnce--;
          if (error === undefined) resolve(password === 'right');
          else reject(error);
        };
      });
    },
    close: () => Promise.resolve(),
  };
  const turn = async (error?: Error) => {
    finish?.(error);
    for (let k = 0; k < 10; k++) await Promise.resolve();
  };
  return { work, served, turn, most: () => most };
}

const outcome = (asked: Promise<boolean>) =>
  asked.then(String, (error: unknown) => (error instanceof Refusal ? error.row.name : 'fault'));

describe('the queue of hashes', () => {
  it('works on one, keeps fifty, and refuses the next of an equal rank by lot', async () => {
    const { work, served, turn, most } = stage();
    const lots: number[] = [];
    const hasher = await createPasswordHasher(work, (below) => (lots.push(below), 7));
    const asked = Array.from({ length: 60 }, (_, k) =>
      outcome(hasher.verify('kept', `p${String(k)}`, 1)),
    );
    expect(hasher.figures()).toEqual({ working: 1, waiting: HASHES_WAITING_MAX });
    expect(lots).toEqual(Array.from({ length: 9 }, () => HASHES_WAITING_MAX + 1));
    for (let k = 0; k < 60; k++) await turn();
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((name) => name === 'BUSY')).toHaveLength(9);
    expect(outcomes.filter((name) => name === 'false')).toHaveLength(51);
    expect({ turns: served.length, most: most() }).toEqual({ turns: 51, most: 1 });
    expect(hasher.figures()).toEqual({ working: 0, waiting: 0 });
  });

  it('serves the better rank first, and puts the worst out for it', async () => {
    const { work, served, turn } = stage();
    const hasher = await createPasswordHasher(work, () => 0);
    const flood = Array.from({ length: 51 }, () => outcome(hasher.verify('kept', 'wrong', 9)));
    expect(() => hasher.demandRoom(10)).toThrow(Refusal);
    expect(() => hasher.demandRoom(9)).not.toThrow();
    const honest = outcome(hasher.verify('kept', 'right', 0));
    await turn();
    expect(served.at(-1)).toBe('right');
    for (let k = 0; k < 60; k++) await turn();
    expect(await honest).toBe('true');
    const outcomes = await Promise.all(flood);
    expect(outcomes.filter((name) => name === 'BUSY')).toHaveLength(1);
  });

  it('lets an equal through a flood that never lets up, within so many tries', async () => {
    const { work, turn } = stage();
    let state = 11;
    const lot = (below: number) => (state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647) % below; // prettier-ignore
    const hasher = await createPasswordHasher(work, lot);
    const flood = (n: number) => {
      for (let k = 0; k < n; k++) void outcome(hasher.verify('kept', 'wrong', 1));
    };
    flood(51);
    let tries = 0;
    let told = 'BUSY';
    while (told === 'BUSY' && tries < 500) {
      tries++;
      let answer = '';
      void outcome(hasher.verify('kept', 'right', 1)).then((name) => (answer = name));
      // Five of the flood come to every hash.
      for (let k = 0; k < 200 && answer === ''; k++) {
        await turn();
        flood(5);
      }
      told = answer;
    }
    expect(told).toBe('true');
    // A fifth of what comes is served; forty tries without luck are one case in seven thousand.
    expect(tries).toBeLessThan(40);
    for (let k = 0; k < 60; k++) await turn();
  });

  it('says BUSY to who waited ten seconds, and when to come again', async () => {
    vi.useFakeTimers();
    try {
      const { work, turn } = stage();
      const hasher = await createPasswordHasher(work);
      const first = outcome(hasher.verify('kept', 'right', 1));
      const second = hasher.verify('kept', 'right', 1).catch((error: unknown) => error);
      vi.advanceTimersByTime(HASH_WAIT_MS);
      const refused = (await second) as Refusal;
      expect([refused.row, refused.retryAfterMs]).toEqual([REJECTS.busy, BUSY_RETRY_MS]);
      await turn();
      expect(await first).toBe('true');
      expect(hasher.figures()).toEqual({ working: 0, waiting: 0 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('says BUSY for a lost thread, tells any other fault as it is, and goes on after both', async () => {
    const { work, turn } = stage();
    const hasher = await createPasswordHasher(work);
    const asked = [1, 2, 3].map(() => outcome(hasher.verify('kept', 'right', 1)));
    await turn(new HashLost('gone'));
    await turn(new Error('no hash'));
    await turn();
    expect(await Promise.all(asked)).toEqual(['BUSY', 'fault', 'true']);
  });

  it('does the work for nobody, too, and the answer is no', async () => {
    const { work, served, turn } = stage();
    const hasher = await createPasswordHasher(work);
    const asked = outcome(hasher.verify(undefined, 'right', 1));
    await turn();
    expect([await asked, served]).toEqual(['false', ['right']]);
  });
});
