// Tax lots: which purchase a sale closes, and what it made. Folded from the fills of an account; nothing here
// is kept. A trade that was taken back is as if it had not been.
//
// A lot has its part of what was paid, fees with it; a sale that closes several lots or parts of them gives
// each its share by quantity, rounded down to a minor unit, and the last one the rest. So nothing is lost:
// what all lots cost and brought is what all fills cost and brought. A short sale opens a lot as well, which
// is closed by buying. What was deposited and never bought here has no lot: a sale of it is a short one.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { notionalMinor } from '../../shared/domain/order-cost.ts';
import { Side } from '../../shared/domain/order.ts';
import type { FillTable } from '../readmodel/tables.ts';

/** First in, first out · last in, first out · dearest first, of short lots the one that brought least. */
export const LOT_METHODS = ['fifo', 'lifo', 'hifo'] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

export interface OpenLot {
  readonly instrument: number;
  readonly tradeId: number;
  readonly openedMicros: number;
  readonly isShort: boolean;
  readonly lots: number;
  /** Quote minor units with fees: what it cost; of a short lot, what it brought. */
  readonly valueMinor: number;
}

export interface ClosedLot {
  readonly instrument: number;
  readonly openedMicros: number;
  readonly closedMicros: number;
  readonly openTradeId: number;
  readonly closeTradeId: number;
  readonly isShort: boolean;
  readonly lots: number;
  /** Quote minor units, fees included. */
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly gainMinor: number;
  /** Held more than a year (US: Internal Revenue Code § 1222); short lots never are. */
  readonly isLongTerm: boolean;
}

export type LotFill = Pick<
  FillTable,
  'trade_id' | 'instrument' | 'side' | 'price_ticks' | 'qty_lots' | 'fee_minor' | 'time_micros'
>;

export interface LotBook {
  /** Fills in order of time; gives what they closed. */
  add(fill: LotFill): readonly ClosedLot[];
  /** By instrument, then age. */
  open(): readonly OpenLot[];
}

/** floor(amount * part / whole), exact beyond 2^53. */
function share(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}

export function createLotBook(instruments: readonly Instrument[], method: LotMethod): LotBook {
  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  /** Oldest first. */
  const held = new Map<number, OpenLot[]>();

  function nextOf(queue: readonly OpenLot[]): number {
    if (method === 'fifo') return 0;
    if (method === 'lifo') return queue.length - 1;
    let best = 0;
    for (let k = 1; k < queue.length; k++) if (isBetter(queue[k]!, queue[best]!)) best = k;
    return best;
  }

  function close(fill: LotFill, queue: OpenLot[], qty: number, value: number): ClosedLot[] {
    const closed: ClosedLot[] = [];
    let [lots, rest] = [qty, value];
    while (lots > 0) {
      const at = nextOf(queue);
      const lot = queue[at]!;
      const taken = Math.min(lots, lot.lots);
      const own = taken === lot.lots ? lot.valueMinor : share(lot.valueMinor, taken, lot.lots);
      const other = taken === lots ? rest : share(rest, taken, lots);
      if (taken === lot.lots) queue.splice(at, 1);
      else queue[at] = { ...lot, lots: lot.lots - taken, valueMinor: lot.valueMinor - own };
      closed.push(closedLot(lot, fill, taken, own, other));
      lots -= taken;
      rest -= other;
    }
    return closed;
  }

  return {
    add(fill) {
      const { instrument, side, price_ticks, qty_lots: qty, fee_minor: fee } = fill;
      const queue = held.get(instrument) ?? [];
      held.set(instrument, queue);
      const notional = notionalMinor(price_ticks, qty, known.get(instrument)!.tickValueMinor);
      const value = side === Side.buy ? notional + fee : notional - fee;
      const isShort = side === Side.sell;
      const opposite = queue.length > 0 && queue[0]!.isShort !== isShort;
      const there = opposite ? queue.reduce((sum, lot) => sum + lot.lots, 0) : 0;
      const closing = Math.min(qty, there);
      const part = closing === qty ? value : share(value, closing, qty);
      const closed = close(fill, queue, closing, part);
      if (closing < qty) {
        const { trade_id: tradeId, time_micros: openedMicros } = fill;
        const lot = { lots: qty - closing, valueMinor: value - part };
        queue.push({ instrument, tradeId, openedMicros, isShort, ...lot });
      }
      return closed;
    },
    open: () => [...held].sort(([a], [b]) => a - b).flatMap(([, queue]) => queue),
  };
}

/** Dearer by unit; of short lots, the one that brought less. Products, as a quotient is not exact. */
function isBetter(one: OpenLot, other: OpenLot): boolean {
  const [a, b] = [
    BigInt(one.valueMinor) * BigInt(other.lots),
    BigInt(other.valueMinor) * BigInt(one.lots),
  ];
  return one.isShort ? a < b : a > b;
}

function closedLot(
  lot: OpenLot,
  fill: LotFill,
  lots: number,
  own: number,
  other: number,
): ClosedLot {
  const { instrument, openedMicros, tradeId: openTradeId, isShort } = lot;
  const { time_micros: closedMicros, trade_id: closeTradeId } = fill;
  const [costMinor, proceedsMinor] = isShort ? [other, own] : [own, other];
  return {
    ...{ instrument, openedMicros, closedMicros, openTradeId, closeTradeId, isShort, lots },
    ...{ costMinor, proceedsMinor, gainMinor: proceedsMinor - costMinor },
    isLongTerm: !isShort && isMoreThanAYear(openedMicros, closedMicros),
  };
}

/** By UTC days: closed after the day of the same name a year on. */
export function isMoreThanAYear(openedMicros: number, closedMicros: number): boolean {
  const opened = new Date(openedMicros / 1_000);
  const year = opened.getUTCFullYear() + 1;
  // The 29th of February becomes the 1st of March.
  const day = Date.UTC(year, opened.getUTCMonth(), opened.getUTCDate());
  return closedMicros / 1_000 >= day + 86_400_000;
}
