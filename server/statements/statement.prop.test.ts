// Statements over generated histories of the real core: what is recomputed from postings is what the
// core's balances and positions say, now and at the end of every day that passed.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Queries } from '../readmodel/queries.ts';
import { GENERATED_ACCOUNTS } from '../testing/orders-generator-market.ts';
import { liveDays } from '../testing/lived-days.ts';
import { prepareStatement, type StatementHead } from './statement.ts';

/** What the core says that an account has: balances by asset, positions by instrument. */
interface Truth {
  readonly day: string;
  readonly account: number;
  readonly balances: Readonly<Record<number, number>>;
  readonly positions: readonly (readonly number[])[];
}

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

/** The core's truth at the end of each day. */
async function live(seed: number): Promise<{ queries: Queries; truths: Truth[] }> {
  const truths: Truth[] = [];
  const queries = await liveDays(seed, 'invented', async (at, day) => {
    truths.push(...(await truthOf(at, day)));
  });
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
