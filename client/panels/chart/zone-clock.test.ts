// Tick marks, times and the countdown of the axis.

import { describe, expect, it } from 'vitest';
import {
  MARK_WEIGHTS,
  barTimeText,
  countdownText,
  markText,
  markWeight,
  zoneOffset,
  type ZoneOffset,
} from './zone-clock.ts';

const SHANGHAI: ZoneOffset = () => 8 * 3600;
const utc = zoneOffset('utc');
const at = (text: string) => Date.parse(`${text}Z`) / 1000;

describe('marks', () => {
  it('midnight of the zone is the mark of the day, not that of UTC', () => {
    const before = at('2026-11-20T15:45:00');
    const midnight = before + 900;
    expect(markWeight(before, midnight, SHANGHAI)).toBe(MARK_WEIGHTS.day);
    expect(markWeight(before, midnight, utc)).toBe(MARK_WEIGHTS.hour);
    expect(markText(midnight, 'day', SHANGHAI, 'en')).toBe('21 Nov');
    expect(markText(midnight, 'day', SHANGHAI, 'zh')).toBe('11/21');
  });

  it.each([
    ['2026-12-31T23:59:00', '2027-01-01T00:00:00', MARK_WEIGHTS.year],
    ['2026-11-30T23:59:00', '2026-12-01T00:00:00', MARK_WEIGHTS.month],
    ['2026-11-20T11:59:00', '2026-11-20T12:00:00', MARK_WEIGHTS.hour12],
    ['2026-11-20T11:29:00', '2026-11-20T11:30:00', MARK_WEIGHTS.minute30],
    ['2026-11-20T11:29:01', '2026-11-20T11:29:02', MARK_WEIGHTS.second],
  ])('from %s to %s', (before, now, weight) => {
    expect(markWeight(at(before), at(now), utc)).toBe(weight);
  });

  it('an hour that the clock has twice is told by its offset', () => {
    // The clock goes back by an hour at 01:00 UTC.
    const back = at('2026-10-25T01:00:00');
    const berlin: ZoneOffset = (time) => (time < back ? 7200 : 3600);
    expect(markText(back - 1, 'minutes', berlin, 'en')).toBe('02:59');
    expect(markText(back, 'minutes', berlin, 'en')).toBe('02:00');
  });
});

describe('times of bars', () => {
  const time = at('2026-11-20T15:34:08');
  it.each([
    [1, '2026-11-20 23:34:08'],
    [60, '2026-11-20 23:34'],
    [86_400, '2026-11-20'],
  ])('span %i', (span, text) => {
    expect(barTimeText(time, span, SHANGHAI)).toBe(text);
  });
});

describe('the countdown', () => {
  it.each([
    ['2026-11-20T15:34:09', 900, '10:51'],
    ['2026-11-20T15:45:00', 900, '15:00'],
    ['2026-11-20T15:44:59', 900, '0:01'],
    ['2026-11-20T18:34:08', 86_400, '5:25:52'],
  ])('at %s of %i', (now, span, text) => {
    expect(countdownText(at(now) * 1_000_000 + 999, span)).toBe(text);
  });
});
