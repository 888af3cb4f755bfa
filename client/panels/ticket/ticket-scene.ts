// What a ticket looks at while it decides: instrument, market, account and clock, as plain values.

import type { WalkedLevels } from '../../../shared/domain/book-walk.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import type { TradingStatus } from '../../../shared/domain/trading-status.ts';
import type { Zone } from '../../ui/zoned-time.ts';

/** A book at one moment; it does not change under the reader. */
export interface MarketLook {
  /** Best prices in ticks, 0 where a side is empty. */
  readonly bid: number;
  readonly ask: number;
  readonly bids: WalkedLevels;
  readonly asks: WalkedLevels;
}

/** Minor units of quote and base asset, lots of the position (negative: short) and what they cost. */
export interface AccountLook {
  readonly quoteAvailable: number;
  readonly baseAvailable: number;
  readonly lots: number;
  readonly costMinor: number;
  /** Off the commission, parts per million. */
  readonly makerDiscountPpm: number;
  readonly takerDiscountPpm: number;
}

export interface TicketScene {
  readonly instrument: Instrument;
  readonly status: TradingStatus;
  readonly market: MarketLook;
  readonly account: AccountLook;
  /** Decimals of the quote asset. */
  readonly quoteScale: number;
  /** Server clock, seconds since 1970. */
  readonly nowSeconds: number;
  readonly zone: Zone;
}

/** Best price of the side that a taker meets, 0 where it is empty. */
export function oppositeTicks({ market }: TicketScene, side: Side): number {
  return side === Side.buy ? market.ask : market.bid;
}

export function oppositeLevels({ market }: TicketScene, side: Side): WalkedLevels {
  return side === Side.buy ? market.asks : market.bids;
}

export const NO_LEVELS: WalkedLevels = { count: 0, ticks: () => 0, lots: () => 0 };
