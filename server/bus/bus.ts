// Port between roles: commands in, events out, state on request. Asynchronous, and every message is
// copied, even in process: no room keeps an array of another room.

/** When the stations of a batch were reached, µs of this machine's clock; not part of the state. */
export interface BatchStamps {
  readonly journalMicros: number;
  readonly matchMicros: number;
  readonly durableMicros: number;
}

export type EventHandler = (batch: Uint8Array, stamps: BatchStamps) => void;
export type Refused = (rejectCode: number) => void;

export interface Bus {
  /**
   * Hands one or more whole command records to the engine. `refused` is called (now or later) with a
   * reject code (BUSY, READ_ONLY, STOPPING, RECOVERING) when nothing was taken; otherwise the outcome
   * comes as events. The same bytes may be sent again: submit is idempotent in the core.
   */
  submit(records: Uint8Array, refused: Refused): void;
  /** The engine's side of submit. Returns 0 when taken, else the reject code. */
  serveCommands(take: (records: Uint8Array) => number): void;
  /** The engine's side of events: a durable batch in the form of core/events.ts. */
  publishEvents(batch: Uint8Array, stamps: BatchStamps): void;
  /** Batches in order of their sequence, from now on. Returns the way out. */
  onEvents(handler: EventHandler): () => void;
  /** The state as an event batch with the dump mark, at the batch sequence in its header: everything
   * up to it is in it, everything after it comes by onEvents. */
  requestState(): Promise<Uint8Array>;
  /** `give` waits for a border at which everything applied has been released. */
  serveState(give: () => Uint8Array | Promise<Uint8Array>): void;
  close(): void;
}
