// Days of a result as a calendar and as a line.

import { expect, it } from 'vitest';
import { addedUp, dayAfter, dayInMonth, monthWeeks } from './result-days.ts';

it('covers a month in weeks from Monday', () => {
  const november = monthWeeks('2026-11');
  expect(november).toHaveLength(6);
  expect(november[0]).toEqual([...Array.from({ length: 6 }, () => undefined), '2026-11-01']);
  expect(november[5]![0]).toBe('2026-11-30');
  expect(monthWeeks('2027-02')).toHaveLength(4);
  expect(monthWeeks('2026-12').flat().filter(Boolean)).toHaveLength(31);
});

it('walks by days and months over the ends of years', () => {
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29');
  expect(dayInMonth('2026-12-31', 2)).toBe('2027-02-28');
  expect(dayInMonth('2026-01-15', -1)).toBe('2025-12-15');
});

it('adds up net results on what was made before', () => {
  const day = (name: string, realisedMinor: number, feeMinor: number) => ({
    ...{ day: name, realisedMinor, feeMinor, fills: 1, closings: 1, wins: 0 },
  });
  expect(addedUp([day('a', 10, 3), day('b', -4, 1)], 100)).toEqual([
    { day: 'a', minor: 107 },
    { day: 'b', minor: 102 },
  ]);
});
