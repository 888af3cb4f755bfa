// Periods of a statement: days of UTC, because the venue keeps its day in UTC; both ends included.

export const PERIODS = ['month', 'lastMonth', 'year', 'own'] as const;
export type Period = (typeof PERIODS)[number];

export interface Days {
  readonly from: string;
  readonly to: string;
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The days of a period that ends today at the latest. */
export function periodDays(period: Exclude<Period, 'own'>, nowMs: number): Days {
  const today = dayOf(nowMs);
  if (period === 'year') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  if (period === 'month') return { from: `${today.slice(0, 7)}-01`, to: today };
  const now = new Date(nowMs);
  const lastDay = dayOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0));
  return { from: `${lastDay.slice(0, 7)}-01`, to: lastDay };
}

export type DaysFault = 'missing' | 'date' | 'order';

export function daysFault({ from, to }: Days): DaysFault | undefined {
  if (from === '' || to === '') return 'missing';
  if (!isDay(from) || !isDay(to)) return 'date';
  return from > to ? 'order' : undefined;
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}
