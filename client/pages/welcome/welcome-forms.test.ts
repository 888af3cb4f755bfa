import { describe, expect, it } from 'vitest';
import {
  codeFault,
  emailFault,
  mailLink,
  newPasswordFault,
  PASSWORD_MAX,
  plainCode,
  repeatFault,
} from './welcome-forms.ts';

describe('forms of the welcome pages', () => {
  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['ada', 'email'],
    ['ada@host', 'email'],
    ['a da@host.example', 'email'],
    [' ada@host.example ', undefined],
  ])('e-mail %j: %s', (email, fault) => {
    expect(emailFault(email)).toBe(fault);
  });

  it('counts a password in characters, not in code units', () => {
    expect(newPasswordFault('')).toBe('missing');
    expect(newPasswordFault('1234567')).toBe('short');
    expect(newPasswordFault('密码密码密码密码')).toBeUndefined();
    expect(newPasswordFault('😀'.repeat(7))).toBe('short');
    expect(newPasswordFault('x'.repeat(PASSWORD_MAX))).toBeUndefined();
    expect(newPasswordFault('x'.repeat(PASSWORD_MAX + 1))).toBe('long');
    expect(repeatFault('a', 'b')).toBe('differs');
    expect(repeatFault('a', 'a')).toBeUndefined();
  });

  it('takes a code with blanks in it', () => {
    expect(plainCode(' 123 456 ')).toBe('123456');
    expect(codeFault('123 456')).toBeUndefined();
    expect(codeFault('12345')).toBe('code');
    expect(codeFault('12345a')).toBe('code');
  });

  it('reads the links of mails and nothing else', () => {
    expect(mailLink('#/confirm?token=abcdefghijklmnop_-9')).toEqual({
      is: 'confirm',
      token: 'abcdefghijklmnop_-9',
    });
    expect(mailLink('#/reset?token=abcdefghijklmnop')?.is).toBe('reset');
    for (const other of [
      '',
      '#',
      '#/confirm',
      '#/confirm?token=short',
      '#/x?token=abcdefghijklmnop',
    ]) {
      expect(mailLink(other)).toBeUndefined();
    }
    expect(mailLink('#/confirm?token=abcdefghijklmnop<b>')).toBeUndefined();
  });
});
