// Bus for tests that delays, drops, doubles and reorders messages, from a seed, within what a network
// may do to them.

import type { BatchStamps, Bus, EventHandler, Refused } from './bus.ts';
import { createBusLocal } from './bus-local.ts';

export interface BusFaults {
  readonly seed: number;
  /** Share of submits that vanish, and that arrive twice. */
  readonly dropSubmits: number;
  readonly doubleSubmits: number;
  /** Share of event batches that a subscriber never sees, and that it sees twice. */
  readonly dropEvents: number;
  readonly doubleEvents: number;
  /** Messages arrive up to this many milliseconds late, so that they overtake each other. */
  readonly delayMsMax: number;
}

export interface FaultyBus extends Bus {
  /** What was done to messages so far. */
  readonly done: { dropped: number; doubled: number; delayed: number };
  /** Messages on their way. */
  onTheWay(): number;
}

export function createBusFaulty(faults: BusFaults): FaultyBus {
  const inner = createBusLocal();
  const random = seeded(faults.seed);
  const done = { dropped: 0, doubled: 0, delayed: 0 };
  let onTheWay = 0;

  function carry(drop: number, double: number, deliver: () => void): void {
    if (random() < drop) {
      done.dropped++;
      return;
    }
    const copies = random() < double ? 2 : 1;
    done.doubled += copies - 1;
    for (let k = 0; k < copies; k++) later(deliver);
  }

  function later(deliver: () => void): void {
    const delayMs = Math.floor(random() * (faults.delayMsMax + 1));
    if (delayMs > 0) done.delayed++;
    onTheWay++;
    setTimeout(() => {
      onTheWay--;
      deliver();
    }, delayMs);
  }

  return {
    ...inner,
    done,
    onTheWay: () => onTheWay,
    submit(records: Uint8Array, refused: Refused) {
      const copy = Uint8Array.from(records);
      carry(faults.dropSubmits, faults.doubleSubmits, () => {
        inner.submit(copy, refused);
      });
    },
    onEvents(handler: EventHandler) {
      let open = true;
      const leave = inner.onEvents((batch: Uint8Array, stamps: BatchStamps) => {
        carry(faults.dropEvents, faults.doubleEvents, () => {
          if (open) handler(Uint8Array.from(batch), stamps);
        });
      });
      return () => {
        open = false;
        leave();
      };
    },
  };
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
