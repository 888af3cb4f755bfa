// The shape of the engine, for the rooms that drive it: sequencer, replay, simulation, bench.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';

/** How large the tables are; fixed for the life of a journal. */
export interface EngineCapacity {
  readonly accounts: number;
  readonly assets: number;
  readonly instruments: number;
  /** Price levels over all instruments: the sum of their priceLimitTicks, rounded up. Untouched
   * levels cost address space only. */
  readonly levels: number;
  /** Live orders, a power of two, at most 2^20. */
  readonly orders: number;
  /** Client order ids remembered, a power of two. */
  readonly dedupe: number;
  /** Event records of one apply call; a power of two. */
  readonly events: number;
  /** Obligations that wait for their value date; orders that would make more are refused. */
  readonly obligations: number;
}

export const DEFAULT_CAPACITY: EngineCapacity = {
  accounts: 4_096,
  assets: 256,
  instruments: 1_024,
  levels: 1 << 26,
  orders: 1 << 20,
  dedupe: 1 << 20,
  events: 1 << 18,
  obligations: 1 << 16,
};

export interface Engine {
  /**
   * Applies commands from `words` at record block `from` up to block `to` (exclusive) at
   * `timeMicros`; `firstIndex` is the index of the first command within its batch. Returns the block
   * it stopped at: less than `to` when the event log has to be drained first.
   */
  apply(
    words: Int32Array,
    slots: Float64Array,
    from: number,
    to: number,
    timeMicros: number,
    firstIndex: number,
  ): number;
  /** Commands applied by the last apply call. */
  applied(): number;
  /** The event log: `eventBlocks()` blocks of 64 bytes from the start of `eventWords`. */
  readonly eventWords: Int32Array;
  readonly eventSlots: Float64Array;
  eventBlocks(): number;
  clearEvents(): void;
  /** Everything that decides the future, in a versioned binary form. */
  snapshot(): Uint8Array;
  /** Takes the place of the whole state. Throws InvariantError on any other version or damage. */
  restore(bytes: Uint8Array): void;
  /** 16 hexadecimal digits over the canonical state; equal states, equal hashes. */
  stateHash(): string;
  /** The state as events (assets, instruments, accounts, balances, positions, open orders, levels),
   * handed to `sink` in chunks of whole records. */
  dump(sink: (words: Int32Array, blocks: number) => void): void;
  /** Names of broken ledger invariants I1-I8, empty when all hold. Reads only. */
  brokenInvariants(): string[];
  assets(): readonly Asset[];
  instruments(): readonly Instrument[];
  liveOrders(): number;
}
