// One watched topic on the worker's side: what was kept of it for pages that ask, and how true it is.

import type { Book, BookLevels } from '../../shared/feed/book-builder.ts';
import type { TopicView } from '../../shared/feed/feed-listener.ts';
import type { Updates } from '../../shared/wire/schema.ts';
import { Section } from './frame-format.ts';
import type { FrameWriter } from './frame-writer.ts';
import type { Interest } from './worker-protocol.ts';

/** Trades and bars that are kept for a page that looks in late. */
const TAPE_KEPT = 512;
const BARS_KEPT = 256;

type TradeUpdate = Updates['trade'];
type BarUpdate = Updates['bar'];
type Truth = 'loading' | 'verified' | 'stale' | 'refused';

/** What a page has seen of a slot. */
export interface Seen {
  change: number;
  trades: number;
  generation: number;
}

export class TopicSlot {
  readonly interest: Interest;
  /** Empty until the symbol of the instrument is known. */
  text = '';
  /** How many watch it. */
  watchers = 0;
  stream: TopicView | undefined;
  refused = false;
  lost = 0;
  /** Raised when what came before is void or has a hole. */
  generation = 0;
  heardMs = 0;
  /** Number of the latest change. */
  change = 0;
  #book: Book | undefined;
  /** Newest last. */
  #trades: TradeUpdate[] = [];
  #tradeCount = 0;
  /** Bars in order of time with the number of their last change. */
  #bars: { bar: BarUpdate; change: number }[] = [];

  constructor(interest: Interest) {
    this.interest = interest;
  }

  truth(isLive: boolean): Truth {
    if (this.refused) return 'refused';
    if (isLive && this.stream?.health === 'current') return 'verified';
    return this.change === 0 && this.#tradeCount === 0 ? 'loading' : 'stale';
  }

  depth(book: Book, nowMs: number): void {
    this.#book = book;
    this.#touch(nowMs);
  }

  trade(trade: TradeUpdate, nowMs: number): void {
    this.#trades.push({ ...trade });
    this.#tradeCount += 1;
    // Cut in large steps: an array that loses its head at every trade is moved at every trade.
    if (this.#trades.length >= TAPE_KEPT * 2) this.#trades = this.#trades.slice(-TAPE_KEPT);
    this.#touch(nowMs);
  }

  bar(bar: BarUpdate, nowMs: number): void {
    this.#touch(nowMs);
    const kept = { bar: { ...bar }, change: this.change };
    const at = this.#bars.findLastIndex((one) => one.bar.openSeconds <= bar.openSeconds);
    if (this.#bars[at]?.bar.openSeconds === bar.openSeconds) this.#bars[at] = kept;
    else this.#bars.splice(at + 1, 0, kept);
    if (this.#bars.length > BARS_KEPT) this.#bars.shift();
  }

  /** What was kept is void. */
  forget(): void {
    this.#trades = [];
    this.#tradeCount = 0;
    this.hole();
  }

  /** Bars were missed: those before the hole are for the history to tell. */
  hole(): void {
    this.#bars = this.#bars.slice(-1);
    this.generation += 1;
    this.change += 1;
  }

  /** Writes what is new for a reader and notes it as seen. */
  pack(writer: FrameWriter, handle: number, seen: Seen): void {
    if (seen.change === this.change) return;
    if (this.interest.is === 'depth') this.#packBook(writer, handle);
    else if (this.interest.is === 'trades') this.#packTape(writer, handle, seen);
    else this.#packBars(writer, handle, seen);
    seen.change = this.change;
  }

  #touch(nowMs: number): void {
    this.change += 1;
    this.heardMs = nowMs;
  }

  #packBook(writer: FrameWriter, handle: number): void {
    const book = this.#book;
    if (book === undefined) return;
    const { bids, asks } = book;
    writer.begin(Section.book);
    writer.push(handle);
    writer.push(this.heardMs);
    writer.push(bids.count);
    writer.push(asks.count);
    packLevels(writer, bids);
    packLevels(writer, asks);
    writer.end();
  }

  #packTape(writer: FrameWriter, handle: number, seen: Seen): void {
    if (seen.generation !== this.generation) seen.trades = 0;
    seen.generation = this.generation;
    const fresh = Math.min(this.#tradeCount - seen.trades, this.#trades.length, TAPE_KEPT);
    seen.trades = this.#tradeCount;
    writer.begin(Section.tape);
    writer.push(handle);
    writer.push(this.heardMs);
    writer.push(this.generation);
    writer.push(this.#tradeCount);
    writer.push(this.lost);
    for (let k = this.#trades.length - fresh; k < this.#trades.length; k++) {
      packTrade(writer, this.#trades[k]!);
    }
    writer.end();
  }

  #packBars(writer: FrameWriter, handle: number, seen: Seen): void {
    writer.begin(Section.bars);
    writer.push(handle);
    writer.push(this.heardMs);
    for (const { bar, change } of this.#bars) {
      if (change > seen.change) packBar(writer, bar);
    }
    writer.end();
  }
}

function packLevels(writer: FrameWriter, levels: BookLevels): void {
  for (let rank = 0; rank < levels.count; rank++) {
    writer.push(levels.ticks(rank));
    writer.push(levels.lots(rank));
  }
}

function packTrade(writer: FrameWriter, trade: TradeUpdate): void {
  writer.push(trade.price);
  writer.push(trade.lots);
  writer.push(trade.aggressor);
  writer.push(trade.tradeId);
  writer.push(trade.timeMicros);
}

function packBar(writer: FrameWriter, bar: BarUpdate): void {
  writer.push(bar.openSeconds);
  writer.push(bar.open);
  writer.push(bar.high);
  writer.push(bar.low);
  writer.push(bar.close);
  writer.push(bar.volume);
  writer.push(bar.trades);
}
