// The engine role: journal, recovery, core, sequencer, snapshots, and the read model that follows them.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { createBusLocal } from '../bus/bus-local.ts';
import type { Bus } from '../bus/bus.ts';
import { createEngine } from '../core/engine.ts';
import type { Engine } from '../core/engine-port.ts';
import type { ReadModel } from '../readmodel/readmodel.ts';
import { createClockSystem } from '../sequencer/clock-system.ts';
import type { Clock } from '../sequencer/clock.ts';
import { recover, type Recovered } from '../sequencer/recover.ts';
import { createSequencer, type Sequencer, type SequencerNotice } from '../sequencer/sequencer.ts';
import { createSnapshotter } from '../sequencer/snapshotter.ts';
import { stateDump } from '../sequencer/late-join-state.ts';
import type { House } from './house.ts';
import { openStorage, type Storage } from './open-storage.ts';

export interface EngineRole {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly readModel: ReadModel;
  readonly leaderEpoch: number;
  readonly streamEpoch: number;
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
  /** Told when the disk is full, and when there is space again. */
  onReadOnly(handler: (on: boolean) => void): void;
}

export async function startEngineRole(
  house: House,
  genesis: () => Int32Array[],
): Promise<EngineRole> {
  const { config, log, lifecycle } = house;
  const storage = await openStorage(config, log, house.fatal);
  lifecycle.onStop('journal', () => storage.journal.close());
  lifecycle.onStop('read model', () => storage.readModel.close());
  const clock = createClockSystem();
  const recovered = await recoverVenue(house, storage, clock, genesis);
  const { engine, position } = recovered;
  const bus = createBusLocal();
  bus.onEvents((batch) => {
    storage.readModel.add(batch);
  });
  let readOnlyHandler = (_on: boolean): void => undefined;
  const sequencer = createSequencer({
    engine,
    journal: storage.journal,
    bus,
    clock,
    position,
    readOnly: recovered.readOnly,
    onFatal: house.fatal,
    onNotice: (notice) => {
      tell(house, notice);
      if (notice.kind === 'readOnly') readOnlyHandler(notice.on);
    },
  });
  sequencer.start();
  keepSnapshots(house, storage, engine, sequencer, clock);
  watch(house, sequencer, storage.readModel, engine);
  return {
    bus,
    clock,
    readModel: storage.readModel,
    leaderEpoch: position.leaderEpoch,
    streamEpoch: position.streamEpoch,
    assets: engine.assets(),
    instruments: engine.instruments(),
    onReadOnly(handler) {
      readOnlyHandler = handler;
      if (sequencer.figures().readOnly === 1) handler(true);
    },
  };
}

async function recoverVenue(
  { config, log }: House,
  { journal, snapshots, readModel }: Storage,
  clock: Clock,
  genesis: () => Int32Array[],
): Promise<Recovered> {
  const startedMs = clock.monotonicMs();
  // A read model that was deleted is rebuilt from the journal, or, where the journal was pruned, begins
  // with the state as it is: balances, positions and open orders, without their history.
  const hasHistory = config.retention === 'all' || readModel.openedAt > 0;
  const beginsAnew = !hasHistory && (await snapshots.list()).length > 0;
  const recovered = await recover({
    createEngine: () => createEngine(),
    journal,
    snapshots,
    clock,
    genesis,
    releasedSeq: readModel.openedAt,
    ...(beginsAnew ? {} : { notAfterSeq: readModel.openedAt }),
    onReplayed: (batch) => {
      if (!beginsAnew) readModel.add(batch);
    },
    onBadSnapshot: (seq, reason) => {
      log.error({ seq, reason }, 'a snapshot cannot be used');
    },
  });
  const { engine, position, commands, snapshotSeq } = recovered;
  if (beginsAnew) {
    log.warn('the journal was pruned: the read model begins with the present state');
    await readModel.bootstrap(stateDump(engine, position));
  } else if ((await readModel.businessDay()) === undefined) {
    await readModel.present(stateDump(engine, position));
  }
  const tookMs = Math.round(clock.monotonicMs() - startedMs);
  log.info({ seq: position.seq, snapshotSeq, replayed: commands, tookMs }, 'recovered');
  return recovered;
}

function keepSnapshots(
  { config, log, lifecycle }: House,
  { journal, snapshots, readModel }: Storage,
  engine: Engine,
  sequencer: Sequencer,
  clock: Clock,
): void {
  const parts = {
    ...{ engine, sequencer, journal, clock, store: snapshots },
    readSeq: () => readModel.figures().checkpoint,
    onFailed: (reason: string) => {
      log.error({ reason }, 'a snapshot failed');
    },
  };
  const snapshotter = createSnapshotter(parts, {
    everyCommands: config.snapshotEveryCommands,
    everySeconds: config.snapshotEverySeconds,
    keep: config.snapshotsKept,
    shard: 0,
  });
  if (config.journal !== 'memory') snapshotter.start();
  lifecycle.onStop('sequencer', async () => {
    await snapshotter.stop();
    // The last border: the read model has it too, so the next start replays next to nothing.
    if (config.journal !== 'memory') await snapshotter.take();
    await sequencer.stop();
    await readModel.flush();
  });
}

function watch(
  { metrics, health }: House,
  sequencer: Sequencer,
  readModel: ReadModel,
  engine: Engine,
): void {
  metrics.watch('sequencer', () => sequencer.figures());
  metrics.watch('readmodel', () => readModel.figures());
  metrics.watch('engine', () => ({ liveOrders: engine.liveOrders() }));
  health.add({
    part: 'engine',
    check: () => (sequencer.figures().readOnly === 1 ? 'no disk space: cancels only' : ''),
  });
  health.add({
    part: 'data',
    check: () => {
      const { lagBatches } = readModel.figures();
      return lagBatches > LAG_BATCHES_MAX ? `${String(lagBatches)} batches behind` : '';
    },
  });
}

/** About five seconds of batches under load. */
const LAG_BATCHES_MAX = 5_000;

function tell({ log, metrics }: House, notice: SequencerNotice): void {
  switch (notice.kind) {
    case 'committed':
      metrics.observeCommit(notice.seconds);
      return;
    case 'stateHash':
      log.debug({ seq: notice.seq, hash: notice.hash }, 'state hash');
      return;
    case 'clockJump':
      log.warn({ micros: notice.micros }, 'the clock of this machine jumped');
      return;
    case 'readOnly':
      if (notice.on) log.error('no disk space: only cancels are taken');
      else log.info('there is disk space again');
      return;
    default:
      notice satisfies never;
  }
}
