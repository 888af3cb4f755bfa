// Mirror and agents behind the real sequencer, where answers come later and in batches: the outcome is
// the same as without it.

import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../core/engine.ts';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { openTestVenue } from '../sequencer/test-venue.ts';
import { BinanceRecording } from '../feeds/recording-binance.ts';
import {
  recordedMarket,
  scanRecording,
  type RecordingScan,
} from '../feeds/recording-instruments.ts';
import { mergeFeeds } from '../feeds/merge-feeds.ts';
import { sampleRecording } from '../feeds/sample-recording.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import type { Feed, FeedEvent } from '../feeds/feed.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { prng } from '../testing/prng.ts';
import { AgentMarket } from './agents.ts';
import { replayGenesis, simulatedGenesis } from './genesis.ts';
import { DEMO_ACCOUNTS } from './liquidity-accounts.ts';
import { Mirror, driveMirror } from './mirror.ts';
import { PaperTrader } from './paper-trader.ts';
import { simulatedAssets, simulatedInstruments } from './simulated-market.ts';
import { VenueLevels } from './venue-levels.ts';

const SEED = 21;
const repository = fileURLToPath(new URL('../../', import.meta.url));
const data = process.env['OPENBELL_DATA'] ?? join(repository, '../shared/data');
const RECORDING = join(data, 'binance-spot-ethusdt-20240808.jsonl.gz');

async function openVenue(genesis: () => Int32Array[]) {
  return openTestVenue({
    journal: createJournalMemory({ forget: true }),
    createEngine: () => createEngine({ accounts: 64, orders: 1 << 16, dedupe: 1 << 12 }),
    genesis,
  });
}

async function openMirrored(...scans: RecordingScan[]) {
  const market = recordedMarket(scans);
  const venue = await openVenue(() => replayGenesis(market));
  const levels = new VenueLevels(venue.bus);
  const mirror = new Mirror({
    bus: venue.bus,
    instruments: market.instruments,
    firstSourceSeq: 1,
    pause: () => Promise.resolve(true),
  });
  return {
    venue,
    levels,
    mirror,
    instrument: market.instruments[0]!,
    instruments: market.instruments,
  };
}

