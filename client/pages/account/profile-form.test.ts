import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/domain/profile.ts';
import { fieldFault, isSendable, withAnswer, withField } from './profile-form.ts';

const EMPTY: Profile = {
  identity: {
    ...{ givenName: '', familyName: '', birthDate: '', nationality: '', country: '' },
    ...{ street: '', town: '', postalCode: '', phone: '', taxNumber: '' },
  },
  suitability: { knowledge: -1, experience: -1, lossTolerance: -1, horizon: -1, income: -1 },
};

describe('profile form', () => {
  it.each([
    ['1990-02-28', undefined],
    ['1990-02-30', 'date'],
    ['28.02.1990', 'date'],
    ['', undefined],
  ])('birth date %j: %s', (text, fault) => {
    expect(fieldFault('birthDate', text)).toBe(fault);
  });

  it('keeps country codes in capitals, two of them', () => {
    const written = withField(EMPTY, 'country', 'deu');
    expect(written.identity.country).toBe('DE');
    expect(fieldFault('country', 'D')).toBe('country');
    expect(fieldFault('nationality', 'CN')).toBeUndefined();
  });

  it('is sent half written, but not with what cannot be right', () => {
    expect(isSendable(EMPTY)).toBe(true);
    expect(isSendable(withField(EMPTY, 'birthDate', 'soon'))).toBe(false);
    expect(isSendable(withField(EMPTY, 'street', 'x'.repeat(81)))).toBe(false);
  });

  it('changes one answer and leaves the given profile as it was', () => {
    expect(withAnswer(EMPTY, 'horizon', 3).suitability.horizon).toBe(3);
    expect(EMPTY.suitability.horizon).toBe(-1);
  });
});
