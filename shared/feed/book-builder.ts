// Builds the depth of one topic from its snapshot and deltas, and proves it by the checksum. Whether an
// update is next in the chain is decided before it comes here.

import { LIMITS } from '../domain/limits.ts';
import { CHECKSUM_LEVELS, CRC_START, crcEnd, crcLevel } from '../wire/checksum.ts';
import type { Updates } from '../wire/schema.ts';
import { BookSide } from './book-side.ts';

/** What readers see of a book; the numbers live until the next update. */
export interface Book {
  readonly bids: BookLevels;
  readonly asks: BookLevels;
}

export interface BookLevels {
  readonly count: number;
  /** Price in ticks of the level at `rank`, 0 the best. */
  ticks(rank: number): number;
  lots(rank: number): number;
}

export class BookBuilder implements Book {
  readonly bids = new BookSide('bid');
  readonly asks = new BookSide('ask');
  readonly #levels: number;
  #base = 0;

  /** `levels` as granted; 0 is the full book. */
  constructor(levels: number) {
    this.#levels = levels === 0 ? LIMITS.depthLevelsFull : levels;
  }

  /** Replaces the book. False: the levels do not match the checksum, or are no book at all. */
  snapshot(update: Updates['depthSnapshot']): boolean {
    this.clear();
    this.#base = update.base;
    return this.#apply(update.bids, update.levels) && this.matches(update.checksum);
  }

  /** Applies absolute quantities and cuts to the granted depth. False: the update is malformed. */
  delta(update: Updates['depthDelta']): boolean {
    return this.#apply(update.bids, update.levels);
  }

  matches(checksum: number): boolean {
    let crc = addSide(CRC_START, this.bids);
    crc = addSide(crc, this.asks);
    return crcEnd(crc) === checksum;
  }

  clear(): void {
    this.bids.clear();
    this.asks.clear();
  }

  #apply(bidLevels: number, levels: readonly number[]): boolean {
    const bidEnd = bidLevels * 2;
    if (levels.length % 2 !== 0 || bidEnd > levels.length) return false;
    for (let k = 0; k < bidEnd; k += 2) this.bids.set(this.#base + levels[k], levels[k + 1]);
    for (let k = bidEnd; k < levels.length; k += 2) {
      this.asks.set(this.#base + levels[k], levels[k + 1]);
    }
    this.bids.truncate(this.#levels);
    this.asks.truncate(this.#levels);
    return true;
  }
}

function addSide(start: number, side: BookLevels): number {
  const count = Math.min(side.count, CHECKSUM_LEVELS);
  let crc = start;
  for (let rank = 0; rank < count; rank++) crc = crcLevel(crc, side.ticks(rank), side.lots(rank));
  return crc;
}
