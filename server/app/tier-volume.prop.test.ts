// Volume of a window: out of the read model it is what a plain sum over the fills says, fill by fill, without
// those of busted trades; each side of a trade counts for its own account.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { DAY_MICROS, volumesOf, windowOf, type Rate } from '../operations/fee-tiers.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createQueries } from '../readmodel/queries.ts';

const INSTRUMENTS = simulatedInstruments(40);
const KNOWN = new Map(INSTRUMENTS.map((one) => [one.id, one]));
const DAY = 20_000;
const { fromMicros, toMicros } = windowOf(DAY);
const EDGES = [fromMicros - 1, fromMicros, fromMicros + 1, toMicros - 1, toMicros, toMicros + 1];

const trade = fc.record({
  buyer: fc.constantFrom(2, 3, 100),
  seller: fc.constantFrom(101, 102),
  instrument: fc.constantFrom(...INSTRUMENTS.map(({ id }) => id)),
  ticks: fc.integer({ min: 1, max: 5_000_000 }),
  lots: fc.integer({ min: 1, max: 1_000_000 }),
  time: fc.oneof(
    fc.constantFrom(...EDGES),
    fc.integer({ min: fromMicros - 5 * DAY_MICROS, max: toMicros + 5 * DAY_MICROS }),
  ),
  isBusted: fc.nat(4).map((n) => n === 0),
});
const rates = fc.uniqueArray(
  fc.record({
    asset: fc.constantFrom(...new Set(INSTRUMENTS.map(({ quoteAsset }) => quoteAsset))),
    num: fc.bigInt({ min: 1n, max: 1_000_000n }),
    den: fc.bigInt({ min: 1n, max: 1_000_000n }),
  }),
  { selector: ({ asset }) => asset },
);
type Trade = typeof trade extends fc.Arbitrary<infer T> ? T : never;

async function readModelOf(trades: readonly Trade[]) {
  const store = await openStore(':memory:');
  for (const [k, { buyer, seller, instrument, ticks, lots, time, isBusted }] of trades.entries()) {
    for (const [side, account] of [buyer, seller].entries()) {
      const none = { order_id: 1, client_order_id: 1, fee_minor: 0, closed_lots: 0, taker: side };
      const at = {
        trade_id: k + 1,
        time_micros: time,
        command_seq: k,
        realised_minor: 0,
        duty_minor: 0,
      };
      await store
        .insertInto('fill')
        .values({ ...none, ...at, account, instrument, side, price_ticks: ticks, qty_lots: lots })
        .execute();
      const entry = { command_seq: k, asset: 0, amount_minor: 1, reference: k + 1 };
      const cause = isBusted ? 5 : 1;
      await store
        .insertInto('cash_entry')
        .values({ ...entry, ordinal: side, account, cause, time_micros: toMicros + 9 })
        .execute();
    }
  }
  return store;
}

/** One fill after the other, and nothing clever. */
function naive(trades: readonly Trade[], account: number, found: readonly Rate[]) {
  const byAsset = new Map<number, bigint>();
  for (const { buyer, seller, instrument, ticks, lots, time, isBusted } of trades) {
    if (isBusted || (buyer !== account && seller !== account)) continue;
    if (time < fromMicros || time >= toMicros) continue;
    const { quoteAsset, tickValueMinor } = KNOWN.get(instrument)!;
    const notional = BigInt(ticks) * BigInt(lots) * BigInt(tickValueMinor);
    byAsset.set(quoteAsset, (byAsset.get(quoteAsset) ?? 0n) + notional);
  }
  if (byAsset.size === 0) return undefined;
  let sum = 0n;
  const missing: number[] = [];
  for (const [asset, minor] of byAsset) {
    const rate = found.find((one) => one.asset === asset);
    if (rate === undefined) missing.push(asset);
    else sum += (minor * rate.num - ((minor * rate.num) % rate.den)) / rate.den;
  }
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return {
    ...{ account, volumeMinor: Number(sum > most ? most : sum) },
    missing: missing.sort((a, b) => a - b),
  };
}

test('volume is the sum over the fills in the window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trade, { maxLength: 25 }), rates, async (trades, found) => {
      const store = await readModelOf(trades);
      const queries = createQueries(store);
      const by = new Map(found.map((rate) => [rate.asset, rate]));
      const volumes = async (account?: number) => {
        const rows = await queries.turnovers({ fromMicros, toMicros, account });
        return volumesOf(
          rows.map(({ tick_lots, ...row }) => ({ ...row, tickLots: BigInt(tick_lots) })),
          ...([KNOWN, by] as const),
        );
      };
      const accounts = [2, 3, 100, 101, 102];
      const expected = accounts.map((account) => naive(trades, account, found));
      expect(await volumes()).toEqual(expected.filter((row) => row !== undefined));
      for (const [k, account] of accounts.entries()) {
        expect((await volumes(account))[0]).toEqual(expected[k]);
      }
      await store.destroy();
    }),
    { numRuns: 60 },
  );
}, 60_000);
