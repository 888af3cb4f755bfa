import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { EB, EVENT_WORDS, E, EVENT_BYTES } from '../core/events.ts';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { viewsOf } from '../journal/journal-record.ts';
import { cancels, openTestVenue, orders } from './test-venue.ts';

/** Client order ids of the orders in released batches, clock commands left out. */
function idsOf(batches: readonly Uint8Array[]): number[] {
  return batches.flatMap((batch) => {
    const { slots } = viewsOf(batch);
    const ids: number[] = [];
    for (let block = 1; block < batch.byteLength / EVENT_BYTES; block++) {
      const id = slots[block * 8 + E.clientOrderIdSlot]!;
      if (id > 0) ids.push(id);
    }
    return ids;
  });
}
const seqsOf = (batches: readonly Uint8Array[]) =>
  batches.map((batch) => viewsOf(batch).slots[EB.batchSeqSlot]!);
const range = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k);

describe('the single writer', () => {
  it('releases every command once, in order, in contiguous batches', async () => {
    const venue = await openTestVenue({ journal: createJournalMemory() });
    for (let id = 1; id <= 3000; id += 3) expect(venue.submit(orders(id, 3))).toEqual([]);
    await venue.settle();
    expect(idsOf(venue.released)).toEqual(range(1, 3000));
    const seqs = seqsOf(venue.released);
    expect(seqs).toEqual(range(2, seqs.length));
    expect(venue.fatal).toEqual([]);
  });

  it('holds back every event until its batch is synced, and the core runs ahead', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    const before = venue.released.length;
    const stateBefore = venue.engine.stateHash();
    journal.holdSync();
    venue.submit(orders(1, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(venue.engine.stateHash()).not.toBe(stateBefore);
    expect(venue.released.length).toBe(before);
    journal.sync();
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets the next batch grow while one is in flight', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    journal.inject({ answer: 'durable', delayMs: 20 });
    venue.submit(orders(1));
    await new Promise((resolve) => setImmediate(resolve));
    for (let id = 2; id <= 100; id++) venue.submit(orders(id));
    await venue.settle();
    expect(venue.released.slice(-2).map((batch) => viewsOf(batch).words[EB.commands])).toEqual([
      1, 99,
    ]);
  });

  it('stops without output when it is fenced', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    const before = venue.released.length;
    const tail = await journal.tail();
    expect(await journal.claim(tail.epoch + 1, tail.seq + 1, tail.hash, 'another')).toBe('durable');
    venue.submit(orders(1, 10));
    await expect(venue.settle()).rejects.toThrow();
    expect(venue.fatal).toEqual([expect.stringContaining('another leader')]);
    expect(venue.released.length).toBe(before);
    expect(venue.submit(orders(11))).toEqual([REJECTS.stopping.code]);
  });

  it.each([
    { written: true, name: 'was written' },
    { written: false, name: 'was not written' },
  ])('reads an unknown append back that $name', async ({ written }) => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    journal.inject({ answer: 'unknown', written }, { answer: 'unknown', written });
    venue.submit(orders(1, 4));
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([1, 2, 3, 4]);
    expect(venue.fatal).toEqual([]);
    const rows = journal.rows().map((row) => row.seq);
    expect(rows).toEqual(range(1, rows.length));
  });

  it('stops for ever when the journal breaks', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    const before = venue.released.length;
    journal.inject({ answer: 'broken' });
    venue.submit(orders(1));
    await expect(venue.settle()).rejects.toThrow('told to break');
    venue.sequencer.tick();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(venue.fatal.length).toBe(1);
    expect(venue.released.length).toBe(before);
  });

  it('takes only what protects while the disk is full, and everything when there is space', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    journal.setFull(true);
    venue.submit(orders(1));
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([1]);
    expect(venue.submit(orders(2))).toEqual([REJECTS.readOnly.code]);
    expect(venue.submit(cancels(1))).toEqual([]);
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([1, 1]);
    journal.setFull(false);
    venue.clock.advance(2000);
    venue.sequencer.tick();
    await venue.settle();
    expect(venue.submit(orders(3))).toEqual([]);
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([1, 1, 3]);
    expect(venue.notices.filter((notice) => notice.kind === 'readOnly')).toEqual([
      { kind: 'readOnly', on: true },
      { kind: 'readOnly', on: false },
    ]);
  });

  it('answers BUSY at its limit and keeps a reserve for cancels', async () => {
    const journal = createJournalMemory();
    const settings = { inboxCommands: 100, inboxCancelReserve: 10 };
    const venue = await openTestVenue({ journal, settings });
    await venue.settle();
    expect(venue.submit(orders(1, 100))).toEqual([]);
    expect(venue.submit(orders(101))).toEqual([REJECTS.busy.code]);
    expect(venue.submit(cancels(1, 10))).toEqual([]);
    expect(venue.submit(cancels(11))).toEqual([REJECTS.busy.code]);
    await venue.settle();
    expect(idsOf(venue.released)).toEqual([...range(1, 100), ...range(1, 10)]);
  });

  it('makes time strictly increasing and reports a clock that jumps', async () => {
    const venue = await openTestVenue({ journal: createJournalMemory() });
    for (const millis of [0, 5, -3_600_000, 0, 86_400_000, 0]) {
      venue.clock.jump(millis);
      venue.submit(orders(1));
      await venue.settle();
    }
    const times = venue.released.map((batch) => viewsOf(batch).slots[EB.timeSlot]!);
    expect(times.every((time, k) => k === 0 || time > times[k - 1]!)).toBe(true);
    const jumps = venue.notices.filter((notice) => notice.kind === 'clockJump');
    expect(jumps.map((jump) => jump.micros)).toEqual([-3_600_000_000, 86_400_000_000]);
  });

  it('puts a clock command in front of a batch when time has passed', async () => {
    const venue = await openTestVenue({ journal: createJournalMemory() });
    await venue.settle();
    venue.sequencer.tick();
    await venue.settle();
    const words = viewsOf(venue.released.at(-1)!).words;
    expect(words[EB.commands]).toBe(1);
    expect(words[EVENT_WORDS + E.qty]).toBe(6);
  });

  it('serves the state at a border that was released', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal });
    await venue.settle();
    journal.inject({ answer: 'durable', delayMs: 15 });
    venue.submit(orders(1, 7));
    await new Promise((resolve) => setImmediate(resolve));
    const state = viewsOf(await venue.bus.requestState());
    const last = viewsOf(venue.released.at(-1)!);
    expect(state.words[EB.dump]).toBe(1);
    expect(state.slots[EB.batchSeqSlot]).toBe(last.slots[EB.batchSeqSlot]);
    expect(state.words[EB.crc]).toBe(last.words[EB.crc]);
    expect(state.words[EVENT_WORDS + E.qty]).toBe(8);
  });

  it('makes durable what it took before it stops', async () => {
    const venue = await openTestVenue({ journal: createJournalMemory() });
    venue.submit(orders(1, 600));
    const stopped = venue.sequencer.stop();
    expect(venue.submit(orders(601))).toEqual([REJECTS.stopping.code]);
    await stopped;
    expect(idsOf(venue.released)).toEqual(range(1, 600));
  });
});
