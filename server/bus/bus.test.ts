import { describe, expect, it } from 'vitest';
import { createBusFaulty } from './bus-faulty.ts';
import { createBusLocal } from './bus-local.ts';
import { busContract } from './bus.contract.ts';

const NO_FAULTS = {
  seed: 1,
  dropSubmits: 0,
  doubleSubmits: 0,
  dropEvents: 0,
  doubleEvents: 0,
  delayMsMax: 0,
};

busContract('local', createBusLocal);
busContract('faulty, doubling and late', () =>
  createBusFaulty({ ...NO_FAULTS, doubleSubmits: 0.5, doubleEvents: 0.5, delayMsMax: 3 }),
);

describe('the local bus', () => {
  it('keeps the order of batches', () => {
    const bus = createBusLocal();
    const seen: number[] = [];
    bus.onEvents((batch) => void seen.push(batch[0]!));
    for (let k = 0; k < 100; k++) {
      bus.publishEvents(new Uint8Array(64).fill(k), {
        journalMicros: 0,
        matchMicros: 0,
        durableMicros: 0,
      });
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, k) => k));
  });
});

describe('the faulty bus', () => {
  it('drops, doubles and reorders as its seed says', async () => {
    const run = async (seed: number) => {
      const bus = createBusFaulty({
        ...NO_FAULTS,
        seed,
        dropEvents: 0.2,
        doubleEvents: 0.2,
        delayMsMax: 4,
      });
      const seen: number[] = [];
      bus.onEvents((batch) => void seen.push(batch[0]!));
      for (let k = 0; k < 200; k++) {
        bus.publishEvents(new Uint8Array(64).fill(k), {
          journalMicros: 0,
          matchMicros: 0,
          durableMicros: 0,
        });
      }
      while (bus.onTheWay() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      return { seen, done: bus.done };
    };
    const first = await run(7);
    expect(first.done.dropped).toBeGreaterThan(10);
    expect(first.done.doubled).toBeGreaterThan(10);
    expect(first.seen).not.toEqual(first.seen.toSorted((a, b) => a - b));
    expect(first.seen.length).toBe(200 - first.done.dropped + first.done.doubled);
    const second = await run(7);
    expect(second.done).toEqual(first.done);
    expect(second.seen.toSorted()).toEqual(first.seen.toSorted());
  });
});
