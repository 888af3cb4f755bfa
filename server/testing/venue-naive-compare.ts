// Runs an engine and the naive venue on one generated stream and reports the first difference, cut down
// to a short list of commands that still shows it.

import { RECORD_WORDS } from '../core/commands.ts';
import type { Engine, EngineCapacity } from '../core/engine-port.ts';
import { furtherBlocks } from '../core/events.ts';
import { openingRecords } from './orders-generator-market.ts';
import { createOrdersGenerator } from './orders-generator.ts';
import { prng } from './prng.ts';
import { dumpDifference } from './venue-naive-dump.ts';
import { createNaiveVenue } from './venue-naive.ts';

export interface NaiveBatch {
  readonly timeMicros: number;
  readonly records: readonly Int32Array[];
}

export interface CompareOptions {
  readonly seed: number;
  readonly commands: number;
  readonly capacity: Partial<EngineCapacity>;
  createEngine(capacity: Partial<EngineCapacity>): Engine;
  /** false: a difference is told without looking for fewer commands that show it. */
  readonly shorten?: boolean;
}

export interface Compared {
  readonly batches: readonly NaiveBatch[];
  readonly engine: Engine;
  readonly commands: number;
  readonly eventBlocks: number;
  /** undefined: equal in every byte, and in the state at the end. */
  readonly difference: string | undefined;
}

const START_MICROS = 1_700_000_000e6;
const BATCH_COMMANDS_MAX = 40;
/** Batches between two looks at the engine's own invariants, which walk its whole state. */
const INVARIANT_BATCHES = 5;
/** Runs that shortening a failing stream may take. */
const SHORTENING_RUNS = 150;

/** The stream of a seed; the naive venue's own events steer it, so it does not depend on the engine. */
export function generatedBatches(
  seed: number,
  commands: number,
  capacity: Partial<EngineCapacity>,
): NaiveBatch[] {
  const naive = createNaiveVenue(capacity);
  const generator = createOrdersGenerator({ seed });
  const random = prng(seed ^ 0x5eed);
  let timeMicros = START_MICROS;
  const batches: NaiveBatch[] = [{ timeMicros, records: openingRecords() }];
  applyNaive(naive, batches[0]!);
  for (let left = commands; left > 0;) {
    timeMicros += 1 + generator.pause();
    const size = Math.min(left, 1 + random.below(BATCH_COMMANDS_MAX));
    const records = Array.from({ length: size }, () => generator.next(timeMicros));
    const batch = { timeMicros, records };
    batches.push(batch);
    generator.learn(applyNaive(naive, batch));
    left -= size;
  }
  return batches;
}

function concatenated(records: readonly Int32Array[]): Int32Array {
  const words = new Int32Array(records.reduce((sum, record) => sum + record.length, 0));
  let at = 0;
  for (const record of records) {
    words.set(record, at);
    at += record.length;
  }
  return words;
}

function applyNaive(naive: ReturnType<typeof createNaiveVenue>, batch: NaiveBatch): Int32Array {
  const words = concatenated(batch.records);
  naive.clearEvents();
  const slots = new Float64Array(words.buffer);
  naive.apply(words, slots, 0, words.length / RECORD_WORDS, batch.timeMicros, 0);
  return naive.eventWords();
}

/** Applies a batch, draining the event log whenever the engine asks for it. */
export function applyFast(engine: Engine, batch: NaiveBatch): Int32Array {
  const words = concatenated(batch.records);
  const slots = new Float64Array(words.buffer);
  const to = words.length / RECORD_WORDS;
  const parts: Int32Array[] = [];
  let index = 0;
  engine.clearEvents();
  for (let from = 0; from < to;) {
    from = engine.apply(words, slots, from, to, batch.timeMicros, index);
    index += engine.applied();
    parts.push(engine.eventWords.slice(0, engine.eventBlocks() * RECORD_WORDS));
    engine.clearEvents();
  }
  return concatenated(parts);
}

function firstDifference(fast: Int32Array, naive: Int32Array): string | undefined {
  const end = Math.max(fast.length, naive.length);
  for (let at = 0; at < end;) {
    const blocks = 1 + (at < naive.length ? furtherBlocks(naive, at) : 0);
    const size = blocks * RECORD_WORDS;
    const isSame = fast.subarray(at, at + size).join() === naive.subarray(at, at + size).join();
    if (!isSame) return `engine: ${recordText(fast, at)}\n naive: ${recordText(naive, at)}`;
    at += size;
  }
  return undefined;
}

