// Stacked handles never cover each other, keep the order of their lines, and move only where they must.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackPills } from './stack-pills.ts';

const FREE = [-1e9, 1e9] as const;

test('lines far apart keep their handles', () => {
  expect(stackPills([10, 40, 90], 22, ...FREE)).toEqual([10, 40, 90]);
});

test('lines at one price stand around it', () => {
  expect(stackPills([50, 50, 50], 22, ...FREE)).toEqual([28, 50, 72]);
});

test('a stack stays on the chart while it fits', () => {
  expect(stackPills([2, 3], 22, 11, 200)).toEqual([11, 33]);
  expect(stackPills([199, 199], 22, 11, 189)).toEqual([167, 189]);
});

test('none covers another, and the sum of all shifts is none', () => {
  const lines = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 20 });
  fc.assert(
    fc.property(lines, (ys) => {
      ys.sort((a, b) => a - b);
      const places = stackPills(ys, 22, ...FREE);
      expect(places).toHaveLength(ys.length);
      for (let k = 1; k < places.length; k++) {
        expect(places[k]! - places[k - 1]!).toBeGreaterThanOrEqual(22 - 1e-6);
      }
      const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
      expect(sum(places)).toBeCloseTo(sum(ys), 5);
    }),
  );
});
