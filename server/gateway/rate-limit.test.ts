// Token bucket: the burst, the steady rate, and the time to wait that it states.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './rate-limit.ts';

describe('TokenBucket', () => {
  it('gives the burst at once, then the rate', () => {
    const bucket = new TokenBucket(10, 3, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0]);
    expect(bucket.take(0)).toBe(100);
    expect(bucket.take(99)).toBe(1);
    expect(bucket.take(100)).toBe(0);
    expect(bucket.isFull(100)).toBe(false);
    expect(bucket.isFull(400)).toBe(true);
  });

  it('never gives more than burst + rate × time, and always after the wait it states', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 }),
        (perSecond, burst, gaps) => {
          const bucket = new TokenBucket(perSecond, burst, 0);
          let nowMs = 0;
          let granted = 0;
          for (const gap of gaps) {
            nowMs += gap;
            const wait = bucket.take(nowMs);
            if (wait === 0) granted += 1;
            else {
              nowMs += wait;
              expect(bucket.take(nowMs)).toBe(0);
              granted += 1;
            }
            expect(granted).toBeLessThanOrEqual(burst + (nowMs * perSecond) / 1000 + 1e-6);
          }
        },
      ),
    );
  });

  it('does not fill when the clock stands still or goes back', () => {
    const bucket = new TokenBucket(1000, 1, 50);
    expect(bucket.take(50)).toBe(0);
    expect(bucket.take(10)).toBeGreaterThan(0);
  });
});
