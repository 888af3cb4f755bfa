// The account's working orders as marks beside the rows, and what dragging one of them asks for.

import { OrderType, type Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';
import { placeable } from './ladder-window.ts';

export interface OwnMark {
  /** The client order ids of the group. */
  readonly ids: readonly number[];
  /** Where they stand exactly: every price once, the highest first. */
  readonly prices: readonly number[];
  readonly lots: number;
  /** unknown: of one of them nobody knows what became of it · pending: one waits for an answer. */
  readonly look: 'open' | 'pending' | 'unknown';
}

/** Marks of one side by the price of their group in ticks. */
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
  step: number,
): OwnMarks {
  const marks = new Map<number, OwnMark>();
  for (const row of rows.values()) {
    if (row.instrument !== instrument || row.side !== side || !isWorking(row)) continue;
    if (row.type !== OrderType.limit) continue;
    const price = ladderPrice(row);
    const group = groupOf(price, side, step);
    const before = marks.get(group);
    const look = lookOf(row);
    const prices = new Set(before?.prices).add(price);
    marks.set(group, {
      ids: [...(before?.ids ?? []), row.clientOrderId],
      prices: [...prices].sort((a, b) => b - a),
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
  /** Prices of rows: of the one that the mark was taken from, and of the one that it is over. */
  readonly from: number;
  readonly to: number;
  /** Ticks of a row when it was taken. */
  readonly step: number;
}

/** The mark follows the row under the pointer, within the prices that there are. */
export function moveMark(drag: MarkDrag, price: number, limitTicks: number): MarkDrag {
  return { ...drag, to: placeable(price, drag.step, limitTicks) };
}

/** One amend per order that still stands in the row where it was taken, all to the price of the other
 * row; none when the mark was put back. */
export function amendsOfDrag(
  { ids, side, from, to, step }: MarkDrag,
  rows: ReadonlyMap<number, OrderRow>,
): readonly { readonly clientOrderId: number; readonly price: number }[] {
  if (from === to || to < 1) return [];
  return ids
    .filter((id) => {
      const row = rows.get(id);
      if (row === undefined || !isWorking(row)) return false;
      return groupOf(ladderPrice(row), side, step) === from;
    })
    .map((clientOrderId) => ({ clientOrderId, price: to }));
}
