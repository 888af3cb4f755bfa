// The tables over a worker on a fake venue: what is painted is what the venue published, in time and in
// truth; and the bars, whose history a fake link gives.

import { afterEach, expect, test } from 'vitest';
import { createFakeDesk, type FakeDesk } from '../net/fake-desk.ts';
import type { WorkerLink } from '../net/link-contract.ts';
import type { BarRecord } from '../net/worker-protocol.ts';
import { instrumentsStore } from '../state/instruments-store.ts';
import { routeMessage } from '../state/route-message.ts';
import { BARS_AT_ONCE, BarTable } from './bar-table.ts';
import type { FrameClock } from './frame-loop.ts';
import { createMarketTables } from './market-tables.ts';

const FRAME_MS = 16;

function frameClock({ clock }: FakeDesk): FrameClock {
  return {
    nowMs: () => clock.now(),
    request: (run) => void clock.later(FRAME_MS, run),
    later: (ms, run) => void clock.later(ms, run),
  };
}

function open(desk: FakeDesk): {
  readonly link: WorkerLink;
  readonly tables: ReturnType<typeof createMarketTables>;
} {
  const link = desk.page();
  link.listen({ message: routeMessage });
  const tables = createMarketTables(link, frameClock(desk));
  desk.clock.advance(100);
  return { link, tables };
}

afterEach(() => {
  instrumentsStore.setState(instrumentsStore.getInitialState(), true);
});

test('quotes reach the painter of the next frame and are trusted', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const painted: number[] = [];
  const stop = tables.quotes.onQuote((id) => painted.push(id));
  desk.venue.market.change('AAA', 'bids', 1_005, 3);
  desk.venue.publish();
  desk.clock.advance(3 * FRAME_MS);
  expect([tables.quotes.bid[0], tables.quotes.bidLots[0]]).toEqual([1_005, 3]);
  expect([tables.quotes.ask[0], tables.quotes.askLots[0]]).toEqual([1_010, 20]);
  expect(painted).toEqual([0]);
  expect(tables.quotes.stale(0)).toBe(false);
  expect(tables.quotes.ageMs(0)).toBeLessThanOrEqual(3 * FRAME_MS);
  expect(tables.quotes.ageMs(5)).toBe(Infinity);
  stop();
  desk.venue.market.change('AAA', 'bids', 1_006, 1);
  desk.venue.publish();
  desk.clock.advance(3 * FRAME_MS);
  expect(painted).toEqual([0]);
  expect(tables.quotes.bid[0]).toBe(1_006);
});

test('a source of which nothing is heard makes its quotes stale, and no others', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const source = { name: 'tape', kind: 1, silenceSeconds: 15, instruments: [0] } as const;
  const painted: number[] = [];
  tables.quotes.onQuote((id) => painted.push(id));
  const tell = (state: 0 | 1 | 2, instruments: readonly number[] = [0]) => {
    painted.length = 0;
    desk.venue.say({ is: 'sources', sources: [{ ...source, state, instruments }] });
    desk.clock.advance(3 * FRAME_MS);
    return [tables.quotes.stale(0), tables.quotes.stale(1)];
  };
  expect(tell(0)).toEqual([false, false]);
  expect(tell(1)).toEqual([true, false]);
  expect(painted).toContain(0);
  expect(tell(1, [1])).toEqual([false, true]);
  expect(tell(2, [])).toEqual([true, true]);
});

test('a cut makes every quote stale at once and paints it', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const stale: boolean[] = [];
  tables.quotes.onQuote((id) => stale.push(tables.quotes.stale(id)));
  desk.network.isUp = false;
  desk.network.cut();
  desk.clock.advance(3 * FRAME_MS);
  expect(stale.at(-1)).toBe(true);
  expect(tables.quotes.bid[0]).toBe(1_000);
  desk.network.isUp = true;
  desk.clock.advance(20_000);
  expect(stale.at(-1)).toBe(false);
});

