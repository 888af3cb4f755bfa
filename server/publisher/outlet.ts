// Ports of the publisher: where private frames and answers go (the gateway fulfils it), and where the
// public market goes (server/marketdata fulfils it).

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { Side } from '../../shared/domain/order.ts';
import type { TradingStatus } from '../../shared/domain/trading-status.ts';
import type { ServerMessage } from '../../shared/wire/schema.ts';
import type { BatchStamps } from '../bus/bus.ts';

/** Called while a batch is folded; everything in one batch comes before its `released`. */
export interface Outlet {
  /**
   * What one command did to the account, as an encoded `private` frame. Only for accounts whose
   * AccountsPort was asked before: nobody else can have a reader. The bytes are the receiver's to
   * keep; `json` encodes on demand and may be called later.
   */
  report(account: number, seq: number, msgpack: Uint8Array, json: () => string): void;
  /** A place command of the account was answered (accepted, rejected or replayed), whether or not the
   * account is watched: the moment of the first ack. Comes before the report of that command. */
  placed(account: number, clientOrderId: number, commandSeq: number): void;
  /** For one session only: `replayed`, and `error` where the account has no private stream. */
  answer(session: number, message: ServerMessage): void;
  /** The batch is folded: market data of it is due, private lanes may be flushed. */
  released(batchSeq: number, timeMicros: number, stamps: BatchStamps): void;
}

/** An outlet that is made after the publisher: the gateway needs the publisher's accounts first. */
export function lateOutlet(outlet: () => Outlet): Outlet {
  return {
    report: (...given) => outlet().report(...given),
    placed: (...given) => outlet().placed(...given),
    answer: (...given) => outlet().answer(...given),
    released: (...given) => outlet().released(...given),
  };
}

/** The public side of the events, in their order. */
export interface MarketSink {
  /** A new history begins, or a state dump follows: everything known is void. */
  reset(streamEpoch: number): void;
  asset(asset: Asset): void;
  /** A definition, new or changed. */
  instrument(instrument: Instrument): void;
  /** What has changed of its phase, its window or its auction. */
  status(instrument: number, change: Partial<TradingStatus>): void;
  /** The whole level as it is now; 0 lots deletes it. */
  level(instrument: number, side: Side, ticks: number, lots: number): void;
  trade(
    instrument: number,
    ticks: number,
    lots: number,
    aggressor: Side,
    tradeId: number,
    timeMicros: number,
  ): void;
  /** Only from a state dump: the last trade of an instrument (0 ticks: none) and of the venue. */
  lastTrade(instrument: number, ticks: number, tradeId: number): void;
  batchEnd(batchSeq: number, timeMicros: number): void;
}
