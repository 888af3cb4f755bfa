// Port of the durable log: one row per batch, one writer, one history. An adapter answers `durable`
// only after the bytes are synced, and `fenced` when another writer owns the sequence.

export interface JournalTail {
  /** Sequence of the last row; 0 for an empty journal. */
  readonly seq: number;
  /** Leader epoch of the last row. */
  readonly epoch: number;
  /** SHA-256 chain value of the last row, 32 bytes; zeros for an empty journal. */
  readonly hash: Uint8Array;
}

export interface JournalRow {
  readonly seq: number;
  readonly epoch: number;
  readonly prevHash: Uint8Array;
  /** SHA-256(prevHash, bytes). */
  readonly hash: Uint8Array;
  /** The batch as core/commands.ts describes it; of a take-over row, TAKE_OVER_MAGIC and its note. The
   * writer may use the memory again once its append is answered: an adapter that keeps it, copies. */
  readonly bytes: Uint8Array;
}

/** durable: synced. fenced: another writer has the sequence, stop. unknown: read the row back and
 * compare. full: no space, nothing was written. */
export type AppendAnswer = 'durable' | 'fenced' | 'unknown' | 'full';

export interface Journal {
  /** Where the rows are, for messages: the file, or what there is instead. */
  readonly place: string;
  tail(): Promise<JournalTail>;
  /** Takes over at `seq` (tail + 1) with a higher epoch; the row's note says who. */
  claim(epoch: number, seq: number, prevHash: Uint8Array, note: string): Promise<AppendAnswer>;
  /** One in flight at a time. Rejects only when the journal is broken: then the process must stop. */
  append(row: JournalRow): Promise<AppendAnswer>;
  /** Rows from `fromSeq` on, in order, at least one if there is one, about `limitBytes` at most. */
  read(fromSeq: number, limitBytes: number): Promise<JournalRow[]>;
  /** Rows up to here are covered by a snapshot that was verified, and may be pruned. */
  markArchived(seq: number): Promise<void>;
  /** Gives up the disk reserve, so that cancels can still be written. */
  releaseReserve(): Promise<void>;
  /** Tries to take the reserve back; true when there is space again. */
  restoreReserve(): Promise<boolean>;
  close(): Promise<void>;
}

/** How the bytes of a take-over row begin; its note follows. They are chained like batch bytes. */
export const TAKE_OVER_MAGIC = 'takeover:';

/** The journal cannot be used as it is: a start must refuse, with these words. */
export class JournalDamage extends Error {
  override name = 'JournalDamage';
  readonly place: string;
  readonly seq: number;
  readonly what: string;
  constructor(place: string, seq: number, what: string) {
    super(`journal ${place}, row ${String(seq)}: ${what}`);
    this.place = place;
    this.seq = seq;
    this.what = what;
  }
}
