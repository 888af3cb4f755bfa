// Areas are as the weights, no box covers another, none leaves the whole, and boxes are no needles.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squarify, type Box } from './squarify.ts';

const weights = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 40,
});
const side = fc.integer({ min: 40, max: 2000 });
const NEAR = 1e-6;

const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

test('areas are kept, inside, without overlap', () => {
  fc.assert(
    fc.property(weights, side, side, (parts, width, height) => {
      const boxes = squarify(parts, { x: 7, y: 3, width, height });
      const sum = parts.reduce((total, part) => total + part, 0);
      const whole = width * height;
      expect(boxes).toHaveLength(parts.length);
      boxes.forEach((box, k) => {
        const wanted = (parts[k]! / sum) * whole;
        expect(Math.abs(box.width * box.height - wanted)).toBeLessThan(whole * NEAR);
        expect(Math.min(box.x - 7, box.y - 3)).toBeGreaterThan(-NEAR * width);
        expect(box.x + box.width).toBeLessThan(7 + width + NEAR * width);
        expect(box.y + box.height).toBeLessThan(3 + height + NEAR * height);
        for (const other of boxes.slice(k + 1))
          expect(overlap(box, other)).toBeLessThan(whole * NEAR);
      });
    }),
  );
});

test('is the example of the paper: 6, 6, 4, 3, 2, 2, 1 in 6 by 4', () => {
  const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
  const rounded = boxes.map(({ x, y, width, height }) =>
    [x, y, width, height].map((px) => Math.round(px * 100) / 100),
  );
  expect(rounded.slice(0, 4)).toEqual([
    [0, 0, 3, 2],
    [0, 2, 3, 2],
    [3, 0, 1.71, 2.33],
    [4.71, 0, 1.29, 2.33],
  ]);
});

test('equal weights in a square are squares', () => {
  for (const { width, height } of squarify([1, 1, 1, 1], { x: 0, y: 0, width: 90, height: 90 })) {
    expect(width).toBeCloseTo(45);
    expect(height).toBeCloseTo(45);
  }
});
