// The list of common passwords against the policy (ASVS 5.0 6.2.4), and what it must not refuse.

import { describe, expect, it } from 'vitest';
import { tell } from '../testing/security-count.ts';
import { commonPasswords, isAllowedPassword, LENGTH_MIN } from './password-rules.ts';

/** What ASVS asks for. */
const ASKED = 3_000;

async function taken(passwords: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const one of passwords) if (await isAllowedPassword(one, [])) kept.push(one);
  return kept;
}

describe('common passwords (ASVS 5.0 6.2.4)', () => {
  it('are refused: more than 3,000 that match the policy, however they are written', async () => {
    const all = [...(await commonPasswords())];
    const matching = all.filter((one) => [...one].length >= LENGTH_MIN);
    expect(matching.length).toBe(17_950);
    expect(matching.length).toBeGreaterThan(ASKED);
    const top = matching.slice(0, ASKED);
    const spelled = top.flatMap((one) => [
      ...[one, one.toUpperCase(), `${one}1`, `${one}2026!`],
      `${one.slice(0, 1).toUpperCase()}${one.slice(1)}`,
    ]);
    const accepted = await taken([...matching, ...spelled]);
    tell('6.2.4 common passwords', matching.length + spelled.length, accepted.length);
    expect(accepted).toEqual([]);
    // Control: the same words with a word of one's own are taken.
    const own = top.map((one) => `${one} und Quitten`);
    expect(await taken(own)).toHaveLength(ASKED);
  });

  it('are refused with the digits that everybody adds, and not with a number of one’s own', async () => {
    const known = [
      'dragon2026',
      'Monkey!1',
      'wangwang',
      'shadow12345678',
      'master87654321',
      'letmein7777777',
    ];
    expect(await taken(known)).toEqual([]);
    const own = ['dragon83920174', 'a quiet engine weaves', '安静的机器织出图案纹样', 'xK9#mQ2$vL'];
    expect(await taken(own)).toEqual(own);
  });

  it('and patterns, and the own address', async () => {
    expect(await taken(['abcdefgh', '34567890', 'poiuytrewq', 'aaaabbbb', 'aabbaabbaabb'])).toEqual(
      [],
    );
    const near = ['lihua@example.com', 'lihua12!'];
    for (const one of near) {
      expect(await isAllowedPassword(one, ['lihua@example.com', 'lihua'])).toBe(false);
    }
    expect(await isAllowedPassword('lihua likes quinces', ['lihua'])).toBe(true);
  });
});
