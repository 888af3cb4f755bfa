// One order line at a time in the user's hand: kept outside of rendering, so that no move is lost.

import { useMemo, useRef, useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { priceText } from '../../ui/format.ts';
import { dropLine, moveLine, stepLine, takeLine, type OrderDrag } from './order-drag.ts';
import { shownTicks } from './own-orders.ts';

/** What may be done with a line; the same object as long as the chart shows the same instrument. */
export interface DragHand {
  take(row: OrderRow, pointerTicks?: number): void;
  move(pointerTicks: number): void;
  /** Moves by keys; takes the line first. */
  step(row: OrderRow, ticks: number): void;
  /** Sends one amend, or nothing when the line lies where it lay. */
  drop(): void;
  restore(): void;
}

export function useOrderDrag(
  instrument: Instrument,
  say: (words: string) => void,
): { readonly drag: OrderDrag | undefined; readonly hand: DragHand } {
  const t = useText();
  const { actions } = useDesk();
  const [drag, setDrag] = useState<OrderDrag>();
  const now = useRef<OrderDrag>(undefined);

  const hand = useMemo((): DragHand => {
    const bounds = { limitTicks: instrument.priceLimitTicks };
    const price = (ticks: number) => priceText(ticks, instrument);
    const hold = (next: OrderDrag | undefined) => {
      now.current = next;
      setDrag(next);
    };
    return {
      take(row, pointerTicks) {
        hold(takeLine(row.clientOrderId, shownTicks(row), pointerTicks));
      },
      move(pointerTicks) {
        if (now.current !== undefined) hold(moveLine(now.current, pointerTicks, bounds));
      },
      step(row, ticks) {
        const held = now.current?.clientOrderId === row.clientOrderId ? now.current : undefined;
        hold(stepLine(held ?? takeLine(row.clientOrderId, shownTicks(row)), ticks, bounds));
      },
      drop() {
        const held = now.current;
        if (held === undefined) return;
        hold(undefined);
        const ticks = dropLine(held);
        if (ticks === undefined) return;
        const sent = actions.amendOrder(held.clientOrderId, { price: ticks });
        say(sent.ok ? t('chart.amendSent', { price: price(ticks) }) : t(`chart.${sent.why}`));
      },
      restore() {
        const held = now.current;
        if (held === undefined) return;
        hold(undefined);
        say(t('chart.amendRestored', { price: price(held.from) }));
      },
    };
  }, [instrument, say, t, actions]);
  return { drag, hand };
}