test('two panels share a book; it ends when both have released it', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const one = tables.watchDepth(0, 5, 100);
  const two = tables.watchDepth(0, 5, 100);
  expect(two.view).toBe(one.view);
  expect([one.view.truth, one.view.bids.count]).toEqual(['loading', 0]);
  desk.clock.advance(100);
  expect(one.view).toMatchObject({ verified: true, stale: false });
  expect(one.view.bids.count).toBe(5);
  expect([one.view.bids.ticks(0), one.view.bids.lots(4)]).toEqual([1_000, 14]);
  expect(tables.depth('depth.AAA.5@100')).toBe(one.view);
  one.release();
  one.release();
  const { version } = two.view;
  desk.venue.market.change('AAA', 'asks', 1_008, 9);
  desk.venue.publish();
  desk.clock.advance(100);
  expect(two.view.asks.ticks(0)).toBe(1_008);
  expect(two.view.version).toBeGreaterThan(version);
  two.release();
  expect(tables.depth('depth.AAA.5@100')).not.toBe(one.view);
  desk.clock.advance(10_000);
  expect(desk.venue.heardKinds()).toContain('unsubscribe');
});

test('the tape keeps order, newest first, over a cut and beyond its capacity', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const { tape } = tables.watchTrades(0);
  desk.clock.advance(100);
  for (let k = 1; k <= 700; k++) {
    desk.venue.trade('AAA', 1_000 + (k % 7), k);
    if (k % 50 === 0) desk.clock.advance(20);
    if (k === 300) desk.network.cut();
    if (k === 300) desk.clock.advance(5_000);
  }
  desk.clock.advance(100);
  expect(tape).toMatchObject({ truth: 'verified', count: tape.capacity, total: 700, lost: 0 });
  expect(Array.from({ length: 512 }, (_, k) => tape.lots(k))).toEqual(
    Array.from({ length: 512 }, (_, k) => 700 - k),
  );
  expect(tape.tradeId(512)).toBe(0);
});

/** Quotes and a book that change every 2 ms. */
function stir({ venue, clock }: FakeDesk, ms: number): void {
  for (let at = 0; at < ms; at += 2) {
    venue.market.change('AAA', 'bids', 1_000, 10 + (at % 80));
    venue.publish();
    clock.advance(2);
  }
}

test('frames of the market come without being asked for, until the frames of the page end', () => {
  const desk = createFakeDesk();
  const { link, tables } = open(desk);
  let came = 0;
  link.listen({ frame: () => (came += 1) });
  desk.clock.advance(500);
  // Nothing new, nothing sent.
  expect(came).toBeLessThan(5);
  came = 0;
  stir(desk, FRAME_MS * 50);
  // The control: much more was published than a page is sent, and it was sent in every frame of the page.
  expect(came).toBeGreaterThanOrEqual(50);
  expect(came).toBeLessThanOrEqual(FRAME_MS * 50 * 0.25 + 1);
  tables.close();
  desk.clock.advance(FRAME_MS);
  came = 0;
  stir(desk, 1_000);
  // As on a page that is hidden: what was granted is used up, and no more piles up.
  expect(came).toBeGreaterThan(0);
  expect(came).toBeLessThanOrEqual(6);
});

test('what a page holds when its frame begins is a few milliseconds old, however seldom it begins', () => {
  const desk = createFakeDesk();
  const { tables } = open(desk);
  const ages: number[] = [];
  tables.frames.add(() => ages.push(tables.quotes.ageMs(0)));
  stir(desk, 20);
  ages.length = 0;
  stir(desk, FRAME_MS * 40);
  expect(ages.length).toBeGreaterThanOrEqual(39);
  // Quotes are published every 10 ms; a frame waits 4 ms at most and is 1 ms under way.
  expect(Math.max(...ages)).toBeLessThanOrEqual(16);
});

