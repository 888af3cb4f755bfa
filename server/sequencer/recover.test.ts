import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accountRecord } from '../core/definitions.ts';
import { EB } from '../core/events.ts';
import { createJournalMemory } from '../journal/journal-memory.ts';
import type { MemoryJournal } from '../journal/journal-memory.ts';
import { chainHash, viewsOf } from '../journal/journal-record.ts';
import { createSnapshotStoreFile } from '../journal/snapshot-store-file.ts';
import type { SnapshotStore } from '../journal/snapshot-store.ts';
import { createClockManual } from './clock-manual.ts';
import { createEngineCounting } from './engine-counting.ts';
import { createSnapshotter } from './snapshotter.ts';
import { createSnapshotStoreMemory, openTestVenue, orders } from './test-venue.ts';
import type { TestVenue } from './test-venue.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-recover-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const genesis = () => [accountRecord(2), accountRecord(3), accountRecord(4)];
const seqOf = (batch: Uint8Array) => viewsOf(batch).slots[EB.batchSeqSlot]!;
const crcOf = (batch: Uint8Array) => viewsOf(batch).words[EB.crc]!;

function snapshotter(venue: TestVenue, journal: MemoryJournal, store: SnapshotStore, keep = 3) {
  const { engine, sequencer, clock } = venue;
  const parts = {
    engine,
    sequencer,
    journal,
    store,
    clock,
    onFailed: (why: string) => expect.unreachable(why),
  };
  return createSnapshotter(parts, { everyCommands: 1, everySeconds: 1, keep, shard: 0 });
}

/** A venue that ran for `rounds` batches of 5 orders, with a snapshot every `every` of them. */
async function ran(rounds: number, every = 0, keep = 3) {
  const journal = createJournalMemory();
  const store = createSnapshotStoreMemory();
  const venue = await openTestVenue({ journal, snapshots: store, genesis });
  await venue.settle();
  const snapshots = snapshotter(venue, journal, store, keep);
  for (let k = 1; k <= rounds; k++) {
    venue.clock.advance(1);
    venue.submit(orders(k * 5, 5));
    await venue.settle();
    if (every > 0 && k % every === 0) await snapshots.take();
  }
  return { journal, store, venue };
}

const reopened = (journal: MemoryJournal) => createJournalMemory({ rows: journal.rows() });

