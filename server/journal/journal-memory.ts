// Journal in memory: for tests, which may inject every answer and every loss, and for benches.

import type { AppendAnswer, Journal, JournalRow, JournalTail } from './journal.ts';
import { ZERO_HASH, chainHash, sameHash, takeOverBytes } from './journal-record.ts';

/** What happens to one append instead of the usual. */
export interface InjectedAnswer {
  readonly answer: AppendAnswer | 'broken';
  /** Whether the row is written all the same; only an unknown may leave that open. */
  readonly written?: boolean;
  /** Answers only after this many milliseconds. */
  readonly delayMs?: number;
}

export interface MemoryJournalOptions {
  /** Rows that exist already: another journal's `rows()`. */
  readonly rows?: readonly JournalRow[];
  /** Keeps only the newest row: for benches, whose journal nobody reads. */
  readonly forget?: boolean;
}

export interface MemoryJournal extends Journal {
  /** The next appends get these answers, in this order. */
  inject(...answers: readonly InjectedAnswer[]): void;
  /** From now on rows count as written but not synced, until `sync`. Nothing is answered meanwhile. */
  holdSync(): void;
  sync(): void;
  /** The power goes: rows that were not synced are gone, or by luck are not, and nothing that waits is
   * ever answered. */
  crash(unsyncedSurvive?: boolean): void;
  /** While set, appends answer `full` until the reserve is released, and it cannot be restored. */
  setFull(full: boolean): void;
  rows(): readonly JournalRow[];
  readonly archived: number;
}

export function createJournalMemory(options: MemoryJournalOptions = {}): MemoryJournal {
  const rows: JournalRow[] = [...(options.rows ?? [])];
  const injected: InjectedAnswer[] = [];
  let held: { row: JournalRow; answer: (a: AppendAnswer) => void }[] = [];
  let holding = false;
  let broken = false;
  let dead = false;
  let full = false;
  let reserve = true;
  let archived = 0;

  const last = (): JournalRow | undefined => rows.at(-1);

  function write(row: JournalRow): void {
    const kept = {
      ...row,
      prevHash: Uint8Array.from(row.prevHash),
      hash: Uint8Array.from(row.hash),
      bytes: options.forget === true ? row.bytes : Uint8Array.from(row.bytes),
    };
    if (options.forget === true) rows.length = 0;
    rows.push(kept);
  }

  /** The conditional insert that every adapter makes, as a decision over the newest row. */
  function insert(
    row: JournalRow,
    follows: (tail: JournalRow | undefined) => boolean,
  ): AppendAnswer {
    const known = rows.find((other) => other.seq === row.seq);
    if (known !== undefined) return sameHash(known.hash, row.hash) ? 'durable' : 'fenced';
    if (!follows(last())) return 'fenced';
    if (full && reserve) return 'full';
    write(row);
    return 'durable';
  }

  function follows(row: JournalRow) {
    return (tail: JournalRow | undefined) =>
      tail !== undefined &&
      tail.seq === row.seq - 1 &&
      tail.epoch === row.epoch &&
      sameHash(tail.hash, row.prevHash);
  }

  async function injectedAppend(row: JournalRow, next: InjectedAnswer): Promise<AppendAnswer> {
    if (next.delayMs !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, next.delayMs));
    }
    if (dead) return never();
    if (next.answer === 'broken') {
      broken = true;
      throw new Error('the journal in memory was told to break');
    }
    if (next.written === true || next.answer === 'durable')
      return wrap(next, insert(row, follows(row)));
    return next.answer;
  }

  return {
    place: 'in memory',
    tail(): Promise<JournalTail> {
      const row = last();
      return Promise.resolve(
        row === undefined
          ? { seq: 0, epoch: 0, hash: ZERO_HASH }
          : { seq: row.seq, epoch: row.epoch, hash: row.hash },
      );
    },
    claim(epoch, seq, prevHash, note) {
      const bytes = takeOverBytes(note);
      const row = { seq, epoch, prevHash, hash: chainHash(prevHash, bytes), bytes };
      return Promise.resolve(
        insert(row, (tail) =>
          tail === undefined
            ? seq === 1
            : tail.seq === seq - 1 && tail.epoch < epoch && sameHash(tail.hash, prevHash),
        ),
      );
    },
    append(row) {
      if (dead) return never();
      if (broken) return Promise.reject(new Error('the journal in memory is broken'));
      const next = injected.shift();
      if (next !== undefined) return injectedAppend(row, next);
      if (!holding) return Promise.resolve(insert(row, follows(row)));
      const answer = insert(row, follows(row));
      if (answer !== 'durable') return Promise.resolve(answer);
      return new Promise((resolve) => held.push({ row, answer: resolve }));
    },
    read(fromSeq, limitBytes) {
      const found: JournalRow[] = [];
      let bytes = 0;
      for (let k = Math.max(0, fromSeq - (rows[0]?.seq ?? 1)); k < rows.length; k++) {
        const row = rows[k]!;
        if (found.length > 0 && bytes + row.bytes.byteLength > limitBytes) break;
        found.push({ ...row, bytes: Uint8Array.from(row.bytes) });
        bytes += row.bytes.byteLength;
      }
      return Promise.resolve(found);
    },
    markArchived(seq) {
      archived = Math.max(archived, seq);
      return Promise.resolve();
    },
    releaseReserve() {
      reserve = false;
      return Promise.resolve();
    },
    restoreReserve() {
      if (!full) reserve = true;
      return Promise.resolve(reserve);
    },
    close: () => Promise.resolve(),
    inject(...answers) {
      injected.push(...answers);
    },
    holdSync() {
      holding = true;
    },
    sync() {
      holding = false;
      const answered = held;
      held = [];
      for (const { answer } of answered) answer('durable');
    },
    crash(unsyncedSurvive = false) {
      for (const { row } of unsyncedSurvive ? [] : held) {
        const at = rows.findIndex((other) => other.seq === row.seq);
        if (at >= 0) rows.length = at;
      }
      held = [];
      dead = true;
    },
    setFull(value) {
      full = value;
    },
    rows: () => rows,
    get archived() {
      return archived;
    },
  };
}

/** The answer to a process that is no more. */
const never = () => new Promise<AppendAnswer>(() => undefined);

/** A row that was written under an injected unknown still answers unknown; else what happened counts. */
function wrap(next: InjectedAnswer, happened: AppendAnswer): AppendAnswer {
  return next.answer === 'unknown' && happened !== 'fenced' ? 'unknown' : happened;
}
