// Orders over a network that fails: whatever happens, each order ends in an outcome that is true, and
// none is placed twice.

import { expect, test } from 'vitest';
import { Side } from '../domain/order.ts';
import type { FakeRig } from './fake-rig.ts';
import { createRig } from './fake-rig.ts';
import { createTradeClient } from './trade-client.ts';
import type { TradeClient } from './trade-client.ts';
import type { TrackedOrder } from './orders.ts';

interface Desk extends FakeRig {
  readonly trade: TradeClient;
  /** Stages in order, by client order id. */
  readonly stages: Map<number, string[]>;
}

const TERMS = { instrument: 0, side: Side.buy, price: 1_000, qty: 10 };

function createDesk(deadlineMs = 5_000): Desk {
  const rig = createRig();
  const stages = new Map<number, string[]>();
  let id = 0;
  const trade = createTradeClient({
    feed: rig.feed,
    nextClientOrderId: () => ++id,
    deadlineMs,
    changed(order) {
      const seen = stages.get(order.clientOrderId) ?? [];
      if (seen.at(-1) !== order.stage) stages.set(order.clientOrderId, [...seen, order.stage]);
    },
  });
  rig.feed.start();
  rig.clock.advance(20);
  return { ...rig, trade, stages };
}

function place(desk: Desk, terms: Partial<typeof TERMS & { clientOrderId: number }> = {}) {
  const placed = desk.trade.place({ ...TERMS, ...terms });
  if (!placed.ok) throw new Error(placed.why);
  return placed.order;
}

function stagesOf(desk: Desk, order: TrackedOrder): string[] {
  return desk.stages.get(order.clientOrderId)!;
}

test('an order goes through its acks, fills in parts, and is known as filled', async () => {
  const desk = createDesk();
  const order = place(desk);
  const decided = desk.trade.decided(order.clientOrderId);
  const ended = desk.trade.ended(order.clientOrderId);
  desk.clock.advance(5);
  await expect(decided).resolves.toMatchObject({ stage: 'open', orderId: 101 });
  expect(order.received?.commandSeq).toBe(1);
  desk.venue.account.fill(1, 4);
  desk.clock.advance(5);
  expect(order).toMatchObject({ stage: 'open', filled: 4, leaves: 6 });
  desk.venue.account.fill(1, 6);
  desk.clock.advance(5);
  await expect(ended).resolves.toMatchObject({ stage: 'filled', filled: 10, leaves: 0 });
  expect(stagesOf(desk, order)).toEqual(['pending', 'open', 'filled']);
  expect(desk.feed.account.balances.get(0)?.available).toBe(1_000_000 - 10_000);
  expect(desk.feed.account.orders.size).toBe(1);
});

test('amend and cancel are answered', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.clock.advance(5);
  expect(desk.trade.amend(order.clientOrderId, { price: 990 })).toBe(true);
  expect(order.change).toMatchObject({ is: 'amend', stage: 'pending' });
  desk.clock.advance(5);
  expect(order).toMatchObject({ price: 990, change: { stage: 'done' } });
  expect(desk.trade.cancel(order.clientOrderId)).toBe(true);
  desk.clock.advance(5);
  expect(order).toMatchObject({ stage: 'cancelled', change: { is: 'cancel', stage: 'done' } });
  expect(desk.trade.cancel(order.clientOrderId)).toBe(false);
});

test('a cancel that comes after the fill is refused, the fill stands', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.clock.advance(5);
  desk.trade.cancel(order.clientOrderId);
  desk.venue.account.fill(1, 10);
  desk.clock.advance(5);
  expect(order.stage).toBe('filled');
  expect(order.change?.stage).toBe('rejected');
});

test('a refusal by the gateway is final: nothing was taken', () => {
  const desk = createDesk();
  desk.venue.refusePlace = 9_003;
  const order = place(desk);
  desk.clock.advance(5);
  expect(order).toMatchObject({ stage: 'rejected', code: 9_003 });
});

test('a refusal of a repeat says nothing about the first copy', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.link.fault = (direction) => (direction === 'toClient' ? 'drop' : 'pass');
  desk.clock.advance(2);
  desk.link.fault = () => 'pass';
  desk.venue.refusePlace = 9_003;
  expect(desk.trade.repeat(order.clientOrderId)).toBe(true);
  desk.clock.advance(5);
  expect(order.stage).toBe('pending');
  desk.clock.advance(10_000);
  expect(order.stage).toBe('open');
  expect(desk.venue.account.taken.get(1)).toBe(1);
});

test('a repeat sends the same bytes and places nothing twice', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.clock.advance(5);
  expect(desk.trade.repeat(order.clientOrderId)).toBe(true);
  desk.clock.advance(5);
  const places = desk.venue.heard.filter((message) => message.is === 'place');
  expect(places[1]).toEqual(places[0]);
  expect(desk.venue.account.taken.get(1)).toBe(1);
  expect(order.stage).toBe('open');
});

