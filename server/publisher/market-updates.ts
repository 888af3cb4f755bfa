// The public side of events: levels, trades, phases and definitions go to the market.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Phase, PhaseCause, Side } from '../../shared/domain/order.ts';
import type { TradingStatus } from '../../shared/domain/trading-status.ts';
import { readAsset, readInstrument } from '../core/definitions.ts';
import { E, EventKind, NEXT_DAY, SELL_BIT, TAKER_BIT } from '../core/events.ts';
import type { EventAt } from './order-report.ts';
import type { MarketSink } from './outlet.ts';

const PHASE = 3;
const DUMP_LAST_TICKS = 4;
const [PHASE_UNTIL, PHASE_CAUSE] = [5, 8];
const [WINDOW_LOW, WINDOW_HIGH, LIMIT_SINCE] = [3, 4, 5];
const SURPLUS_SLOT = 4;

/** A new phase begins without an auction's price, and no limit state outlasts it. */
function phaseAt(words: Int32Array, at: number): Partial<TradingStatus> {
  const until = words[at + PHASE_UNTIL]!;
  return {
    phase: words[at + PHASE]! as Phase,
    cause: words[at + PHASE_CAUSE]! as PhaseCause,
    until: until === NEXT_DAY ? 0 : until,
    ...{ limitSince: 0, auctionPrice: 0, auctionLots: 0, auctionSurplus: 0 },
  };
}

/** `instruments` is filled by id as definitions come by. */
export class MarketUpdates {
  readonly #sink: MarketSink;
  readonly #instruments: (Instrument | undefined)[];

  constructor(sink: MarketSink, instruments: (Instrument | undefined)[]) {
    this.#sink = sink;
    this.#instruments = instruments;
  }

  add({ words, slots, at, slotAt }: EventAt, timeMicros: number, isDump: boolean): void {
    const instrument = words[at + E.instrument];
    switch (words[at] & 0xff) {
      case EventKind.level:
        this.#sink.level(
          instrument,
          words[at + E.side] as Side,
          words[at + E.price],
          slots[slotAt + E.lotsSlot],
        );
        return;
      case EventKind.fill:
        // Both sides report the trade; the taker's fill says whose it was.
        if ((words[at] & TAKER_BIT) === 0) return;
        this.#sink.trade(
          instrument,
          words[at + E.price],
          words[at + E.qty],
          (words[at] & SELL_BIT) === 0 ? 0 : 1,
          slots[slotAt + E.tradeIdSlot],
          timeMicros,
        );
        return;
      case EventKind.phase:
        this.#sink.status(instrument, phaseAt(words, at));
        if (isDump) {
          const lastTicks = words[at + DUMP_LAST_TICKS];
          this.#sink.lastTrade(instrument, lastTicks, slots[slotAt + E.orderIdSlot]);
        }
        return;
      case EventKind.window:
        this.#sink.status(instrument, {
          windowLow: words[at + WINDOW_LOW],
          windowHigh: words[at + WINDOW_HIGH],
          limitSince: words[at + LIMIT_SINCE],
        });
        return;
      case EventKind.auction:
        this.#sink.status(instrument, {
          auctionPrice: words[at + E.price],
          auctionLots: slots[slotAt + E.lotsSlot],
          auctionSurplus: slots[slotAt + SURPLUS_SLOT],
        });
        return;
      case EventKind.asset:
        this.#sink.asset(readAsset(words, at));
        return;
      case EventKind.instrument:
        this.#define(readInstrument(words, at));
        return;
    }
  }

  #define(definition: Instrument): void {
    this.#instruments[definition.id] = definition;
    this.#sink.instrument(definition);
  }
}
