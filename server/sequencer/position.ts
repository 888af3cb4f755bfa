// Where a history stands after a batch: all that the next batch, a snapshot and a start need besides
// the engine's state.

export interface Position {
  /** Sequence of the journal row. */
  readonly seq: number;
  /** Chain hash of that row. */
  readonly hash: Uint8Array;
  readonly leaderEpoch: number;
  /** Identity of the history: the same for all of its leaders. */
  readonly streamEpoch: number;
  readonly nextCommandSeq: number;
  /** Engine time of the newest batch. */
  readonly timeMicros: number;
  /** Running CRC-32 over all event bytes since genesis. */
  readonly eventCrc: number;
}

/** The identity of a history, from the chain hash of its first row: positive and 31 bits wide. */
export function streamEpochOf(firstHash: Uint8Array): number {
  const view = new DataView(firstHash.buffer, firstHash.byteOffset);
  return view.getUint32(0, true) & 0x7fffffff || 1;
}
