// What can be traded: instruments and assets by id, and the phase of each instrument.

import { create } from 'zustand';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';

export interface InstrumentsState {
  readonly instruments: ReadonlyMap<number, Instrument>;
  readonly assets: ReadonlyMap<number, Asset>;
  /** By instrument id: 0 open, 1 halted. */
  readonly phases: ReadonlyMap<number, number>;
}

export const instrumentsStore = create<InstrumentsState>(() => ({
  instruments: new Map(),
  assets: new Map(),
  phases: new Map(),
}));

export const useInstruments = instrumentsStore;
