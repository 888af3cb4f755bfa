// Rows of limits: eight figures per account and instrument, their order, their range, their key.

import { MAX_INT32, MAX_SAFE } from '../../shared/domain/units.ts';
import { C, CommandKind, RECORD_SLOTS } from './commands.ts';
import { newSourcedRecord } from './definitions.ts';
import type { EngineCapacity } from './engine-port.ts';

/** Whose rows hold for every account that has none of its own. */
export const DEFAULT_LIMITS = 0;
export const LIMIT_SLOTS = 8;
/** Repeats are looked for among 64 orders. */
export const REPEATS_MAX = 63;

/** Slots of a row; 0 says nothing, so that the next row is asked. */
export const Limit = {
  orderLots: 0,
  /** Minor units of the quote asset, price times quantity. */
  orderNotional: 1,
  /** Lots either way, with every open order of the side filled. */
  positionLots: 2,
  /** How far above the reference a buy, below it a sell may be priced, basis points. */
  buyBandBps: 3,
  sellBandBps: 4,
  /** Places and amends per second of command time; by account only. */
  ordersPerSecond: 5,
  /** Equal orders within one second; by account only. */
  repeats: 6,
  /** 1: may not trade it; 2: may, whatever the default says. */
  restricted: 7,
} as const;
export type LimitName = keyof typeof Limit;
export type LimitRow = Partial<Readonly<Record<LimitName, number>>>;

const HIGHEST: Readonly<Record<LimitName, number>> = {
  orderLots: MAX_INT32,
  orderNotional: MAX_SAFE,
  positionLots: MAX_SAFE,
  buyBandBps: 1_000_000,
  sellBandBps: 1_000_000,
  ordersPerSecond: 1_000_000,
  repeats: REPEATS_MAX,
  restricted: 2,
};

export function soundLimits(row: Float64Array): boolean {
  return Object.entries(Limit).every(([name, slot]) => {
    const value = row[slot]!;
    return Number.isSafeInteger(value) && value >= 0 && value <= HIGHEST[name as LimitName];
  });
}

export function limitKey(capacity: EngineCapacity, account: number, instrument: number): number {
  return account * (capacity.instruments + 1) + instrument + 1;
}

/** The figures of a command or event that say something; `slotAt` is where its record begins. */
export function readLimits(slots: Float64Array, slotAt: number): LimitRow {
  const figures = Object.entries(Limit).map(
    ([name, slot]) => [name, slots[slotAt + RECORD_SLOTS + slot]!] as const,
  );
  return Object.fromEntries(figures.filter(([, value]) => value !== 0));
}

/** The command: all figures of the row at once; all 0 takes the row away. Instrument -1: all. */
export function limitsRecord(
  account: number,
  instrument: number,
  row: LimitRow,
  source = 0,
  sourceSeq = 0,
): Int32Array {
  const { words, slots } = newSourcedRecord(CommandKind.setLimits, source, sourceSeq, 1);
  words[C.account] = account;
  words[C.instrument] = instrument;
  for (const [name, slot] of Object.entries(Limit)) {
    slots[RECORD_SLOTS + slot] = row[name as LimitName] ?? 0;
  }
  return words;
}
