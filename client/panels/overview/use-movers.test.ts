// Nothing changes its place under a pointer, nor more often than it should; figures always go on.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Mover } from './market-overview.ts';
import { nextMarket, NO_MARKET, PLACES_EVERY_MS, withFigures } from './use-movers.ts';

const mover = (id: number, change: number): Mover => ({
  ...{ change, turnover: 1 },
  instrument: { id } as Instrument,
});
const first = [mover(1, 0.1), mover(2, 0.2)];
const second = [mover(2, 0.3), mover(1, 0.4)];
const start = nextMarket(NO_MARKET, first, false, 0);

it('shows what comes first even to a pointer that waits', () => {
  expect(nextMarket(NO_MARKET, first, true, 0)).toEqual({ ...start, placedMs: 0 });
});

it('orders anew when nobody points at it', () => {
  expect(nextMarket(start, second, false, 1000).ranked).toBe(second);
});

it('keeps order and places while it is held, however long', () => {
  const held = nextMarket(start, second, true, PLACES_EVERY_MS * 9);
  expect(held).toMatchObject({ movers: second, ranked: first, placed: first });
  expect(withFigures(held.ranked, held.movers).map(({ change }) => change)).toEqual([0.4, 0.3]);
});

it('lays the map out anew only when it is due', () => {
  expect(nextMarket(start, second, false, PLACES_EVERY_MS - 1).placed).toBe(first);
  expect(nextMarket(start, second, false, PLACES_EVERY_MS).placed).toBe(second);
});
