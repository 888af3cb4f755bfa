// Every term is explained in both languages, and is found by its name in either.

import { expect, it } from 'vitest';
import { text } from '../i18n/glossary-text.ts';
import { TERMS } from '../i18n/glossary-terms.ts';
import { addTexts } from '../i18n/text-table.ts';
import { findTerms } from './glossary-search.ts';

addTexts('glossary', text);

it('explains every term, and explains nothing that is no term', () => {
  const keys = TERMS.flatMap((id) => [`term_${id}`, `words_${id}`]);
  const own = (table: object) => Object.keys(table).filter((key) => /^(term|words)_/.test(key));
  expect(own(text.en).sort()).toEqual([...keys].sort());
  expect(own(text.zh).sort()).toEqual([...keys].sort());
  expect(new Set(TERMS).size).toBe(TERMS.length);
});

it.each(['en', 'zh'] as const)('finds by name in %s, names before explanations', (language) => {
  expect(findTerms('', language)).toEqual(TERMS);
  expect(findTerms('post-only', language)[0]).toBe('postOnly');
  expect(findTerms('自成交', language)[0]).toBe('stp');
  expect(findTerms('vwap', language)[0]).toBe('vwap');
  expect(findTerms('no such word at all', language)).toEqual([]);
  for (const id of TERMS) {
    expect(findTerms(text[language][`term_${id}`], 'en')).toContain(id);
  }
});

it('finds by what is said of it', () => {
  expect(findTerms('play money', 'en')).toEqual(['paper']);
  expect(findTerms('queue', 'en')).toEqual(['amend']);
});