test('a repeat after the deadline is refused, and the order that stands is not touched', () => {
  const desk = createDesk(1_000);
  const order = place(desk);
  desk.clock.advance(3_000);
  desk.trade.repeat(order.clientOrderId);
  desk.clock.advance(5);
  expect(order).toMatchObject({ stage: 'open', code: 0 });
});

test('nothing is placed while the feed is not live, or under an id that is in use', () => {
  const desk = createDesk();
  const order = place(desk);
  const again = desk.trade.place({ ...TERMS, clientOrderId: order.clientOrderId });
  expect(again).toEqual({ ok: false, why: 'idInUse' });
  desk.link.cut();
  desk.clock.advance(2);
  expect(desk.trade.place(TERMS)).toEqual({ ok: false, why: 'notLive' });
});

test('an order whose answers were cut off is found by the resume', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.link.fault = (direction) => (direction === 'toClient' ? 'cut' : 'pass');
  desk.clock.advance(2);
  expect(order.stage).toBe('unknown');
  desk.link.fault = () => 'pass';
  desk.clock.advance(1_000);
  expect(stagesOf(desk, order)).toEqual(['pending', 'unknown', 'open']);
});

test('an order that never arrived is known as never received, but not before its deadline', () => {
  const desk = createDesk(5_000);
  desk.link.fault = (direction) => (direction === 'toServer' ? 'cut' : 'pass');
  const order = place(desk);
  desk.link.fault = () => 'pass';
  desk.clock.advance(2_000);
  expect(desk.feed.state.is).toBe('live');
  expect(order.stage).toBe('unknown');
  desk.clock.advance(2_000);
  expect(desk.venue.heardKinds()).toContain('queryOrder');
  expect(order.stage).toBe('unknown');
  desk.clock.advance(3_000);
  expect(order.stage).toBe('neverReceived');
});

test('an order lost inside the server is known as never received on the same connection', () => {
  const desk = createDesk(60_000);
  desk.venue.losesPlaces = true;
  const order = place(desk);
  desk.clock.advance(3_000);
  expect(stagesOf(desk, order)).toEqual(['pending', 'unknown', 'neverReceived']);
});

test('when the missed frames are gone, snapshot and query find every order', () => {
  const desk = createDesk();
  const filled = place(desk);
  const kept = place(desk);
  desk.clock.advance(5);
  desk.link.cut();
  desk.venue.account.fill(filled.clientOrderId, 10);
  desk.venue.account.keptAfter = desk.venue.account.seq;
  desk.clock.advance(2_000);
  expect(filled.stage).toBe('filled');
  expect(kept.stage).toBe('open');
  expect(desk.feed.account.seq).toBe(desk.venue.account.seq);
});

test('an accepted order that ended while the server forgot it is not called never received', () => {
  const desk = createDesk();
  const order = place(desk);
  const kept = place(desk);
  desk.clock.advance(5);
  desk.link.cut();
  desk.venue.account.fill(order.clientOrderId, 10);
  desk.venue.account.keptAfter = desk.venue.account.seq;
  desk.venue.account.orders.delete(order.clientOrderId);
  desk.clock.advance(8_000);
  expect(stagesOf(desk, order)).toEqual(['pending', 'open', 'unknown', 'endedUnseen']);
  expect(kept.stage).toBe('open');
});

test('a cancel that was cut off is sent again, an amend is looked up', () => {
  const desk = createDesk();
  const cancelled = place(desk);
  const amended = place(desk);
  const untouched = place(desk);
  desk.clock.advance(5);
  desk.link.fault = (direction) => (direction === 'toClient' ? 'drop' : 'pass');
  desk.trade.amend(amended.clientOrderId, { price: 900 });
  desk.clock.advance(2);
  desk.link.fault = () => 'drop';
  desk.trade.cancel(cancelled.clientOrderId);
  desk.trade.amend(untouched.clientOrderId, { qty: 20 });
  desk.link.cut();
  desk.clock.advance(2);
  expect(cancelled.change?.stage).toBe('unknown');
  desk.link.fault = () => 'pass';
  desk.clock.advance(10_000);
  expect(cancelled).toMatchObject({ stage: 'cancelled', change: { stage: 'done' } });
  expect(amended).toMatchObject({ price: 900, change: { stage: 'done' } });
  expect(untouched).toMatchObject({ qty: 10, change: { stage: 'neverReceived' } });
});

test('a hole in the private stream heals by signing in again', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.clock.advance(5);
  desk.link.fault = (direction) => (direction === 'toClient' ? 'drop' : 'pass');
  desk.venue.account.fill(1, 4);
  desk.clock.advance(1);
  desk.link.fault = () => 'pass';
  desk.venue.account.fill(1, 1);
  desk.clock.advance(1_000);
  expect(order).toMatchObject({ stage: 'open', filled: 5 });
  expect(desk.link.opened.length).toBe(2);
});

test('a lost tail of the private stream is found by the heartbeat', () => {
  const desk = createDesk();
  const order = place(desk);
  desk.clock.advance(5);
  desk.link.fault = (direction) => (direction === 'toClient' ? 'drop' : 'pass');
  desk.venue.account.fill(1, 10);
  desk.clock.advance(1);
  desk.link.fault = () => 'pass';
  expect(order.stage).toBe('open');
  desk.clock.advance(7_000);
  expect(order.stage).toBe('filled');
});

