// The worker and its pages over a fake venue: orders, windows, reloads, and truth about what is shown.

import { expect, test } from 'vitest';
import { Side } from '../../shared/domain/order.ts';
import { createFakeDesk, type FakeDesk } from './fake-desk.ts';
import type { LinkMessage, WorkerLink } from './link-contract.ts';
import type { FillRow, OrderRow } from './order-row.ts';

const TERMS = { instrument: 0, side: Side.buy, price: 990, qty: 10, keyMicros: 5 };

interface Heard {
  readonly rows: Map<number, OrderRow>;
  readonly stages: string[];
  readonly fills: FillRow[];
  readonly topics: string[];
  readonly feeds: string[];
  readonly all: LinkMessage[];
}

function hear(link: WorkerLink): Heard {
  const heard: Heard = {
    rows: new Map(),
    stages: [],
    fills: [],
    topics: [],
    feeds: [],
    all: [],
  };
  link.listen({
    message(message) {
      heard.all.push(message);
      if (message.is === 'fills') heard.fills.push(...message.fills);
      if (message.is === 'feed') heard.feeds.push(message.state.is);
      if (message.is === 'topic') heard.topics.push(`${String(message.handle)} ${message.truth}`);
      if (message.is !== 'orders') return;
      for (const row of message.rows) {
        heard.rows.set(row.clientOrderId, row);
        if (heard.stages.at(-1) !== row.stage) heard.stages.push(row.stage);
      }
    },
  });
  return heard;
}

function open(desk: FakeDesk): { readonly link: WorkerLink; readonly heard: Heard } {
  const link = desk.page();
  const heard = hear(link);
  desk.clock.advance(50);
  return { link, heard };
}

function place(link: WorkerLink): number {
  const clientOrderId = link.nextClientOrderId()!;
  link.place({ ...TERMS, clientOrderId });
  return clientOrderId;
}

const lifeOf = (heard: Heard, id: number) => heard.rows.get(id)!.life.map((event) => event.is);

test('an order lives on the page: sent, taken, amended, filled in parts', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  const id = place(link);
  desk.clock.advance(20);
  expect(heard.rows.get(id)).toMatchObject({
    ...{ stage: 'open', price: 990, leaves: 10, side: 0 },
  });
  link.amend(id, { price: 991 });
  desk.clock.advance(20);
  desk.venue.account.fill(id, 4);
  desk.clock.advance(20);
  expect(heard.rows.get(id)).toMatchObject({ stage: 'open', filled: 4, leaves: 6, price: 991 });
  desk.venue.account.fill(id, 6);
  desk.clock.advance(20);
  const row = heard.rows.get(id)!;
  expect(row).toMatchObject({ stage: 'filled', filled: 10, leaves: 0 });
  expect(row.averageTicks).toBeCloseTo(
    heard.fills.reduce((sum, { price, lots }) => sum + price * lots, 0) / 10,
    9,
  );
  expect(heard.fills.map(({ lots }) => lots)).toEqual([4, 6]);
  const life = lifeOf(heard, id);
  expect(life.slice(0, 2)).toEqual(['key', 'sent']);
  expect(life).toEqual(expect.arrayContaining(['accepted', 'changeSent', 'amended', 'fill']));
  expect(row.life.every((event) => event.clientMicros > 0)).toBe(true);
});

test('a refused order says why', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  desk.venue.refusePlace = 9003;
  const id = place(link);
  desk.clock.advance(20);
  expect(heard.rows.get(id)).toMatchObject({ stage: 'rejected', code: 9003, leaves: 0 });
  expect(lifeOf(heard, id).at(-1)).toBe('rejected');
});

test('a lost order becomes unknown in words, then ends as never received', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  desk.venue.losesPlaces = true;
  const id = place(link);
  desk.clock.advance(2_600);
  expect(heard.stages).toContain('unknown');
  desk.clock.advance(20_000);
  expect(heard.rows.get(id)!.stage).toBe('neverReceived');
  expect(lifeOf(heard, id)).toEqual(['key', 'sent', 'unknown', 'neverReceived']);
});

test('an order between the page and a dead connection is not left hanging', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  desk.network.isUp = false;
  desk.network.cut();
  desk.clock.advance(5);
  const id = place(link);
  desk.clock.advance(20);
  expect(heard.rows.get(id)!.stage).toBe('neverReceived');
});

test('after a reload the account is there again, open orders can be cancelled', () => {
  const desk = createFakeDesk();
  const first = open(desk);
  const id = place(first.link);
  desk.clock.advance(20);
  first.link.close();
  desk.newWorker();
  desk.clock.advance(20);
  const { link, heard } = open(desk);
  expect(heard.rows.get(id)).toMatchObject({ stage: 'open', price: 990, instrument: 0 });
  link.cancel(id);
  desk.clock.advance(20);
  expect(heard.rows.get(id)!.stage).toBe('cancelled');
});

test('an order that was on its way when the page was reloaded ends in a definite state', () => {
  const desk = createFakeDesk();
  const first = open(desk);
  desk.venue.losesPlaces = true;
  const id = place(first.link);
  desk.clock.advance(3);
  first.link.close();
  desk.newWorker();
  const { heard } = open(desk);
  expect(heard.rows.get(id)).toMatchObject({ stage: 'unknown', instrument: 0, qty: 10 });
  desk.clock.advance(30_000);
  expect(heard.rows.get(id)!.stage).toBe('neverReceived');
  expect([...desk.store.texts.keys()].filter((key) => key.includes('in-flight'))).toEqual([]);
});

