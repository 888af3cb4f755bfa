// The window around the mean price of five minutes, outside which nothing trades; the limit state, which
// calls an auction when it lasts; and the steps at which a falling market stops. All of it moves at clock
// commands only, so that between two of them an order compares two words.
//
// Source: Plan to Address Extraordinary Market Volatility (limit up - limit down), sections V to VII, and
// the market-wide circuit breakers of the US exchanges (NYSE Rule 7.12): 7, 13 and 20 %.

import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import { LADDER_SHIFT, W } from './book.ts';
import { CounterWord, IN_AUCTION, INSTRUMENT_SHIFT, InstrumentWord } from './core-state.ts';
import { OWN_HALT, WINDOW_BUCKETS, WINDOW_SHIFT, WindowSlot } from './core-state.ts';
import type { CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind, NEXT_DAY } from './events.ts';
import type { Phases } from './phases.ts';

/** Seconds. */
const LIMIT_STATE_SECONDS = 15;
export const PAUSE_SECONDS = 300;
const MARKET_PAUSE_SECONDS = 900;
const BUCKET_SECONDS = 30;

/** Falls of the index of an asset class, parts per million of where the day began. */
const STEPS_PPM = [70_000, 130_000, 200_000] as const;
const LAST_STEP = STEPS_PPM.length;
const BPS = 10_000;
const PPM = 1_000_000;
/** The window stands in an auction this many times as wide. */
const AUCTION_WIDTH = 2;

export interface PriceWindows {
  /** Lays the window of a definition, which may be another than before. */
  define(instrument: number): void;
  /** The instrument trades again from `reference` ticks on. */
  reopen(instrument: number, reference: number): void;
  /** Once more as wide, for an auction that goes on. */
  widen(instrument: number): void;
  /** Time has passed: windows move, limit states begin, end and become auctions, markets stop. */
  clock(): void;
  /** A business day begins. */
  newDay(): void;
}

