// Statements over generated histories of the real core: what is recomputed from postings is what the
// core's balances and positions say, now and at the end of every day that passed.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RECORD_WORDS } from '../core/commands.ts';
import { createEngine } from '../core/engine.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES } from '../core/events.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createProjector } from '../readmodel/projector.ts';
import { createQueries, type Queries } from '../readmodel/queries.ts';
import { createOrdersGenerator } from '../testing/orders-generator.ts';
import { GENERATED_ACCOUNTS, openingRecords } from '../testing/orders-generator-market.ts';
import { prepareStatement, type StatementHead } from './statement.ts';

const CAPACITY = {
  ...{ accounts: 64, assets: 16, instruments: 8, levels: 1 << 14 },
  ...{ orders: 256, dedupe: 1024, events: 1 << 13 },
};
const BATCHES = 150;
const HOUR_MICROS = 3_600_000_000;
const START = Date.UTC(2026, 0, 5) * 1_000;

/** What the core says that an account has: balances by asset, positions by instrument. */
interface Truth {
  readonly day: string;
  readonly account: number;
  readonly balances: Readonly<Record<number, number>>;
  readonly positions: readonly (readonly number[])[];
}

function eventBatch(events: Int32Array, seq: number, timeMicros: number): Uint8Array {
  const slots = new Float64Array((EVENT_BYTES + events.byteLength) / 8);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = 1;
  words[EB.blocks] = events.length / RECORD_WORDS;
  words[EB.bytes] = slots.byteLength;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = seq * 1_000;
  slots[EB.timeSlot] = timeMicros;
  words.set(events, RECORD_WORDS);
  return new Uint8Array(slots.buffer);
}

const dayOf = (micros: number): string => new Date(micros / 1_000).toISOString().slice(0, 10);

async function truthOf(queries: Queries, day: string): Promise<Truth[]> {
  const all: Truth[] = [];
  for (const account of GENERATED_ACCOUNTS) {
    const balances = await queries.balances(account);
    const positions = await queries.positions(account);
    all.push({
      ...{ day, account },
      balances: Object.fromEntries(
        balances.map((row) => [row.asset, row.available_minor + row.held_minor]),
      ),
      positions: positions
        .filter(({ lots }) => lots !== 0)
        .map((row) => [row.instrument, row.lots, row.cost_minor]),
    });
  }
  return all;
}

/** A venue's life over some days; the core's truth at the end of each. */
async function live(seed: number): Promise<{ queries: Queries; truths: Truth[] }> {
  const store = await openStore(':memory:');
  const projector = await createProjector(store, () => false);
  const queries = createQueries(store);
  const engine = createEngine(CAPACITY);
  const generator = createOrdersGenerator({ seed, badPercent: 5 });
  const truths: Truth[] = [];
  let now = START;
  for (let seq = 1; seq <= BATCHES; seq++) {
    const records =
      seq === 1 ? openingRecords() : Array.from({ length: 20 }, () => generator.next(now));
    const size = records.reduce((sum, record) => sum + record.length, 0);
    const slots = new Float64Array(size / 2);
    const words = new Int32Array(slots.buffer);
    let at = 0;
    for (const record of records) {
      words.set(record, at);
      at += record.length;
    }
    engine.clearEvents();
    engine.apply(words, slots, 0, size / RECORD_WORDS, now, 0);
    const events = engine.eventWords.slice(0, engine.eventBlocks() * RECORD_WORDS);
    generator.learn(events);
    projector.add(eventBatch(events, seq, now));
    // Some hours now and then, so that days go by.
    const next = now + 1 + generator.pause() + (seq % 10 === 0 ? 6 * HOUR_MICROS : 0);
    if (dayOf(next) !== dayOf(now) || seq === BATCHES) {
      await projector.flush();
      truths.push(...(await truthOf(queries, dayOf(now))));
    }
    now = next;
  }
  return { queries, truths };
}

function closingOf({ currencies }: StatementHead): Record<number, number> {
  return Object.fromEntries(currencies.map((line) => [line.asset, line.closingMinor]));
}

test(
  'closing balances and positions are those of the core, on every day',
  { timeout: 120_000 },
  async () => {
    let [checked, figures] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
        const { queries, truths } = await live(seed);
        for (const { day, account, balances, positions } of truths) {
          const { head, pages } = await prepareStatement(queries, {
            ...{ account, from: '2026-01-06', to: day < '2026-01-06' ? '2026-01-06' : day },
          });
          expect(head.complete).toBe(true);
          if (day < '2026-01-06') continue;
          const closing = closingOf(head);
          for (const [asset, minor] of Object.entries(balances)) {
            expect(closing[Number(asset)] ?? 0).toBe(minor);
            figures += 1;
          }
          expect(head.positions.map((one) => [one.instrument, one.lots, one.costMinor])).toEqual(
            positions,
          );
          // Postings, one by one, lead from the opening to the closing balance.
          const sums = new Map(head.currencies.map((line) => [line.asset, line.openingMinor]));
          let postings = 0;
          for await (const rows of pages()) {
            for (const row of rows) sums.set(row.asset, sums.get(row.asset)! + row.amount_minor);
            postings += rows.length;
          }
          expect(Object.fromEntries(sums)).toEqual(closing);
          expect(postings).toBe(head.postings);
          checked += 1;
        }
      }),
      { numRuns: 4 },
    );
    process.stdout.write(`statements ${checked}: balances ${figures} equal to the core's\n`);
    expect(figures).toBeGreaterThan(100);
  },
);
