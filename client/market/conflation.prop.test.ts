// Whatever is left out on the way, the tables end the same: a page that looks seldom and one that looks at
// everything show the same market, and it is the venue's.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeDesk, type FakeDesk } from '../net/fake-desk.ts';
import type { DepthView, Levels, MarketTables, Tape } from '../state/market-views.ts';
import { createMarketTables } from './market-tables.ts';

const STEPS = 40;
const SYMBOLS = ['AAA', 'BBB'];

interface Looked {
  readonly tables: MarketTables;
  readonly books: readonly DepthView[];
  readonly tape: Tape;
  frames: number;
  numbers: number;
}

function look(desk: FakeDesk, periodMs: number): Looked {
  const { clock } = desk;
  const link = desk.page();
  const tables = createMarketTables(link, {
    nowMs: () => clock.now(),
    request: (run) => void clock.later(periodMs, run),
    later: (ms, run) => void clock.later(ms, run),
  });
  const books = [tables.watchDepth(0, 5, 100).view, tables.watchDepth(1, 20, 0).view];
  const looked: Looked = { tables, books, tape: tables.watchTrades(0).tape, frames: 0, numbers: 0 };
  link.listen({
    frame(numbers) {
      looked.frames += 1;
      looked.numbers += numbers.length;
    },
  });
  return looked;
}

const levelsOf = (levels: Levels) =>
  Array.from({ length: levels.count }, (_, k) => [levels.ticks(k), levels.lots(k)]);

function shown({ tables, books, tape }: Looked) {
  const { bid, bidLots, ask, askLots } = tables.quotes;
  const quotes = SYMBOLS.map((_, id) => [bid[id], bidLots[id], ask[id], askLots[id]]);
  const trades = Array.from({ length: tape.count }, (_, k) => [tape.tradeId(k), tape.ticks(k)]);
  const truths = [...books, tape].map(({ truth }) => truth);
  const sides = books.map(({ bids, asks }) => [levelsOf(bids), levelsOf(asks)]);
  return { quotes, sides, trades, truths, lost: tape.lost };
}

function venueShows({ venue }: FakeDesk) {
  const side = (k: number, name: 'bids' | 'asks', depth: number) =>
    venue.market.levelsOf(SYMBOLS[k]!, name).slice(0, depth);
  const quotes = SYMBOLS.map((_, k) => {
    const [bid = [0, 0]] = side(k, 'bids', 1);
    const [ask = [0, 0]] = side(k, 'asks', 1);
    return [...bid, ...ask];
  });
  const sides = [5, 20].map((depth, k) => [side(k, 'bids', depth), side(k, 'asks', depth)]);
  return { quotes, sides };
}

function stir({ clock, venue, network }: FakeDesk): void {
  for (let k = clock.between(0, 6); k > 0; k--) {
    const symbol = SYMBOLS[clock.between(0, 1)]!;
    const isBid = clock.random() < 0.5;
    const ticks = isBid ? clock.between(980, 1_000) : clock.between(1_010, 1_030);
    const lots = clock.random() < 0.3 ? 0 : clock.between(1, 99);
    venue.market.change(symbol, isBid ? 'bids' : 'asks', ticks, lots);
  }
  venue.publish();
  if (clock.random() < 0.6) venue.trade('AAA', clock.between(990, 1_020), 1);
  if (clock.random() < 0.05) network.cut();
  clock.advance(clock.between(0, 60));
}

test('a page that looks seldom ends with the same tables as one that looks always', () => {
  const seed = Date.now() & 0x7fffffff;
  process.stdout.write(`conflation: seed ${String(seed)}\n`);
  let left = 0;
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 17, max: 900 }), (run, period) => {
      const desk = createFakeDesk(run + 1);
      const always = look(desk, 1);
      const seldom = look(desk, period);
      desk.clock.advance(30);
      for (let step = 0; step < STEPS; step++) stir(desk);
      // A cut is healed within the longest back-off, and everybody looks once more.
      desk.clock.advance(20_000);
      const given = shown(always);
      expect(shown(seldom)).toEqual(given);
      expect(given).toMatchObject(venueShows(desk));
      expect(new Set(given.truths)).toEqual(new Set(['verified']));
      if (seldom.numbers < always.numbers * 0.8) left += 1;
    }),
    { seed, numRuns: 30 },
  );
  // The control: much was in fact left out.
  expect(left).toBeGreaterThan(10);
});