const SAMPLE_SCAN: RecordingScan = {
  ...{ path: 'sample', symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', lines: 1 },
  ...{ priceDecimals: 2, qtyDecimals: 4, openingTicks: 268_380, highestTicks: 270_000 },
};

function sampleFeed(instrument: Instrument, seed: number): Feed {
  const random = prng(seed);
  const unit = () => random.next() / 2 ** 32;
  const { lines } = sampleRecording({ random: unit, steps: 60, symbol: instrument.symbol });
  const recording = new BinanceRecording('sample', instrument);
  return {
    async *events() {
      for (const line of lines) yield* recording.take(line);
      yield { kind: 'end', receiveMicros: 0, problem: undefined };
    },
  };
}

/** Keeps the book and the sum of trades of the events that pass. */
async function* kept(feed: Feed, book: DepthMap, sum: { lots: number }): AsyncGenerator<FeedEvent> {
  for await (const event of feed.events()) {
    if (event.kind === 'bookSnapshot') book.clear();
    if (event.kind === 'trade') sum.lots += event.lots;
    if (event.kind === 'bookSnapshot' || event.kind === 'bookDelta') {
      book.apply(Side.buy, event.bids);
      book.apply(Side.sell, event.asks);
    }
    yield event;
  }
}

describe('behind the sequencer', () => {
  it(`the mirror ends with the recorded book and quantity, seed ${SEED}`, async () => {
    const { venue, levels, mirror, instrument } = await openMirrored(SAMPLE_SCAN);
    const feed = sampleFeed(instrument, SEED);
    const book = new DepthMap();
    const sum = { lots: 0 };
    await mirror.start();
    await driveMirror(mirror, kept(feed, book, sum));
    await venue.settle();
    for (const side of [Side.buy, Side.sell]) {
      expect(new Map(levels.book(0).levels(side))).toEqual(new Map(book.levels(side)));
    }
    expect(levels.tradedLots.get(0)).toBe(sum.lots);
    expect([venue.fatal, mirror.lane.rejected()]).toEqual([[], 0]);
    await venue.sequencer.stop();
  });

  it('two recordings are mirrored side by side, each into its own book', async () => {
    const other = { ...SAMPLE_SCAN, symbol: 'XYZUSDT', base: 'XYZ' };
    const { venue, levels, mirror, instruments } = await openMirrored(SAMPLE_SCAN, other);
    const kepts = instruments.map((instrument, k) => {
      const book = new DepthMap();
      const sum = { lots: 0 };
      const feed = sampleFeed(instrument, SEED + k);
      return { book, sum, feed: { events: () => kept(feed, book, sum) } };
    });
    await mirror.start();
    await driveMirror(mirror, mergeFeeds(kepts.map(({ feed }) => feed)));
    await venue.settle();
    kepts.forEach(({ book, sum }, id) => {
      for (const side of [Side.buy, Side.sell]) {
        expect(new Map(levels.book(id).levels(side))).toEqual(new Map(book.levels(side)));
      }
      expect(levels.tradedLots.get(id)).toBe(sum.lots);
    });
    expect(kepts[0]!.sum.lots).not.toBe(kepts[1]!.sum.lots);
    await venue.sequencer.stop();
  });

  it('stopping in the middle of a submission does not hang', async () => {
    const { venue, mirror } = await openMirrored(SAMPLE_SCAN);
    const stamp = { instrument: 0, exchangeMicros: 1, receiveMicros: 1 };
    await mirror.start();
    const bids = [{ ticks: 268_000, lots: 5 }];
    const done = mirror.apply({ kind: 'bookSnapshot', ...stamp, updateId: 1, bids, asks: [] });
    mirror.stop();
    await done;
    expect(mirror.isRunning()).toBe(false);
    await mirror.apply({
      ...{ kind: 'trade', ...stamp, tradeId: 1, ticks: 268_000, lots: 3, aggressor: Side.sell },
    });
    expect(mirror.reports()[0]).toMatchObject({ abandonedLots: 3, refusedLots: 0 });
    await venue.sequencer.stop();
  });

  it('the agents keep a market whose events come a turn later', async () => {
    const venue = await openVenue(() => simulatedGenesis(SEED));
    const levels = new VenueLevels(venue.bus);
    const instruments = simulatedInstruments(SEED);
    const options = { bus: venue.bus, assets: simulatedAssets(), instruments, seed: SEED };
    const market = new AgentMarket({ ...options, firstSourceSeq: 1 });
    await market.start();
    for (let step = 0; step < 300; step++) {
      venue.clock.advance(20);
      market.step(venue.clock.wallMicros());
      await new Promise((resolve) => setImmediate(resolve));
    }
    await venue.settle();
    for (const { id } of instruments) {
      const { bidTicks, askTicks } = levels.best(id);
      expect(bidTicks).toBeGreaterThan(0);
      expect(askTicks).toBeGreaterThan(bidTicks);
    }
    expect(market.lane.rejected()).toBe(0);
    expect(market.lane.sent).toBeGreaterThan(1_500);
    await venue.sequencer.stop();
  });

  const isThere = existsSync(RECORDING);
  const name = isThere
    ? 'in a recorded market'
    : `(${RECORDING} is absent: nothing is proven here)`;
  it(
    `a resting paper order ${name} is filled between the first trade at its price and the first beyond`,
    { timeout: 60_000 },
    async () => {
      if (!isThere) return;
      const scanned = await scanRecording(RECORDING);
      if (!scanned.ok) throw new Error(scanned.problem.sentence);
      const { venue, levels, mirror, instrument } = await openMirrored(scanned.scan);
      const paper = new PaperTrader(venue.bus, DEMO_ACCOUNTS[0]);
      const lots = 1_000;
      let price = 0;
      let tradesAt = 0;
      let isBeyond = false;
      await mirror.start();
      for await (const event of new BinanceRecording(RECORDING, instrument).events()) {
        if (event.kind === 'end') break;
        if (event.kind === 'trade' && event.ticks === price) tradesAt += 1;
        await mirror.apply(event);
        if (event.kind === 'trade' && price > 0 && event.ticks < price) isBeyond = true;
        if (event.kind === 'bookSnapshot') {
          price = levels.best(0).bidTicks - 25;
          paper.place({ instrument: 0, side: Side.buy, price, qty: lots });
          await venue.settle();
        }
        // Nothing fills it before the market has come down to it.
        if (tradesAt === 0 && !isBeyond) expect(paper.filledLots()).toBe(0);
        if (isBeyond) break;
      }
      expect(isBeyond).toBe(true);
      expect(paper.filledLots()).toBe(lots);
      expect(new Set(paper.fills.map(({ ticks }) => ticks))).toEqual(new Set([price]));
      mirror.stop();
      await venue.sequencer.stop();
    },
  );
});
