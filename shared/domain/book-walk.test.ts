import { expect, test } from 'vitest';
import { averageTicks, marketBoundTicks, walkBook, walkFeeMinor } from './book-walk.ts';
import { Side } from './order.ts';

const side = (...levels: (readonly [ticks: number, lots: number])[]) => ({
  count: levels.length,
  ticks: (k: number) => levels[k]![0],
  lots: (k: number) => levels[k]![1],
});
const ASKS = side([100, 5], [101, 10], [105, 20]);

test('takes the best levels up to the limit and says what is left', () => {
  const walk = walkBook(ASKS, Side.buy, 101, 20);
  expect(walk).toEqual({
    ...{ lots: 15, rest: 5, tickLots: 5 * 100 + 10 * 101 },
    ...{ bestTicks: 100, worstTicks: 101, isSwept: false },
  });
  expect(averageTicks(walk)).toBeCloseTo(100.667, 3);
});

test('takes part of a level and stops', () => {
  expect(walkBook(ASKS, Side.buy, 200, 7)).toMatchObject({ lots: 7, rest: 0, worstTicks: 101 });
});

test('a seller walks downward', () => {
  const bids = side([99, 5], [98, 5], [90, 5]);
  expect(walkBook(bids, Side.sell, 98, 12)).toMatchObject({ lots: 10, rest: 2, worstTicks: 98 });
});

test('says when all that is visible was taken', () => {
  expect(walkBook(ASKS, Side.buy, 200, 50)).toMatchObject({ lots: 35, rest: 15, isSwept: true });
});

test('nothing fills away from the market or in an empty book', () => {
  const none = { lots: 0, tickLots: 0, bestTicks: 0, worstTicks: 0 };
  expect(walkBook(ASKS, Side.buy, 99, 3)).toMatchObject({ ...none, rest: 3 });
  expect(walkBook(side(), Side.sell, 1, 3)).toMatchObject({ ...none, rest: 3 });
  expect(averageTicks(walkBook(side(), Side.sell, 1, 3))).toBe(0);
});

test('the fee is that of the notional, rounded down', () => {
  expect(walkFeeMinor(walkBook(ASKS, Side.buy, 100, 5), 7, 500)).toBe(1);
});

test.each([
  [Side.buy, 1000, 500, 1050],
  [Side.sell, 1000, 500, 950],
  [Side.buy, 10, 1, 11],
  [Side.buy, 1990, 500, 1999],
  [Side.sell, 1, 500, 1],
])('side %d from %d by %d bps is bounded at %d', (who, best, bps, bound) => {
  expect(marketBoundTicks(who, best, bps, 2000)).toBe(bound);
});
