// The steps of the guide to the first order, and what the user does to complete each.

import { OrderType } from '../../shared/domain/order.ts';
import type { LinkState } from '../state/link-store.ts';
import type { OrdersState } from '../state/orders-store.ts';

export interface GuideScene {
  readonly links: LinkState['byColour'];
  readonly sized: number;
  readonly orders: OrdersState;
}

export interface GuideStep {
  readonly id: string;
  /** Where it is done. */
  readonly panel: string;
  readonly keys: readonly string[];
  readonly isDone: (now: GuideScene, before: GuideScene) => boolean;
}

type Row = OrdersState['rows'] extends ReadonlyMap<number, infer One> ? One : never;

/** Some order is now what it was not before; what came with the account's snapshot is no deed. */
function changed(is: (row: Row, old: Row | undefined) => boolean): GuideStep['isDone'] {
  return ({ orders }, before) => {
    if (!before.orders.loaded || orders.rows === before.orders.rows) return false;
    for (const [id, row] of orders.rows) {
      const old = before.orders.rows.get(id);
      if (row !== old && is(row, old)) return true;
    }
    return false;
  };
}

const stands = (row: Row | undefined) => row?.stage === 'open' || row?.stage === 'filled';

export const GUIDE_STEPS: readonly GuideStep[] = [
  {
    ...{ id: 'instrument', panel: 'watchlist', keys: ['Ctrl K'] },
    // The first choice of a desk is made for the user.
    isDone: ({ links }, { links: before }) =>
      Object.entries(links).some(([colour, id]) => {
        const old = before[colour as keyof typeof before];
        return old !== undefined && old !== id;
      }),
  },
  {
    ...{ id: 'size', panel: 'ticket', keys: ['Tab'] },
    isDone: (now, before) => now.sized > before.sized,
  },
  {
    ...{ id: 'place', panel: 'ticket', keys: ['Ctrl Enter'] },
    isDone: changed(
      (row, old) =>
        row.type === OrderType.limit && row.keyMicros > 0 && stands(row) && !stands(old),
    ),
  },
  {
    ...{ id: 'change', panel: 'orders', keys: ['F2', 'Delete'] },
    isDone: changed(
      (row, old) =>
        old?.stage === 'open' &&
        (row.stage === 'cancelled' || row.price !== old.price || row.qty !== old.qty),
    ),
  },
  {
    ...{ id: 'fill', panel: 'ticket', keys: ['Ctrl Enter'] },
    isDone: changed((row, old) => row.filled > (old?.filled ?? 0)),
  },
];

/** The step after what happened; `GUIDE_STEPS.length` when all is done. */
export function guideAfter(step: number, now: GuideScene, before: GuideScene): number {
  return GUIDE_STEPS[step]?.isDone(now, before) === true ? step + 1 : step;
}
