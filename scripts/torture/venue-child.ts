// A venue in a process of its own that places orders on itself and acknowledges them on its standard
// output, so that a torture run can kill it, trace it or break its disk.
//
//   node venue-child.ts '<settings as JSON>'
//
// Lines it writes: `ready <seq> <hash>` · `ack <id> <id> ...` after each released batch ·
// `hash <seq> <hash>` now and then · `refused <code>` · `fatal <reason>` on standard error.

import { writeSync } from 'node:fs';
import { createBusLocal } from '../../server/bus/bus-local.ts';
import { openJournal } from '../../server/journal/open-journal.ts';
import { createSnapshotStoreFile } from '../../server/journal/snapshot-store-file.ts';
import { createClockSystem } from '../../server/sequencer/clock-system.ts';
import { recover } from '../../server/sequencer/recover.ts';
import { SEQUENCER_SETTINGS, createSequencer } from '../../server/sequencer/sequencer.ts';
import type { Sequencer } from '../../server/sequencer/sequencer.ts';
import { createSnapshotter } from '../../server/sequencer/snapshotter.ts';
import type { ChildSettings } from './spawn-venue.ts';
import {
  acceptedIds,
  createTortureEngine,
  tortureGenesis,
  tortureOrders,
} from './torture-engine.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as ChildSettings;
const say = (line: string) => writeSync(1, `${line}\n`);

function fatal(reason: string): void {
  writeSync(2, `fatal ${reason}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const { folder } = settings;
  const { journal } = await openJournal({
    file: `${folder}/journal.db`,
    reserveBytes: settings.reserveBytes,
    retention: 'all',
    thread: settings.thread,
    sync: settings.sync,
    checkpointBytes: settings.checkpointBytes,
  });
  const store = createSnapshotStoreFile({
    folder: `${folder}/snapshots`,
    onDamage: (file, reason) => void writeSync(2, `snapshot ${file}: ${reason}\n`),
  });
  const clock = createClockSystem();
  let highestId = 0;
  const recovered = await recover({
    createEngine: createTortureEngine,
    journal,
    snapshots: store,
    clock,
    genesis: tortureGenesis,
  });
  const { engine } = recovered;
  const bus = createBusLocal();
  const sequencer = createSequencer(
    { ...recovered, journal, bus, clock, onFatal: fatal },
    SEQUENCER_SETTINGS,
  );
  const snapshotter = createSnapshotter(
    { engine, sequencer, journal, store, clock, onFailed: fatal },
    { everyCommands: settings.snapshotCommands, everySeconds: 3600, keep: 3, shard: 0 },
  );
  say(`ready ${String(recovered.position.seq)} ${engine.stateHash()}`);
  bus.onEvents((batch) => {
    const ids = acceptedIds(batch, true);
    if (ids.length === 0) return;
    say(`ack ${ids.join(' ')}`);
    highestId = ids.at(-1)!;
  });
  sequencer.start();
  snapshotter.start();
  await load(sequencer, (records) => {
    bus.submit(records, (code) => void say(`refused ${String(code)}`));
  });
  async function load(running: Sequencer, submit: (records: Uint8Array) => void): Promise<void> {
    let nextId = settings.firstId;
    const lastId = settings.firstId + settings.orders - 1;
    let turns = 0;
    while (nextId <= lastId || highestId < lastId) {
      // A window of orders in flight: enough that batches grow while one is written.
      const room = Math.max(highestId, settings.firstId - 1) + settings.window - nextId + 1;
      const count = Math.min(room, settings.burst, lastId - nextId + 1);
      if (count > 0) submit(tortureOrders(nextId, count));
      nextId += Math.max(0, count);
      if (++turns % 200 === 0) {
        say(await running.atBorder((at) => `hash ${String(at.seq)} ${engine.stateHash()}`));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await snapshotter.stop();
    await running.stop();
    await journal.close();
    process.exit(0);
  }
}

main().catch((error: unknown) => {
  fatal(error instanceof Error ? error.message : String(error));
});
