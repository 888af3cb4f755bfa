// Words of a filter as they are asked of the server, and ids of rows that are not here.

import { expect, it } from 'vitest';
import { FILTER_TEXT_MAX, FILTER_WORDS_MAX } from '../../shared/domain/history-window.ts';
import { filterWords, lineId, placeOfLine } from './table-windows.ts';

const wordOf = (text: string) => ({ text });

it('folds words as the filter of a table does', () => {
  const words = filterWords('  EUR/USD Sell\t1,000 – ', wordOf);
  expect(words.map(({ text }) => text)).toEqual(['eurusd', 'sell', '1000']);
  expect(filterWords('', wordOf)).toEqual([]);
});

it('asks for no more than the server takes', () => {
  const words = filterWords(Array.from({ length: 20 }, () => 'x'.repeat(99)).join(' '), wordOf);
  expect(words).toHaveLength(FILTER_WORDS_MAX);
  expect(words[0]!.text).toHaveLength(FILTER_TEXT_MAX);
});

it('knows the place of a row that is not here by its id, and no other id is one', () => {
  expect(placeOfLine(lineId(199_999))).toBe(199_999);
  expect(placeOfLine(7)).toBeUndefined();
  expect(placeOfLine('55.7')).toBeUndefined();
});
