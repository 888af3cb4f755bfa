import { describe, expect, it } from 'vitest';
import { autoStep, nextRows, readLadderStep, withLadderStep } from './auto-step.ts';
import { NO_ROWS, rowOf } from './ladder-window.ts';

const side = (...ticks: number[]) => ({
  count: ticks.length,
  ticks: (k: number) => ticks[k]!,
  lots: () => 1,
});
const book = (bid: number, ask: number) => ({ bids: side(bid), asks: side(ask) });
const COUNT = 20;
const free = { chosen: 'auto', held: false, centring: false } as const;

describe('the automatic step', () => {
  it('is the smallest with which both sides stand a quarter of the rows from the edges', () => {
    const steps = [1, 9, 10, 45, 90, 400, 900].map((s) => autoStep(book(5_000, 5_000 + s), COUNT));
    expect(steps).toEqual([1, 1, 5, 5, 10, 50, 100]);
    for (const spread of [1, 9, 10, 45, 90, 400, 900]) {
      const both = book(5_000, 5_000 + spread);
      const rows = nextRows({ ...NO_ROWS, count: COUNT }, { ...free, book: both });
      const at = [rowOf(rows, 5_000), rowOf(rows, 5_000 + spread)];
      expect(at.every((row) => row >= 4 && row <= 15)).toBe(true);
    }
  });

  it('is the largest where none is large enough, and then stands still', () => {
    const wide = book(10_000, 90_000);
    const rows = nextRows({ ...NO_ROWS, count: COUNT }, { ...free, book: wide });
    expect(rows.step).toBe(100);
    expect(nextRows(rows, { ...free, book: book(10_050, 90_050) })).toBe(rows);
  });

  it('takes the one side that there is', () => {
    expect(autoStep({ bids: side(700), asks: side() }, COUNT)).toBe(1);
  });

  it('is chosen anew when a side left the window, or when the user asks, and not before', () => {
    const wish = { ...free, book: book(5_000, 5_400) };
    const wide = nextRows({ ...NO_ROWS, count: COUNT }, wish);
    expect(wide.step).toBe(50);
    const tight = { ...free, book: book(5_199, 5_200) };
    expect(nextRows(wide, tight)).toBe(wide);
    expect(nextRows(wide, { ...tight, centring: true }).step).toBe(1);
    const close = nextRows({ ...NO_ROWS, count: COUNT }, tight);
    expect(nextRows(close, { ...wish, held: true })).toBe(close);
    expect(nextRows(close, wish).step).toBe(50);
  });

  it('gives way to the step that was chosen, around the market', () => {
    const rows = nextRows({ ...NO_ROWS, count: COUNT }, { ...free, book: book(5_199, 5_200) });
    const coarse = nextRows(rows, { ...free, held: true, chosen: 10, book: book(5_199, 5_200) });
    expect(coarse).toEqual({ top: 5_290, step: 10, count: COUNT });
    const empty = { bids: side(), asks: side() };
    const wish = { ...free, chosen: 50, book: empty } as const;
    expect(nextRows(coarse, wish)).toEqual({ top: 5_250, step: 50, count: COUNT });
    expect(nextRows(rows, { ...free, book: empty })).toBe(rows);
  });
});

describe('what the panel keeps', () => {
  it('is a step by instrument; the automatic one is not kept', () => {
    const one = withLadderStep({ other: 1 }, 'BTCUSDT', 10);
    const two = withLadderStep(one, 'ACME', 5);
    expect(two).toEqual({ other: 1, steps: { BTCUSDT: 10, ACME: 5 } });
    expect(['BTCUSDT', 'ACME', 'X'].map((s) => readLadderStep(two, s))).toEqual([10, 5, 'auto']);
    expect(withLadderStep(two, 'ACME', 'auto')).toEqual(
      withLadderStep({ other: 1 }, 'BTCUSDT', 10),
    );
  });

  it('is read with care', () => {
    for (const steps of [undefined, null, 'x', 7, [5], { A: '5' }, { A: 7 }]) {
      expect(readLadderStep({ steps }, 'A')).toBe('auto');
    }
  });
});
