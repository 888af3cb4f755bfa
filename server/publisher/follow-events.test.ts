// Joining the bus late, and after a gap: what the publisher folds is contiguous from the dump on.

import { describe, expect, test } from 'vitest';
import { createBusLocal } from '../bus/bus-local.ts';
import type { Bus } from '../bus/bus.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES } from '../core/events.ts';
import { Market } from '../marketdata/market.ts';
import { followEvents } from './follow-events.ts';
import { Publisher } from './publisher.ts';

const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };

function emptyBatch(batchSeq: number, isDump: boolean): Uint8Array {
  const slots = new Float64Array(EVENT_BYTES / 8);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = 1;
  slots[EB.batchSeqSlot] = batchSeq;
  slots[EB.timeSlot] = batchSeq * 1_000;
  words[EB.dump] = isDump ? 1 : 0;
  return new Uint8Array(slots.buffer);
}

/** An engine that numbers empty batches and gives its state whenever it is asked. */
function world() {
  const bus: Bus = createBusLocal();
  const released: number[] = [];
  let seq = 10;
  let dumps = 0;
  bus.serveState(() => {
    dumps += 1;
    return emptyBatch(seq, true);
  });
  const publisher = new Publisher(
    { report() {}, placed() {}, answer() {}, released: (batchSeq) => released.push(batchSeq) },
    new Market(),
  );
  const emit = () => bus.publishEvents(emptyBatch(++seq, false), STAMPS);
  const lose = () => (seq += 1);
  return { bus, publisher, released, emit, lose, dumps: () => dumps };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('following the events', () => {
  test('batches that come while history is loaded wait their turn', async () => {
    const { bus, publisher, released, emit, dumps } = world();
    const restored = async () => {
      emit();
      await turn();
      emit();
    };
    const following = followEvents(bus, publisher, restored, () => expect.fail());
    await following.ready;
    emit();
    expect(released).toEqual([11, 12, 13]);
    expect(dumps()).toBe(1);
    following.stop();
    emit();
    expect(released).toEqual([11, 12, 13]);
  });

  test('a gap asks for the state again, and nothing is folded twice', async () => {
    const { bus, publisher, released, emit, lose, dumps } = world();
    const following = followEvents(bus, publisher, turn as () => Promise<void>, () =>
      expect.fail(),
    );
    await following.ready;
    emit();
    lose();
    emit();
    emit();
    await turn();
    await turn();
    emit();
    expect(dumps()).toBe(2);
    expect(publisher.batchSeq).toBe(15);
    expect(released).toEqual([11, 14, 15]);
  });

  test('a gap while waiting for history asks once more', async () => {
    const { bus, publisher, emit, lose, dumps } = world();
    let rounds = 0;
    const restored = async () => {
      rounds += 1;
      if (rounds > 1) return;
      emit();
      lose();
      emit();
      await turn();
    };
    await followEvents(bus, publisher, restored, () => expect.fail()).ready;
    expect([rounds, dumps(), publisher.batchSeq]).toEqual([2, 2, 13]);
  });

  test('says when the state cannot be had', async () => {
    const bus = createBusLocal();
    const { publisher } = world();
    const reasons: string[] = [];
    const restored = () => Promise.resolve();
    const { ready } = followEvents(bus, publisher, restored, (reason) => reasons.push(reason));
    await expect(ready).rejects.toThrow('no engine');
    await turn();
    expect(reasons).toHaveLength(1);
  });
});
