// Fills at their bars.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { barAt, fillMarks } from './fill-marks.ts';

const instrument = { id: 3, lotStep: 1, qtyScale: 3 } as Instrument;
const times = [600, 660, 780];
const bars = {
  count: 3,
  spanSeconds: 60,
  time: (k: number) => times[k]!,
  high: (k: number) => 100 + k,
  low: (k: number) => 90 + k,
};
const fill = (second: number, side: number, lots: number, id = 3) => ({
  instrument: id,
  side,
  lots,
  timeMicros: second * 1_000_000 + 5,
});

it('finds a bar by its start', () => {
  expect(times.map((time) => barAt(bars, time))).toEqual([0, 1, 2]);
  expect([0, 720, 840].map((time) => barAt(bars, time))).toEqual([-1, -1, -1]);
});

it('sums a bar by side, and leaves out other instruments and bars that are not there', () => {
  const fills = [
    fill(661, 0, 250),
    fill(719, 0, 500),
    fill(700, 1, 100),
    fill(730, 0, 1),
    fill(661, 0, 7, 4),
  ];
  expect(fillMarks(fills, instrument, bars)).toEqual([
    { barTime: 660, side: 0, ticks: 91, text: '0.750' },
    { barTime: 660, side: 1, ticks: 101, text: '0.100' },
  ]);
});
