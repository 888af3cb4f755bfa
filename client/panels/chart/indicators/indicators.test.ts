// Every indicator against a batch formula written from its definition, bar by bar and while bars grow.

import { describe, expect, it } from 'vitest';
import { INDICATORS, type IndicatorKind } from './catalogue.ts';
import type { IndicatorBar } from './indicator.ts';

const SEED = 20_261_120;
const BARS = 3_000;
const DAY_END = 7 * 3600;

function makeBars(): readonly IndicatorBar[] {
  let state = SEED;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let close = 61_686;
  return Array.from({ length: BARS }, (_, k) => {
    const before = close;
    // Flat stretches: nothing moves, nothing trades.
    const flat = k % 400 < 40;
    if (!flat) close += Math.round((random() - 0.5) * 200);
    const high = Math.max(before, close) + (flat ? 0 : Math.round(random() * 30));
    const low = Math.min(before, close) - (flat ? 0 : Math.round(random() * 30));
    const volume = flat ? 0 : Math.round(random() * 10_000);
    return { time: 1_700_000_000 + k * 300, high, low, close, volume };
  });
}

type Batch = (bars: readonly IndicatorBar[], k: number) => readonly number[];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const closes = (bars: readonly IndicatorBar[]) => bars.map((bar) => bar.close);

function ma(length: number): Batch {
  return (bars, k) => [k + 1 < length ? NaN : mean(closes(bars.slice(k + 1 - length, k + 1)))];
}

/** Weighted sum over the whole history, without recursion: seed and every later value by its weight. */
function smoothed(values: readonly number[], length: number, weight: number): number {
  if (values.length < length) return NaN;
  const later = values.slice(length);
  let result = mean(values.slice(0, length)) * (1 - weight) ** later.length;
  later.forEach((value, at) => {
    result += weight * (1 - weight) ** (later.length - 1 - at) * value;
  });
  return result;
}

const ema = (values: readonly number[], length: number) =>
  smoothed(values, length, 2 / (length + 1));

const boll: Batch = (bars, k) => {
  if (k + 1 < 20) return [NaN, NaN, NaN];
  const window = closes(bars.slice(k - 19, k + 1));
  const middle = mean(window);
  const spread = Math.sqrt(mean(window.map((value) => (value - middle) ** 2)));
  return [middle, middle + 2 * spread, middle - 2 * spread];
};

const vwap: Batch = (bars, k) => {
  const day = (time: number) => Math.floor((time - DAY_END) / 86_400);
  const today = bars.slice(0, k + 1).filter((bar) => day(bar.time) === day(bars[k]!.time));
  const worth = sum(today.map((b) => ((b.high + b.low + b.close) / 3) * b.volume));
  const volume = sum(today.map((b) => b.volume));
  return [volume === 0 ? NaN : worth / volume];
};

const macd: Batch = (bars, k) => {
  const all = closes(bars.slice(0, k + 1));
  const dif = all.map((_, at) => ema(all.slice(0, at + 1), 12) - ema(all.slice(0, at + 1), 26));
  const dea = ema(dif.slice(25), 9);
  const last = dif.at(-1)!;
  return [last, dea, last - dea];
};

const kdj: Batch = (bars, k) => {
  if (k < 8) return [NaN, NaN, NaN];
  let [K, D] = [50, 50];
  for (let at = 8; at <= k; at++) {
    const window = bars.slice(at - 8, at + 1);
    const top = Math.max(...window.map((bar) => bar.high));
    const bottom = Math.min(...window.map((bar) => bar.low));
    const rsv = top === bottom ? 50 : ((bars[at]!.close - bottom) / (top - bottom)) * 100;
    K = (2 / 3) * K + (1 / 3) * rsv;
    D = (2 / 3) * D + (1 / 3) * K;
  }
  return [K, D, 3 * K - 2 * D];
};

const rsi: Batch = (bars, k) => {
  const all = closes(bars.slice(0, k + 1));
  const moves = all.slice(1).map((close, at) => close - all[at]!);
  const up = smoothed(
    moves.map((m) => Math.max(m, 0)),
    14,
    1 / 14,
  );
  const down = smoothed(
    moves.map((m) => Math.max(-m, 0)),
    14,
    1 / 14,
  );
  return [up + down === 0 ? 50 : 100 - 100 / (1 + up / down)];
};

const atr: Batch = (bars, k) => {
  const ranges = bars.slice(0, k + 1).map(({ high, low }, at) => {
    const before = bars[at - 1]?.close;
    if (before === undefined) return high - low;
    return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  });
  return [smoothed(ranges, 14, 1 / 14)];
};

const BATCH: Readonly<Record<string, Batch>> = {
  ma7: ma(7),
  ma25: ma(25),
  ma60: ma(60),
  ema20: (bars, k) => [ema(closes(bars.slice(0, k + 1)), 20)],
  boll,
  vwap,
  macd,
  kdj,
  rsi,
  atr,
};

const bars = makeBars();
/** The batch formulas are slow on purpose: compared at the start, at odd places and at the end. */
const PROBED = [...Array.from({ length: 90 }, (_, k) => k), 399, 440, 441, 1_234, 2_999];

function expectClose(is: Float64Array, should: readonly number[], place: string): void {
  should.forEach((value, output) => {
    const got = is[output]!;
    if (Number.isNaN(value)) return expect(got, place).toBeNaN();
    expect(Math.abs(got - value) / Math.max(1, Math.abs(value)), place).toBeLessThan(1e-9);
  });
}

function make(kind: IndicatorKind) {
  return kind.make({ dayEndSecond: DAY_END });
}

describe.each(INDICATORS.map((kind) => [kind.id, kind] as const))('%s', (id, kind) => {
  it(`equals its batch formula (seed ${String(SEED)})`, () => {
    const indicator = make(kind);
    const out = new Float64Array(kind.outputs.length);
    bars.forEach((bar, k) => {
      indicator.preview(bar, out);
      if (PROBED.includes(k)) expectClose(out, BATCH[id]!(bars, k), `${id} at ${String(k)}`);
      indicator.take(bar);
    });
  });

  it('is not changed by looking at a growing bar', () => {
    const [looked, plain] = [make(kind), make(kind)];
    const [a, b] = [new Float64Array(3), new Float64Array(3)];
    for (const bar of bars.slice(0, 200)) {
      for (const step of [-50, 400, 7]) {
        looked.preview({ ...bar, close: bar.close + step, volume: bar.volume + 1 }, a);
      }
      looked.preview(bar, a);
      plain.preview(bar, b);
      expect([...a]).toEqual([...b]);
      looked.take(bar);
      plain.take(bar);
    }
  });
});
