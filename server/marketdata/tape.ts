// The last trades of one instrument, numbered: what a new reader sees first and what a resume replays.

import type { Side } from '../../shared/domain/order.ts';

/** Numbers per trade: ticks, lots, aggressor, trade id, time. */
const STRIDE = 5;
const FIRST_ROOM = 16;
/** Trades that are kept in any case; more while a reader has not been given them. */
const KEPT = 1024;

/** One row of the tape; overwritten by the next read. */
export interface TapeRow {
  ticks: number;
  lots: number;
  aggressor: number;
  tradeId: number;
  timeMicros: number;
}

export class Tape {
  #seq: number;
  #rows = new Float64Array(FIRST_ROOM * STRIDE);
  #room = FIRST_ROOM;
  #count = 0;
  readonly #row: TapeRow = { ticks: 0, lots: 0, aggressor: 0, tradeId: 0, timeMicros: 0 };

  constructor(seq: number) {
    this.#seq = seq;
  }

  /**
   * Number of the last trade. The first number of a process is above the venue's last trade id at that
   * time, and grows by one per trade of this instrument, so it never passes the trade id: no number is
   * met twice over a restart, and a resume from before it is found out.
   */
  get seq(): number {
    return this.#seq;
  }

  /** Raises the first number, as long as nothing was numbered. */
  startAt(seq: number): void {
    if (this.#count === 0 && seq > this.#seq) this.#seq = seq;
  }

  /** The oldest seq that can be read; seq + 1 when there is none. */
  get oldest(): number {
    return this.seq - this.#count + 1;
  }

  /** `neededFrom`: no row from this seq on may be forgotten yet. */
  add(
    ticks: number,
    lots: number,
    aggressor: Side,
    tradeId: number,
    timeMicros: number,
    neededFrom: number,
  ): void {
    if (this.#count === this.#room) this.#makeRoom(neededFrom);
    this.#seq += 1;
    const at = (this.seq % this.#room) * STRIDE;
    this.#rows[at] = ticks;
    this.#rows[at + 1] = lots;
    this.#rows[at + 2] = aggressor;
    this.#rows[at + 3] = tradeId;
    this.#rows[at + 4] = timeMicros;
    this.#count += 1;
  }

  /** Forgets the trades; the numbers go on. */
  clear(): void {
    this.#count = 0;
  }

  /** The trade with this seq, which lies in oldest … seq. */
  read(seq: number): TapeRow {
    const at = (seq % this.#room) * STRIDE;
    const row = this.#row;
    row.ticks = this.#rows[at];
    row.lots = this.#rows[at + 1];
    row.aggressor = this.#rows[at + 2];
    row.tradeId = this.#rows[at + 3];
    row.timeMicros = this.#rows[at + 4];
    return row;
  }

  #makeRoom(neededFrom: number): void {
    if (this.#room >= KEPT && this.oldest < neededFrom) {
      this.#count -= 1;
      return;
    }
    const rows = new Float64Array(this.#rows.length * 2);
    const room = this.#room * 2;
    for (let seq = this.oldest; seq <= this.seq; seq++) {
      const from = (seq % this.#room) * STRIDE;
      rows.set(this.#rows.subarray(from, from + STRIDE), (seq % room) * STRIDE);
    }
    this.#rows = rows;
    this.#room = room;
  }
}