test('two windows share one connection, see the same orders, and never use the same id', () => {
  const desk = createFakeDesk();
  const one = open(desk);
  const two = open(desk);
  expect(desk.network.opened.length).toBe(1);
  const ids = new Set<number>();
  for (let k = 0; k < 3_000; k++) {
    ids.add(one.link.nextClientOrderId()!);
    ids.add(two.link.nextClientOrderId()!);
    if (k % 100 === 0) desk.clock.advance(5);
  }
  expect(ids.size).toBe(6_000);
  const id = place(one.link);
  desk.clock.advance(20);
  expect(two.heard.rows.get(id)).toEqual(one.heard.rows.get(id));
  one.link.close();
  desk.clock.advance(10_000);
  expect(desk.idleTimes).toBe(0);
  two.link.close();
  desk.clock.advance(1_000);
  const three = open(desk);
  desk.clock.advance(10_000);
  // A page that comes in time finds the worker at work.
  expect([desk.idleTimes, desk.network.opened.length]).toEqual([0, 1]);
  expect(three.heard.rows.get(id)!.stage).toBe('open');
  three.link.close();
  desk.clock.advance(10_000);
  expect(desk.idleTimes).toBe(1);
});

test('ids go on above those of an earlier worker even when the clock stands still', () => {
  const desk = createFakeDesk();
  const first = open(desk);
  let last = 0;
  for (let k = 0; k < 1_500; k++) {
    if (k % 100 === 0) desk.clock.advance(2);
    last = first.link.nextClientOrderId()!;
  }
  desk.newWorker();
  // The control: the clock alone would not have been enough.
  expect(last).toBeGreaterThan((desk.clock.now() + 100) * 256 - 256 * 1_000);
  const { link } = open(desk);
  expect(link.nextClientOrderId()!).toBeGreaterThan(last);
});

test('the truth about a book: loading, verified, stale on a cut, verified again', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  link.watch({ is: 'depth', instrument: 0, levels: 5, intervalMs: 100 });
  desk.clock.advance(20);
  desk.network.cut();
  desk.clock.advance(5_000);
  expect(heard.topics).toEqual(['1 loading', '1 verified', '1 stale', '1 verified']);
  expect(heard.feeds).toContain('reconnecting');
  link.watch({ is: 'depth', instrument: 1, levels: 10, intervalMs: 0 });
  desk.clock.advance(20);
  expect(heard.topics.at(-1)).toBe('2 verified');
});

test('whoever will not wait for the next attempt makes it now', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  desk.network.isUp = false;
  desk.network.cut();
  // Long enough for the waits to have grown to seconds.
  desk.clock.advance(40_000);
  while (heard.feeds.at(-1) !== 'reconnecting') desk.clock.advance(10);
  desk.network.isUp = true;
  const before = desk.network.opened.length;
  link.retry();
  desk.clock.advance(30);
  expect(heard.feeds.at(-1)).toBe('live');
  desk.clock.advance(30_000);
  link.retry();
  desk.clock.advance(1_000);
  // A connection that stands is left alone.
  expect(desk.network.opened.length).toBe(before + 1);
});

test('silence is told as stale without a cut', () => {
  const desk = createFakeDesk();
  const { link, heard } = open(desk);
  link.watch({ is: 'depth', instrument: 0, levels: 5, intervalMs: 100 });
  desk.clock.advance(20);
  desk.network.fault = () => 'mute';
  desk.clock.advance(5_000);
  expect(heard.feeds).toContain('stale');
  expect(heard.topics.at(-1)).toBe('1 stale');
  desk.network.fault = () => 'pass';
  desk.clock.advance(30_000);
  expect(heard.topics.at(-1)).toBe('1 verified');
});

test('what nobody watches any more is given back, but not at once', () => {
  const desk = createFakeDesk();
  const { link } = open(desk);
  const handle = link.watch({ is: 'depth', instrument: 0, levels: 5, intervalMs: 100 });
  desk.clock.advance(20);
  link.unwatch(handle);
  desk.clock.advance(100);
  expect(desk.venue.heardKinds()).not.toContain('unsubscribe');
  desk.clock.advance(3_000);
  expect(desk.venue.heardKinds()).toContain('unsubscribe');
});

test('cancel of many answers with the count', async () => {
  const desk = createFakeDesk();
  const { link } = open(desk);
  place(link);
  place(link);
  desk.clock.advance(20);
  const answer = link.ask('cancelAll', { instrument: -1, side: -1 });
  desk.clock.advance(20);
  await Promise.resolve();
  desk.clock.advance(20);
  expect(await answer).toEqual({ is: 'done', cancelled: 2, more: false });
});

test('signing out ends the feed for all windows', () => {
  const desk = createFakeDesk();
  const one = open(desk);
  const two = open(desk);
  one.link.signOut();
  desk.clock.advance(20);
  expect(two.heard.feeds.at(-1)).toBe('closed');
  const again = open(desk);
  expect(again.heard.feeds.at(-1)).toBe('live');
});

test('an order asked for by hand is in its row before the answer comes', async () => {
  const desk = createFakeDesk(7);
  const { link, heard } = open(desk);
  desk.network.fault = (direction) => (direction === 'toClient' ? 'cut' : 'pass');
  const id = place(link);
  desk.clock.advance(20);
  expect(heard.rows.get(id)!.stage).toBe('unknown');
  desk.network.fault = () => 'pass';
  desk.clock.advance(2_000);
  const asked = link
    .ask('outcome', { clientOrderId: id })
    .then((answer) => [answer, heard.rows.get(id)!.stage]);
  for (let turn = 0; turn < 20; turn++) {
    desk.clock.advance(5);
    await Promise.resolve();
  }
  expect(await asked).toEqual(['known', 'open']);
});
