// Paper orders in a mirrored market: they queue behind real depth, are filled when real trades reach
// them, and never change what was recorded.

import { describe, expect, it } from 'vitest';
import type { FeedEvent } from '../feeds/feed.ts';
import { recordedMarket } from '../feeds/recording-instruments.ts';
import { createEngine } from '../core/engine.ts';
import { Phase, Side } from '../../shared/domain/order.ts';
import { writeSetPhase } from '../core/command-writer.ts';
import { createDirectVenue, submitRecords } from './direct-venue.ts';
import { replayGenesis } from './genesis.ts';
import { DEMO_ACCOUNTS } from './liquidity-accounts.ts';
import { Mirror, driveMirror, type MirrorOptions } from './mirror.ts';
import { PaperTrader } from './paper-trader.ts';
import { VenueLevels } from './venue-levels.ts';

type Levels = readonly (readonly [ticks: number, lots: number])[];

const SMALL = { accounts: 64, assets: 8, instruments: 4, levels: 1 << 16, orders: 1 << 14 };

async function story(options: Partial<MirrorOptions> = {}, busyEvery = 0) {
  const market = recordedMarket([
    {
      ...{ path: 'none', symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', lines: 1 },
      ...{ priceDecimals: 2, qtyDecimals: 4, openingTicks: 100, highestTicks: 1000 },
    },
  ]);
  const venue = createDirectVenue(createEngine({ ...SMALL, dedupe: 1 << 14 }));
  submitRecords(venue, replayGenesis(market));
  venue.busyEvery = busyEvery;
  const levels = new VenueLevels(venue.bus);
  let pauses = 0;
  const pause = () => {
    pauses += 1;
    return Promise.resolve(true);
  };
  const base = { bus: venue.bus, instruments: market.instruments, firstSourceSeq: 1, pause };
  const mirror = new Mirror({ ...base, ...options });
  const paper = new PaperTrader(venue.bus, DEMO_ACCOUNTS[0]);
  await mirror.start();
  const stamp = { instrument: 0, exchangeMicros: 1, receiveMicros: 1 };
  let id = 0;
  const asDepth = (side: Levels) => side.map(([ticks, lots]) => ({ ticks, lots }));
  return {
    ...{ venue, levels, mirror, paper, base },
    pauses: () => pauses,
    report: () => mirror.reports()[0]!,
    bid: (ticks: number) => levels.book(0).lots(Side.buy, ticks),
    ask: (ticks: number) => levels.book(0).lots(Side.sell, ticks),
    snapshot: (bids: Levels, asks: Levels) =>
      mirror.apply({
        ...{ kind: 'bookSnapshot', ...stamp, updateId: ++id },
        ...{ bids: asDepth(bids), asks: asDepth(asks) },
      }),
    delta: (bids: Levels, asks: Levels) =>
      mirror.apply({
        ...{ kind: 'bookDelta', ...stamp, firstId: ++id, lastId: id },
        ...{ bids: asDepth(bids), asks: asDepth(asks) },
      }),
    trade: (aggressor: Side, ticks: number, lots: number) =>
      mirror.apply({ kind: 'trade', ...stamp, tradeId: ++id, ticks, lots, aggressor }),
    gap: () =>
      mirror.apply({ kind: 'gap', ...stamp, reason: 'sequence', lastId: id, nextId: id + 2 }),
    buy: (price: number, qty: number) => paper.place({ instrument: 0, side: Side.buy, price, qty }),
  };
}

async function restingBuy(options: Partial<MirrorOptions> = {}) {
  const market = await story(options);
  await market.snapshot(
    [
      [100, 5],
      [99, 9],
    ],
    [[102, 7]],
  );
  market.buy(100, 2);
  return market;
}

describe('a paper order that rests', () => {
  it('waits until what stood in front of it has traded, then is filled', async () => {
    const { trade, delta, paper, bid } = await restingBuy();
    expect(bid(100)).toBe(7);
    await trade(Side.sell, 100, 3);
    await trade(Side.sell, 100, 2);
    expect(paper.filledLots()).toBe(0);
    // Four more have come, behind it.
    await delta([[100, 4]], []);
    expect(bid(100)).toBe(6);
    await trade(Side.sell, 100, 1);
    expect(paper.fills).toEqual([{ ticks: 100, lots: 1 }]);
    await trade(Side.sell, 100, 3);
    expect(paper.filledLots()).toBe(2);
  });

  it('is not filled when the trade path is off: trades are what fills it', async () => {
    const { trade, delta, paper, report } = await restingBuy({ isTradePathOn: false });
    for (let k = 0; k < 3; k++) await trade(Side.sell, 100, 5);
    await delta([[100, 4]], []);
    await trade(Side.sell, 99, 50);
    expect(paper.filledLots()).toBe(0);
    expect(report().executedLots).toBe(0);
  });

  it('is filled first and at its own price when the market trades through it', async () => {
    const { trade, paper, report, levels } = await restingBuy();
    await trade(Side.sell, 99, 6);
    expect(paper.fills).toEqual([{ ticks: 100, lots: 2 }]);
    expect(report()).toMatchObject({ executedLots: 6, paperTradedLots: 2, refusedLots: 0 });
    // The recorded bid of 100 cannot have stood while 99 traded.
    expect(report().staleOrdersWithdrawn).toBe(1);
    expect(levels.book(0).lots(Side.buy, 100)).toBe(0);
  });

  it('keeps its place while depth grows and shrinks behind it', async () => {
    const { trade, delta, paper } = await restingBuy();
    await delta([[100, 8]], []);
    await delta([[100, 5]], []);
    await trade(Side.sell, 100, 5);
    expect(paper.filledLots()).toBe(0);
    await trade(Side.sell, 100, 1);
    expect(paper.filledLots()).toBe(1);
  });

  it('moves up when what stands in front of it shrinks', async () => {
    const { trade, delta, paper } = await restingBuy();
    await delta([[100, 2]], []);
    await trade(Side.sell, 100, 3);
    expect(paper.filledLots()).toBe(1);
  });

  it('trades with recorded depth that moves through it, which is whole all the same', async () => {
    const { delta, paper, ask, bid, report } = await restingBuy();
    await delta(
      [
        [100, 0],
        [99, 3],
        [98, 8],
      ],
      [
        [102, 0],
        [100, 6],
      ],
    );
    expect(paper.fills).toEqual([{ ticks: 100, lots: 2 }]);
    expect([ask(100), bid(100), bid(99)]).toEqual([6, 0, 3]);
    expect(report()).toMatchObject({ paperCrossedLots: 2, levelsUnsettled: 0 });
  });

  it('stays when the feed has a gap, while every recorded quote is withdrawn', async () => {
    const { gap, snapshot, paper, bid, ask } = await restingBuy();
    await gap();
    expect([bid(100), bid(99), ask(102)]).toEqual([2, 0, 0]);
    await snapshot([[100, 5]], [[101, 1]]);
    expect([bid(100), ask(101)]).toEqual([7, 1]);
    expect(paper.filledLots()).toBe(0);
  });
});

describe('a paper order that takes', () => {
  it('is filled from recorded depth, which the next depth event restores', async () => {
    const { buy, delta, paper, ask, report } = await restingBuy();
    buy(102, 4);
    expect(paper.fills).toEqual([{ ticks: 102, lots: 4 }]);
    expect(ask(102)).toBe(3);
    await delta([[99, 8]], []);
    expect(ask(102)).toBe(7);
    expect(report().paperTookLots).toBe(4);
  });
});

describe('recorded trades', () => {
  it('execute whole when they took more than the last depth event had', async () => {
    const { trade, report, levels, delta, bid } = await restingBuy();
    await trade(Side.buy, 102, 30);
    expect(report()).toMatchObject({ executedLots: 30, toppedUpLots: 23 });
    expect(levels.tradedLots.get(0)).toBe(30);
    await delta([], [[102, 1]]);
    expect([levels.book(0).lots(Side.sell, 102), bid(100)]).toEqual([1, 7]);
  });

  it('before the first snapshot execute as well, and leave nothing behind', async () => {
    const market = await story();
    await market.trade(Side.sell, 100, 4);
    expect(market.report().executedLots).toBe(4);
    await market.snapshot([[99, 1]], [[101, 1]]);
    expect([market.bid(100), market.bid(99), market.ask(101)]).toEqual([0, 1, 1]);
  });

  it('are counted as refused while the instrument is halted, and depth comes back after it', async () => {
    const market = await restingBuy();
    const phase = (value: Phase) => {
      const slots = new Float64Array(8);
      writeSetPhase(new Int32Array(slots.buffer), slots, 0, { instrument: 0, phase: value });
      market.venue.bus.submit(new Uint8Array(slots.buffer), () => {});
    };
    phase(Phase.halted);
    await market.trade(Side.sell, 100, 3);
    await market.delta(
      [
        [99, 4],
        [98, 5],
      ],
      [],
    );
    expect(market.report()).toMatchObject({ executedLots: 0, refusedLots: 3, levelsUnsettled: 2 });
    // It does not go on asking: only cancels are sent, and here there is nothing to cancel.
    const before = market.venue.commands;
    await market.delta([[97, 1]], []);
    expect(market.venue.commands).toBe(before);
    await market.delta(
      [
        [97, 0],
        [99, 0],
      ],
      [],
    );
    expect(market.bid(99)).toBe(0);
    phase(Phase.open);
    await market.delta([], []);
    expect([market.bid(99), market.bid(98)]).toEqual([0, 5]);
    expect(market.report().levelsUnsettled).toBe(0);
  });
});

describe('the mirror', () => {
  it('comes to the same book when the venue is busy again and again', async () => {
    const tape = async (busyEvery: number) => {
      const market = await story({ inFlightMax: 2 }, busyEvery);
      await market.snapshot(
        [
          [100, 5],
          [99, 9],
          [98, 1],
        ],
        [
          [102, 7],
          [103, 1],
        ],
      );
      await market.trade(Side.sell, 100, 8);
      await market.delta(
        [
          [100, 0],
          [99, 3],
        ],
        [[101, 6]],
      );
      return { hash: market.venue.tapeHash(), pauses: market.pauses() };
    };
    const calm = await tape(0);
    const busy = await tape(2);
    expect(calm.pauses).toBe(0);
    expect(busy.pauses).toBeGreaterThan(2);
    expect(busy.hash).toBe(calm.hash);
  });

  it('gives up when told so, and takes nothing more', async () => {
    const market = await story({ pause: () => Promise.resolve(false) }, 1);
    await market.snapshot([[100, 5]], []);
    expect(market.bid(100)).toBe(0);
  });

  it('clears away what an earlier run left, and starts from the snapshot', async () => {
    const market = await restingBuy();
    market.mirror.stop();
    const next = new Mirror({ ...market.base, firstSourceSeq: 1_000_000 });
    await next.start();
    expect([market.bid(100), market.bid(99), market.ask(102)]).toEqual([2, 0, 0]);
    // It has learned of the paper order that was there before it, and moves through it.
    const stamp = { instrument: 0, exchangeMicros: 1, receiveMicros: 1 };
    const asks = [{ ticks: 100, lots: 6 }];
    await next.apply({ kind: 'bookSnapshot', ...stamp, updateId: 9, bids: [], asks });
    expect([market.ask(100), market.paper.filledLots()]).toEqual([6, 2]);
    expect(next.reports()[0]).toMatchObject({ paperCrossedLots: 2, levelsUnsettled: 0 });
  });

  it('runs a feed to its end and tells its problem', async () => {
    const market = await story();
    const problem = { code: 'RECORDING_DAMAGED', sentence: 'The recording is damaged.' } as const;
    async function* events(): AsyncGenerator<FeedEvent> {
      yield { kind: 'end', receiveMicros: 0, problem };
    }
    expect(await driveMirror(market.mirror, events())).toEqual(problem);
  });

  it('takes all its quotes back when asked', async () => {
    const market = await restingBuy();
    await market.mirror.withdraw();
    expect([market.bid(100), market.bid(99), market.ask(102)]).toEqual([2, 0, 0]);
  });
});
