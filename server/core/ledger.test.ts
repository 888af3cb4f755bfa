// The fee that the ledger computes from cell to cell is the one that the ticket shows.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buyHoldMinor } from '../../shared/domain/order-cost.ts';
import { createCoreState, INSTRUMENT_SHIFT, INSTRUMENT_SLOTS_SHIFT } from './core-state.ts';
import { InstrumentSlot, InstrumentWord } from './core-state.ts';
import { createLedger, Money } from './ledger.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const INSTRUMENT = 1;
const rate = (ppm: number) => ({ makerFeePpm: ppm, takerFeePpm: 0 });
const CAPACITY = { accounts: 4, assets: 2, instruments: 2, levels: 64 };

test(`holds of buyers equal order-cost.ts, seed ${String(SEED)}`, () => {
  const state = createCoreState({
    ...CAPACITY,
    orders: 16,
    dedupe: 16,
    events: 1 << 10,
    obligations: 64,
  });
  const ledger = createLedger(state);
  const holdOf = (amount: number, ppm: number): number => {
    state.instruments[(INSTRUMENT << INSTRUMENT_SHIFT) + InstrumentWord.holdFee] = ppm;
    state.instrumentSlots[(INSTRUMENT << INSTRUMENT_SLOTS_SHIFT) + InstrumentSlot.tickValue] =
      amount;
    ledger.holdFor(INSTRUMENT, 0, 1, 1, 0);
    return ledger.money[Money.hold]!;
  };
  const ppm = fc.integer({ min: 0, max: 1_000_000 });
  // Around whole millions, where a rounding error would show, as well as anywhere.
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 2 ** 52 }),
    fc
      .record({
        millions: fc.integer({ min: 0, max: 2 ** 32 }),
        by: fc.integer({ min: -2, max: 2 }),
      })
      .map(({ millions, by }) => Math.max(0, millions * 1_000_000 + by)),
  );
  fc.assert(
    fc.property(amount, ppm, (minor, fee) => {
      expect(holdOf(minor, fee)).toBe(buyHoldMinor(1, 1, minor, rate(fee)));
    }),
    { seed: SEED, numRuns: 20_000 },
  );
  // Control: one part in a million more is found out.
  expect(holdOf(5_000_000, 251)).not.toBe(buyHoldMinor(1, 1, 5_000_000, rate(250)));
});
