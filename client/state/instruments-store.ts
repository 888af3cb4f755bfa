// What can be traded: instruments and assets by id, and what each instrument does now.

import { create } from 'zustand';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { TradingStatus } from '../../shared/domain/trading-status.ts';

export interface InstrumentsState {
  readonly instruments: ReadonlyMap<number, Instrument>;
  readonly assets: ReadonlyMap<number, Asset>;
  /** By instrument id. */
  readonly statuses: ReadonlyMap<number, TradingStatus>;
}

export const instrumentsStore = create<InstrumentsState>(() => ({
  instruments: new Map(),
  assets: new Map(),
  statuses: new Map(),
}));

export const useInstruments = instrumentsStore;

/** What the instrument does now; undefined while nothing was told of it. */
export function statusOf(instrument: number): TradingStatus | undefined {
  return instrumentsStore.getState().statuses.get(instrument);
}
