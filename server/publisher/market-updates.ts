// The public side of events: levels, trades, phases and definitions go to the market.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Phase, Side } from '../../shared/domain/order.ts';
import { readAsset, readInstrument } from '../core/definitions.ts';
import { E, EventKind, SELL_BIT, TAKER_BIT } from '../core/events.ts';
import type { EventAt } from './order-report.ts';
import type { MarketSink } from './outlet.ts';

const PHASE = 3;
const DUMP_LAST_TICKS = 4;

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
        this.#sink.phase(instrument, words[at + PHASE] as Phase);
        if (isDump) {
          const lastTicks = words[at + DUMP_LAST_TICKS];
          this.#sink.lastTrade(instrument, lastTicks, slots[slotAt + E.orderIdSlot]);
        }
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
