// Client order ids over crashes.

import { expect, test } from 'vitest';
import { clientOrderIds } from './client-order-ids.ts';

test('never gives an id twice, however often the program dies', () => {
  let saved = 0;
  const store = { load: () => saved, save: (to: number) => void (saved = to) };
  const given = new Set<number>();
  for (let run = 0; run < 20; run++) {
    const next = clientOrderIds(store);
    for (let k = 0; k < 700; k++) {
      const id = next();
      expect(given.has(id)).toBe(false);
      given.add(id);
      // The promise that makes it safe: what was given out is below what is stored.
      expect(id).toBeLessThanOrEqual(saved);
    }
  }
  expect(Math.min(...given)).toBe(1);
});
