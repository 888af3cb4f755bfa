// A whole sequencer on chosen journal and store, for the tests of this room and its torture runs.

import type { Bus } from '../bus/bus.ts';
import { createBusLocal } from '../bus/bus-local.ts';
import { writeCancel, writePlace } from '../core/command-writer.ts';
import { RECORD_BYTES } from '../core/commands.ts';
import type { Engine } from '../core/engine-port.ts';
import type { Journal } from '../journal/journal.ts';
import { viewsOf } from '../journal/journal-record.ts';
import type { Snapshot, SnapshotStore } from '../journal/snapshot-store.ts';
import { createClockManual } from './clock-manual.ts';
import type { ManualClock } from './clock-manual.ts';
import { createEngineCounting } from './engine-counting.ts';
import { recover } from './recover.ts';
import type { RecoverOptions, Recovered } from './recover.ts';
import { SEQUENCER_SETTINGS, createSequencer } from './sequencer.ts';
import type { Sequencer, SequencerNotice, SequencerSettings } from './sequencer.ts';

export interface TestVenue {
  readonly sequencer: Sequencer;
  readonly bus: Bus;
  readonly clock: ManualClock;
  readonly engine: Engine;
  readonly recovered: Recovered;
  /** State hash after recovery, before the first command. */
  readonly startHash: string;
  /** Batches that left through the gate. */
  readonly released: Uint8Array[];
  readonly replayed: Uint8Array[];
  readonly notices: SequencerNotice[];
  readonly fatal: string[];
  /** Submits and returns the reject codes that came at once. */
  submit(records: Uint8Array): number[];
  /** Waits until everything that was taken is out. */
  settle(): Promise<void>;
}

export interface TestVenueOptions extends Partial<
  Omit<RecoverOptions, 'journal' | 'snapshots' | 'clock'>
> {
  readonly journal: Journal;
  readonly snapshots?: SnapshotStore;
  readonly clock?: ManualClock;
  readonly settings?: Partial<SequencerSettings>;
  readonly bus?: Bus;
}

export async function openTestVenue(options: TestVenueOptions): Promise<TestVenue> {
  const clock = options.clock ?? createClockManual();
  const bus = options.bus ?? createBusLocal();
  const replayed: Uint8Array[] = [];
  const recovered = await recover({
    createEngine: () => createEngineCounting(),
    genesis: () => [],
    snapshots: createSnapshotStoreMemory(),
    onReplayed: (batch) => void replayed.push(Uint8Array.from(batch)),
    ...options,
    clock,
  });
  const released: Uint8Array[] = [];
  const notices: SequencerNotice[] = [];
  const fatal: string[] = [];
  bus.onEvents((batch) => void released.push(batch));
  const sequencer = createSequencer(
    {
      ...recovered,
      journal: options.journal,
      bus,
      clock,
      onFatal: (reason) => void fatal.push(reason),
      onNotice: (notice) => void notices.push(notice),
    },
    { ...SEQUENCER_SETTINGS, clockMillis: 0, ...options.settings },
  );
  const startHash = recovered.engine.stateHash();
  sequencer.start();
  return {
    startHash,
    sequencer,
    bus,
    clock,
    engine: recovered.engine,
    recovered,
    released,
    replayed,
    notices,
    fatal,
    submit(records) {
      const codes: number[] = [];
      bus.submit(records, (code) => void codes.push(code));
      return codes;
    },
    async settle() {
      do {
        await sequencer.atBorder(() => undefined);
        await new Promise((resolve) => setImmediate(resolve));
      } while (sequencer.figures().waiting > 0);
      await sequencer.atBorder(() => undefined);
    },
  };
}

/** `count` orders with client order ids from `firstId` on. */
export function orders(firstId: number, count = 1): Uint8Array {
  const bytes = new Uint8Array(count * RECORD_BYTES);
  const { words, slots } = viewsOf(bytes);
  for (let k = 0; k < count; k++) {
    const clientOrderId = firstId + k;
    writePlace(words, slots, k, {
      account: 2,
      instrument: 0,
      side: 0,
      price: 100,
      qty: 1,
      clientOrderId,
    });
  }
  return bytes;
}

export function cancels(firstId: number, count = 1): Uint8Array {
  const bytes = new Uint8Array(count * RECORD_BYTES);
  const { words, slots } = viewsOf(bytes);
  for (let k = 0; k < count; k++) {
    writeCancel(words, slots, k, { account: 2, clientOrderId: firstId + k });
  }
  return bytes;
}

export function createSnapshotStoreMemory(): SnapshotStore {
  const kept = new Map<number, Snapshot>();
  const list = () => [...kept.keys()].sort((a, b) => b - a);
  return {
    save(snapshot) {
      kept.set(snapshot.seq, { ...snapshot, bytes: Uint8Array.from(snapshot.bytes) });
      return Promise.resolve();
    },
    list: () => Promise.resolve(list()),
    load: (seq) => Promise.resolve(kept.get(seq)),
    prune(keep) {
      for (const seq of list().slice(keep)) kept.delete(seq);
      return Promise.resolve();
    },
  };
}
