// Two hundred crashes: no trade outside the window, none while trading stands still, auctions at one price
// each. What the window must be is reckoned here from the fills alone.
//
// Source of the figures: a 5 % band around the mean of five minutes, limit states of 15 seconds, pauses of
// five minutes that end with an auction (Limit Up - Limit Down plan).

import { expect, test } from 'vitest';
import { CRASH_CAPACITY, crashBatches } from '../testing/crash-market.ts';
import { applyFast, compareBatches } from '../testing/venue-naive-compare.ts';
import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import { createEngine } from './engine.ts';
import { EVENT_WORDS, EventKind, furtherBlocks, TAKER_BIT } from './events.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const CRASHES = 200;
/** Crashes that the naive venue goes through too, event by event. */
const COMPARED = 12;
const WINDOW_BPS = 500;
const HALF_MINUTE = 30;

interface Followed {
  phase: Phase;
  low: number;
  high: number;
  /** Prices by the 30 seconds in which they were traded, since the window was laid anew. */
  trades: { halfMinute: number; price: number }[];
  /** Prices of the fills of this command that no phase event has explained yet. */
  loose: number[];
}

interface Tally {
  trades: number;
  auctions: number;
  auctionTrades: number;
  pauses: number;
  marketStops: number;
  outside: number;
  halted: number;
  pricesApart: number;
  wrongWindows: number;
}

const newTally = (): Tally => ({
  ...{ trades: 0, auctions: 0, auctionTrades: 0, pauses: 0, marketStops: 0 },
  ...{ outside: 0, halted: 0, pricesApart: 0, wrongWindows: 0 },
});

function meanOf(of: Followed, halfMinute: number): number {
  const kept = of.trades.filter(
    (t) => t.halfMinute >= halfMinute - 10 && t.halfMinute < halfMinute,
  );
  return Math.floor(kept.reduce((sum, { price }) => sum + price, 0) / kept.length);
}

/** Follows the events of one second. Where no window is told, a trade is held against the mean. */
function follow(
  events: Int32Array,
  second: number,
  followed: Followed[],
  tally: Tally,
  isFree: boolean,
): void {
  const halfMinute = Math.floor(second / HALF_MINUTE);
  for (let at = 0; at < events.length; at += EVENT_WORDS * (1 + furtherBlocks(events, at))) {
    const [head, w2, w3, w4] = [0, 2, 3, 4].map((k) => events[at + k]!);
    const [kind, of] = [head! & 0xff, followed[w2!]!];
    if (kind === EventKind.fill && (head! & TAKER_BIT) !== 0) {
      if (of.phase !== Phase.open) of.loose.push(w3!);
      else tradeInPhase(of, w3!, halfMinute, tally, isFree);
    } else if (kind === EventKind.window) {
      const isMoved = of.phase === Phase.open && (of.low !== w3 || of.high !== w4) && of.high !== 0;
      const mean = isMoved ? meanOf(of, halfMinute) : 0;
      const [low, high] = [Math.ceil((mean * 95) / 100), Math.floor((mean * 105) / 100)];
      of.low = w3!;
      of.high = w4!;
      // A window twice as wide belongs to the auction that the next event calls.
      const isCalled = (events[at + EVENT_WORDS]! & 0xff) === EventKind.phase;
      if (isMoved && !isCalled && (low !== w3 || high !== w4)) tally.wrongWindows++;
    } else if (kind === EventKind.phase) {
      changePhase(of, w3 as Phase, events[at + 8] as PhaseCause, tally);
    }
  }
  for (const of of followed) {
    tally.halted += of.loose.length;
    of.loose = [];
  }
}

function tradeInPhase(
  of: Followed,
  price: number,
  halfMinute: number,
  tally: Tally,
  isFree: boolean,
): void {
  tally.trades++;
  const mean = meanOf(of, halfMinute);
  const band = isFree ? [Math.ceil(mean * 0.95), Math.floor(mean * 1.05)] : [of.low, of.high];
  if (price < band[0]! || price > band[1]!) tally.outside++;
  of.trades.push({ halfMinute, price });
}

function changePhase(of: Followed, phase: Phase, cause: PhaseCause, tally: Tally): void {
  if (phase === Phase.open && of.phase === Phase.auction) {
    tally.auctions++;
    tally.auctionTrades += of.loose.length;
    if (new Set(of.loose).size > 1) tally.pricesApart++;
    of.trades = [];
    of.loose = [];
  } else if (phase === Phase.auction && of.phase === Phase.open) {
    if (cause === PhaseCause.priceWindow) tally.pauses++;
    else tally.marketStops++;
  }
  of.phase = phase;
}

function crash(seed: number, windowBps: number, tally: Tally): void {
  const engine = createEngine(CRASH_CAPACITY);
  const none = { phase: Phase.open, low: 0, high: 0 } as const;
  const followed: Followed[] = [0, 1].map(() => ({ ...none, trades: [], loose: [] }));
  for (const batch of crashBatches(seed, windowBps)) {
    const events = applyFast(engine, batch);
    follow(events, Math.floor(batch.timeMicros / 1e6), followed, tally, windowBps === 0);
  }
  expect(engine.brokenInvariants()).toEqual([]);
}

test(
  `nothing trades outside the window or while it may not, seed ${SEED}`,
  { timeout: 240_000 },
  () => {
    const tally = newTally();
    for (let k = 0; k < CRASHES; k++) crash(SEED + k, WINDOW_BPS, tally);
    process.stdout.write(`crashes ${CRASHES}: ${JSON.stringify(tally)}\n`);
    const { outside, halted, pricesApart, wrongWindows, ...seen } = tally;
    expect({ outside, halted, pricesApart, wrongWindows }).toEqual({
      ...{ outside: 0, halted: 0, pricesApart: 0, wrongWindows: 0 },
    });
    expect(seen.pauses).toBeGreaterThan(CRASHES);
    expect(seen.marketStops).toBeGreaterThan(CRASHES / 4);
    expect(seen.auctionTrades).toBeGreaterThan(CRASHES);
  },
);

test('control: without a window the same crashes trade outside the band', () => {
  const tally = newTally();
  for (let k = 0; k < 10; k++) crash(SEED + k, 0, tally);
  expect(tally.outside).toBeGreaterThan(100);
});

test('the naive venue goes through them with the same events', { timeout: 240_000 }, () => {
  for (let k = 0; k < COMPARED; k++) {
    const batches = crashBatches(SEED + k, WINDOW_BPS);
    const { difference } = compareBatches(createEngine(CRASH_CAPACITY), CRASH_CAPACITY, batches);
    expect(difference).toBeUndefined();
  }
});
