// Tax lots against the real core over generated days with busts, buy-ins and transfers: what is open is what
// the core holds, and gains with what is open are the money of the ledger.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Queries } from '../readmodel/queries.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { GENERATED_ACCOUNTS } from '../testing/orders-generator-market.ts';
import { prepareLots } from './lot-source.ts';
import { LOT_METHODS, type LotMethod } from './lot-queue.ts';
import { liveDays } from '../testing/lived-days.ts';
import { eachPage, PAGE } from './statement.ts';
import { createLotsFold, type LotsReport } from './lots-report.ts';

const counts = { reports: 0, closed: 0, open: 0, busted: 0, buyIns: 0, transfers: 0 };

interface Found {
  readonly report: LotsReport;
  /** Signed lots by instrument, of what came and went by transfer. */
  readonly moved: ReadonlyMap<number, number>;
}

async function lotsOf(
  queries: Queries,
  account: number,
  to: string,
  method: LotMethod,
  skipBusts = false,
): Promise<Found> {
  const ask = { account, from: '2020-01-01', to };
  const found = (await prepareLots(queries, ask))!;
  const { parts } = found;
  const fold = createLotsFold({
    ...{ ...ask, ...parts, method, zone: 'UTC', withOpen: true, format: 'json', language: 'en' },
    busted: skipBusts ? [] : parts.busted,
  });
  for await (const fills of found.pages()) fold.add(fills);
  const report = fold.end();
  if (report === 'too long') throw new Error(report);
  const moved = new Map<number, number>();
  for (const { instrument, signedLots, valueMinor } of parts.moves)
    if (valueMinor === undefined) moved.set(instrument, (moved.get(instrument) ?? 0) + signedLots);
  counts.busted += parts.busted.length;
  counts.buyIns += parts.moves.filter((move) => move.valueMinor !== undefined).length;
  counts.transfers += parts.moves.filter((move) => move.valueMinor === undefined).length;
  return { report, moved };
}

/** Of every instrument: open lots less transfers, above 0 long. */
function heldOf({ report, moved }: Found): Record<number, number> {
  const held = new Map([...moved].map(([id, lots]) => [id, -lots]));
  for (const { instrument, isShort, lots } of report.open)
    held.set(instrument, (held.get(instrument) ?? 0) + (isShort ? -lots : lots));
  return Object.fromEntries([...held].filter(([, lots]) => lots !== 0));
}

async function positionsOf(queries: Queries, account: number): Promise<Record<number, number>> {
  const rows = await queries.positions(account);
  return Object.fromEntries(
    rows.filter(({ lots }) => lots !== 0).map((row) => [row.instrument, row.lots]),
  );
}

/** Gains and open lots by currency: money that came less money that went. What was taken out took its cost
 * along, and comes back here. */
function moneyOf({ totals, closed, task }: LotsReport): Record<number, number> {
  const money = new Map<number, number>();
  const add = (asset: number, minor: number) => money.set(asset, (money.get(asset) ?? 0) + minor);
  for (const sum of totals) {
    add(sum.asset, sum.shortTermMinor + sum.longTermMinor);
    add(sum.asset, sum.openProceedsMinor - sum.openCostMinor);
  }
  for (const { instrument, isTakenOut, isShort, costMinor } of closed) {
    const { quoteAsset } = task.instruments.find(({ id }) => id === instrument)!;
    if (isTakenOut) add(quoteAsset, isShort ? costMinor : -costMinor);
  }
  return Object.fromEntries([...money].filter(([, minor]) => minor !== 0));
}

const LEDGER_CAUSES: readonly number[] = [
  ...[EntryCause.trade, EntryCause.fee, EntryCause.duty, EntryCause.reversal, EntryCause.buyIn],
];

/** What trades, their fees, busts and buy-ins moved of every currency, out of the postings of the core; where
 * it is traded for another one, without what the position has of it. */
async function ledgerMoney(
  queries: Queries,
  account: number,
  positions: Readonly<Record<number, number>>,
): Promise<Record<number, number>> {
  const instruments = await queries.instruments();
  const money = new Map(instruments.map(({ quoteAsset }) => [quoteAsset, 0]));
  const add = (asset: number, minor: number): void => {
    if (money.has(asset)) money.set(asset, money.get(asset)! + minor);
  };
  for (const { id, baseAsset, lotBaseMinor } of instruments)
    add(baseAsset, -(positions[id] ?? 0) * lotBaseMinor);
  const period = { account, fromMicros: 0, toMicros: Number.MAX_SAFE_INTEGER };
  const { lastSeq } = await queries.ledgerSums(period);
  const pages = eachPage(
    (after) => queries.ledgerPage(period, after, lastSeq, PAGE),
    (row) => [row.command_seq, row.ordinal],
  );
  for await (const rows of pages)
    for (const { asset, cause, amount_minor } of rows)
      if (LEDGER_CAUSES.includes(cause)) add(asset, amount_minor);
  return Object.fromEntries([...money].filter(([, minor]) => minor !== 0));
}

test('open lots are the positions of the core, on every day', { timeout: 240_000 }, async () => {
  let missed = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
      await liveDays(seed, 'true', async (queries, day) => {
        for (const account of GENERATED_ACCOUNTS) {
          const positions = await positionsOf(queries, account);
          const money = await ledgerMoney(queries, account, positions);
          for (const method of LOT_METHODS) {
            const found = await lotsOf(queries, account, day, method);
            expect(heldOf(found)).toEqual(positions);
            expect(moneyOf(found.report)).toEqual(money);
            counts.reports += 1;
            counts.closed += found.report.closed.length;
            counts.open += found.report.open.length;
          }
          // Control: lots that know of no bust.
          const blind = heldOf(await lotsOf(queries, account, day, 'fifo', true));
          if (JSON.stringify(blind) !== JSON.stringify(positions)) missed += 1;
        }
      });
    }),
    // Histories that are known to have buy-ins, and new ones.
    { numRuns: 6, examples: [[5], [10], [19], [28]] },
  );
  process.stdout.write(
    `lots against the core ${JSON.stringify(counts)}; control: ${missed} wrong\n`,
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  expect(missed).toBeGreaterThan(0);
});
