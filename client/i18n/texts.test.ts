// Every text stands in both languages with the same values to fill in; every refusal and every end has words.

import { describe, expect, it } from 'vitest';
import { DoneCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { causeWords, rejectWords } from './outcome-words.ts';
import { addTexts, translate, type TextsByLanguage, type Translate } from './text-table.ts';

const modules = import.meta.glob<{ readonly text?: TextsByLanguage }>(
  ['./*-text.ts', '!./use-text.ts'],
  { eager: true },
);
const files = Object.entries(modules).map(([path, { text }]) => [path.slice(2, -8), text] as const);
for (const [namespace, text] of files) if (text !== undefined) addTexts(namespace, text);

const PLURAL = /_(one|other)$/;
const HAN = /\p{Script=Han}/u;

function valuesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].sort();
}

function keysOf(texts: Readonly<Record<string, string>>): string[] {
  return [...new Set(Object.keys(texts).map((key) => key.replace(PLURAL, '')))].sort();
}

function english(key: string, text: TextsByLanguage): string | undefined {
  return text.en[key] ?? text.en[key.replace(PLURAL, '_one')] ?? text.en[key.replace(PLURAL, '')];
}

describe.each(files)('texts of %s', (_namespace, text) => {
  it('has the same keys in both languages', () => {
    expect(text).toBeDefined();
    expect(keysOf(text!.zh)).toEqual(keysOf(text!.en));
  });

  it('fills in the same values in both languages', () => {
    for (const [key, zh] of Object.entries(text!.zh)) {
      expect([key, ...valuesOf(zh)]).toEqual([key, ...valuesOf(english(key, text!) ?? '')]);
    }
  });

  it('has no Chinese in English', () => {
    const names = new Set(['otherLanguage', 'lang.zh']);
    for (const [key, en] of Object.entries(text!.en))
      if (!names.has(key)) expect([key, HAN.test(en)]).toEqual([key, false]);
  });
});

describe('outcomes in words', () => {
  it.each(['en', 'zh'] as const)('says every refusal and every end in %s', (language) => {
    const t: Translate = (key, values) => translate(language, key, values);
    const refusals = Object.values(REJECTS).map(({ code }) => rejectWords(t, code));
    const ends = Object.values(DoneCause).map((cause) => causeWords(t, cause));
    for (const words of [...refusals, ...ends]) {
      expect(words).not.toMatch(/^(reject|cause|shell)\./);
      expect(HAN.test(words)).toBe(language === 'zh');
    }
    expect(new Set(refusals).size).toBe(refusals.length);
    expect(rejectWords(t, 4)).toContain('4');
  });
});

describe('translate', () => {
  addTexts('trial', {
    en: { rows_one: '{{count}} row', rows_other: '{{count}} rows', plain: 'Hi {{name}}' },
    zh: { rows_other: '{{count}} 行', plain: '{{name}} 好' },
  });

  it('chooses the plural, fills values in, and shows a key that has no text', () => {
    expect(translate('en', 'trial.rows', { count: 1 })).toBe('1 row');
    expect(translate('en', 'trial.rows', { count: 2 })).toBe('2 rows');
    expect(translate('zh', 'trial.rows', { count: 1 })).toBe('1 行');
    expect(translate('en', 'trial.plain', { name: '$&' })).toBe('Hi $&');
    expect(translate('en', 'trial.gone')).toBe('trial.gone');
  });
});
