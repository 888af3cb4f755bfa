// Day numbers (days since 1970-01-01) without a clock, and the business days between them.

import { assert } from '../assert.ts';
import { HOLIDAYS, type Calendar } from './holidays.ts';

/** The civil date as a day number: integers only, valid from 1970. */
export function dayOf(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  assert(match !== null, `${text} is no date`);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Years begin in March here, so that the day of February 29 is the last of its year.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const inEra = y - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days = inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear;
  return era * 146_097 + days - 719_468;
}

/** The day number as `2026-11-23`. */
export function dayText(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const leap = Math.floor(inEra / 1_460) - Math.floor(inEra / 36_524);
  const year = Math.floor((inEra - leap - Math.floor(inEra / 146_096)) / 365);
  const before = 365 * year + Math.floor(year / 4) - Math.floor(year / 100);
  const inYear = inEra - before;
  const month = Math.floor((5 * inYear + 2) / 153);
  const date = inYear - Math.floor((153 * month + 2) / 5) + 1;
  const civil = month < 10 ? month + 3 : month - 9;
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${year + era * 400 + (civil <= 2 ? 1 : 0)}-${pad(civil)}-${pad(date)}`;
}

const CLOSED: ReadonlyMap<number, ReadonlySet<number>> = new Map(
  Object.entries(HOLIDAYS).map(([calendar, days]) => [Number(calendar), new Set(days.map(dayOf))]),
);

/** A day on which all of the calendars settle. 1970-01-01 was a Thursday. */
export function isBusinessDay(day: number, calendars: readonly Calendar[]): boolean {
  const weekday = (day + 3) % 7;
  if (weekday >= 5) return false;
  return calendars.every((calendar) => CLOSED.get(calendar)?.has(day) !== true);
}

/** The `count`-th business day after `day`. */
export function addBusinessDays(
  day: number,
  count: number,
  calendars: readonly Calendar[],
): number {
  let at = day;
  for (let left = count; left > 0;) {
    at += 1;
    if (isBusinessDay(at, calendars)) left -= 1;
  }
  return at;
}
