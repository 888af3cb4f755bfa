// Ends that look alike are told apart.

import { expect, it } from 'vitest';
import { DoneCause } from '../../shared/domain/order.ts';
import { text } from '../i18n/orders-text.ts';
import { OUTCOME_ICONS, orderOutcome, reasonCode } from './order-outcome.ts';

const row = { stage: 'cancelled', cause: 0, filled: 0, code: 0 } as const;

it.each([
  [DoneCause.user, 'cancelled'],
  [DoneCause.selfTrade, 'selfTrade'],
  [DoneCause.disconnect, 'endedByVenue'],
  [DoneCause.operator, 'endedByVenue'],
  [DoneCause.immediateRemainder, 'endedByVenue'],
] as const)('a cancel with cause %i is %s', (cause, outcome) => {
  expect(orderOutcome({ ...row, cause })).toBe(outcome);
});

it('tells a part fill from a working order, and every other stage by its name', () => {
  expect(orderOutcome({ ...row, stage: 'open', filled: 1 })).toBe('partFilled');
  expect(orderOutcome({ ...row, stage: 'open' })).toBe('open');
  expect(orderOutcome({ ...row, stage: 'expired', cause: DoneCause.dayEnd })).toBe('expired');
});

it('shows ends that differ in kind in shapes that differ', () => {
  const ends = ['filled', 'cancelled', 'endedByVenue', 'selfTrade', 'expired', 'rejected'] as const;
  expect(new Set(ends.map((end) => OUTCOME_ICONS[end])).size).toBe(ends.length);
});

it('has a code for every reason', () => {
  expect(reasonCode({ ...row, code: 3001 })).toBe('3001');
  expect(reasonCode({ ...row, cause: DoneCause.deadMan })).toBe('C8');
  expect(reasonCode(row)).toBe('');
});

it('has a name for every outcome and words for every cause, in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    const keys = new Set(Object.keys(text[language]));
    for (const outcome of Object.keys(OUTCOME_ICONS)) expect(keys).toContain(`stage_${outcome}`);
    for (const cause of Object.keys(DoneCause)) expect(keys).toContain(`by_${cause}`);
  }
});
