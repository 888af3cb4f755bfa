// The simulated world: the real sequencer, engine and recovery on a journal in memory, with crashes,
// doubtful answers, a full disk, rivals and clients that send everything twice; all from one seed.

import { createJournalMemory } from '../journal/journal-memory.ts';
import type { MemoryJournal } from '../journal/journal-memory.ts';
import type { Journal } from '../journal/journal.ts';
import { createEngine } from '../core/engine.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import { createClockManual } from '../sequencer/clock-manual.ts';
import { createSnapshotter } from '../sequencer/snapshotter.ts';
import { createSnapshotStoreMemory, openTestVenue } from '../sequencer/test-venue.ts';
import type { TestVenue } from '../sequencer/test-venue.ts';
import { openingRecords } from './orders-generator-market.ts';
import { createOrdersGenerator } from './orders-generator.ts';
import type { OrdersGenerator } from './orders-generator.ts';
import { prng } from './prng.ts';
import type { Prng } from './prng.ts';
import { createWorldClients } from './world-clients.ts';
import type { WorldClients } from './world-clients.ts';
import { historyFaults } from './world-history.ts';

export interface WorldOptions {
  readonly seed: number;
  /** Commands to send at least. */
  readonly commands: number;
  /** For controls: what the sequencer gets instead of the journal itself. */
  readonly wrapJournal?: (journal: MemoryJournal) => Journal;
}

export interface WorldReport {
  readonly seed: number;
  readonly commands: number;
  readonly lives: number;
  /** Batches that anyone was shown. */
  readonly batches: number;
  readonly answers: number;
  /** Injected, by name. */
  readonly injected: Readonly<Record<string, number>>;
  /** Empty is the goal. */
  readonly faults: readonly string[];
}

export const WORLD_CAPACITY: Partial<EngineCapacity> = {
  accounts: 64,
  assets: 8,
  instruments: 8,
  levels: 1 << 14,
  orders: 1 << 10,
  dedupe: 1 << 12,
  events: 1 << 17,
};

interface World extends WorldOptions {
  readonly random: Prng;
  readonly generator: OrdersGenerator;
  readonly clock: ReturnType<typeof createClockManual>;
  readonly snapshots: ReturnType<typeof createSnapshotStoreMemory>;
  readonly clients: WorldClients;
  readonly injected: Record<string, number>;
  readonly recent: Int32Array[];
  journal: MemoryJournal;
  sent: number;
  lives: number;
}

/** One time between start and crash. */
interface Life {
  readonly venue: TestVenue;
  isHolding: boolean;
  isFull: boolean;
  observed: number;
}

const RECENT = 60;
const HOUR_MS = 3_600_000;

export async function runWorld(options: WorldOptions): Promise<WorldReport> {
  const { seed, commands } = options;
  const world: World = {
    ...options,
    random: prng(seed),
    generator: createOrdersGenerator({ seed: seed ^ 0x0c0ffee }),
    clock: createClockManual(),
    snapshots: createSnapshotStoreMemory(),
    clients: createWorldClients(),
    injected: {},
    recent: [],
    journal: createJournalMemory(),
    sent: 0,
    lives: 0,
  };
  while (world.sent < commands && world.clients.faults.length === 0) await liveAndDie(world);
  if (world.clients.faults.length === 0) await lastLife(world);
  const { lives, sent, injected, clients } = world;
  const { shown, faults } = clients;
  const answers = clients.answers();
  return { seed, commands: sent, lives, batches: shown.size, answers, injected, faults };
}

async function openLife(world: World): Promise<Life> {
  const { wrapJournal = (journal) => journal, clients } = world;
  const venue = await openTestVenue({
    journal: wrapJournal(world.journal),
    snapshots: world.snapshots,
    clock: world.clock,
    createEngine: () => createEngine(WORLD_CAPACITY),
    genesis: () => openingRecords(),
    note: `life ${world.lives++}`,
    settings: { stateHashBatches: 0 },
  });
  for (const batch of venue.replayed) world.generator.learn(clients.observe(batch));
  const start = `seed ${world.seed}, life ${world.lives}`;
  const { journal } = world;
  const createFresh = () => createEngine(WORLD_CAPACITY);
  const found = await historyFaults({ journal, shown: clients.shown, createEngine: createFresh });
  clients.faults.push(...found.faults.map((fault) => `${start}: ${fault}`));
  // The hash of a start is of the state behind the row that took the history over.
  if (found.stateHash !== venue.startHash) {
    clients.faults.push(`${start}: state hash ${venue.startHash}, replayed ${found.stateHash}`);
  }
  return { venue, isHolding: false, isFull: false, observed: 0 };
}

async function liveAndDie(world: World): Promise<void> {
  const { random } = world;
  const life = await openLife(world);
  const steps = 10 + random.below(50);
  for (let step = 0; step < steps && life.venue.fatal.length === 0; step++) {
    await act(world, life);
    observe(world, life);
  }
  if (random.chance(1, 4) && life.venue.fatal.length === 0) await stopCleanly(world, life);
  crash(world, life);
}

