// The waterfall on one clock, with what is unknown left out.

import { expect, it } from 'vitest';
import { axisMarks, lifeSteps, spanText, wholeMicros } from './life-steps.ts';

const hops = { gateway: 1_500, journal: 1_590, match: 1_640, durable: 2_900, ack: 2_950 };
const row = { keyMicros: 100, sentMicros: 200, heardMicros: 2_300, hops };

it('sets our times to the clock of the server', () => {
  const steps = lifeSteps(row, 1_000, 2_500);
  expect(steps.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['key', 0, 100],
    ['uplink', 100, 400],
    ['gateway', 400, 490],
    ['engine', 490, 540],
    ['disk', 490, 1_800],
    ['release', 1_800, 1_850],
    ['downlink', 1_850, 2_200],
    ['paint', 2_200, 2_400],
  ]);
  expect(wholeMicros(steps)).toBe(2_400);
});

it('leaves out what nobody stamped, and never runs backwards', () => {
  expect(lifeSteps({ ...row, hops: undefined }, 0).map(({ name }) => name)).toEqual(['key']);
  const off = lifeSteps(row, 1_900);
  for (const { from, to } of off) expect(to).toBeGreaterThanOrEqual(from);
  expect(off.map(({ name }) => name)).not.toContain('paint');
});

it('marks the axis in round steps up to the end', () => {
  expect(axisMarks(4_760)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  expect(axisMarks(0)).toEqual([0, 1]);
  expect(axisMarks(2_400).at(-1)).toBeGreaterThanOrEqual(2_400);
});

it('says spans in µs or ms', () => {
  expect([spanText(840), spanText(1_420)]).toEqual(['840 µs', '1.420 ms']);
});