describe('recovery', () => {
  it('begins an empty journal with the take-over and one batch of genesis', async () => {
    const journal = createJournalMemory();
    const venue = await openTestVenue({ journal, genesis });
    expect(journal.rows().map((row) => [row.seq, row.epoch])).toEqual([[1, 1], [2, 1]]); // prettier-ignore
    expect(venue.recovered.position.nextCommandSeq).toBe(4);
    expect(venue.replayed.map(seqOf)).toEqual([1, 2]);
  });

  it('does not repeat genesis, and completes one that was lost with its take-over', async () => {
    const journal = createJournalMemory();
    await openTestVenue({ journal, genesis });
    const again = await openTestVenue({ journal: reopened(journal), genesis });
    expect(again.recovered.position.nextCommandSeq).toBe(4);
    const cut = createJournalMemory({ rows: journal.rows().slice(0, 1) });
    const completed = await openTestVenue({ journal: cut, genesis });
    expect(completed.recovered.position.nextCommandSeq).toBe(4);
    expect(completed.recovered.position.leaderEpoch).toBe(2);
  });

  it('replays to the same state and the same event bytes', async () => {
    const { journal, venue } = await ran(40);
    const again = await openTestVenue({ journal: reopened(journal), genesis });
    expect(again.startHash).toBe(venue.engine.stateHash());
    const live = [...venue.replayed, ...venue.released];
    expect(again.replayed.length).toBe(live.length + 1);
    live.forEach((batch, k) => {
      expect(Buffer.compare(batch, again.replayed[k]!)).toBe(0);
    });
    expect(again.recovered.position.leaderEpoch).toBe(2);
    expect(again.recovered.position.streamEpoch).toBe(venue.recovered.position.streamEpoch);
  });

  it('gives another history another stream epoch', async () => {
    const one = await openTestVenue({ journal: createJournalMemory() });
    const two = await openTestVenue({ journal: createJournalMemory() });
    expect(one.recovered.position.streamEpoch).toBeGreaterThan(0);
    expect(one.recovered.position.streamEpoch).not.toBe(two.recovered.position.streamEpoch);
  });

  it('comes to the same state from a snapshot and its tail', async () => {
    const { journal, store, venue } = await ran(40, 15);
    const full = await openTestVenue({ journal: reopened(journal) });
    const fast = await openTestVenue({ journal: reopened(journal), snapshots: store });
    expect(fast.recovered.snapshotSeq).toBeGreaterThan(20);
    expect(fast.startHash).toBe(venue.engine.stateHash());
    expect(crcOf(fast.replayed.at(-1)!)).toBe(crcOf(full.replayed.at(-1)!));
    const { hash: _a, ...left } = fast.recovered.position;
    const { hash: _b, ...right } = full.recovered.position;
    expect(left).toEqual(right);
    fast.submit(orders(1000, 3));
    await fast.settle();
    expect(fast.fatal).toEqual([]);
  });

  it('uses no snapshot behind the checkpoint of the read model', async () => {
    const { journal, store } = await ran(40, 10);
    const seqs = await store.list();
    const limited = await openTestVenue({
      journal: reopened(journal),
      snapshots: store,
      notAfterSeq: seqs[1]! + 1,
    });
    expect(limited.recovered.snapshotSeq).toBe(seqs[1]);
    expect(seqOf(limited.replayed[0]!)).toBe(seqs[1]! + 1);
    const none = await openTestVenue({ journal: reopened(journal), snapshots: store, notAfterSeq: 0 }); // prettier-ignore
    expect(none.recovered.snapshotSeq).toBe(0);
  });

  it('keeps the newest snapshots and archives what the oldest of them covers', async () => {
    const { journal, store } = await ran(60, 10, 3);
    const kept = await store.list();
    expect(kept.length).toBe(3);
    expect(journal.archived).toBe(kept.at(-1));
  });

  it('starts read-only when the disk is full already', async () => {
    const { journal } = await ran(3);
    const full = reopened(journal);
    full.setFull(true);
    const venue = await openTestVenue({ journal: full });
    expect(venue.recovered.readOnly).toBe(true);
    expect(venue.sequencer.figures().readOnly).toBe(1);
  });
});

describe('recovery refuses', () => {
  const damaged: [string, (journal: MemoryJournal) => void, string][] = [
    ['a missing row', (j) => void (j.rows() as unknown[]).splice(7, 1), 'row 8: it is missing'],
    ['a flipped bit', (j) => void (j.rows()[7]!.bytes[100]! ^= 4), 'row 8: its bytes'],
    ['a flipped hash', (j) => void (j.rows()[7]!.hash[3]! ^= 1), 'row 8: its bytes'],
    ['a flipped previous hash', (j) => void (j.rows()[7]!.prevHash[3]! ^= 1), 'row 8: it does not follow'], // prettier-ignore
  ];
  it.each(damaged)('%s, with file and row', async (_name, damage, words) => {
    const { journal } = await ran(20);
    const bad = createJournalMemory({ rows: (await journal.read(1, 1 << 20)).map((r) => ({ ...r, hash: Uint8Array.from(r.hash), prevHash: Uint8Array.from(r.prevHash) })) }); // prettier-ignore
    damage(bad);
    await expect(openTestVenue({ journal: bad })).rejects.toThrow(words);
  });

  it('a row whose chain holds but whose batch is wrong', async () => {
    const { journal } = await ran(5);
    const rows = [...(await journal.read(1, 1 << 20))];
    const last = rows.pop()!;
    const bytes = Uint8Array.from(last.bytes);
    bytes[70]! ^= 1;
    rows.push({ ...last, bytes, hash: chainHash(last.prevHash, bytes) });
    const bad = createJournalMemory({ rows });
    await expect(openTestVenue({ journal: bad })).rejects.toThrow('its CRC-32 is wrong');
  });

  it('a journal that has lost its end', async () => {
    const { journal, store } = await ran(20, 20);
    const rows = journal.rows().slice(0, 10);
    const cut = createJournalMemory({ rows });
    await expect(openTestVenue({ journal: cut, snapshots: store })).rejects.toThrow('lost its end');
    await expect(
      openTestVenue({ journal: createJournalMemory({ rows }), releasedSeq: 11 }),
    ).rejects.toThrow('lost its end');
    await openTestVenue({ journal: createJournalMemory({ rows }), releasedSeq: 10 });
  });

  it('a journal whose rows another process always wins', async () => {
    const { journal } = await ran(2);
    const lost = { ...reopened(journal), claim: () => Promise.resolve('fenced' as const) };
    await expect(openTestVenue({ journal: lost })).rejects.toThrow(/another process/);
  });
});

