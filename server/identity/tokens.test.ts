import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createDemoAuthority } from './authority-demo.ts';
import { signToken, verifyToken } from './tokens.ts';

const secret = new Uint8Array(32).fill(7);

describe('tokens', () => {
  it('verifies what it signed, until it expires', () => {
    const token = signToken(secret, 'trader-1', 1000);
    expect(verifyToken(secret, token, 999)?.user).toBe('trader-1');
    expect(verifyToken(secret, token, 1000)).toBeUndefined();
  });

  it('refuses every one-character change and every other secret', () => {
    const token = signToken(secret, 'consumer', 1000);
    for (let k = 0; k < token.length - 1; k++) {
      const other = token[k] === 'A' ? 'B' : 'A';
      const altered = token.slice(0, k) + other + token.slice(k + 1);
      expect(verifyToken(secret, altered, 0)).toBeUndefined();
    }
    expect(verifyToken(new Uint8Array(32).fill(8), token, 0)).toBeUndefined();
    expect(verifyToken(secret, `${token}.x`, 0)).toBeUndefined();
    expect(verifyToken(secret, '', 0)).toBeUndefined();
  });

  it('fits the string limit of the wire', () => {
    expect(signToken(secret, 'trader-1', 4102444800000).length).toBeLessThanOrEqual(256);
  });
});

describe('demo authority', () => {
  it('issues and verifies tokens for demo users only', () => {
    const authority = createDemoAuthority(secret, true);
    const issued = authority.issue('trader-2', 0);
    expect('token' in issued && authority.verify(issued.token, 1)).toMatchObject({ account: 3 });
    expect(authority.issue('__proto__', 0)).toEqual({ code: REJECTS.badToken.code });
    expect(authority.verify('nonsense', 0)).toEqual({ code: REJECTS.badToken.code });
  });

  it('refuses everything when the demo is off, its own tokens too', () => {
    const issued = createDemoAuthority(secret, true).issue('trader-1', 0);
    const off = createDemoAuthority(secret, false);
    expect(off.issue('trader-1', 0)).toEqual({ code: REJECTS.demoOff.code });
    expect('token' in issued && off.verify(issued.token, 1)).toEqual({
      code: REJECTS.demoOff.code,
    });
  });
});