export function recordText(words: Int32Array, at: number): string {
  if (at >= words.length) return 'nothing';
  const record = words.slice(at, at + RECORD_WORDS);
  const slots = [...new Float64Array(record.buffer)].map((slot, k) =>
    Object.is(slot, -0) ? `f${k}=-0` : `f${k}=${slot}`,
  );
  const head = record[0]!;
  const bits = `kind ${head & 0xff} index ${(head >> 8) & 0xffff} bits ${head >>> 24}`;
  return `${bits} w=[${[...record].join(' ')}] ${slots.slice(1).join(' ')}`;
}

interface ComparedBatches {
  readonly engine: Engine;
  readonly eventBlocks: number;
  /** Number of the batch at which the two differ, else of the last one. */
  readonly at: number;
  readonly difference: string | undefined;
}

function runBoth(options: CompareOptions, batches: readonly NaiveBatch[]): ComparedBatches {
  return compareBatches(options.createEngine(options.capacity), options.capacity, batches);
}

/** Runs a fresh engine and a naive venue on the same batches up to the first difference. */
export function compareBatches(
  engine: Engine,
  capacity: Partial<EngineCapacity>,
  batches: readonly NaiveBatch[],
): ComparedBatches {
  const naive = createNaiveVenue(capacity);
  let eventBlocks = 0;
  for (const [at, batch] of batches.entries()) {
    const expected = applyNaive(naive, batch);
    let difference: string | undefined;
    try {
      difference = firstDifference(applyFast(engine, batch), expected);
    } catch (error) {
      difference = `the engine threw ${String(error)}`;
    }
    const isChecked = difference === undefined && at % INVARIANT_BATCHES === 0;
    const broken = isChecked ? engine.brokenInvariants() : [];
    if (broken.length > 0) difference = `broken invariants: ${broken.join()}`;
    if (difference !== undefined) return { engine, eventBlocks, at, difference };
    eventBlocks += expected.length / RECORD_WORDS;
  }
  const difference = dumpDifference(engine, naive.state());
  return { engine, eventBlocks, at: batches.length - 1, difference };
}

export function compareRun(options: CompareOptions): Compared {
  const batches = generatedBatches(options.seed, options.commands, options.capacity);
  const { engine, eventBlocks, at, difference } = runBoth(options, batches);
  const commands = batches.reduce((sum, { records }) => sum + records.length, 0);
  if (difference === undefined) return { batches, engine, commands, eventBlocks, difference };
  if (options.shorten === false) return { batches, engine, commands, eventBlocks, difference };
  const failing = shortened(options, singles(batches.slice(0, at + 1)));
  const text = [
    `seed ${options.seed}, batch ${at} of ${batches.length}, ${failing.length} commands suffice`,
    runBoth(options, failing).difference ?? difference,
    ...failing.slice(-30).map((batch) => commandText(batch)),
  ].join('\n');
  return { batches, engine, commands, eventBlocks, difference: text };
}

function commandText({ timeMicros, records }: NaiveBatch): string {
  return records.map((record) => `  at ${timeMicros}: ${recordText(record, 0)}`).join('\n');
}

/** One command per batch. */
function singles(batches: readonly NaiveBatch[]): NaiveBatch[] {
  return batches.flatMap(({ timeMicros, records }) =>
    records.map((record) => ({ timeMicros, records: [record] })),
  );
}

/** Leaves out ever smaller runs of commands while a difference remains. */
function shortened(options: CompareOptions, batches: readonly NaiveBatch[]): NaiveBatch[] {
  const failed = runBoth(options, batches);
  if (failed.difference === undefined) return [...batches];
  let kept = batches.slice(0, failed.at + 1);
  let runs = 0;
  for (let size = kept.length >> 1; size >= 1; size >>= 1) {
    for (let from = kept.length - 1 - size; from >= 0 && runs < SHORTENING_RUNS; from -= size) {
      const candidate = [...kept.slice(0, from), ...kept.slice(from + size)];
      const again = runBoth(options, candidate);
      if (again.difference !== undefined) kept = candidate.slice(0, again.at + 1);
      runs++;
    }
  }
  return kept;
}
