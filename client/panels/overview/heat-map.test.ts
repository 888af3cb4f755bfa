// Tiles are as large as the turnover, within a currency; the quiet ones stay large enough to be hit.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { heatMaps, weightsOf } from './heat-map.ts';
import type { Mover } from './market-overview.ts';

const mover = (id: number, turnover: number, quoteAsset = 1): Mover => ({
  ...{ change: 0, turnover },
  instrument: { id, quoteAsset } as Instrument,
});

it('weighs by turnover and lifts the quiet ones', () => {
  expect(weightsOf([mover(1, 60), mover(2, 30), mover(3, 0)])).toEqual([60, 30, 15]);
  expect(weightsOf([mover(1, 0), mover(2, 0)])).toEqual([1, 1]);
});

it('has a map for each currency and fills the height', () => {
  const maps = heatMaps([mover(1, 90), mover(2, 10), mover(3, 5, 2), mover(4, 5, 2)], 400, 400);
  expect(maps.map(({ currency, height }) => [currency, height])).toEqual([
    [1, 200],
    [2, 200],
  ]);
  const [large, small] = maps[0]!.tiles;
  const area = ({ width, height }: { width: number; height: number }) => width * height;
  expect(area(large!) / area(small!)).toBeCloseTo(90 / 25);
});

it('grows where many share a narrow place', () => {
  const many = Array.from({ length: 12 }, (_, id) => mover(id, id === 0 ? 1000 : 1));
  const [map] = heatMaps(many, 480, 90);
  expect(map!.height).toBe(180);
  // A finger's or a pointer's worth for each: a third of the average tile at least.
  const least = Math.min(...map!.tiles.map(({ width, height }) => width * height));
  expect(least).toBeGreaterThan(7200 / 3);
});

it('says as much as there is room for', () => {
  const words = (width: number) => heatMaps([mover(1, 1)], width, 100)[0]!.tiles[0]!.words;
  expect([words(200), words(50), words(24)]).toEqual(['all', 'name', 'none']);
});
