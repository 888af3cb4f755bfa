// Times on the clock that the user chose.

import { describe, expect, it } from 'vitest';
import { clockText, dateTimeText, zonedTimeText } from './zoned-time.ts';

const MICROS = Date.UTC(2026, 10, 20, 23, 34, 8, 218) * 1000;

describe('zoned times', () => {
  it('shows the market and UTC the same, whatever this computer thinks', () => {
    expect(dateTimeText(MICROS, 'utc')).toBe('2026-11-20 23:34:08');
    expect(dateTimeText(MICROS, 'market')).toBe('2026-11-20 23:34:08');
    expect(zonedTimeText(MICROS, 'utc')).toBe('23:34:08.218');
    expect(clockText(MICROS, 'utc')).toBe('2026-11-20 23:34:08.218 UTC');
  });

  it('shows the local clock without a name', () => {
    const local = new Date(MICROS / 1000);
    const clock = clockText(MICROS, 'local');
    expect(clock).not.toContain('UTC');
    expect(Number(clock.slice(11, 13))).toBe(local.getHours());
    expect(Number(clock.slice(8, 10))).toBe(local.getDate());
  });
});
