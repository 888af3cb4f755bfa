// Port of the snapshot store: whole states by journal sequence, verified before use.

export interface Snapshot {
  readonly shard: number;
  /** The state after this batch. */
  readonly seq: number;
  readonly leaderEpoch: number;
  /** Identity of the history; survives the pruning of the journal's first row. */
  readonly streamEpoch: number;
  readonly schema: number;
  readonly stateHash: string;
  /** Next command sequence, last engine time, event CRC and chain hash: what a start needs besides. */
  readonly nextCommandSeq: number;
  readonly timeMicros: number;
  readonly eventCrc: number;
  readonly journalHash: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface SnapshotStore {
  /** Written whole or not at all: temporary name, sync, rename, sync of the folder. */
  save(snapshot: Snapshot): Promise<void>;
  /** Sequences that are there, newest first. */
  list(): Promise<number[]>;
  /** undefined when it is missing or damaged (length, CRC); the reason goes to the log. */
  load(seq: number): Promise<Snapshot | undefined>;
  prune(keep: number): Promise<void>;
}
