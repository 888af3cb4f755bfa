// Tax lots: which purchase a sale closes, and what it made. Folded from the fills of an account; nothing here
// is kept. A trade that was taken back is as if it had not been.
//
// A lot has its part of what was paid, fees with it; a sale that closes several lots or parts of them gives
// each its share by quantity, rounded down to a minor unit, and the last one the rest. So nothing is lost:
// what all lots cost and brought is what all fills cost and brought. A short sale opens a lot as well, which
// is closed by buying. A buy-in is a purchase or a sale without a fee. What was deposited opens a lot at no
// cost, as nobody here knows what it cost; what is taken out leaves the oldest lots, with no gain.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { notionalMinor } from '../../shared/domain/order-cost.ts';
import { Side } from '../../shared/domain/order.ts';
import type { FillTable } from '../readmodel/tables.ts';
import { createLotDays, heldDays, type LotDays } from './lot-days.ts';
import { LotQueue, type LotMethod, type QueuedLot } from './lot-queue.ts';

export interface OpenLot extends Readonly<QueuedLot> {
  readonly instrument: number;
  readonly isShort: boolean;
}

export interface ClosedLot {
  readonly instrument: number;
  readonly openedMicros: number;
  readonly closedMicros: number;
  /** Days of the zone that was asked for. */
  readonly openedDay: string;
  readonly closedDay: string;
  readonly heldDays: number;
  /** 0: a deposit or a buy-in opened it. */
  readonly openTradeId: number;
  /** 0: a buy-in closed it, or it was taken out. */
  readonly closeTradeId: number;
  readonly isShort: boolean;
  readonly isTransferred: boolean;
  /** It left the account, or was covered by what came: no sale, no gain; cost and proceeds are equal. */
  readonly isTakenOut: boolean;
  readonly lots: number;
  /** Quote minor units, fees included. */
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly gainMinor: number;
  /** Held more than a year, or than the days that were asked for; short lots never are. */
  readonly isLongTerm: boolean;
}

export type LotFill = Pick<
  FillTable,
  'trade_id' | 'instrument' | 'side' | 'price_ticks' | 'qty_lots' | 'fee_minor' | 'time_micros'
>;

/** Lots that came (above 0) or went without a fill. */
export interface LotMove {
  readonly instrument: number;
  readonly signedLots: number;
  /** What was paid or got for them in a buy-in; undefined: they were paid in or taken out. */
  readonly valueMinor?: number;
  readonly timeMicros: number;
}

export interface LotBook {
  /** Fills and moves in order of time; gives what they closed. */
  add(fill: LotFill): readonly ClosedLot[];
  move(move: LotMove): readonly ClosedLot[];
  /** By instrument, then age. */
  open(): readonly OpenLot[];
}

/** What closes lots, and opens one with the rest. */
interface Change {
  readonly instrument: number;
  readonly tradeId: number;
  readonly signedLots: number;
  /** Undefined: it has no price. */
  readonly valueMinor: number | undefined;
  readonly timeMicros: number;
}

/** floor(amount * part / whole), exact beyond 2^53. */
function share(amount: number, part: number, whole: number): number {
  return part === whole ? amount : Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}

export function createLotBook(
  instruments: readonly Instrument[],
  method: LotMethod,
  days: LotDays = createLotDays('UTC'),
): LotBook {
  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const held = new Map<number, LotQueue>();

  function queueOf(instrument: number): LotQueue {
    const queue = held.get(instrument) ?? new LotQueue(method);
    held.set(instrument, queue);
    return queue;
  }

  function apply(change: Change): ClosedLot[] {
    const queue = queueOf(change.instrument);
    const [qty, isShort] = [Math.abs(change.signedLots), change.signedLots < 0];
    const closing = queue.isShort === isShort ? 0 : Math.min(qty, queue.lots);
    const { valueMinor: value } = change;
    const part = value && share(value, closing, qty);
    const closed = closing === 0 ? [] : close(change, queue, closing, part);
    if (closing === qty) return closed;
    if (queue.lots === 0) queue.isShort = isShort;
    queue.push({
      ...{ tradeId: change.tradeId, openedMicros: change.timeMicros, lots: qty - closing },
      openedDay: days.of(change.timeMicros),
      isTransferred: value === undefined,
      valueMinor: (value ?? 0) - (part ?? 0),
    });
    return closed;
  }

  function close(change: Change, queue: LotQueue, qty: number, value?: number): ClosedLot[] {
    const closed: ClosedLot[] = [];
    let [lots, rest] = [qty, value];
    while (lots > 0) {
      const lot = queue.next(value === undefined ? 'fifo' : method);
      const taken = Math.min(lots, lot.lots);
      const own = share(lot.valueMinor, taken, lot.lots);
      const other = rest === undefined ? own : share(rest, taken, lots);
      closed.push(closedLot(change, lot, queue.isShort, [taken, own, other]));
      queue.take(lot, taken, own);
      lots -= taken;
      if (rest !== undefined) rest -= other;
    }
    return closed;
  }

  function closedLot(
    { instrument, tradeId: closeTradeId, timeMicros: closedMicros, valueMinor }: Change,
    { openedMicros, openedDay, tradeId: openTradeId, isTransferred }: QueuedLot,
    isShort: boolean,
    [lots, own, other]: readonly [number, number, number],
  ): ClosedLot {
    const closedDay = days.of(closedMicros);
    const [costMinor, proceedsMinor] = isShort ? [other, own] : [own, other];
    return {
      ...{ instrument, openedMicros, closedMicros, openedDay, closedDay },
      heldDays: heldDays(openedDay, closedDay),
      ...{ openTradeId, closeTradeId, isShort, isTransferred },
      ...{ isTakenOut: valueMinor === undefined, lots },
      ...{ costMinor, proceedsMinor, gainMinor: proceedsMinor - costMinor },
      isLongTerm: !isShort && days.isLong(openedDay, closedDay),
    };
  }

  return {
    add({ trade_id: tradeId, instrument, side, price_ticks, qty_lots, fee_minor, time_micros }) {
      const { tickValueMinor } = known.get(instrument)!;
      const notional = notionalMinor(price_ticks, qty_lots, tickValueMinor);
      const isBuy = side === Side.buy;
      return apply({
        ...{ instrument, tradeId, timeMicros: time_micros },
        signedLots: isBuy ? qty_lots : -qty_lots,
        valueMinor: isBuy ? notional + fee_minor : notional - fee_minor,
      });
    },
    move: ({ instrument, signedLots, valueMinor, timeMicros }) =>
      apply({ instrument, tradeId: 0, signedLots, valueMinor, timeMicros }),
    open: () =>
      [...held]
        .sort(([a], [b]) => a - b)
        .flatMap(([instrument, queue]) =>
          queue.open().map((lot) => ({ ...lot, instrument, isShort: queue.isShort })),
        ),
  };
}
