// Sentences of the palette mean one order or nothing.

import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { readOrderSentence } from './order-sentence.ts';

const coin = { id: 3, symbol: 'BTCUSDT', qtyScale: 4, lotStep: 1, priceScale: 2, tickStep: 50 };
const share = { id: 5, symbol: '600519', qtyScale: 0, lotStep: 100, priceScale: 2, tickStep: 1 };
const listed = [coin, share] as unknown as Instrument[];
const find = (word: string) =>
  listed.find(({ symbol }) => symbol.toLowerCase() === word.toLowerCase());

describe('an order as a sentence', () => {
  it.each([
    ['buy 0.5 BTCUSDT 61000', { side: 0, instrument: 3, lots: 5_000, ticks: 122_000 }],
    ['sell btcusdt', { side: 1, instrument: 3, lots: undefined, ticks: undefined }],
    ['b 1k btcusdt @ 61,000.5', { side: 0, instrument: 3, lots: 10_000_000, ticks: 122_001 }],
    ['卖出 1万 600519 于 1500', { side: 1, instrument: 5, lots: 100, ticks: 150_000 }],
    ['buy 600519 1500', { side: 0, instrument: 5, lots: undefined, ticks: 150_000 }],
  ])('%s', (text, order) => {
    expect(readOrderSentence(text, find)).toEqual(order);
  });

  it('leaves out what does not stand on ticks or lots', () => {
    const order = readOrderSentence('buy 150 600519 1500.001', find);
    expect(order).toEqual({ side: 0, instrument: 5, lots: undefined, ticks: undefined });
  });

  it.each(['buy', 'hold 1 BTCUSDT', 'buy 1 NOTHING', 'buy 1 BTCUSDT 2 3', 'cancel all'])(
    'is none: %s',
    (text) => {
      expect(readOrderSentence(text, find)).toBeUndefined();
    },
  );
});
