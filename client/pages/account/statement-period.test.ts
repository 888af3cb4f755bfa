import { describe, expect, it } from 'vitest';
import { daysFault, periodDays } from './statement-period.ts';

const at = (iso: string) => Date.parse(`${iso}T12:00:00Z`);

describe('period of a statement', () => {
  it('ends today', () => {
    const now = at('2026-11-22');
    expect(periodDays('month', now)).toEqual({ from: '2026-11-01', to: '2026-11-22' });
    expect(periodDays('year', now)).toEqual({ from: '2026-01-01', to: '2026-11-22' });
  });

  it('takes the whole of last month, over the turn of the year and in leap years', () => {
    expect(periodDays('lastMonth', at('2026-01-31'))).toEqual({
      ...{ from: '2025-12-01', to: '2025-12-31' },
    });
    expect(periodDays('lastMonth', at('2028-03-31')).to).toBe('2028-02-29');
  });

  it.each([
    ['2026-11-01', '2026-11-01', undefined],
    ['2026-11-02', '2026-11-01', 'order'],
    ['', '2026-11-01', 'missing'],
    ['2026-02-30', '2026-11-01', 'date'],
    ['soon', '2026-11-01', 'date'],
  ])('from %j to %j: %s', (from, to, fault) => {
    expect(daysFault({ from, to })).toBe(fault);
  });
});
