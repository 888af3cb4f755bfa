// Proposals about fee tiers in words, in both languages, with exact figures.

import { expect, test } from 'vitest';
import { addTexts, translate, type Language } from '../../i18n/text-table.ts';
import { text as operations } from '../../i18n/operations-text.ts';
import { text as tiers } from '../../i18n/tiers-text.ts';
import type { Asset } from '../../../shared/domain/instrument.ts';
import { tierProposalText } from './tier-words.ts';

addTexts('operations', operations);
addTexts('tiers', tiers);
const words = (language: Language) => ({
  t: (key: `${string}.${string}`, values?: Readonly<Record<string, string | number>>) =>
    translate(language, key, values),
  assets: new Map<number, Asset>([[2, { id: 2, code: 'USD', scale: 2 }]]),
});
const ROWS = [
  { fromMinor: 5_000_000, makerDiscountPpm: 125_000, takerDiscountPpm: 0 },
  { fromMinor: 100_000_001, makerDiscountPpm: 1_000_000, takerDiscountPpm: 1 },
];

test.each([
  ['en', 'fee-tiers.set', { asset: 2, tiers: ROWS }, 'Fee tiers by 30-day volume in USD: from 50,000.00 maker 12.5%, taker 0% off, from 1,000,000.01 maker 100%, taker 0.0001% off'],
  ['zh', 'fee-tiers.set', { asset: 2, tiers: ROWS.slice(0, 1) }, '按 30 天成交额（USD）的费率等级：50,000.00 起挂单减 12.5%、吃单减 0%'],
  ['en', 'fee-tiers.set', { asset: 2, tiers: [] }, 'Fee tiers by 30-day volume in USD: none'],
  ['en', 'discount.release', { account: 100 }, 'Take back the discount of account 100 that was set by hand'],
  ['zh', 'discount.release', { account: 100 }, '收回账户 100 人工设定的折扣'],
  ['en', 'limits.set', {}, undefined],
] as const)('%s %s', (language, what, given, said) => {
  expect(tierProposalText(words(language), what, given)).toBe(said);
}); // prettier-ignore