function count(world: World, name: string): void {
  world.injected[name] = (world.injected[name] ?? 0) + 1;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type Act = (world: World, life: Life) => void | Promise<void>;

const ACTS: readonly (readonly [number, string, Act])[] = [
  [66, 'submit', (world, life) => submitSome(world, life)],
  [10, 'time', passTime],
  [6, 'resend', resend],
  [2, 'clock jump', ({ clock, random }) => clock.jump((random.below(3) - 1) * HOUR_MS)],
  [4, 'hold sync', hold],
  [5, 'sync', sync],
  [3, 'unknown', injectUnknown],
  [2, 'disk', toggleDisk],
  [3, 'snapshot', snapshot],
  [1, 'rival', rival],
  [1, 'broken', ({ journal }) => journal.inject({ answer: 'broken' })],
];
const ACTS_TOTAL = ACTS.reduce((sum, [weight]) => sum + weight, 0);

async function act(world: World, life: Life): Promise<void> {
  let ticket = world.random.below(ACTS_TOTAL);
  for (const [weight, name, run] of ACTS) {
    ticket -= weight;
    if (ticket >= 0) continue;
    count(world, name);
    await run(world, life);
    break;
  }
  for (let turns = world.random.below(4); turns > 0; turns--) await turn();
}

function send(world: World, life: Life, record: Int32Array): void {
  const { clients } = world;
  clients.sent(record);
  const bytes = new Uint8Array(record.buffer, record.byteOffset, record.byteLength);
  life.venue.bus.submit(bytes, (code) => {
    count(world, `refused ${code}`);
    clients.refused(record);
  });
  world.sent++;
}

function submitSome(world: World, life: Life): void {
  const { random, generator, clock, recent } = world;
  for (let left = 1 + random.below(12); left > 0; left--) {
    const record = generator.next(clock.wallMicros());
    recent.push(record);
    if (recent.length > RECENT) recent.shift();
    send(world, life, record);
  }
}

/** Clients that had no answer, or do not trust it, send the same bytes again. */
function resend(world: World, life: Life): void {
  const { random, recent } = world;
  if (recent.length === 0) return;
  for (let left = 1 + random.below(20); left > 0; left--) send(world, life, random.pick(recent));
}

function passTime({ clock, generator }: World, { venue }: Life): void {
  clock.advance(1 + Math.floor(generator.pause() / 1_000));
  venue.sequencer.tick();
}

function hold({ journal }: World, life: Life): void {
  if (life.isFull) return;
  journal.holdSync();
  life.isHolding = true;
}

function sync({ journal }: World, life: Life): void {
  journal.sync();
  life.isHolding = false;
}

function injectUnknown({ journal, random }: World): void {
  journal.inject({ answer: 'unknown', written: random.chance(1, 2) });
}

function toggleDisk({ journal }: World, life: Life): void {
  if (life.isHolding) return;
  life.isFull = !life.isFull;
  journal.setFull(life.isFull);
}

async function snapshot(world: World, life: Life): Promise<void> {
  if (life.isHolding || life.venue.fatal.length > 0) return;
  const { engine, sequencer, clock } = life.venue;
  const { journal, snapshots: store } = world;
  const snapshotter = createSnapshotter({
    engine,
    sequencer,
    journal,
    store,
    clock,
    onFailed: () => undefined,
  });
  // A sequencer that fails meanwhile rejects: the next life starts from an older snapshot.
  await snapshotter.take().catch(() => count(world, 'snapshot failed'));
}

/** Another process takes the journal over: this one must say nothing more. */
async function rival({ journal }: World, life: Life): Promise<void> {
  if (life.isHolding) return;
  const { epoch, seq, hash } = await journal.tail();
  await journal.claim(epoch + 1, seq + 1, hash, 'rival');
}

function observe({ clients, generator }: World, life: Life): void {
  const { released } = life.venue;
  for (; life.observed < released.length; life.observed++) {
    generator.learn(clients.observe(released[life.observed]!));
  }
}

/** The power goes. What was shown was shown; what was not synced is gone. */
function crash(world: World, life: Life): void {
  observe(world, life);
  world.journal.crash();
  world.journal = createJournalMemory({ rows: [...world.journal.rows()] });
}

async function stopCleanly(world: World, life: Life): Promise<void> {
  count(world, 'clean stop');
  sync(world, life);
  await life.venue.sequencer.stop().catch(() => undefined);
}

/** No more faults: every order without an answer is sent again and must get one. */
async function lastLife(world: World): Promise<void> {
  const life = await openLife(world);
  const { clients } = world;
  for (const record of clients.unanswered()) send(world, life, record);
  await life.venue.settle();
  observe(world, life);
  const left = clients.unanswered().length;
  if (left > 0) clients.faults.push(`seed ${world.seed}: ${left} orders have no answer`);
  const broken = life.venue.engine.brokenInvariants();
  if (broken.length > 0) clients.faults.push(`seed ${world.seed}: broken ${broken.join()}`);
  await stopCleanly(world, life);
  crash(world, life);
  const end = await openLife(world);
  await stopCleanly(world, end);
}
