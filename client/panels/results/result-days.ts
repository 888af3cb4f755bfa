// The days of a result as a calendar and as a line. Pure; days are `2026-11-20`, months `2026-11`.

import type { DayResult } from '../../actions/load-history.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;

export function netMinor(of: {
  readonly realisedMinor: number;
  readonly feeMinor: number;
}): number {
  return of.realisedMinor - of.feeMinor;
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The day some days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of the month some months later, or the last day of a shorter one. */
export function dayInMonth(day: string, months: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months];
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const date = Math.min(Number(day.slice(8, 10)), lastDate);
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}

/** Weeks from Monday that cover the month; undefined: a day of another month. */
export function monthWeeks(month: string): (string | undefined)[][] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % DAYS_IN_WEEK;
  const weeks: (string | undefined)[][] = [];
  for (let start = dayAfter(first, -weekday); monthOf(start) <= month;) {
    weeks.push(
      Array.from({ length: DAYS_IN_WEEK }, (_, k) => {
        const day = dayAfter(start, k);
        return monthOf(day) === month ? day : undefined;
      }),
    );
    start = dayAfter(start, DAYS_IN_WEEK);
  }
  return weeks;
}

export interface LinePoint {
  readonly day: string;
  /** Net result of this day and all before it. */
  readonly minor: number;
}

/** What had been made by the end of each day with a fill; it begins with what was made before them. */
export function addedUp(days: readonly DayResult[], earlierMinor: number): LinePoint[] {
  let minor = earlierMinor;
  return days.map((day) => ({ day: day.day, minor: (minor += netMinor(day)) }));
}
