// The account's working orders as marks beside the prices, and what dragging one of them asks for.

import { OrderType, Side } from '../../../shared/domain/order.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';

export interface OwnMark {
  /** The client order ids of the level. */
  readonly ids: readonly number[];
  readonly lots: number;
  /** unknown: of one of them nobody knows what became of it · pending: one waits for an answer. */
  readonly look: 'open' | 'pending' | 'unknown';
}

/** Marks by side and price in ticks. */
export type OwnMarks = ReadonlyMap<number, OwnMark>;

/** A change on its way, the outcome of which is open. */
function waitsForChange({ change }: OrderRow): boolean {
  return change?.stage === 'pending' || change?.stage === 'unknown';
}

/** Where an order stands on the ladder: at the price that was asked for, once it was. */
export function ladderPrice(row: OrderRow): number {
  const asked = row.change?.is === 'amend' && waitsForChange(row) ? row.change.price : 0;
  return asked === 0 ? row.price : asked;
}

function lookOf(row: OrderRow): OwnMark['look'] {
  if (row.stage === 'unknown' || row.change?.stage === 'unknown') return 'unknown';
  return row.stage !== 'open' || waitsForChange(row) ? 'pending' : 'open';
}

const DOUBT = ['open', 'pending', 'unknown'] as const;

export function ownMarks(
  rows: ReadonlyMap<number, OrderRow>,
  instrument: number,
  side: Side,
): OwnMarks {
  const marks = new Map<number, OwnMark>();
  for (const row of rows.values()) {
    if (row.instrument !== instrument || row.side !== side || !isWorking(row)) continue;
    if (row.type !== OrderType.limit) continue;
    const price = ladderPrice(row);
    const before = marks.get(price);
    const look = lookOf(row);
    marks.set(price, {
      ids: [...(before?.ids ?? []), row.clientOrderId],
      lots: (before?.lots ?? 0) + row.leaves,
      look:
        before !== undefined && DOUBT.indexOf(before.look) > DOUBT.indexOf(look)
          ? before.look
          : look,
    });
  }
  return marks;
}

export interface MarkDrag {
  readonly ids: readonly number[];
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

/** The mark follows the row under the pointer, within the prices that there are. */
export function moveMark(drag: MarkDrag, price: number, limitTicks: number): MarkDrag {
  return { ...drag, to: Math.min(Math.max(price, 1), limitTicks - 1) };
}

/** One amend per order that still stands where it was taken; none when the mark was put back. */
export function amendsOfDrag(
  { ids, from, to }: MarkDrag,
  rows: ReadonlyMap<number, OrderRow>,
): readonly { readonly clientOrderId: number; readonly price: number }[] {
  if (from === to) return [];
  return ids
    .filter((id) => {
      const row = rows.get(id);
      return row !== undefined && isWorking(row) && ladderPrice(row) === from;
    })
    .map((clientOrderId) => ({ clientOrderId, price: to }));
}
