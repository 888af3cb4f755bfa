// The five order sizes of an instrument for one-click trading: from its class until the user sets others,
// kept in this browser by symbol.

import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { AssetClass, type Instrument } from '../../shared/domain/instrument.ts';

export const SIZES = 5;

export interface SizeChoice {
  /** Lots, five of them. */
  readonly lots: readonly number[];
  /** Which of them is chosen, 0 … 4. */
  readonly chosen: number;
}

/** Multiples of the smallest order that are usual in a class. */
const MULTIPLES: Readonly<Record<AssetClass, readonly number[]>> = {
  [AssetClass.stock]: [10, 50, 100, 300, 500],
  [AssetClass.bond]: [1, 5, 10, 25, 50],
  [AssetClass.fund]: [10, 50, 100, 300, 500],
  [AssetClass.fx]: [10, 50, 100, 250, 500],
  [AssetClass.crypto]: [100, 500, 1000, 2500, 5000],
};

type SizesOf = Pick<Instrument, 'symbol' | 'assetClass' | 'minQtyLots' | 'maxQtyLots'>;

export function usualSizes({ assetClass, minQtyLots, maxQtyLots }: SizesOf): readonly number[] {
  return MULTIPLES[assetClass].map((many) => Math.min(many * minQtyLots, maxQtyLots));
}

export function isSize(lots: unknown, { minQtyLots, maxQtyLots }: SizesOf): lots is number {
  return Number.isInteger(lots) && Number(lots) >= minQtyLots && Number(lots) <= maxQtyLots;
}

/** What was kept, each figure that the instrument does not allow put back to the usual one. */
export function readSizes(kept: unknown, instrument: SizesOf): SizeChoice {
  const given = typeof kept === 'object' && kept !== null ? kept : {};
  const lots: unknown = Reflect.get(given, 'lots');
  const chosen: unknown = Reflect.get(given, 'chosen');
  const usual = usualSizes(instrument);
  return {
    lots: usual.map((size, k) => {
      const own: unknown = Array.isArray(lots) ? lots[k] : undefined;
      return isSize(own, instrument) ? own : size;
    }),
    chosen: [0, 1, 2, 3, 4].find((k) => k === chosen) ?? 1,
  };
}

interface SizesState {
  readonly bySymbol: Readonly<Record<string, SizeChoice>>;
}

export const sizesStore = create<SizesState>()(
  persist((): SizesState => ({ bySymbol: {} }), {
    name: 'openbell.sizes',
    version: 1,
    merge: (stored, current) => {
      const bySymbol: unknown = Reflect.get(Object(stored), 'bySymbol');
      return typeof bySymbol === 'object' && bySymbol !== null
        ? { bySymbol: bySymbol as SizesState['bySymbol'] }
        : current;
    },
  }),
);

export function sizesOf(instrument: SizesOf): SizeChoice {
  return readSizes(sizesStore.getState().bySymbol[instrument.symbol], instrument);
}

function keep({ symbol }: SizesOf, choice: SizeChoice): void {
  sizesStore.setState({ bySymbol: { ...sizesStore.getState().bySymbol, [symbol]: choice } });
}

export function chooseSize(instrument: SizesOf, chosen: number): void {
  keep(instrument, { ...sizesOf(instrument), chosen });
}

/** Sets one of the five; false: the instrument does not allow it. */
export function setSize(instrument: SizesOf, at: number, lots: number | undefined): boolean {
  if (!isSize(lots, instrument)) return false;
  const before = sizesOf(instrument);
  keep(instrument, { lots: before.lots.with(at, lots), chosen: at });
  return true;
}
