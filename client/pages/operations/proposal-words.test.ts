// Proposals and plans in words, in both languages: no JSON, no key without a text, exact figures.

import { describe, expect, test } from 'vitest';
import { addTexts, LANGUAGES, translate, type Language } from '../../i18n/text-table.ts';
import { text as clearing } from '../../i18n/clearing-text.ts';
import { text } from '../../i18n/operations-text.ts';
import type { Asset, Instrument } from '../../../shared/domain/instrument.ts';
import { changeText, limitsText, rateText, type Market } from './proposal-words.ts';
import { wholeNumber } from './whole-number.ts';

addTexts('operations', text);
addTexts('clearing', clearing);
const BTC = { id: 3, symbol: 'BTC-USD', baseAsset: 1, quoteAsset: 2, lotStep: 1, qtyScale: 3 };
const market = (language: Language): Market => ({
  t: (key, values) => translate(language, key, values),
  instruments: new Map([[3, BTC as Instrument]]),
  assets: new Map<number, Asset>([
    [1, { id: 1, code: 'BTC', scale: 8 }],
    [2, { id: 2, code: 'USD', scale: 2 }],
  ]),
});
const said = (language: Language, what: string, given: object, object = 'account:100') =>
  changeText(market(language), what, object, JSON.stringify(given));

test.each([
  [0, '0% (0 bps)'],
  [1, '0.0001% (0.01 bps)'],
  [250, '0.025% (2.5 bps)'],
  [10_000, '1% (100 bps)'],
  [333_333, '33.3333% (3,333.33 bps)'],
  [1_000_000, '100% (10,000 bps)'],
])('%i ppm is %s', (ppm, words) => {
  expect(rateText(ppm)).toBe(words);
});

describe('in words', () => {
  const FEES = { instrument: 3, makerFeePpm: 100, takerFeePpm: 250, from: 20_500 };
  const LIMITS = { account: 0, instrument: -1, row: { orderLots: 1, ordersPerSecond: 20 } };

  test.each([
    ['en', 'fees.set', FEES, 'Fees of BTC-USD: maker 0.01% (1 bps), taker 0.025% (2.5 bps); from 2026-02-16'], // prettier-ignore
    [
      'zh',
      'fees.set',
      FEES,
      'BTC-USD 费率：挂单 0.01% (1 bps)，吃单 0.025% (2.5 bps)；自 2026-02-16 起',
    ],
    ['en', 'limits.set', LIMITS, 'Limits (Everybody, All instruments): orders up to 1 lot, 20 orders per second'], // prettier-ignore
    ['zh', 'limits.set', LIMITS, '限额（全体账户，全部品种）：单笔不超过 1 手，每秒 20 笔委托'],
    ['en', 'limits.set', { account: 100, instrument: 3, row: {} }, 'Limits (account 100, BTC-USD): none any more'], // prettier-ignore
    ['en', 'account.unblock', { account: 100 }, 'Unblock account 100'],
    ['en', 'delivery.buy-in', { account: 100, instrument: 3, lots: 1_500, agent: 10, price: 0 }, 'Buy in 1.500 BTC-USD for account 100 from account 10 at the reference price'], // prettier-ignore
    ['zh', 'delivery.buy-in', { account: 100, instrument: 3, lots: 1_500, agent: 0, price: 0 }, '账户 100 未交付的 1.500 BTC-USD 改以现金补偿'], // prettier-ignore
    ['en', 'penalties.set', { stock: 100, bond: 20, fund: 50, fx: 50, crypto: 0 }, 'Penalties a day: shares 0.01% (1 bps), bonds 0.002% (0.2 bps), funds 0.005% (0.5 bps), currencies 0.005% (0.5 bps), coins 0% (0 bps)'], // prettier-ignore
    ['en', 'trade.bust', { trade: 7, forced: true }, 'Take trade 7 back, even if an account then owes'], // prettier-ignore
    ['en', 'something.new', { a: 1 }, 'something.new account:100'],
  ] as const)('%s %s', (language, what, given, words) => {
    expect(said(language, what, given)).toBe(words);
  });

  test('one instrument has its own units', () => {
    const row = { orderLots: 1_500, orderNotional: 123_456, positionLots: 7, buyBandBps: 50 };
    expect(limitsText(market('en'), row, 3)).toBe(
      'orders up to 1.500 BTC, order worth up to 1,234.56 USD, position up to 0.007 BTC, buys up to 0.5% (50 bps) above the reference',
    );
  });

  test('every figure has words in every language', () => {
    const row = {
      ...{ orderLots: 2, orderNotional: 2, positionLots: 2, buyBandBps: 2, sellBandBps: 2 },
      ...{ ordersPerSecond: 2, repeats: 2, restricted: 1 },
    };
    for (const language of LANGUAGES) {
      for (const restricted of [1, 2]) {
        const words = limitsText(market(language), { ...row, restricted }, -1);
        expect(words).not.toMatch(/operations\.|\{\{/);
        expect(words.split(translate(language, 'operations.and'))).toHaveLength(8);
      }
    }
  });
});

test.each([
  ['', 0],
  ['0', 0],
  ['1,000', 1_000],
  ['63', 63],
  ['64', 64],
  ['1001', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['x', undefined],
])('a field with %s', (typed, value) => {
  expect(wholeNumber(typed, 1_000)).toBe(value);
});
