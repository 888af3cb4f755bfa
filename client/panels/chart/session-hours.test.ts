// The axis of a session: lunch, the short break of the Chinese futures, nights and week-ends take no room.

import { describe, expect, it } from 'vitest';
import {
  AROUND_THE_CLOCK,
  emptySlots,
  isOpenAt,
  pausedBetween,
  type SessionHours,
} from './session-hours.ts';

const WORKDAYS = [1, 2, 3, 4, 5];
const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 3600 + minutes! * 60;
};
const window = (from: string, to: string) => ({
  from: clock(from),
  to: clock(to),
  weekdays: WORKDAYS,
});
/** Shanghai futures by day: 9:00-10:15, 10:30-11:30, 13:30-15:00, UTC+8. */
const FUTURES: SessionHours = {
  offsetSeconds: 8 * 3600,
  windows: [window('9:00', '10:15'), window('10:30', '11:30'), window('13:30', '15:00')],
};
/** Seconds since 1970 of a time in Shanghai. */
const at = (text: string) => Date.parse(`${text}:00+08:00`) / 1000;
const FRIDAY = '2026-11-20';
const MONDAY = '2026-11-23';

describe('a session with breaks', () => {
  it.each([
    ['before the open', `${FRIDAY}T08:59`, false],
    ['at the open', `${FRIDAY}T09:00`, true],
    ['in the last minute before the short break', `${FRIDAY}T10:14`, true],
    ['in the short break', `${FRIDAY}T10:15`, false],
    ['at lunch', `${FRIDAY}T12:00`, false],
    ['at the close', `${FRIDAY}T15:00`, false],
    ['on a Saturday', '2026-11-21T10:00', false],
  ])('%s', (_words, time, open) => {
    expect(isOpenAt(at(time), FUTURES)).toBe(open);
  });

  it.each([
    ['the short break', `${FRIDAY}T10:14`, `${FRIDAY}T10:30`],
    ['lunch', `${FRIDAY}T11:29`, `${FRIDAY}T13:30`],
    ['the week-end', `${FRIDAY}T14:59`, `${MONDAY}T09:00`],
  ])('%s is no gap, and a pause', (_words, before, after) => {
    expect(emptySlots(at(before), at(after), 60, FUTURES, 500)).toEqual([]);
    expect(pausedBetween(at(before), at(after), 60, FUTURES)).toBe(true);
  });

  it('quiet minutes on both sides of a break are gaps', () => {
    const slots = emptySlots(at(`${FRIDAY}T10:12`), at(`${FRIDAY}T10:32`), 60, FUTURES, 500);
    const expected = ['10:13', '10:14', '10:30', '10:31'].map((time) => at(`${FRIDAY}T${time}`));
    expect(slots).toEqual(expected);
  });

  it('a bar that begins before a break and ends in it stands, one that lies in it does not', () => {
    const slots = emptySlots(at(`${FRIDAY}T10:00`), at(`${FRIDAY}T14:00`), 1800, FUTURES, 500);
    const expected = ['10:30', '11:00', '13:30'].map((time) => at(`${FRIDAY}T${time}`));
    expect(slots).toEqual(expected);
  });

  it('a break within a bar is no pause between bars', () => {
    const [ten, eleven] = [at(`${FRIDAY}T10:00`), at(`${FRIDAY}T11:00`)];
    expect(pausedBetween(ten, eleven, 3600, FUTURES)).toBe(false);
    expect(pausedBetween(eleven, at(`${FRIDAY}T13:00`), 3600, FUTURES)).toBe(true);
  });

  it('minutes that follow each other are no pause', () => {
    const [a, b] = [at(`${FRIDAY}T10:00`), at(`${FRIDAY}T10:01`)];
    expect(pausedBetween(a, b, 60, FUTURES)).toBe(false);
  });
});

describe('around the clock', () => {
  it('has a slot for every bar, midnight included, and no pause', () => {
    const before = Date.parse('2026-11-20T23:58:00Z') / 1000;
    const slots = emptySlots(before, before + 300, 60, AROUND_THE_CLOCK, 500);
    expect(slots).toEqual([60, 120, 180, 240].map((seconds) => before + seconds));
    expect(pausedBetween(before, before + 300, 60, AROUND_THE_CLOCK)).toBe(false);
  });

  it('a silence longer than the limit takes no room', () => {
    expect(emptySlots(0, 600 * 60, 60, AROUND_THE_CLOCK, 120)).toEqual([]);
    expect(emptySlots(0, 121 * 60, 60, AROUND_THE_CLOCK, 120)).toHaveLength(120);
  });
});
