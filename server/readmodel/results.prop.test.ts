// Realised results over generated fills: the days add up to the total, the total is the ledger's in every
// account and currency, and a restart of the projection in the middle changes nothing.

import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { applyFast, generatedBatches } from '../testing/venue-naive-compare.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import { createEngine } from '../core/engine.ts';
import {
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EVENT_WORDS,
  EventKind,
  furtherBlocks,
} from '../core/events.ts';
import { dayInZone, isZone, QUARTER_MICROS } from './day-in-zone.ts';
import { openStore } from './open-store.ts';
import { createProjector } from './projector.ts';
import { createQueries } from './queries.ts';
import type { CurrencyResult, ResultSums } from './results.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const CAPACITY: Partial<EngineCapacity> = {
  ...{ accounts: 64, assets: 8, instruments: 8, levels: 1 << 14, orders: 128 },
  ...{ dedupe: 256, events: 1 << 12 },
};
const HOUR_MICROS = 3_600e6;
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', '+05:45', '-03:30'];

function eventBatch(seq: number, timeMicros: number, events: Int32Array): Uint8Array {
  const words = new Int32Array(EVENT_WORDS + events.length);
  const slots = new Float64Array(words.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = EVENT_SCHEMA_VERSION;
  words[EB.blocks] = events.length / EVENT_WORDS;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = seq * 1_000;
  slots[EB.timeSlot] = timeMicros;
  words.set(events, EVENT_WORDS);
  return new Uint8Array(words.buffer);
}

/** Realised results of the core's own positions, by account and quote asset. */
function ledgerOf(
  engine: ReturnType<typeof createEngine>,
  quoteOf: ReadonlyMap<number, number>,
): Map<string, number> {
  const sums = new Map<string, number>();
  engine.dump((words, blocks) => {
    const slots = new Float64Array(words.buffer, words.byteOffset, blocks * (EVENT_WORDS / 2));
    for (let at = 0; at < blocks * EVENT_WORDS;) {
      if ((words[at]! & 0xff) === EventKind.position) {
        const key = `${String(words[at + 1]!)}.${String(quoteOf.get(words[at + 2]!)!)}`;
        sums.set(key, (sums.get(key) ?? 0) + slots[(at >> 1) + 5]!);
      }
      at += (1 + furtherBlocks(words, at)) * EVENT_WORDS;
    }
  });
  return sums;
}

async function projected(seed: number, restartAt: number) {
  const engine = createEngine(CAPACITY);
  const store = await openStore(':memory:');
  let projector = await createProjector(store, () => false);
  let seq = 0;
  for (const batch of generatedBatches(seed, 900, CAPACITY)) {
    seq++;
    // Hours apart, so that the fills fall on many days; the core's own clock is left as it was made.
    const timeMicros = batch.timeMicros + seq * 5 * HOUR_MICROS;
    projector.add(eventBatch(seq, timeMicros, applyFast(engine, batch)));
    if (seq !== restartAt) continue;
    await projector.flush();
    projector = await createProjector(store, () => false);
  }
  await projector.flush();
  return { engine, store, queries: createQueries(store) };
}

const sumOf = (rows: readonly ResultSums[], of: keyof ResultSums) =>
  rows.reduce((sum, row) => sum + row[of], 0);

function expectDaysAddUp(result: CurrencyResult): void {
  for (const of of ['realised_minor', 'fee_minor', 'fills', 'closings', 'wins'] as const) {
    expect(sumOf(result.days, of)).toBe(result[of]);
  }
  expect(result.days.map(({ day }) => day)).toEqual(result.days.map(({ day }) => day).sort());
}

test(`days add up to the ledger, seed ${String(SEED)}`, { timeout: 120_000 }, async () => {
  let closings = 0;
  let days = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      fc.integer({ min: 2, max: 30 }),
      async (seed, restartAt) => {
        const { engine, store, queries } = await projected(seed, restartAt);
        const instruments = await queries.instruments();
        const quoteOf = new Map(instruments.map(({ id, quoteAsset }) => [id, quoteAsset]));
        const ledger = ledgerOf(engine, quoteOf);
        const fills = await store.selectFrom('fill').selectAll().execute();
        for (const fill of fills) {
          expect(fill.closed_lots).toBeLessThanOrEqual(fill.qty_lots);
          if (fill.closed_lots === 0) expect(fill.realised_minor).toBe(0);
        }
        const told = new Map<string, number>();
        for (let account = 0; account < 64; account++) {
          for (const zone of ZONES) {
            for (const result of await queries.results(account, zone)) {
              expectDaysAddUp(result);
              told.set(
                `${String(account)}.${String(result.asset)}`,
                result.realised_minor - result.fee_minor,
              );
              expect(result.realised_minor - result.fee_minor).toBe(result.ledger_minor);
              closings += result.closings;
              days = Math.max(days, result.days.length);
            }
          }
        }
        for (const [key, minor] of ledger) expect([key, told.get(key) ?? 0]).toEqual([key, minor]);
        await store.destroy();
      },
    ),
    { seed: SEED, numRuns: 6 },
  );
  expect(closings).toBeGreaterThan(100);
  expect(days).toBeGreaterThan(2);
});

it('puts a moment on the day of the zone', () => {
  const quarter = (iso: string) => Math.floor((Date.parse(iso) * 1000) / QUARTER_MICROS);
  const moment = quarter('2026-11-20T17:50:00Z');
  expect(dayInZone('UTC')(moment)).toBe('2026-11-20');
  expect(dayInZone('Asia/Shanghai')(moment)).toBe('2026-11-21');
  expect(dayInZone('+06:15')(moment)).toBe('2026-11-21');
  expect(dayInZone('+06:00')(moment)).toBe('2026-11-20');
  // The clock goes back on 1 November in New York: midnight is at 04:00, the next one at 05:00 UTC.
  expect(dayInZone('America/New_York')(quarter('2026-11-02T04:45:00Z'))).toBe('2026-11-01');
  expect(dayInZone('America/New_York')(quarter('2026-11-01T04:00:00Z'))).toBe('2026-11-01');
  expect(['UTC', '+08:00', 'Mars/Base', '+08:07', '8'].map(isZone)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
