// The price of a click is that of the row on the screen, on the grid of ticks and of the groups, whatever
// comes after the painting; a row that changed under the finger means nothing.

import fc from 'fast-check';
import type { PointerEvent } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { STEPS } from '../../../shared/domain/tick-groups.ts';
import type { DepthView } from '../../state/market-views.ts';
import { createHand } from './ladder-hand.ts';
import { LadderScene, type Pointed } from './ladder-scene.ts';
import { rowsAround } from './ladder-window.ts';
import type { MarkDrag } from './own-marks-by-price.ts';
import type { OneClick } from './use-one-click.ts';

class Cell {
  readonly dataset: Record<string, string>;
  constructor(pointed: Pointed) {
    this.dataset = { row: String(pointed.row), column: pointed.column };
  }
  closest() {
    return this;
  }
}
beforeEach(() => vi.stubGlobal('Element', Cell));
afterEach(() => vi.unstubAllGlobals());

const LIMIT = 1_000_000;
const instrument = { priceLimitTicks: LIMIT } as Instrument;
const rows = fc
  .tuple(
    fc.integer({ min: 1, max: LIMIT - 1 }),
    fc.integer({ min: 9, max: 60 }),
    fc.constantFrom(...STEPS),
  )
  .map(([middle, count, step]) => rowsAround(middle, count, step));

function bookAt(best: number): DepthView {
  const side = (ticks: number) => ({ count: 1, ticks: () => ticks, lots: () => 1 });
  return { bids: side(best), asks: side(best + 1) } as unknown as DepthView;
}

function handOver(painted: ReturnType<typeof rowsAround>) {
  const scene = new LadderScene('auto');
  const placed: [Side, number][] = [];
  const dropped: MarkDrag[] = [];
  const intents = {
    // As the real one: what is out of bounds is not sent.
    limit: (side: Side, price: number) => {
      if (price >= 1 && price < LIMIT) placed.push([side, price]);
    },
    drop: (drag: MarkDrag) => void dropped.push(drag),
  } as unknown as OneClick;
  scene.rows = painted;
  scene.view = bookAt(painted.top - painted.step);
  scene.show();
  const hand = createHand({ instrument, scene, intents, say: () => undefined });
  const event = (pointed: Pointed, clientY = 0) =>
    ({
      target: new Cell(pointed),
      ...{ button: 0, timeStamp: 0, pointerId: 1, clientY },
      currentTarget: {
        setPointerCapture: () => undefined,
        getBoundingClientRect: () => ({ top: 0, height: painted.count }),
      },
    }) as unknown as PointerEvent<HTMLElement>;
  return { scene, hand, placed, dropped, event };
}

const place = fc.tuple(fc.nat(), fc.constantFrom<'bid' | 'ask'>('bid', 'ask'));

test('a click sends the price of the painted row, whatever is to be painted next', () => {
  fc.assert(
    fc.property(rows, rows, place, (painted, next, [at, column]) => {
      const { scene, hand, placed, event } = handOver(painted);
      const pointed = { row: at % painted.count, column };
      // The frame has decided on other rows and the market is elsewhere, but nobody has seen it.
      scene.rows = { ...next, step: painted.step };
      scene.view = bookAt(next.top);
      hand.onPointerDown(event(pointed));
      hand.onPointerUp(event(pointed));
      const price = painted.top - pointed.row * painted.step;
      const isPlaceable = price >= 1 && price < LIMIT;
      expect(placed).toEqual(isPlaceable ? [[column === 'bid' ? Side.buy : Side.sell, price]] : []);
      expect(price % painted.step === 0).toBe(true);
    }),
  );
});

test('a row that stands for another price when the button comes up sends nothing', () => {
  fc.assert(
    fc.property(rows, rows, place, (painted, next, [at, column]) => {
      const { scene, hand, placed, event } = handOver(painted);
      const pointed = { row: at % painted.count, column };
      const before = scene.priceAt(pointed.row);
      hand.onPointerDown(event(pointed));
      scene.rows = next;
      scene.show();
      hand.onPointerUp(event(pointed));
      const isSame = scene.priceAt(pointed.row) === before && before >= 1 && before < LIMIT;
      expect(placed.length).toBe(isSame ? 1 : 0);
    }),
  );
});

test('a mark is dropped at the price of a painted row at which an order can stand', () => {
  const heights = fc.array(fc.integer({ min: -50, max: 110 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.nat(), heights, (painted, at, ys) => {
      const { scene, hand, dropped, event } = handOver(painted);
      const row = at % painted.count;
      const from = scene.priceAt(row);
      const mark = { ids: [7, 8], prices: [from], lots: 2, look: 'open' } as const;
      scene.marks = { 0: new Map([[from, mark]]), 1: new Map() };
      const pointed = { row, column: 'ownBid' } as const;
      hand.onPointerDown(event(pointed));
      // In the middle of a row's height.
      for (const y of ys) hand.onPointerMove(event(pointed, y + 0.5));
      const over = Math.min(Math.max(ys.at(-1)!, 0), painted.count - 1);
      hand.onPointerUp(event(pointed, ys.at(-1)));
      const { step } = painted;
      const highest = Math.floor((LIMIT - 1) / step) * step;
      const to = Math.min(Math.max(scene.priceAt(over), step), highest);
      expect(dropped).toEqual(to === from ? [] : [{ ids: [7, 8], side: Side.buy, from, to, step }]);
    }),
  );
});

test('the keyboard goes from row to row and sends the price of its own', () => {
  const keys = fc.array(fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(rows, keys, (painted, pressed) => {
      const { scene, hand, placed } = handOver(painted);
      const press = (key: string) => {
        const event = { key, timeStamp: 0, preventDefault: () => undefined };
        hand.onKeyDown(event as unknown as Parameters<typeof hand.onKeyDown>[0]);
      };
      for (const key of pressed) press(key);
      scene.show();
      press('b');
      const [sent] = placed;
      expect(sent === undefined).toBe(scene.cursor === 0);
      if (sent === undefined) return;
      const row = (scene.shown.top - sent[1]) / painted.step;
      expect([sent[0], sent[1], sent[1] % painted.step]).toEqual([Side.buy, scene.cursor, 0]);
      expect(row >= 0 && row < painted.count && Number.isInteger(row)).toBe(true);
    }),
  );
});
