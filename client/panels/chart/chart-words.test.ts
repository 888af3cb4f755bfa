// What the chart says: the summary and the cursor as a screen reader hears them, and every text it asks for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BAR_SPANS } from '../../../shared/domain/quote.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { text } from '../../i18n/chart-text.ts';
import { addTexts, translate, type Language } from '../../i18n/text-table.ts';
import { CHART_STYLES } from './main-series.ts';
import { percentText, priceFigures, signedText } from './price-figures.ts';
import { summaryText } from './ChartSummary.tsx';
import { movedCursor } from './use-chart-keys.ts';
import { barWeight } from './zoned-scale.ts';
import { MARK_WEIGHTS } from './zone-clock.ts';

addTexts('chart', text);
const instrument = { symbol: 'BTCUSDT', tickStep: 50, priceScale: 2 } as Instrument;
const closes = [1200, 1210, 1230];
const bars = {
  count: 3,
  spanSeconds: 900,
  time: (k: number) => Date.UTC(2026, 10, 20, 15, 0) / 1000 + k * 900,
  open: (k: number) => closes[k]! - 4,
  high: (k: number) => closes[k]! + 10,
  low: (k: number) => closes[k]! - 10,
  close: (k: number) => closes[k]!,
};
const summary = (language: Language) =>
  summaryText((key, values) => translate(language, key, values), {
    bars,
    instrument,
    span: translate(language, 'chart.span900'),
    orders: 2,
    offset: () => 0,
  });

describe('the summary', () => {
  it('tells the chart in a sentence, in both languages', () => {
    expect(summary('en')).toBe(
      'BTCUSDT, 15m, 3 bars from 2026-11-20 15:00 to 2026-11-20 15:30. Last 615.00, +2.84% over all bars. High 620.00, low 595.00. Own orders: 2.',
    );
    expect(summary('zh')).toBe(
      'BTCUSDT，15分，共 3 根K线，2026-11-20 15:00 至 2026-11-20 15:30。最新 615.00，区间涨跌 +2.84%。最高 620.00，最低 595.00。我的委托：2。',
    );
  });
});

describe('the cursor', () => {
  it.each([
    ['ArrowLeft', false, -1, 99],
    ['ArrowLeft', false, 99, 98],
    ['ArrowLeft', true, 5, 0],
    ['ArrowRight', true, 95, 99],
    ['ArrowRight', false, -1, 99],
    ['Home', false, 50, 0],
    ['End', false, 50, 99],
    ['a', false, 50, undefined],
  ])('%s (far: %s) from %i goes to %s', (key, far, at, to) => {
    expect(movedCursor(key, far, at, 100)).toBe(to);
  });
});

describe('figures', () => {
  const { value, ticks, text: priceText } = priceFigures(instrument);
  it('count in scaled integers, so that every price is exact', () => {
    expect(priceText(value(123_372))).toBe('61,686.00');
    expect(ticks(value(123_372))).toBe(123_372);
    expect(priceText(NaN)).toBe('');
    expect(signedText(-305, priceText)).toBe('−3.05');
    expect(signedText(305, priceText)).toBe('+3.05');
    expect(percentText(36.114)).toBe('36.11');
  });
});

describe('the axis', () => {
  const workday = { from: 0, to: 3600, weekdays: [1, 2, 3, 4, 5] };
  const hours = { offsetSeconds: 0, windows: [workday, { ...workday, from: 7200, to: 9000 }] };
  const friday = Date.UTC(2026, 10, 20) / 1000;
  const setting = { spanSeconds: 60, hours, offset: () => 0 };
  it('marks the first bar after a break', () => {
    expect(barWeight(friday + 3540, friday + 7200, setting)).toBe(MARK_WEIGHTS.hour12);
    expect(barWeight(friday + 3480, friday + 3540, setting)).toBe(MARK_WEIGHTS.minute);
  });
});

describe('texts', () => {
  const asked = [
    ...CHART_STYLES,
    ...BAR_SPANS.map((span) => `span${String(span)}`),
    ...['open', 'high', 'low', 'close'],
    ...['signedOut', 'notLive', 'notPermitted', 'unknownOrder', 'ended', 'noPosition'],
    ...sourceKeys(),
  ];
  it('are there in both languages, and with the same values', () => {
    expect(asked.length).toBeGreaterThan(50);
    const [en, zh]: Record<string, string>[] = [text.en, text.zh];
    expect(Object.keys(en!).sort()).toEqual(Object.keys(zh!).sort());
    const values = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map(String).sort();
    for (const key of asked) expect(en, key).toHaveProperty(key);
    for (const [key, words] of Object.entries(en!)) {
      expect(values(zh![key]!), key).toEqual(values(words));
      expect(asked, `${key} is asked for`).toContain(key);
    }
  });
});

/** Every `chart.key` that stands as a whole in the sources of the panel. */
function sourceKeys(): readonly string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.'));
  return files
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/'chart\.(\w+)'/g),
    ])
    .map(([, key]) => key!);
}
