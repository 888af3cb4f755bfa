// Days of tax lots: the day of the zone on which a lot was opened and closed, and whether it was held long.

import { dayInZone, QUARTER_MICROS } from '../readmodel/day-in-zone.ts';

const DAY_MS = 86_400_000;

export interface LotDays {
  /** `2026-11-20` in the zone. */
  of(micros: number): string;
  isLong(openedDay: string, closedDay: string): boolean;
}

/** `longDays` undefined: long is more than a year (US: Internal Revenue Code § 1222, Topic 409), else more
 * than so many days. */
export function createLotDays(zone: string, longDays?: number): LotDays {
  const dayOf = dayInZone(zone);
  // Fills come in order of time: many of a quarter of an hour are asked for one after the other.
  let [quarter, day] = [Number.NaN, ''];
  return {
    of(micros) {
      const asked = Math.floor(micros / QUARTER_MICROS);
      if (asked !== quarter) [quarter, day] = [asked, dayOf(asked)];
      return day;
    },
    isLong: (opened, closed) =>
      longDays === undefined
        ? isMoreThanAYear(opened, closed)
        : heldDays(opened, closed) > longDays,
  };
}

/** Days from one to the other: the day of opening is not counted, the day of closing is. */
export function heldDays(opened: string, closed: string): number {
  return (Date.parse(closed) - Date.parse(opened)) / DAY_MS;
}

/** Closed after the day of the same name a year on; the 29th of February becomes the 1st of March. */
export function isMoreThanAYear(opened: string, closed: string): boolean {
  const [year = 0, month = 1, day = 1] = opened.split('-').map(Number);
  return Date.parse(closed) > Date.UTC(year + 1, month - 1, day);
}
