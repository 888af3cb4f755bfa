import { describe, expect, it } from 'vitest';
import {
  newRequestId,
  PAY_IN_MAX_MINOR,
  payInFault,
  readAmount,
  whatFollows,
  withdrawFaults,
} from './withdraw-form.ts';

const EUR = {
  ...{ asset: 1, code: 'EUR', scale: 2, withdrawableMinor: 1_500_000 },
  ...{ heldMinor: 0, inTransitMinor: 0, approvalAboveMinor: 1_000_000 },
};

describe('withdraw form', () => {
  it.each([
    ['12.5', 2, 1_250],
    [' 1,250,000.00 ', 2, 125_000_000],
    ['12.', 2, 1_200],
    ['7', 0, 7],
    ['', 2, 'missing'],
    ['0.00', 2, 'zero'],
    ['10.005', 2, 'decimals'],
    ['1.5', 0, 'decimals'],
    ['10,50', 2, 'amount'],
    ['1e3', 2, 'amount'],
    ['-5', 2, 'amount'],
    ['99999999999999999', 2, 'amount'],
  ])('reads %j with %i decimals as %j', (text, scale, read) => {
    expect(readAmount(text, scale)).toBe(read);
  });

  it('marks what is missing and what is not there', () => {
    const draft = { bankAccount: '1', amount: '15000' };
    expect(withdrawFaults(draft, EUR)).toEqual({});
    expect(withdrawFaults({ ...draft, amount: '15000.01' }, EUR)).toEqual({ amount: 'over' });
    expect(withdrawFaults({ bankAccount: '', amount: '' }, EUR)).toEqual({
      ...{ bankAccount: 'choose', amount: 'missing' },
    });
  });

  it('says above which amount two persons look at it', () => {
    expect(whatFollows('10000', EUR)).toBe('atOnce');
    expect(whatFollows('10000.01', EUR)).toBe('twoPersons');
    expect(whatFollows('x', EUR)).toBeUndefined();
  });

  it('pays in no more than the bank takes', () => {
    expect(payInFault('250.25', 2)).toBeUndefined();
    expect(payInFault(String(PAY_IN_MAX_MINOR), 0)).toBeUndefined();
    expect(payInFault(String(PAY_IN_MAX_MINOR + 1), 0)).toBe('amount');
    expect(payInFault('', 2)).toBe('missing');
  });

  it('names each request differently, as the server takes names', () => {
    const ids = [newRequestId(), newRequestId()];
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});
