// Whatever paper traders do in a mirrored market: what was recorded trades whole, recorded depth stands
// beneath their orders after every depth event, and the ledger balances.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../core/engine.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import { BinanceRecording } from '../feeds/recording-binance.ts';
import { recordedMarket } from '../feeds/recording-instruments.ts';
import { sampleRecording } from '../feeds/sample-recording.ts';
import { Side, TimeInForce } from '../../shared/domain/order.ts';
import { prng } from '../testing/prng.ts';
import { createDirectVenue, submitRecords } from './direct-venue.ts';
import { replayGenesis } from './genesis.ts';
import { DEMO_ACCOUNTS } from './liquidity-accounts.ts';
import { Mirror } from './mirror.ts';
import { PaperTrader } from './paper-trader.ts';
import { VenueLevels } from './venue-levels.ts';

const SCAN = {
  ...{ path: 'sample', symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', lines: 1 },
  ...{ priceDecimals: 2, qtyDecimals: 4, openingTicks: 268_380, highestTicks: 270_000 },
};
const CAPACITY = { accounts: 64, assets: 8, instruments: 4, levels: 1 << 20 };
const STEPS = 20;

function open() {
  const market = recordedMarket([SCAN]);
  const engine = createEngine({ ...CAPACITY, orders: 1 << 13, dedupe: 1 << 12 });
  const venue = createDirectVenue(engine);
  submitRecords(venue, replayGenesis(market));
  const levels = new VenueLevels(venue.bus);
  const pause = () => Promise.resolve(true);
  const { bus } = venue;
  const { instruments } = market;
  const mirror = new Mirror({ bus, instruments, firstSourceSeq: 1, pause });
  const traders = DEMO_ACCOUNTS.map((account) => new PaperTrader(bus, account));
  return { engine, levels, mirror, traders, instrument: instruments[0]! };
}

describe('paper traders in a mirrored market', () => {
  it('change nothing of what was recorded', async () => {
    let paperLots = 0;
    let crossedLots = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1 << 30 }), async (seed) => {
        const { engine, levels, mirror, traders, instrument } = open();
        await mirror.start();
        const random = prng(seed);
        const unit = () => random.next() / 2 ** 32;
        const { lines } = sampleRecording({ random: unit, steps: STEPS });
        const recording = new BinanceRecording('sample', instrument);
        const recorded = new DepthMap();
        for (const event of lines.flatMap((line) => recording.take(line))) {
          await mirror.apply(event);
          if (event.kind === 'bookSnapshot' || event.kind === 'bookDelta') {
            recorded.apply(Side.buy, event.bids);
            recorded.apply(Side.sell, event.asks);
            expectBeneath(levels.book(0), recorded, traders);
          }
          if (random.chance(1, 3)) act(traders[random.below(3)]!, levels, random.below);
        }
        const report = mirror.reports()[0]!;
        expect(report.executedLots).toBe(report.recordedLots);
        expect([report.refusedLots, report.levelsUnsettled]).toEqual([0, 0]);
        expect(engine.brokenInvariants()).toEqual([]);
        paperLots += report.paperTradedLots + report.paperTookLots;
        crossedLots += report.paperCrossedLots;
      }),
      { numRuns: 25 },
    );
    // The control: paper orders were in the way in each of the three ways.
    expect(paperLots).toBeGreaterThan(0);
    expect(crossedLots).toBeGreaterThan(0);
  });
});

/** Every level is the recorded one with the paper orders on top, and there are no others. */
function expectBeneath(book: DepthMap, recorded: DepthMap, traders: readonly PaperTrader[]): void {
  for (const side of [Side.buy, Side.sell]) {
    const prices = new Set([...book.levels(side).keys(), ...recorded.levels(side).keys()]);
    for (const ticks of prices) {
      const paper = traders.reduce((sum, trader) => sum + trader.restingLots(side, ticks), 0);
      expect(book.lots(side, ticks)).toBe(recorded.lots(side, ticks) + paper);
    }
  }
}

function act(trader: PaperTrader, levels: VenueLevels, below: (n: number) => number): void {
  if (below(8) === 0) {
    trader.cancelAll();
    return;
  }
  const side = below(2) === 0 ? Side.buy : Side.sell;
  const { bidTicks, askTicks } = levels.best(0);
  const near = (side === Side.buy ? bidTicks : askTicks) || SCAN.openingTicks;
  const tif = below(4) === 0 ? TimeInForce.ioc : TimeInForce.gtc;
  trader.place({ instrument: 0, side, price: near + below(9) - 4, qty: 1 + below(9_000), tif });
}
