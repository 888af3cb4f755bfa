// When an instrument trades, and which bars may stand between two others: breaks take no room on the axis.

import type { Instrument } from '../../../shared/domain/instrument.ts';

/** Trading between two seconds of a day, on some days of the week. */
export interface SessionWindow {
  readonly from: number;
  /** Exclusive; 86,400 is midnight. */
  readonly to: number;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
}

export interface SessionHours {
  /** Exchange time minus UTC. */
  readonly offsetSeconds: number;
  /** In order, apart from each other. */
  readonly windows: readonly SessionWindow[];
}

export const DAY_SECONDS = 86_400;
/** Monday's place counted from 1970-01-01, a Thursday. */
const FIRST_WEEKDAY = 4;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6] as const;

export const AROUND_THE_CLOCK: SessionHours = {
  offsetSeconds: 0,
  windows: [{ from: 0, to: DAY_SECONDS, weekdays: EVERY_DAY }],
};

/** The venue trades everything around the clock; hours of single instruments belong here. */
export function sessionHoursOf(_instrument: Instrument): SessionHours {
  return AROUND_THE_CLOCK;
}

const floorDiv = (value: number, by: number) => Math.floor(value / by);

/** The window in which a moment lies, or else the next one; undefined where there is none in a week. */
function windowFrom(time: number, hours: SessionHours) {
  const local = time + hours.offsetSeconds;
  const today = floorDiv(local, DAY_SECONDS);
  for (let day = today; day <= today + 7; day++) {
    const weekday = (day + FIRST_WEEKDAY) % 7;
    for (const { from, to, weekdays } of hours.windows) {
      const start = day * DAY_SECONDS + from;
      const end = day * DAY_SECONDS + to;
      if (end <= local || !weekdays.includes(weekday)) continue;
      return { start: start - hours.offsetSeconds, end: end - hours.offsetSeconds };
    }
  }
  return undefined;
}

export function isOpenAt(time: number, hours: SessionHours): boolean {
  const window = windowFrom(time, hours);
  return window !== undefined && window.start <= time;
}

/** True when a bar of `span` seconds that starts at `time` has any trading in it. */
function hasTrading(time: number, span: number, hours: SessionHours): boolean {
  const window = windowFrom(time, hours);
  return window !== undefined && window.start < time + span;
}

/**
 * Starts of the bars that could stand strictly between two bars, at most `most` of them and then none at
 * all: a long silence is no better told by an empty screen. Breaks hold no bars.
 */
export function emptySlots(
  after: number,
  before: number,
  span: number,
  hours: SessionHours,
  most: number,
): readonly number[] {
  const slots: number[] = [];
  let time = after + span;
  while (time < before) {
    if (hasTrading(time, span, hours)) {
      if (slots.length === most) return [];
      slots.push(time);
      time += span;
      continue;
    }
    const next = windowFrom(time, hours);
    if (next === undefined) break;
    time = floorDiv(next.start, span) * span;
  }
  return slots;
}

/** True when trading paused between two bars that follow each other: a night, a lunch, a short break. */
export function pausedBetween(before: number, after: number, span: number, hours: SessionHours) {
  const lastMoment = before + span - 1;
  const until = windowFrom(after, hours)?.start ?? after;
  let window = windowFrom(lastMoment, hours);
  // The bar itself ended in the break.
  if (window !== undefined && window.start > lastMoment) return window.start <= until;
  while (window !== undefined && window.end <= until) {
    const next = windowFrom(window.end, hours);
    if (next === undefined || next.start > window.end) return true;
    window = next;
  }
  return false;
}