export function createPriceWindows(state: CoreState, log: EventLog, phases: Phases): PriceWindows {
  const { instruments, instrumentList, windows, marketSteps, words: cells } = state;
  const { ladders } = state.book;
  const wordOf = (id: number): number => id << INSTRUMENT_SHIFT;
  const slotOf = (id: number): number => id << WINDOW_SHIFT;
  const widthOf = (id: number): number => instrumentList[id]!.windowBps ?? 0;
  const now = (): number => cells[CounterWord.seconds]!;
  const bucketNow = (): number => Math.floor(now() / BUCKET_SECONDS);

  function tell(id: number): void {
    const event = log.open(EventKind.window);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 2] = id;
    log.words[event + 3] = instruments[wordOf(id) + InstrumentWord.windowLow]!;
    log.words[event + 4] = instruments[wordOf(id) + InstrumentWord.windowHigh]!;
    log.words[event + 5] = instruments[wordOf(id) + InstrumentWord.limitSince]!;
  }

  /** Puts the window around its reference, as wide as said, within the prices that there are. */
  function lay(id: number, reference: number, width: number): void {
    const at = wordOf(id);
    const bps = widthOf(id) * width;
    const low = Math.ceil((reference * (BPS - bps)) / BPS);
    const high = Math.floor((reference * (BPS + bps)) / BPS);
    windows[slotOf(id) + WindowSlot.reference] = reference;
    instruments[at + InstrumentWord.windowWidth] = width;
    instruments[at + InstrumentWord.windowLow] = Math.max(1, low);
    instruments[at + InstrumentWord.windowHigh] = Math.min(
      instruments[at + InstrumentWord.priceLimit]! - 1,
      high,
    );
  }

  function reopen(id: number, reference: number): void {
    if (widthOf(id) === 0) return;
    const row = slotOf(id);
    windows.fill(0, row, row + WindowSlot.bucket);
    windows[row + WindowSlot.bucket] = bucketNow();
    instruments[wordOf(id) + InstrumentWord.limitSince] = 0;
    lay(id, reference, 1);
    tell(id);
  }

  function define(id: number): void {
    const at = wordOf(id);
    if (widthOf(id) !== 0) {
      const reference = instruments[at + InstrumentWord.reference]!;
      const dayReference = windows[slotOf(id) + WindowSlot.dayReference]!;
      if (dayReference === 0) windows[slotOf(id) + WindowSlot.dayReference] = reference;
      return reopen(id, reference);
    }
    if (instruments[at + InstrumentWord.windowHigh] === 0) return;
    windows.fill(0, slotOf(id), slotOf(id + 1));
    const { windowLow, windowHigh, limitSince, windowWidth } = InstrumentWord;
    for (const word of [windowLow, windowHigh, limitSince, windowWidth]) instruments[at + word] = 0;
    tell(id);
  }

  function widen(id: number): void {
    if (widthOf(id) === 0) return;
    const width = instruments[wordOf(id) + InstrumentWord.windowWidth]! + 1;
    lay(id, windows[slotOf(id) + WindowSlot.reference]!, width);
    tell(id);
  }

  /** The present 30 seconds are over: they take the place of those of five minutes ago, those in which
   * nothing traded too. True when that was so. */
  function turnBuckets(id: number): boolean {
    const row = slotOf(id);
    const last = windows[row + WindowSlot.bucket]!;
    const present = bucketNow();
    if (present <= last) return false;
    for (let bucket = last; bucket < Math.min(present, last + WINDOW_BUCKETS); bucket++) {
      const place = row + (bucket % WINDOW_BUCKETS);
      windows[place + WindowSlot.sums] = bucket === last ? windows[row + WindowSlot.sum]! : 0;
      windows[place + WindowSlot.counts] = bucket === last ? windows[row + WindowSlot.count]! : 0;
    }
    // Far behind: what was there is older than five minutes.
    if (present > last + WINDOW_BUCKETS) windows.fill(0, row, row + WindowSlot.sum);
    windows[row + WindowSlot.sum] = 0;
    windows[row + WindowSlot.count] = 0;
    windows[row + WindowSlot.bucket] = present;
    return true;
  }

  /** Mean price of the trades of the five minutes before the present 30 seconds, 0: there were none. */
  function meanOf(id: number): number {
    const row = slotOf(id);
    let [sum, count] = [0, 0];
    for (let k = 0; k < WINDOW_BUCKETS; k++) {
      sum += windows[row + WindowSlot.sums + k]!;
      count += windows[row + WindowSlot.counts + k]!;
    }
    return count === 0 ? 0 : Math.floor(sum / count);
  }

  /** The window follows the mean once that is 1 % away, and stands in a limit state. */
  function follow(id: number): boolean {
    if (!turnBuckets(id) || instruments[wordOf(id) + InstrumentWord.limitSince] !== 0) return false;
    const mean = meanOf(id);
    const reference = windows[slotOf(id) + WindowSlot.reference]!;
    if (mean === 0 || Math.abs(mean - reference) * 100 < reference) return false;
    lay(id, mean, 1);
    return true;
  }

  /** Whether the best price of a side stands where the other may not come. */
  function atLimit(id: number): boolean {
    const ladder = id << LADDER_SHIFT;
    const base = ladders[ladder + W.base]!;
    const [bid, ask] = [ladders[ladder + W.bid]! - base, ladders[ladder + W.ask]! - base];
    const at = wordOf(id);
    return (
      bid >= instruments[at + InstrumentWord.windowHigh]! ||
      ask <= instruments[at + InstrumentWord.windowLow]!
    );
  }

  /** True when a limit state began or ended. */
  function watchLimit(id: number): boolean {
    const at = wordOf(id) + InstrumentWord.limitSince;
    const since = instruments[at]!;
    const isAt = atLimit(id);
    if (isAt === (since !== 0)) return false;
    instruments[at] = isAt ? now() : 0;
    return true;
  }

  function pause(id: number, until: number, cause: PhaseCause): void {
    lay(id, windows[slotOf(id) + WindowSlot.reference]!, AUCTION_WIDTH);
    instruments[wordOf(id) + InstrumentWord.limitSince] = 0;
    tell(id);
    phases.set(id, Phase.auction, until, cause);
  }

  function watch(id: number): void {
    const moved = follow(id);
    const changed = watchLimit(id);
    const since = instruments[wordOf(id) + InstrumentWord.limitSince]!;
    if (since !== 0 && now() - since >= LIMIT_STATE_SECONDS) {
      pause(id, now() + PAUSE_SECONDS, PhaseCause.priceWindow);
    } else if (moved || changed) tell(id);
  }

  /** Mean of price by day's reference over the class, floored; a million where nothing says otherwise. */
  function indexOf(assetClass: number): number {
    let [sum, count] = [0, 0];
    for (const { id, assetClass: own } of instrumentList) {
      const dayReference = windows[slotOf(id) + WindowSlot.dayReference]!;
      if (own !== assetClass || dayReference === 0) continue;
      sum += Math.floor((instruments[wordOf(id) + InstrumentWord.reference]! * PPM) / dayReference);
      count++;
    }
    return count === 0 ? PPM : Math.floor(sum / count);
  }

  function stopMarket(assetClass: number, step: number): void {
    const until = step === LAST_STEP ? NEXT_DAY : now() + MARKET_PAUSE_SECONDS;
    for (const { id, assetClass: own } of instrumentList) {
      const at = wordOf(id);
      const isHalted = (instruments[at + InstrumentWord.phase]! & OWN_HALT) !== 0;
      if (own !== assetClass || widthOf(id) === 0 || isHalted) continue;
      const isHeld = (instruments[at + InstrumentWord.phase]! & IN_AUCTION) !== 0;
      if (!isHeld) pause(id, until, PhaseCause.marketFall);
      else if (instruments[at + InstrumentWord.auctionUntil]! >= until) continue;
      else if (instruments[at + InstrumentWord.auctionUntil] === 0) continue;
      else phases.set(id, Phase.auction, until, PhaseCause.marketFall);
    }
  }

  function watchMarkets(): void {
    for (let assetClass = 0; assetClass < marketSteps.length; assetClass++) {
      const fall = PPM - indexOf(assetClass);
      const step = STEPS_PPM.filter((ppm) => fall >= ppm).length;
      if (step <= marketSteps[assetClass]!) continue;
      marketSteps[assetClass] = step;
      stopMarket(assetClass, step);
    }
  }

  function clock(): void {
    for (const { id } of instrumentList) {
      const isOpen = instruments[wordOf(id) + InstrumentWord.phase] === 0;
      if (isOpen && instruments[wordOf(id) + InstrumentWord.windowHigh] !== 0) watch(id);
    }
    watchMarkets();
  }

  function newDay(): void {
    marketSteps.fill(0);
    for (const { id } of instrumentList) {
      const at = wordOf(id);
      if (widthOf(id) === 0) continue;
      windows[slotOf(id) + WindowSlot.dayReference] = instruments[at + InstrumentWord.reference]!;
      if (instruments[at + InstrumentWord.auctionUntil] !== NEXT_DAY) continue;
      phases.set(id, Phase.auction, now() + PAUSE_SECONDS, PhaseCause.marketFall);
    }
  }

  return { define, reopen, widen, clock, newDay };
}
