// Following a bar series: what is drawn equals the series, whatever way it grew.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../state/market-views.ts';
import { createBarSync, type BarSink } from './bar-sync.ts';

interface Row {
  time: number;
  close: number;
}

class Rows implements Partial<BarSeries> {
  rows: Row[] = [];
  version = 0;
  historyVersion = 0;
  get count() {
    return this.rows.length;
  }
  time = (k: number) => this.rows[k]!.time;
  open = (k: number) => this.rows[k]!.close;
  high = (k: number) => this.rows[k]!.close;
  low = (k: number) => this.rows[k]!.close;
  close = (k: number) => this.rows[k]!.close;
  volume = () => 0;
}

/** A sink that keeps what a chart would show; it fails where a chart library would. */
function drawing() {
  const drawn: Row[] = [];
  const settled: Row[] = [];
  const calls: string[] = [];
  const row = (bars: BarSeries, k: number): Row => ({ time: bars.time(k), close: bars.close(k) });
  const update = (next: Row) => {
    const last = drawn.at(-1);
    if (last !== undefined && next.time < last.time) throw new Error('an older bar');
    if (last?.time === next.time) drawn.pop();
    drawn.push(next);
  };
  const sink: BarSink = {
    begin(bars) {
      calls.push('begin');
      const all = Array.from({ length: bars.count }, (_, k) => row(bars, k));
      drawn.splice(0, Infinity, ...all);
      settled.splice(0, Infinity, ...all.slice(0, -1));
    },
    settle(bars, k) {
      calls.push('settle');
      update(row(bars, k));
      settled.push(row(bars, k));
    },
    grow(bars, k) {
      calls.push('grow');
      update(row(bars, k));
    },
  };
  return { drawn, settled, calls, sink };
}

const asBars = (rows: Rows) => rows as unknown as BarSeries;

describe('bar sync', () => {
  it('begins once, then only grows and settles', () => {
    const rows = new Rows();
    const { drawn, settled, calls, sink } = drawing();
    const follow = createBarSync(asBars(rows), sink);
    rows.rows = [
      { time: 0, close: 1 },
      { time: 60, close: 2 },
    ];
    expect(follow()).toBe(true);
    expect(follow()).toBe(false);
    rows.rows[1]!.close = 3;
    rows.version += 1;
    follow();
    rows.rows[1]!.close = 4;
    rows.rows.push({ time: 120, close: 5 });
    rows.version += 1;
    follow();
    expect(calls).toEqual(['begin', 'grow', 'settle', 'grow']);
    expect(drawn).toEqual(rows.rows);
    expect(settled).toEqual(rows.rows.slice(0, -1));
  });

  it('begins anew when a settled bar changed silently', () => {
    const rows = new Rows();
    const { drawn, calls, sink } = drawing();
    const follow = createBarSync(asBars(rows), sink);
    rows.rows = [0, 60, 120].map((time) => ({ time, close: 1 }));
    follow();
    rows.rows[1]!.close = 9;
    rows.version += 1;
    follow();
    expect(calls).toEqual(['begin', 'begin']);
    expect(drawn).toEqual(rows.rows);
  });

  it('shows the series after any growth, back-fill, replacement or reset', () => {
    const step = fc.record({
      kind: fc.constantFrom('tick', 'bar', 'correct', 'older', 'reset', 'nothing'),
      close: fc.integer({ min: 1, max: 1000 }),
    });
    const seed = 20_261_120;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.array(fc.boolean()), (steps, looks) => {
        const rows = new Rows();
        const { drawn, settled, sink } = drawing();
        const follow = createBarSync(asBars(rows), sink);
        steps.forEach(({ kind, close }, at) => {
          change(rows, kind, close);
          if (looks[at] !== false) follow();
        });
        follow();
        expect(drawn).toEqual(rows.rows);
        expect(settled).toEqual(rows.rows.slice(0, -1));
      }),
      { seed, numRuns: 500 },
    );
  });
});

function change(rows: Rows, kind: string, close: number): void {
  const last = rows.rows.at(-1);
  if (kind === 'nothing') return;
  rows.version += 1;
  if (kind === 'bar' || last === undefined) {
    rows.rows.push({ time: (last?.time ?? 6_000_000) + 60, close });
  } else if (kind === 'tick') {
    last.close = close;
  } else if (kind === 'correct' && rows.rows.length > 1) {
    rows.rows.at(-2)!.close = close;
  } else if (kind === 'older') {
    rows.rows.unshift({ time: rows.rows[0]!.time - 60, close });
    rows.historyVersion += 1;
  } else if (kind === 'reset') {
    rows.rows = [{ time: last.time, close }];
    rows.historyVersion += 1;
  }
}
