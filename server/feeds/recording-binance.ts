// A Binance recording as a feed: lines → messages → ticks and lots → put in order. One file holds one
// symbol: depth deltas, REST snapshots, trades and best quotes, as received.

import { Side } from '../../shared/domain/order.ts';
import {
  parseBinanceLine,
  type RawBestQuote,
  type RawDepth,
  type RawMessage,
} from './binance-message.ts';
import type { RawSnapshot, RawTrade } from './binance-message.ts';
import { Cleanser } from './cleanse.ts';
import type { BestQuote, Feed, FeedEvent, FeedTrade } from './feed.ts';
import { Normalizer, type PriceGrid } from './normalize.ts';
import { FeedQuality } from './quality.ts';
import { recordingLines } from './recording-lines.ts';

/** Which instrument a recording speaks of. */
export interface RecordedInstrument extends PriceGrid {
  readonly id: number;
  readonly symbol: string;
}

export class BinanceRecording implements Feed {
  readonly quality = new FeedQuality();
  private readonly path: string;
  private readonly instrument: RecordedInstrument;
  private readonly normalizer: Normalizer;
  private readonly cleanser: Cleanser;
  private receiveMicros = 0;

  constructor(path: string, instrument: RecordedInstrument) {
    this.path = path;
    this.instrument = instrument;
    this.normalizer = new Normalizer(instrument, this.quality);
    this.cleanser = new Cleanser(this.quality);
  }

  async *events(): AsyncGenerator<FeedEvent, void> {
    const lines = recordingLines(this.path);
    for (;;) {
      const step = await lines.next();
      if (step.done === true) {
        this.cleanser.finish();
        yield { kind: 'end', receiveMicros: this.receiveMicros, problem: step.value };
        return;
      }
      yield* this.take(step.value);
    }
  }

  /** One line in, none or several events out; every line is counted once. */
  take(line: string): FeedEvent[] {
    this.quality.received += 1;
    const parsed = parseBinanceLine(line);
    if ('refused' in parsed) {
      this.quality.reject(parsed.refused);
      return [];
    }
    const { message } = parsed;
    if (message.kind !== 'snapshot' && message.symbol !== this.instrument.symbol) {
      this.quality.reject('otherSymbol');
      return [];
    }
    this.raiseTime(parsed.receiveMicros ?? exchangeMicrosOf(message));
    switch (message.kind) {
      case 'snapshot':
        return this.takeSnapshot(message);
      case 'depth':
        return this.takeDepth(message);
      case 'trade':
        return this.takeTrade(message);
      case 'bestQuote':
        return this.takeBestQuote(message);
    }
  }

  private takeSnapshot(raw: RawSnapshot): FeedEvent[] {
    const bids = this.normalizer.levels(raw.bids);
    const asks = this.normalizer.levels(raw.asks);
    if (bids === undefined || asks === undefined) return this.refuse();
    const stamp = this.stamp(undefined);
    return this.cleanser.snapshot({
      kind: 'bookSnapshot',
      ...stamp,
      updateId: raw.updateId,
      bids,
      asks,
    });
  }

  private takeDepth(raw: RawDepth): FeedEvent[] {
    const bids = this.normalizer.levels(raw.bids);
    const asks = this.normalizer.levels(raw.asks);
    if (bids === undefined || asks === undefined) return this.refuse();
    const { firstId, lastId, previousId } = raw;
    const stamp = this.stamp(raw.eventMillis);
    const delta = { kind: 'bookDelta', ...stamp, firstId, lastId, bids, asks } as const;
    return this.cleanser.delta({ delta, previousId });
  }

  private takeTrade(raw: RawTrade): FeedEvent[] {
    const ticks = this.normalizer.ticks(raw.price);
    const lots = this.normalizer.lots(raw.qty);
    if (ticks === undefined || lots === undefined) return this.refuse();
    if (lots === 0 || !this.normalizer.isInWindow(ticks)) {
      this.quality.quarantine('badTrade');
      return [];
    }
    const trade: FeedTrade = {
      kind: 'trade',
      ...this.stamp(raw.tradeMillis),
      tradeId: raw.tradeId,
      ticks,
      lots,
      aggressor: raw.isBuyerMaker ? Side.sell : Side.buy,
    };
    return this.cleanser.trade(trade);
  }

  private takeBestQuote(raw: RawBestQuote): FeedEvent[] {
    const bidLots = this.normalizer.lots(raw.bidQty);
    const askLots = this.normalizer.lots(raw.askQty);
    const bidTicks = bidLots === 0 ? 0 : this.normalizer.ticks(raw.bid);
    const askTicks = askLots === 0 ? 0 : this.normalizer.ticks(raw.ask);
    if (bidLots === undefined || askLots === undefined) return this.refuse();
    if (bidTicks === undefined || askTicks === undefined) return this.refuse();
    const quote: BestQuote = {
      kind: 'bestQuote',
      ...this.stamp(raw.eventMillis),
      updateId: raw.updateId,
      bidTicks,
      bidLots,
      askTicks,
      askLots,
    };
    return this.cleanser.bestQuote(quote);
  }

  private refuse(): FeedEvent[] {
    this.quality.reject('badDecimal');
    return [];
  }

  private stamp(exchangeMillis: number | undefined) {
    return {
      instrument: this.instrument.id,
      exchangeMicros: exchangeMillis === undefined ? this.receiveMicros : exchangeMillis * 1000,
      receiveMicros: this.receiveMicros,
    };
  }

  private raiseTime(micros: number | undefined): void {
    if (micros === undefined) return;
    if (micros < this.receiveMicros) this.quality.timesRaised += 1;
    else this.receiveMicros = micros;
  }
}

function exchangeMicrosOf(message: RawMessage): number | undefined {
  switch (message.kind) {
    case 'snapshot':
      return undefined;
    case 'trade':
      return message.tradeMillis * 1000;
    case 'depth':
    case 'bestQuote':
      return message.eventMillis === undefined ? undefined : message.eventMillis * 1000;
  }
}