test('an order of an earlier run is recovered by its id', () => {
  const desk = createDesk();
  place(desk, { clientOrderId: 41 });
  desk.clock.advance(5);
  const next = createTradeClient({ feed: desk.feed, nextClientOrderId: () => 99 });
  expect(next.recover(41, 0).stage).toBe('open');
  const gone = next.recover(40, 0);
  expect(gone.stage).toBe('unknown');
  desk.clock.advance(8_000);
  expect(gone.stage).toBe('neverReceived');
});

test('cancel all is answered with its count, and unknown when it is cut off', async () => {
  const desk = createDesk();
  place(desk);
  place(desk);
  desk.clock.advance(5);
  const done = desk.trade.cancelAll();
  desk.clock.advance(5);
  await expect(done).resolves.toEqual({ is: 'done', cancelled: 2, more: false });
  const cut = desk.trade.cancelAll();
  desk.link.cut();
  desk.clock.advance(2);
  await expect(cut).resolves.toEqual({ is: 'unknown' });
});

test('a cut at every frame of a trading session: every outcome true, nothing placed twice', () => {
  const run = (cutAt: number) => {
    const desk = createDesk();
    desk.link.fault = (_direction, index) => (index === cutAt ? 'cut' : 'pass');
    for (let k = 0; k < 5; k++) {
      const placed = desk.trade.place(TERMS);
      desk.clock.advance(400);
      if (!placed.ok) continue;
      const { clientOrderId } = placed.order;
      if (k === 1) desk.trade.cancel(clientOrderId);
      if (k === 2) desk.trade.amend(clientOrderId, { price: 995 });
      if (k === 3 && desk.venue.account.orders.has(clientOrderId)) {
        desk.venue.account.fill(clientOrderId, 10);
      }
      desk.clock.advance(400);
    }
    desk.link.fault = () => 'pass';
    desk.clock.advance(20_000);
    return desk;
  };
  const { frames } = run(-1).link;
  expect(frames).toBeGreaterThan(30);
  const statusOf = ['open', 'filled', 'cancelled', 'expired', 'rejected'];
  let neverReceived = 0;
  for (let cutAt = 0; cutAt < frames; cutAt++) {
    const desk = run(cutAt);
    for (const order of desk.trade.orders.values()) {
      const truth = desk.venue.account.orders.get(order.clientOrderId);
      const stage = truth === undefined ? 'neverReceived' : statusOf[truth.status];
      expect(order.stage, `cut at ${cutAt}, order ${order.clientOrderId}`).toBe(stage);
      if (truth !== undefined) expect(order.price).toBe(truth.price);
      if (order.change !== undefined) expect(order.change.stage).not.toBe('unknown');
      if (truth === undefined) neverReceived += 1;
    }
    expect(Math.max(0, ...desk.venue.account.taken.values())).toBeLessThanOrEqual(1);
  }
  // The control: some cuts did hit a place on its way.
  expect(neverReceived).toBeGreaterThan(0);
});

test('asked at once, an unknown order is answered before its next turn, and each answer is honest', async () => {
  const desk = createDesk(5_000);
  const known = place(desk);
  desk.clock.advance(5);
  await expect(desk.trade.askNow(known.clientOrderId)).resolves.toBe('known');
  desk.link.fault = (direction) => (direction === 'toServer' ? 'cut' : 'pass');
  const lost = place(desk);
  desk.clock.advance(2);
  await expect(desk.trade.askNow(lost.clientOrderId)).resolves.toBe('notSent');
  desk.link.fault = () => 'pass';
  desk.clock.advance(2_000);
  expect(desk.feed.state.is).toBe('live');
  const early = desk.trade.askNow(lost.clientOrderId);
  desk.clock.advance(5);
  await expect(early).resolves.toBe('notYet');
  expect(lost.stage).toBe('unknown');
  const cut = desk.trade.askNow(lost.clientOrderId);
  desk.link.cut();
  desk.clock.advance(2);
  await expect(cut).resolves.toBe('lost');
  desk.clock.advance(8_000);
  expect(lost.stage).toBe('neverReceived');
  await expect(desk.trade.askNow(lost.clientOrderId)).resolves.toBe('known');
});

test('questions by hand in a row are one message', async () => {
  const desk = createDesk(60_000);
  desk.venue.losesPlaces = true;
  const order = place(desk);
  desk.clock.advance(1_000);
  order.stage = 'unknown';
  const asks = () => desk.venue.heardKinds().filter((kind) => kind === 'queryOrder').length;
  const answers = [1, 2, 3].map(() => desk.trade.askNow(order.clientOrderId));
  desk.clock.advance(5);
  expect(asks()).toBe(1);
  // Sent once on a connection that never broke: what is not there now never comes.
  await expect(Promise.all(answers)).resolves.toEqual(['known', 'known', 'known']);
  expect(order.stage).toBe('neverReceived');
});