it('claims again behind rows that another process wrote meanwhile', async () => {
  const { journal } = await ran(2);
  const tail = await journal.tail();
  const stale = { ...reopened(journal), tail: () => Promise.resolve(tail) };
  await stale.claim(9, tail.seq + 1, tail.hash, 'another');
  const venue = await openTestVenue({ journal: stale });
  const now = await stale.read(tail.seq + 1, 1 << 20);
  expect(now.map(({ seq, epoch }) => [seq, epoch])).toEqual([
    [tail.seq + 1, 9],
    [tail.seq + 2, 10],
  ]);
  expect(venue).toBeDefined();
});

describe('snapshots on disk', () => {
  async function withFiles(name: string) {
    const { journal, venue } = await ran(30);
    const reasons: string[] = [];
    const files = join(folder, name);
    const store = createSnapshotStoreFile({
      folder: files,
      onDamage: (file, reason) => void reasons.push(`${file}: ${reason}`),
    });
    const snapshots = snapshotter(venue, journal, store);
    for (let k = 0; k < 3; k++) {
      await snapshots.take();
      venue.submit(orders(1000 + k, 1));
      await venue.settle();
    }
    return { journal, venue, store, reasons, files };
  }

  it('are found again, whole', async () => {
    const { journal, venue, store } = await withFiles('whole');
    const again = await openTestVenue({ journal: reopened(journal), snapshots: store });
    expect(again.recovered.snapshotSeq).toBe((await store.list())[0]);
    expect(again.startHash).toBe(venue.engine.stateHash());
  });

  it('are passed over when damaged, for the one before', async () => {
    const { journal, venue, store, reasons, files } = await withFiles('damaged');
    const newest = join(files, readdirSync(files).sort().at(-1)!);
    const bytes = readFileSync(newest);
    bytes[bytes.byteLength - 9]! ^= 16;
    writeFileSync(newest, bytes);
    const again = await openTestVenue({ journal: reopened(journal), snapshots: store });
    expect(again.recovered.snapshotSeq).toBe((await store.list())[1]);
    expect(again.startHash).toBe(venue.engine.stateHash());
    expect(reasons).toEqual([`${newest}: its CRC-32 is wrong: it is cut off or damaged`]);
  });

  it('never load with any single bit flipped or with any end cut off', async () => {
    const { store, files } = await withFiles('flips');
    const seq = (await store.list())[0]!;
    const file = join(files, readdirSync(files).sort().at(-1)!);
    const bytes = readFileSync(file);
    let accepted = 0;
    for (let bit = 0; bit < bytes.byteLength * 8; bit += 7) {
      const bad = Buffer.from(bytes);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file, bad);
      if ((await store.load(seq)) !== undefined) accepted++;
    }
    for (let length = 0; length < bytes.byteLength; length += 5) {
      writeFileSync(file, bytes.subarray(0, length));
      if ((await store.load(seq)) !== undefined) accepted++;
    }
    expect(accepted).toBe(0);
    writeFileSync(file, bytes);
    expect(await store.load(seq)).toBeDefined();
  });

  it('are refused when the state behind them has another hash', async () => {
    const { journal, venue } = await ran(10);
    const store = createSnapshotStoreMemory();
    await snapshotter(venue, journal, store).take();
    const seq = (await store.list())[0]!;
    const good = (await store.load(seq))!;
    await store.save({ ...good, stateHash: '0'.repeat(16) });
    const reasons: string[] = [];
    const again = await openTestVenue({
      journal: reopened(journal),
      snapshots: store,
      clock: createClockManual(),
      createEngine: () => createEngineCounting(),
      onBadSnapshot: (_seq, reason) => void reasons.push(reason),
    });
    expect(again.recovered.snapshotSeq).toBe(0);
    expect(reasons.length).toBe(1);
    expect(again.startHash).toBe(venue.engine.stateHash());
  });
});
