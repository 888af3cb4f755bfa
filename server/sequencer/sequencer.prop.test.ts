import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EB } from '../core/events.ts';
import { createJournalMemory } from '../journal/journal-memory.ts';
import type { InjectedAnswer, MemoryJournal } from '../journal/journal-memory.ts';
import { viewsOf } from '../journal/journal-record.ts';
import { createSnapshotter } from './snapshotter.ts';
import { createSnapshotStoreMemory, openTestVenue, orders } from './test-venue.ts';
import type { TestVenue } from './test-venue.ts';

const SEED = 20_261_122;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const seqOf = (batch: Uint8Array) => viewsOf(batch).slots[EB.batchSeqSlot]!;

type Step =
  | { readonly kind: 'submit'; readonly count: number }
  | { readonly kind: 'answer'; readonly answer: InjectedAnswer }
  | { readonly kind: 'clock'; readonly millis: number }
  | { readonly kind: 'hold' | 'sync' | 'full' | 'space' | 'turn' | 'snapshot' };

const answer: fc.Arbitrary<InjectedAnswer> = fc.oneof(
  fc.record({ answer: fc.constant('unknown' as const), written: fc.boolean() }),
  fc.record({ answer: fc.constant('durable' as const), delayMs: fc.integer({ min: 0, max: 3 }) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      count: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), answer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      millis: fc.integer({ min: -5_000, max: 5_000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['hold', 'sync', 'full', 'space', 'turn', 'turn', 'snapshot'] as const),
      ),
    }),
  },
);

/** Plays the steps, and pulls the plug in the middle of whatever is under way then. */
async function play(
  journal: MemoryJournal,
  venue: TestVenue,
  steps: readonly Step[],
  unsyncedSurvive: boolean,
) {
  const store = createSnapshotStoreMemory();
  const { engine, sequencer, clock } = venue;
  const snapshots = createSnapshotter({
    ...{ engine, sequencer, journal, store, clock },
    onFailed: () => undefined,
  });
  const saved: Promise<unknown>[] = [];
  let nextId = 1;
  for (const action of steps) {
    if (action.kind === 'submit') {
      venue.submit(orders(nextId, action.count));
      nextId += action.count;
    } else if (action.kind === 'answer') journal.inject(action.answer);
    else if (action.kind === 'clock') {
      clock.jump(action.millis);
      sequencer.tick();
    } else if (action.kind === 'hold') journal.holdSync();
    else if (action.kind === 'sync') journal.sync();
    else if (action.kind === 'full') journal.setFull(true);
    else if (action.kind === 'space') journal.setFull(false);
    else if (action.kind === 'snapshot') saved.push(snapshots.take().catch(() => undefined));
    await turn();
  }
  journal.crash(unsyncedSurvive);
  return store;
}

describe(`the sequencer under faults (seed ${String(SEED)})`, () => {
  it('releases only what a recovery finds, byte for byte, whatever the journal answers', async () => {
    let released = 0;
    let unreleased = 0;
    const plays = fc.array(step, { minLength: 10, maxLength: 40 });
    const property = fc.asyncProperty(plays, fc.boolean(), async (steps, survive) => {
      const journal = createJournalMemory();
      const venue = await openTestVenue({ journal });
      const store = await play(journal, venue, steps, survive);
      const rows = journal.rows();
      const again = await openTestVenue({ journal: createJournalMemory({ rows }) });
      const found = new Map(again.replayed.map((batch) => [seqOf(batch), batch]));
      for (const batch of venue.released) {
        expect(Buffer.compare(batch, found.get(seqOf(batch)) ?? new Uint8Array())).toBe(0);
      }
      const seqs = venue.released.map(seqOf);
      expect(seqs).toEqual(seqs.map((_, k) => 2 + k));
      const fromSnapshot = await openTestVenue({
        journal: createJournalMemory({ rows }),
        snapshots: store,
      });
      expect(fromSnapshot.startHash).toBe(again.startHash);
      released += venue.released.length;
      unreleased += rows.length - 1 - venue.released.length;
      for (const open of [again, fromSnapshot]) await open.sequencer.stop().catch(() => 0);
    });
    await fc.assert(property, { seed: SEED, numRuns: 150 });
    expect(released).toBeGreaterThan(300);
    // The plug was pulled between sync and release too, else nothing was tried.
    expect(unreleased).toBeGreaterThan(0);
  });

  it('would notice output that leaves before its sync', async () => {
    const journal = createJournalMemory();
    // A journal that answers before it is synced is what the property must not survive.
    const lying = {
      ...journal,
      append: async (row: Parameters<typeof journal.append>[0]) => {
        void journal.append(row);
        return Promise.resolve('durable' as const);
      },
    };
    const venue = await openTestVenue({ journal: lying });
    await venue.settle();
    journal.holdSync();
    venue.submit(orders(1));
    await venue.settle();
    journal.crash();
    const again = await openTestVenue({ journal: createJournalMemory({ rows: journal.rows() }) });
    expect(seqOf(venue.released.at(-1)!)).toBeGreaterThan(again.recovered.position.seq - 1);
  });
});
