// Trading from a page through losses, cuts, silences and reloads: in the end every row says what the venue
// says, and no order is left unknown.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from '../../shared/feed/fake-link.ts';
import { createFakeDesk, type FakeDesk } from './fake-desk.ts';
import type { WorkerLink } from './link-contract.ts';
import type { OrderRow } from './order-row.ts';

const STEPS = 25;
const STAGES = ['open', 'filled', 'cancelled', 'expired', 'rejected'];

const weather = fc.record({
  drop: fc.double({ min: 0, max: 0.15, noNaN: true }),
  double: fc.double({ min: 0, max: 0.1, noNaN: true }),
  cut: fc.double({ min: 0, max: 0.04, noNaN: true }),
  mute: fc.double({ min: 0, max: 0.01, noNaN: true }),
});
type Weather = typeof weather extends fc.Arbitrary<infer W> ? W : never;

function pick(chances: Weather, random: number): Fault {
  let left = random;
  for (const fault of ['drop', 'double', 'cut', 'mute'] as const) {
    left -= chances[fault];
    if (left < 0) return fault;
  }
  return 'pass';
}

class Trader {
  rows = new Map<number, OrderRow>();
  readonly placed = new Set<number>();
  reloads = 0;
  readonly #desk: FakeDesk;
  #link: WorkerLink;

  constructor(desk: FakeDesk) {
    this.#desk = desk;
    this.#link = this.#open();
  }

  step(): void {
    const { clock, venue } = this.#desk;
    const dice = clock.random();
    const known = [...this.placed];
    const some = known[clock.between(0, Math.max(0, known.length - 1))] ?? 0;
    if (dice < 0.5) this.#place();
    else if (dice < 0.65) this.#link.cancel(some);
    else if (dice < 0.75) this.#link.amend(some, { price: clock.between(900, 999) });
    else if (dice < 0.95 && venue.account.orders.get(some)?.status === 0) {
      venue.account.fill(some, 1);
    } else if (dice > 0.97) this.#reload();
    clock.advance(clock.random() < 0.1 ? clock.between(1_000, 12_000) : clock.between(1, 300));
  }

  #open(): WorkerLink {
    const link = this.#desk.page();
    link.listen({
      message: (message) => {
        if (message.is !== 'orders') return;
        for (const row of message.rows) this.rows.set(row.clientOrderId, row);
      },
    });
    return link;
  }

  #place(): void {
    const clientOrderId = this.#link.nextClientOrderId();
    if (clientOrderId === undefined) return;
    this.placed.add(clientOrderId);
    this.#link.place({ instrument: 0, side: 0, price: 990, qty: 5, clientOrderId, keyMicros: 0 });
  }

  #reload(): void {
    this.reloads += 1;
    this.#link.close();
    this.rows = new Map();
    this.#desk.newWorker();
    this.#link = this.#open();
  }
}

test('rows end as the venue has them, whatever the network and the user do', () => {
  const seed = Date.now() & 0x7fffffff;
  process.stdout.write(`orders on the page: seed ${String(seed)}\n`);
  let never = 0;
  let reloads = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0x7fffffff }), weather, (run, chances) => {
      const desk = createFakeDesk(run);
      const trader = new Trader(desk);
      desk.clock.advance(30);
      desk.network.fault = () => pick(chances, desk.clock.random());
      for (let step = 0; step < STEPS; step++) trader.step();
      desk.network.fault = () => 'pass';
      desk.clock.advance(90_000);
      const { account } = desk.venue;
      for (const row of trader.rows.values()) {
        const truth = account.orders.get(row.clientOrderId);
        if (truth === undefined) expect(['neverReceived', 'rejected']).toContain(row.stage);
        else {
          expect(row.stage).toBe(STAGES[truth.status]);
          expect([row.filled, row.price]).toEqual([truth.filled, truth.price]);
        }
        expect(['pending', 'unknown']).not.toContain(row.change?.stage);
        if (row.stage === 'neverReceived') never += 1;
      }
      // Nothing of the user's is forgotten: what the venue has is on the page.
      for (const id of account.orders.keys()) expect(trader.rows.has(id)).toBe(true);
      expect(Math.max(0, ...account.taken.values())).toBeLessThanOrEqual(1);
      reloads += trader.reloads;
    }),
    { seed, numRuns: 200 },
  );
  // The controls: orders were lost on the way, and pages were loaded anew.
  expect(never).toBeGreaterThan(20);
  expect(reloads).toBeGreaterThan(20);
});
