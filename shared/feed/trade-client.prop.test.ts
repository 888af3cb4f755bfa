// Trading through random losses, cuts and silences: every outcome is true, nothing is placed twice, and
// the account is what the venue says.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Side } from '../domain/order.ts';
import type { Fault } from './fake-link.ts';
import { createRig } from './fake-rig.ts';
import { createTradeClient } from './trade-client.ts';

const RUNS = 500;
const STEPS = 30;
const STAGE_OF_STATUS = ['open', 'filled', 'cancelled', 'expired', 'rejected'];
const DEADLINE_MS = 3_000;

interface Weather {
  readonly drop: number;
  readonly double: number;
  readonly cut: number;
  readonly mute: number;
}

const weather = fc.record({
  drop: fc.double({ min: 0, max: 0.2, noNaN: true }),
  double: fc.double({ min: 0, max: 0.1, noNaN: true }),
  cut: fc.double({ min: 0, max: 0.05, noNaN: true }),
  mute: fc.double({ min: 0, max: 0.02, noNaN: true }),
});

function pick(chances: Weather, random: number): Fault {
  let left = random;
  for (const fault of ['drop', 'double', 'cut', 'mute'] as const) {
    left -= chances[fault];
    if (left < 0) return fault;
  }
  return 'pass';
}

function tradeThrough(seed: number, chances: Weather) {
  const rig = createRig({ seed });
  const { clock, venue, link, feed } = rig;
  let id = 0;
  const trade = createTradeClient({
    feed,
    nextClientOrderId: () => ++id,
    deadlineMs: DEADLINE_MS,
  });
  feed.start();
  clock.advance(20);
  link.fault = () => pick(chances, clock.random());
  for (let step = 0; step < STEPS; step++) {
    trade.place({ instrument: 0, side: Side.buy, price: 1_000, qty: 10 });
    clock.advance(clock.between(1, 400));
    const some = clock.between(1, Math.max(1, id));
    const dice = clock.random();
    if (dice < 0.2) trade.cancel(some);
    else if (dice < 0.4) trade.amend(some, { price: clock.between(900, 999) });
    else if (dice < 0.5) trade.repeat(some);
    else if (venue.account.orders.get(some)?.status === 0) venue.account.fill(some, 1);
    clock.advance(clock.random() < 0.1 ? clock.between(1_000, 12_000) : clock.between(1, 300));
  }
  link.fault = () => 'pass';
  clock.advance(90_000);
  return { ...rig, trade };
}

test('random faults: all outcomes definite and true, no order doubled', () => {
  const seed = Date.now() & 0x7fffffff;
  process.stdout.write(`trading faults: seed ${seed}\n`);
  let neverReceived = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0x7fffffff }), weather, (runSeed, chances) => {
      const { trade, venue, feed } = tradeThrough(runSeed, chances);
      const { account } = venue;
      for (const order of trade.orders.values()) {
        const truth = account.orders.get(order.clientOrderId);
        const stage = truth === undefined ? order.stage : STAGE_OF_STATUS[truth.status];
        expect(order.stage).toBe(stage);
        if (truth === undefined) expect(['neverReceived', 'rejected']).toContain(order.stage);
        else expect([order.price, order.filled]).toEqual([truth.price, truth.filled]);
        expect(order.change?.stage).not.toBe('pending');
        expect(order.change?.stage).not.toBe('unknown');
        if (order.stage === 'neverReceived') neverReceived += 1;
      }
      expect(Math.max(0, ...account.taken.values())).toBeLessThanOrEqual(1);
      expect(feed.account.seq).toBe(account.seq);
      expect(feed.account.balances.get(0)).toEqual(account.snapshot().balances[0]);
    }),
    { seed, numRuns: RUNS },
  );
  // The control: the weather was bad enough for orders to be lost on their way.
  expect(neverReceived).toBeGreaterThan(RUNS / 10);
});