test('a window that is hidden is not sent more and more, and catches up when it is shown', () => {
  const desk = createFakeDesk();
  const shown = open(desk);
  let show = (): void => undefined;
  let isHidden = false;
  const clock = frameClock(desk);
  const request = (run: () => void) => (isHidden ? void (show = run) : clock.request(run));
  const hidden = createMarketTables(desk.page(), { ...clock, request });
  const [seen, unseen] = [shown.tables, hidden].map((tables) => tables.watchTrades(0).tape);
  desk.clock.advance(100);
  isHidden = true;
  for (let k = 1; k <= 100; k++) {
    desk.venue.trade('AAA', 1_000, k);
    desk.clock.advance(10);
  }
  expect(seen!.total).toBe(100);
  expect(unseen!.total).toBeLessThan(20);
  isHidden = false;
  show();
  desk.clock.advance(20);
  const sizes = Array.from({ length: 100 }, (_, k) => unseen!.lots(k));
  expect(sizes).toEqual(Array.from({ length: 100 }, (_, k) => 100 - k));
});

const bar = (openSeconds: number, trades = 1): BarRecord => {
  const price = 100 + (openSeconds % 50);
  return {
    openSeconds,
    open: price,
    high: price + trades,
    low: price,
    close: price,
    volume: trades,
    trades,
  };
};
const run = (from: number, count: number) => Array.from({ length: count }, (_, k) => bar(from + k));

function barTable(all: BarRecord[]) {
  const asked: number[] = [];
  const state = { isUp: true };
  const table = new BarTable(() => 0, 1, {
    load(before) {
      asked.push(before);
      if (!state.isUp) return Promise.resolve(undefined);
      const older = all.filter(({ openSeconds }) => before === 0 || openSeconds < before);
      return Promise.resolve(older.slice(-BARS_AT_ONCE));
    },
  });
  const live = ({ openSeconds, open, high, low, close, volume, trades }: BarRecord) => {
    const row = [0, 0, openSeconds, open, high, low, close, volume, trades];
    table.take(Float64Array.from(row), 0, row.length, 0);
  };
  const times = () => Array.from({ length: table.count }, (_, k) => table.time(k));
  return { table, live, times, asked, state };
}

test('bars: history under live bars, older ones on demand, until there are none', async () => {
  const all = run(1_000, 1_200);
  const { table, live, times } = barTable(all);
  live(bar(2_199, 5));
  live(bar(2_200));
  expect(await table.loadNewest(1)).toBe(true);
  expect(times()).toEqual([...all.slice(-500).map((one) => one.openSeconds), 2_200]);
  // The live state of a bar is newer than the one that history knows.
  expect(table.volume(499)).toBe(5);
  const { historyVersion } = table;
  live(bar(2_200, 2));
  live(bar(2_201));
  expect(table.historyVersion).toBe(historyVersion);
  expect(await table.loadOlder()).toBe(500);
  expect(table.complete).toBe(false);
  const [a, b] = await Promise.all([table.loadOlder(), table.loadOlder()]);
  expect([a, b, table.complete]).toEqual([200, 200, true]);
  expect(times()).toEqual([...all.map((one) => one.openSeconds), 2_200, 2_201]);
  expect(await table.loadOlder()).toBe(0);
});

test('bars: a hole that one answer cannot fill is not shown as history', async () => {
  const all = run(1_000, 300);
  const { table, times, asked } = barTable(all);
  await table.loadNewest(1);
  expect([table.count, table.complete]).toEqual([300, true]);
  await table.loadNewest(1);
  expect(asked.length).toBe(1);
  all.push(...run(1_300, 900));
  await table.loadNewest(2);
  expect(times()).toEqual(all.slice(-500).map((one) => one.openSeconds));
  expect(table.complete).toBe(false);
  await table.loadOlder();
  await table.loadOlder();
  expect(times()).toEqual(all.map((one) => one.openSeconds));
});

test('bars: a history that could not be had is asked for again', async () => {
  const { table, state } = barTable(run(1_000, 10));
  state.isUp = false;
  expect(await table.loadNewest(1)).toBe(false);
  state.isUp = true;
  expect(await table.loadNewest(1)).toBe(true);
  expect(table.count).toBe(10);
});
