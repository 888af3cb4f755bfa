// Opens what the venue keeps on disk, in the folder of its market: token secret, journal, snapshots,
// read model.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { createSnapshotStoreFile } from '../journal/snapshot-store-file.ts';
import type { SnapshotStore } from '../journal/snapshot-store.ts';
import { HOUSE_ACCOUNTS_FROM, HOUSE_ACCOUNTS_TO } from '../liquidity/liquidity-accounts.ts';
import type { Log } from '../ops/log.ts';
import { ReadModelInUse } from '../readmodel/open-store.ts';
import { openReadModel, type ReadModel, type ReadModelOptions } from '../readmodel/readmodel.ts';
import { fenceOthers } from '../sequencer/fence-others.ts';
import type { Config } from './config.ts';

export interface Storage {
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly readModel: ReadModel;
}

const MIB = 1 << 20;
/** The other one notices with its next batch, a tenth of a second later at most. */
const IN_USE_MS = 100;
const IN_USE_TRIES = 100;

export async function openStorage(
  config: Config,
  log: Log,
  onFailure: (reason: string) => void,
): Promise<Storage> {
  const isMemory = config.journal === 'memory';
  mkdirSync(config.data, { recursive: true });
  const snapshots = createSnapshotStoreFile({
    folder: join(config.data, 'snapshots'),
    onDamage: (file, reason) => {
      log.error({ file, reason }, 'a snapshot cannot be used');
    },
  });
  const journal = isMemory ? createJournalMemory() : await openOnDisk(config, log);
  const readModel = await openAlone(journal, log, {
    // What a memory journal forgets must not be found in a file afterwards.
    file: isMemory ? ':memory:' : join(config.data, 'readmodel.db'),
    houseFrom: HOUSE_ACCOUNTS_FROM,
    houseTo: HOUSE_ACCOUNTS_TO,
    onFailure: (error) => {
      onFailure(`the read model failed: ${error.message}`);
    },
  });
  return { journal, snapshots, readModel };
}

/** A start wins over a process that still works on the same data: that one is fenced and stops, and the
 * read model is free then. */
async function openAlone(
  journal: Journal,
  log: Log,
  options: ReadModelOptions,
): Promise<ReadModel> {
  for (let k = 0; ; k++) {
    try {
      return await openReadModel(options);
    } catch (error) {
      if (!(error instanceof ReadModelInUse) || k === IN_USE_TRIES) throw error;
      if (k === 0) {
        log.warn('another process works on this data: taking over');
        await fenceOthers(journal);
      }
      await sleep(IN_USE_MS);
    }
  }
}

async function openOnDisk(config: Config, log: Log): Promise<Journal> {
  const { journal, thread, syncMicros, tooFast } = await openJournal({
    file: join(config.data, 'journal.db'),
    reserveBytes: config.reserveMib * MIB,
    retention: config.retention,
    thread: config.journalThread,
  });
  log.info({ thread, syncMicros }, 'journal opened');
  if (tooFast) {
    log.warn({ syncMicros }, 'syncs are faster than a disk can be: a power cut may lose orders');
  }
  return journal;
}
