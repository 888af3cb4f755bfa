// Instruments are found by code, name and pinyin initials, the best first.

import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { createInstrumentIndex } from './instrument-search.ts';
import { loadInitials } from './pinyin-initials.ts';

function list(...named: readonly (readonly [string, string])[]): Instrument[] {
  return named.map(([symbol, name], id) => ({ id, symbol, name }) as Instrument);
}

const instruments = list(
  ['BTCUSDT', 'Bitcoin / Tether'],
  ['TBT', 'Short treasury'],
  ['EUR/USD', 'Euro'],
  ['600519', '贵州茅台'],
  ['BT', 'Telecom'],
);

describe('the index of instruments', async () => {
  const index = createInstrumentIndex(instruments, await loadInitials(instruments));

  it('puts the same code first, then codes that begin so, then the rest', () => {
    expect(index.search('bt', 10)).toEqual([4, 0, 1]);
  });

  it('finds names, and codes written without their separator', () => {
    expect(index.search('short tre', 10)).toEqual([1]);
    expect(index.search('eurusd', 10)).toEqual([2]);
  });

  it('finds Chinese names by character and by initials', () => {
    expect(index.search('茅台', 10)).toEqual([3]);
    expect(index.search('gzmt', 10)).toEqual([3]);
    expect(createInstrumentIndex(instruments, () => '').search('gzmt', 10)).toEqual([]);
  });

  it('gives no more than asked for, and something to start with', () => {
    expect(index.search('', 2)).toEqual([0, 1]);
    expect(index.search('t', 1)).toHaveLength(1);
    expect(index.search('nothing', 5)).toEqual([]);
  });

  it('finds the last of twenty thousand', () => {
    const many = list(
      ...Array.from({ length: 20_000 }, (_, k) => [`S${String(k)}`, `Share ${String(k)}`] as const),
    );
    expect(createInstrumentIndex(many, () => '').search('s19999', 12)).toEqual([19_999]);
  });
});
