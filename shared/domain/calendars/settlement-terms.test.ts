// Value dates by market, around weekends, holidays and the dates on which a cycle changes.

import { describe, expect, it } from 'vitest';
import { dayOf, dayText, isBusinessDay } from './business-days.ts';
import { Calendar, HOLIDAYS } from './holidays.ts';
import { fxTermsOf, SettlementTerms, valueDateOf } from './settlement-terms.ts';

const { usStock, hkStock, cnStock, euStock, fxSpot, fxNextDay, atOnce, fundThreeDays } =
  SettlementTerms;

describe('value dates', () => {
  it.each([
    ['US before T+1', usStock, '2024-05-22', '2024-05-24'],
    ['US at the switch', usStock, '2024-05-28', '2024-05-29'],
    ['US over Thanksgiving', usStock, '2026-11-25', '2026-11-27'],
    ['US over a weekend', usStock, '2026-11-20', '2026-11-23'],
    ['US over Veterans Day, when only banks rest', usStock, '2026-11-10', '2026-11-12'],
    ['HK over Lunar New Year', hkStock, '2026-02-16', '2026-02-23'],
    ['CN over the October week', cnStock, '2026-09-30', '2026-10-08'],
    ['EU before the switch', euStock, '2027-10-08', '2027-10-12'],
    ['EU at the switch', euStock, '2027-10-11', '2027-10-12'],
    ['EU over Easter', euStock, '2026-04-02', '2026-04-08'],
    ['FX spot', fxSpot, '2026-11-23', '2026-11-25'],
    ['FX spot over a US holiday', fxSpot, '2026-11-25', '2026-11-30'],
    ['FX next day', fxNextDay, '2026-11-23', '2026-11-24'],
    ['a fund', fundThreeDays, '2026-11-24', '2026-11-30'],
    ['at once, on a Sunday too', atOnce, '2026-11-22', '2026-11-22'],
  ])('%s', (_name, settlement, traded, value) => {
    expect(dayText(valueDateOf(settlement, dayOf(traded)))).toBe(value);
  });

  it('knows the pairs that settle on the next day', () => {
    for (const code of ['CAD', 'TRY', 'PHP', 'RUB']) {
      expect(fxTermsOf('USD', code)).toBe(fxNextDay);
      expect(fxTermsOf(code, 'USD')).toBe(fxNextDay);
      expect(fxTermsOf('EUR', code)).toBe(fxSpot);
    }
    expect(fxTermsOf('EUR', 'USD')).toBe(fxSpot);
  });
});

describe('days', () => {
  it('go from text to number and back as the calendar of the language does', () => {
    for (let day = 0; day < 40_000; day += 1) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (dayText(day) !== text || dayOf(text) !== day) expect([day, dayText(day)]).toEqual(text);
    }
    expect(() => dayOf('2026-1-1')).toThrow('no date');
  });

  it('lists holidays on weekdays only, ascending, once', () => {
    for (const calendar of Object.values(Calendar)) {
      const days = HOLIDAYS[calendar].map(dayOf);
      expect(days).toEqual([...new Set(days)].toSorted((a, b) => a - b));
      expect(days.filter((day) => !isBusinessDay(day, []))).toEqual([]);
      expect(days.filter((day) => isBusinessDay(day, [calendar]))).toEqual([]);
    }
  });
});
