// Times of the axis in the zone that the user chose, and the weight of each tick mark in that zone.

import type { Language } from '../../i18n/text-table.ts';

export type Zone = 'market' | 'local' | 'utc';
/** Seconds to add to UTC at a moment (seconds since 1970). */
export type ZoneOffset = (time: number) => number;

/** The venue's own zone is UTC. */
export function zoneOffset(zone: Zone): ZoneOffset {
  if (zone !== 'local') return () => 0;
  return (time) => -60 * new Date(time * 1000).getTimezoneOffset();
}

/** Weights of the chart library's time marks. */
export const MARK_WEIGHTS = {
  second: 10,
  minute: 20,
  minute5: 21,
  minute30: 22,
  hour: 30,
  hour3: 31,
  hour6: 32,
  hour12: 33,
  day: 50,
  month: 60,
  year: 70,
} as const;

const STEPS: readonly (readonly [seconds: number, weight: number])[] = [
  [43_200, MARK_WEIGHTS.hour12],
  [21_600, MARK_WEIGHTS.hour6],
  [10_800, MARK_WEIGHTS.hour3],
  [3_600, MARK_WEIGHTS.hour],
  [1_800, MARK_WEIGHTS.minute30],
  [300, MARK_WEIGHTS.minute5],
  [60, MARK_WEIGHTS.minute],
  [1, MARK_WEIGHTS.second],
];

/** The greatest border between two bars: a year, a month, a day, an hour… in the zone. */
export function markWeight(before: number, now: number, offset: ZoneOffset): number {
  const [a, b] = [before + offset(before), now + offset(now)];
  const [dateA, dateB] = [new Date(a * 1000), new Date(b * 1000)];
  if (dateA.getUTCFullYear() !== dateB.getUTCFullYear()) return MARK_WEIGHTS.year;
  if (dateA.getUTCMonth() !== dateB.getUTCMonth()) return MARK_WEIGHTS.month;
  if (dateA.getUTCDate() !== dateB.getUTCDate()) return MARK_WEIGHTS.day;
  for (const [seconds, weight] of STEPS) {
    if (Math.floor(a / seconds) !== Math.floor(b / seconds)) return weight;
  }
  return 0;
}

export type MarkKind = 'year' | 'month' | 'day' | 'minutes' | 'seconds';

const pad = (value: number) => String(value).padStart(2, '0');
const zoned = (time: number, offset: ZoneOffset) => new Date((time + offset(time)) * 1000);
const minutesOf = (date: Date) => `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
const months = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

export function markText(time: number, kind: MarkKind, offset: ZoneOffset, language: Language) {
  const date = zoned(time, offset);
  const chinese = language === 'zh';
  const month = date.getUTCMonth() + 1;
  switch (kind) {
    case 'year':
      return String(date.getUTCFullYear());
    case 'month':
      return chinese ? `${String(month)}月` : months.format(date);
    case 'day':
      return chinese
        ? `${pad(month)}/${pad(date.getUTCDate())}`
        : `${String(date.getUTCDate())} ${months.format(date)}`;
    case 'minutes':
      return minutesOf(date);
    case 'seconds':
      return `${minutesOf(date)}:${pad(date.getUTCSeconds())}`;
    default:
      return kind satisfies never;
  }
}

/** Date and time of a bar as far as its span makes sense: no clock for days, no seconds for minutes. */
export function barTimeText(time: number, spanSeconds: number, offset: ZoneOffset): string {
  const date = zoned(time, offset);
  const day = `${String(date.getUTCFullYear())}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  if (spanSeconds >= 86_400) return day;
  const seconds = spanSeconds < 60 ? `:${pad(date.getUTCSeconds())}` : '';
  return `${day} ${minutesOf(date)}${seconds}`;
}

/** Time left until the growing bar ends by the server's clock: `0:07`, `10:51`, `5:25:52`. */
export function countdownText(nowMicros: number, spanSeconds: number): string {
  const now = Math.floor(nowMicros / 1_000_000);
  const left = spanSeconds - (((now % spanSeconds) + spanSeconds) % spanSeconds);
  const [hours, minutes, seconds] = [
    Math.floor(left / 3600),
    Math.floor((left % 3600) / 60),
    left % 60,
  ];
  if (hours > 0) return `${String(hours)}:${pad(minutes)}:${pad(seconds)}`;
  return `${String(minutes)}:${pad(seconds)}`;
}
