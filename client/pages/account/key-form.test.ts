import { describe, expect, it } from 'vitest';
import { EMPTY_KEY, keyFaults, newKeyOf } from './key-form.ts';

describe('form of a new API key', () => {
  it('names what is missing', () => {
    expect(keyFaults(EMPTY_KEY)).toEqual({ name: 'missing', publicKey: 'missing' });
    const whole = { ...EMPTY_KEY, name: 'bot', publicKey: 'MCowBQ' };
    expect(keyFaults(whole)).toEqual({});
    expect(keyFaults({ ...whole, scopes: [] })).toEqual({ scopes: 'missing' });
    for (const days of ['0', '-1', '1.5', 'x', '3651']) {
      expect(keyFaults({ ...whole, days })).toEqual({ days: 'days' });
    }
    expect(keyFaults({ ...whole, days: '' })).toEqual({});
    expect(keyFaults({ ...whole, kind: 'hmac', publicKey: '' })).toEqual({});
  });

  it('makes the request', () => {
    const draft = { ...EMPTY_KEY, name: ' bot ', addresses: '10.0.0.0/8, ::1\n', days: '1' };
    expect(newKeyOf({ ...draft, kind: 'hmac' }, 1_000)).toEqual({
      ...{ name: 'bot', kind: 'hmac', scopes: ['read'], addresses: ['10.0.0.0/8', '::1'] },
      expiresMs: 86_401_000,
    });
    expect(newKeyOf({ ...draft, publicKey: ' k ', days: '' }, 1).publicKey).toBe('k');
    expect(newKeyOf({ ...draft, days: '' }, 1).expiresMs).toBe(0);
  });
});
