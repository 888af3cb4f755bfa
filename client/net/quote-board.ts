// The newest quote and statistics of every instrument on the worker's side, each row with the number of
// its last change: a reader that remembers a number is given what changed since, however much came.

import { LIMITS } from '../../shared/domain/limits.ts';
import { Section } from './frame-format.ts';
import type { FrameWriter } from './frame-writer.ts';

const column = () => new Float64Array(LIMITS.instruments);

export class QuoteBoard {
  readonly #bid = column();
  readonly #bidLots = column();
  readonly #ask = column();
  readonly #askLots = column();
  readonly #heardMs = column();
  readonly #trusted = column();
  readonly #quoteChange = column();
  readonly #stats = Array.from({ length: 5 }, column);
  readonly #statsChange = column();
  #change = 0;
  /** One more than the highest instrument id that was ever quoted. */
  #rows = 0;

  /** Number of the latest change: everything up to it has been seen by who reads now. */
  get change(): number {
    return this.#change;
  }

  quote(
    id: number,
    bid: number,
    bidLots: number,
    spread: number,
    askLots: number,
    nowMs: number,
  ): void {
    if (id < 0 || id >= LIMITS.instruments) return;
    this.#bid[id] = bid;
    this.#bidLots[id] = bidLots;
    this.#ask[id] = askLots === 0 ? 0 : bid + spread;
    this.#askLots[id] = askLots;
    this.#heardMs[id] = nowMs;
    this.#quoteChange[id] = ++this.#change;
    if (id >= this.#rows) this.#rows = id + 1;
  }

  stats(id: number, open: number, high: number, low: number, last: number, volume: number): void {
    if (id < 0 || id >= LIMITS.instruments) return;
    const row = [open, high, low, last, volume];
    for (let k = 0; k < row.length; k++) this.#stats[k]![id] = row[k]!;
    this.#statsChange[id] = ++this.#change;
    if (id >= this.#rows) this.#rows = id + 1;
  }

  /** Whether the quote is known to be the newest. */
  trust(id: number, trusted: boolean): void {
    if (id < 0 || id >= LIMITS.instruments) return;
    this.#trusted[id] = trusted ? 1 : 0;
    this.#quoteChange[id] = ++this.#change;
    if (id >= this.#rows) this.#rows = id + 1;
  }

  /** Writes what changed after `since`. */
  pack(writer: FrameWriter, since: number): void {
    if (since === this.#change) return;
    writer.begin(Section.quotes);
    for (let id = 0; id < this.#rows; id++) {
      if (this.#quoteChange[id]! > since) this.#packQuote(writer, id);
    }
    writer.end();
    writer.begin(Section.stats);
    for (let id = 0; id < this.#rows; id++) {
      if (this.#statsChange[id]! <= since) continue;
      writer.push(id);
      for (const values of this.#stats) writer.push(values[id]!);
    }
    writer.end();
  }

  #packQuote(writer: FrameWriter, id: number): void {
    writer.push(id);
    writer.push(this.#bid[id]!);
    writer.push(this.#bidLots[id]!);
    writer.push(this.#ask[id]!);
    writer.push(this.#askLots[id]!);
    writer.push(this.#heardMs[id]!);
    writer.push(this.#trusted[id]!);
  }
}
