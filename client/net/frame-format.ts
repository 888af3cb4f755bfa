// The market frame that the worker hands to a page: one run of doubles, so that it crosses by transfer
// and is read without making objects.
//
//   nowMs, then sections: tag, count of doubles that follow, doubles
//   quotes  rows of id, bid, bidLots, ask, askLots, heardMs, trusted (1 yes)
//   stats   rows of id, open, high, low, last, volume
//   book    handle, heardMs, bid levels, ask levels, then ticks, lots of each
//   tape    handle, heardMs, generation, total, lost, then rows of ticks, lots, aggressor, tradeId,
//           timeMicros, oldest first
//   bars    handle, heardMs, then rows of openSeconds, open, high, low, close, volume, trades
//
// Times are ms of the worker's clock; `nowMs` lets the page set them to its own.

export const Section = { quotes: 1, stats: 2, book: 3, tape: 4, bars: 5 } as const;

export const QUOTE_COLUMNS = 7;
export const STATS_COLUMNS = 6;
export const BOOK_HEAD = 4;
export const TAPE_HEAD = 5;
export const TRADE_COLUMNS = 5;
export const BARS_HEAD = 2;
export const BAR_COLUMNS = 7;

/** Calls `visit` with the place of every section of a frame. */
export function readSections(
  numbers: Float64Array,
  visit: (tag: number, from: number, to: number) => void,
): void {
  let at = 1;
  while (at + 1 < numbers.length) {
    const from = at + 2;
    const to = from + numbers[at + 1]!;
    visit(numbers[at]!, from, to);
    at = to;
  }
}
