// The account of the still market: orders in every state, fills, positions and balances.

import { REJECTS } from '../../../shared/domain/reject.ts';
import { DoneCause, OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';
import type { FillRow, LifeEvent, OrderRow, OrderStage } from '../../../client/net/order-row.ts';
import type { LinkMessage } from '../../../client/net/link-contract.ts';
import { stillInstrument, STILL_MICROS } from './still-listings.ts';

const SECOND = 1_000_000;

interface Story {
  readonly symbol: string;
  readonly side: Side;
  /** Ticks from the middle of the market, and lots. */
  readonly away: number;
  readonly lots: number;
  readonly filled?: number;
  readonly stage: OrderStage;
  readonly tif?: TimeInForce;
  readonly code?: number;
  readonly cause?: number;
}

const STORIES: readonly Story[] = [
  { symbol: 'BTCUSDT', side: Side.buy, away: -350, lots: 5_000, stage: 'pending' },
  {
    symbol: 'EUR/USD',
    side: Side.sell,
    away: 12,
    lots: 100,
    stage: 'unknown',
    tif: TimeInForce.day,
  },
  { symbol: 'BTCUSDT', side: Side.buy, away: -200, lots: 2_500, stage: 'open' },
  { symbol: 'BTCUSDT', side: Side.sell, away: 350, lots: 5_000, stage: 'open' },
  { symbol: 'LANHE', side: Side.buy, away: -6, lots: 12, filled: 4, stage: 'open' },
  { symbol: 'NOVR', side: Side.buy, away: 0, lots: 300, filled: 300, stage: 'filled' },
  {
    symbol: 'USG10Y',
    side: Side.sell,
    away: 4,
    lots: 50,
    stage: 'rejected',
    code: REJECTS.insufficientHoldings.code,
  },
  {
    symbol: 'ETHUSDT',
    side: Side.sell,
    away: 40,
    lots: 20_000,
    stage: 'cancelled',
    cause: DoneCause.user,
  },
  {
    symbol: 'BTCUSDT',
    side: Side.sell,
    away: -5,
    lots: 1_000,
    stage: 'cancelled',
    cause: DoneCause.selfTrade,
  },
  {
    symbol: 'AURM',
    side: Side.buy,
    away: -30,
    lots: 10,
    stage: 'expired',
    cause: DoneCause.dayEnd,
    tif: TimeInForce.day,
  },
  { symbol: 'GBP/USD', side: Side.buy, away: 2, lots: 500, stage: 'neverReceived' },
];

const hasAnswer = (stage: OrderStage) => !['pending', 'unknown', 'neverReceived'].includes(stage);

function lifeOf(placed: number, price: number, lots: number, story: Story): LifeEvent[] {
  const event = (is: LifeEvent['is'], after: number, engine: number): LifeEvent => ({
    is,
    clientMicros: placed + after,
    serverMicros: engine === 0 ? 0 : placed + engine,
    price,
    lots,
    code: story.code ?? 0,
    cause: story.cause ?? 0,
  });
  const life = [event('key', 0, 0), event('sent', 400, 0)];
  if (story.stage === 'unknown') return [...life, event('unknown', 3 * SECOND, 0)];
  if (!hasAnswer(story.stage)) return life;
  life.push(event('received', 4_600, 2_900));
  if (story.stage === 'rejected') return [...life, event('rejected', 4_700, 2_450)];
  life.push(event('accepted', 4_700, 2_450));
  if ((story.filled ?? 0) > 0) life.push(event('fill', 4_800, 2_450));
  if (story.stage !== 'open') life.push(event('ended', SECOND, SECOND));
  return life;
}

function orderOf(story: Story, index: number): OrderRow {
  const { symbol, side, away, lots, stage, filled = 0 } = story;
  const instrument = stillInstrument(symbol);
  const price = instrument.openingTicks + away;
  const placed = STILL_MICROS - (1 + index * 47) * SECOND;
  const gateway = placed + 1_900;
  return {
    clientOrderId: 100 - index,
    orderId: hasAnswer(stage) ? 2 ** 20 + index : 0,
    instrument: instrument.id,
    side,
    type: OrderType.limit,
    tif: story.tif ?? TimeInForce.gtc,
    flags: 0,
    expireSeconds: 0,
    price,
    qty: lots,
    leaves: stage === 'open' || !hasAnswer(stage) ? lots - filled : 0,
    filled,
    averageTicks: filled > 0 ? price : 0,
    feeMinor: filled > 0 ? 552 : 0,
    stage,
    code: story.code ?? 0,
    cause: story.cause ?? 0,
    change: undefined,
    placedMicros: placed,
    updatedMicros: placed + 5_000,
    keyMicros: placed,
    sentMicros: placed + 400,
    heardMicros: hasAnswer(stage) ? placed + 4_600 : 0,
    hops: hasAnswer(stage)
      ? {
          gateway,
          journal: gateway + 140,
          match: gateway + 210,
          durable: gateway + 980,
          ack: gateway + 1_060,
        }
      : undefined,
    life: lifeOf(placed, price, lots, story),
  };
}

function fillOf(symbol: string, side: Side, lots: number, index: number): FillRow {
  const { id, openingTicks } = stillInstrument(symbol);
  return {
    tradeId: 9_000 + index,
    orderId: 2 ** 20 + 4 + (index % 2),
    clientOrderId: 96 - (index % 2),
    instrument: id,
    side,
    price: openingTicks - 3 * index,
    lots,
    feeMinor: 184 * (index + 1),
    taker: index % 3 !== 0,
    timeMicros: STILL_MICROS - (200 + 300 * index) * SECOND,
  };
}

function positionOf(symbol: string, lots: number, costTicks: number, realisedMinor: number) {
  const { id, openingTicks, tickValueMinor } = stillInstrument(symbol);
  const costMinor = (openingTicks + costTicks) * lots * tickValueMinor;
  return { instrument: id, lots, costMinor, realisedMinor };
}

/** Bought and to be received `days` after the first of the pictures' days. */
function owedOf(symbol: string, lots: number, days: number) {
  const { id, openingTicks, tickValueMinor } = stillInstrument(symbol);
  const moneyMinor = -openingTicks * lots * tickValueMinor;
  const valueDate = Math.floor(STILL_MICROS / SECOND / 86_400) + days;
  return { instrument: id, valueDate, lots, moneyMinor };
}

/** What the worker tells of the account, in its order. */
export function stillAccount(assetId: (code: string) => number): readonly LinkMessage[] {
  const balance = (code: string, available: number, held: number) => ({
    asset: assetId(code),
    available,
    held,
  });
  return [
    { is: 'orders', rows: STORIES.map(orderOf), whole: true },
    {
      is: 'fills',
      fills: [
        fillOf('LANHE', Side.buy, 4, 0),
        fillOf('NOVR', Side.buy, 200, 1),
        fillOf('NOVR', Side.buy, 100, 2),
        fillOf('BTCUSDT', Side.sell, 1_250, 3),
        fillOf('EUR/USD', Side.buy, 300, 4),
      ],
    },
    {
      is: 'account',
      balances: [
        balance('USD', 74_411_725, 5_512_000),
        balance('EUR', 10_000_000, 0),
        balance('CNY', 350_000_000, 2_344_800),
        balance('USDT', 248_913_520_000, 30_842_000_000),
        balance('BTC', 212_500_000, 50_000_000),
        balance('NOVR', 300, 0),
      ],
      positions: [
        positionOf('BTCUSDT', 21_250, -250, 1_842_100_000),
        positionOf('NOVR', 300, 140, 0),
        positionOf('EUR/USD', -300, 40, -69_000),
        positionOf('LANHE', 4, -25, 0),
      ],
      makerDiscountPpm: 0,
      takerDiscountPpm: 0,
      obligations: [owedOf('NOVR', 200, 1), owedOf('NOVR', 60, 2), owedOf('LANHE', 4, 1)],
    },
  ];
}
