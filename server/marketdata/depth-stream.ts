// The channel depth: the best levels of one instrument, or all of them, as snapshot and differences.

import { LIMITS } from '../../shared/domain/limits.ts';
import { Side } from '../../shared/domain/order.ts';
import { CHECKSUM_LEVELS, CRC_START, crcEnd, crcLevel } from '../../shared/wire/checksum.ts';
import {
  writeDepthChecksum,
  writeDepthDelta,
  writeDepthSnapshot,
} from '../../shared/wire/market-frame.ts';
import { type DepthSide, NO_KEY } from './depth.ts';
import type { Listing } from './listing.ts';
import { PublishedSide } from './published-side.ts';
import type { PartSink, StreamBody } from './stream.ts';

/** Best prices further from the base than this need a new base: offsets near the touch stay below 16
 * bits. Deep levels may lie further away; they only take more bytes. */
const BASE_DISTANCE_MAX = 0x7fff - 0x1000;
const CHECKSUM_EVERY_MICROS = 1_000_000;

export class DepthStream implements StreamBody {
  readonly #listing: Listing;
  readonly #bids: PublishedSide;
  readonly #asks: PublishedSide;
  readonly #flat: number[] = [];
  #base = 0;
  #seq = 0;
  /** The last advance is told by a snapshot with a new base, not by a difference. */
  #rebased = false;
  /** The last advance is followed by a checksum. */
  #checks = false;
  #checkedMicros = 0;

  /** `levels` 0 is the full book, of which the best LIMITS.depthLevelsFull of each side are shown. */
  constructor(listing: Listing, levels: number) {
    this.#listing = listing;
    const shown = levels === 0 ? LIMITS.depthLevelsFull : levels;
    this.#bids = new PublishedSide(Side.buy, shown);
    this.#asks = new PublishedSide(Side.sell, shown);
  }

  /** Levels of the listing with these keys or better ones may have changed. */
  noteWorst(bidKey: number, askKey: number): void {
    this.#bids.noteWorst(bidKey);
    this.#asks.noteWorst(askKey);
  }

  start(): boolean {
    this.noteWorst(-NO_KEY, -NO_KEY);
    const differs = this.#difference() > 0;
    const base = this.#freshBase();
    if (!differs && base === this.#base) return false;
    this.#base = base;
    return true;
  }

  advance(seq: number, engineMicros: number): number {
    const changed = this.#difference();
    this.#rebased = this.#isFarFromBase();
    if (changed === 0 && !this.#rebased) return 0;
    if (this.#rebased) this.#base = this.#freshBase();
    this.#checks = !this.#rebased && engineMicros - this.#checkedMicros >= CHECKSUM_EVERY_MICROS;
    if (this.#checks || this.#rebased) this.#checkedMicros = engineMicros;
    this.#seq = seq + 1;
    return 1;
  }

  encode(sink: PartSink, topicId: number): void {
    if (this.#rebased) {
      this.snapshot(sink, topicId, this.#seq);
      return;
    }
    const flat = this.#flat;
    flat.length = 0;
    this.#flatten(this.#bids, 1);
    const bids = flat.length / 2;
    this.#flatten(this.#asks, -1);
    writeDepthDelta(sink.writer, topicId, this.#seq, bids, flat);
    sink.part();
    if (!this.#checks) return;
    writeDepthChecksum(sink.writer, topicId, this.#seq, this.#checksum());
    sink.part();
  }

  snapshot(sink: PartSink, topicId: number, seq: number): void {
    const flat = this.#flat;
    flat.length = 0;
    this.#flattenView(this.#bids.view, 1);
    this.#flattenView(this.#asks.view, -1);
    const checksum = this.#checksum();
    writeDepthSnapshot(sink.writer, topicId, seq, this.#base, checksum, this.#bids.view.size, flat);
    sink.part();
  }

  /** Brings the published state to the present; returns the number of changed levels. */
  #difference(): number {
    const { bids, asks } = this.#listing;
    return this.#bids.publish(bids) + this.#asks.publish(asks);
  }

  #isFarFromBase(): boolean {
    const bid = this.#bids.view.bestTicks();
    const ask = this.#asks.view.bestTicks();
    if (bid !== 0 && Math.abs(bid - this.#base) > BASE_DISTANCE_MAX) return true;
    return bid === 0 && ask !== 0 && Math.abs(ask - this.#base) > BASE_DISTANCE_MAX;
  }

  /** Offsets of both sides are smallest around the touch. */
  #freshBase(): number {
    const bid = this.#bids.view.bestTicks();
    if (bid !== 0) return bid;
    return this.#asks.view.bestTicks() || this.#listing.definition.openingTicks;
  }

  #flatten(side: PublishedSide, sign: 1 | -1): void {
    for (let k = 0; k < side.changedKeys.length; k++) {
      this.#flat.push(sign * side.changedKeys[k] - this.#base, side.changedLots[k]);
    }
  }

  #flattenView(side: DepthSide, sign: 1 | -1): void {
    for (let k = side.size - 1; k >= 0; k--) {
      this.#flat.push(sign * side.keys[k] - this.#base, side.lots[k]);
    }
  }

  #checksum(): number {
    return crcEnd(addSide(addSide(CRC_START, this.#bids.view), this.#asks.view));
  }
}

function addSide(start: number, side: DepthSide): number {
  let crc = start;
  const last = Math.max(0, side.size - CHECKSUM_LEVELS);
  for (let k = side.size - 1; k >= last; k--) {
    crc = crcLevel(crc, Math.abs(side.keys[k]), side.lots[k]);
  }
  return crc;
}
