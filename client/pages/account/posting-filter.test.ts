import { describe, expect, it } from 'vitest';
import type { Posting } from '../../actions/funding.ts';
import { filterQuery, isFilter, meaningOf, NO_FILTER } from './posting-filter.ts';

const posting = (cause: number, amount_minor: number, reference: number) =>
  ({ cause, amount_minor, reference }) as Posting;

describe('filters of the cash ledger', () => {
  it('asks for whole days, the last one included', () => {
    const filter = { ...NO_FILTER, from: '2026-11-01', to: '2026-11-30', asset: '0' };
    const query = filterQuery(filter, 'utc');
    expect(Object.fromEntries(query)).toEqual({
      asset: '0',
      from: String(Date.UTC(2026, 10, 1) * 1_000),
      to: String(Date.UTC(2026, 11, 1) * 1_000),
    });
    const local = filterQuery({ ...NO_FILTER, from: '2026-11-01', to: '2026-11-01' }, 'local');
    expect(local.get('from')).toBe(String(new Date(2026, 10, 1).getTime() * 1_000));
    expect(local.get('to')).toBe(String(new Date(2026, 10, 2).getTime() * 1_000));
  });

  it('leaves out what is not chosen: an empty number would be the first asset', () => {
    expect(filterQuery(NO_FILTER, 'market').toString()).toBe('');
  });

  it('wants the days in order', () => {
    expect(isFilter({ ...NO_FILTER, from: '2026-11-02', to: '2026-11-01' })).toBe(false);
    expect(isFilter({ ...NO_FILTER, from: '2026-11-02' })).toBe(true);
  });

  it.each([
    [posting(1, -5, 77), 'tradePaid', 77],
    [posting(1, 5, 77), 'tradeGot', 77],
    [posting(2, -1, 77), 'feePaid', 77],
    [posting(2, 1, 77), 'feeBack', 77],
    [posting(5, -2, 77), 'reversal', 77],
    [posting(6, -2, 20_000), 'penaltyPaid', 0],
    [posting(6, 2, 20_000), 'penaltyGot', 0],
    [posting(7, 2, 20_000), 'boughtIn', 0],
    [posting(3, 5, 0), 'opening', 0],
    [posting(3, 5, 5_000_000_000_003), 'paidIn', 3],
    [posting(3, -5, 5_000_000_000_003), 'paidOut', 3],
    [posting(4, -5, 5_000_000_000_009), 'held', 9],
    [posting(4, 5, 5_000_000_000_009), 'givenBack', 9],
    [posting(9, 5, 12), 'other', 12],
  ])('says what %j was for', (row, is, number) => {
    expect(meaningOf(row)).toEqual({ is, number });
  });
});
