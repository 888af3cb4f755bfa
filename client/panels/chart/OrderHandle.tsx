// The handle of one order: drag it, or move it by keys, and the order is amended once when it is let go.

import { memo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import type { PositionRecord } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { ChartView } from './chart-view.ts';
import { closingResultMinor } from './line-result.ts';
import type { OrderDrag } from './order-drag.ts';
import { isPendingLine, orderName, shownTicks } from './own-orders.ts';
import { signedText } from './price-figures.ts';
import type { DragHand } from './use-order-drag.ts';

export interface OrderHandleProps {
  readonly row: OrderRow;
  /** Set while this line is in the hand. */
  readonly drag: OrderDrag | undefined;
  readonly hand: DragHand;
  readonly position: PositionRecord | undefined;
  readonly view: ChartView;
  readonly instrument: Instrument;
  readonly say: (words: string) => void;
}

/** Rendered when its own order changes: an account may have a hundred of them on one chart. */
export const OrderHandle = memo(function OrderHandle(props: OrderHandleProps) {
  const { row, drag, hand, position, view, instrument, say } = props;
  const t = useText();
  const { actions } = useDesk();
  const scale = useInstruments((state) => state.assets.get(instrument.quoteAsset)?.scale ?? 0);
  const pending = isPendingLine(row);
  const ticks = drag?.ticks ?? shownTicks(row);
  const minor = closingResultMinor(position, row, ticks, instrument.tickValueMinor);
  const result = minor === undefined ? '' : signedText(minor, (m) => moneyText(m, scale));
  const price = priceText(ticks, instrument);
  const name = { what: t(orderName(row)), qty: qtyText(row.leaves, instrument) };
  const cancel = () => {
    hand.restore();
    const sent = actions.cancelOrder(row.clientOrderId);
    say(sent.ok ? t('chart.cancelSent') : t(`chart.${sent.why}`));
  };
  const pointer = usePointerDrag(row, pending, hand, view);

  return (
    <div
      className="chart-pill"
      data-is={pending ? 'pending' : 'order'}
      data-held={drag === undefined ? undefined : ''}
      data-ticks={ticks}
    >
      <span
        className="chart-pill-body"
        role="slider"
        tabIndex={0}
        aria-label={t('chart.handle', name)}
        aria-description={t('chart.handleKeys')}
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={instrument.priceLimitTicks - 1}
        aria-valuenow={ticks}
        aria-valuetext={t(result === '' ? 'chart.handleValue' : 'chart.handleResult', {
          price,
          result,
        })}
        aria-disabled={pending}
        {...pointer}
        onKeyDown={(event) => {
          onHandleKey(event, { row, pending, isHeld: drag !== undefined, hand, cancel });
        }}
        onBlur={() => {
          hand.restore();
        }}
      >
        <i className="chart-grip" aria-hidden="true" />
        <span data-side={row.side === 0 ? 'buy' : 'sell'}>{name.what}</span>
        <b>{name.qty}</b>
        {drag !== undefined && <b className="chart-held-price">{price}</b>}
        {result !== '' && <b data-way={(minor ?? 0) < 0 ? 'down' : 'up'}>{result}</b>}
      </span>
      <button
        type="button"
        className="chart-pill-cancel"
        aria-label={t('chart.cancelOrder', { ...name, price })}
        title={t('chart.cancelOrder', { ...name, price })}
        onClick={cancel}
      >
        <Icon name="close" />
      </button>
    </div>
  );
});

function usePointerDrag(row: OrderRow, pending: boolean, hand: DragHand, view: ChartView) {
  /** Top of the chart on the screen while a pointer holds the line. */
  const top = useRef<number>(undefined);
  const ticksUnder = ({ clientY }: PointerEvent) => view.ticksAt(clientY - (top.current ?? 0));
  const release = () => {
    top.current = undefined;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || pending) return;
      const handle = event.currentTarget;
      top.current = handle.closest('.chart-stage')?.getBoundingClientRect().top;
      handle.setPointerCapture(event.pointerId);
      hand.take(row, ticksUnder(event));
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const ticks = top.current === undefined ? undefined : ticksUnder(event);
      if (ticks !== undefined) hand.move(ticks);
    },
    onPointerUp() {
      if (top.current !== undefined) hand.drop();
      release();
    },
    onPointerCancel() {
      hand.restore();
      release();
    },
  };
}

interface HandleKeys {
  readonly row: OrderRow;
  readonly pending: boolean;
  readonly isHeld: boolean;
  readonly hand: DragHand;
  readonly cancel: () => void;
}

const FAR = 10;

function onHandleKey(event: KeyboardEvent, keys: HandleKeys): void {
  const { row, pending, isHeld, hand, cancel } = keys;
  const { key, shiftKey } = event;
  const step = shiftKey ? FAR : 1;
  if (key === 'Delete' || key === 'Backspace') cancel();
  else if (key === 'Escape' && isHeld) hand.restore();
  else if (pending) return;
  else if (key === 'ArrowUp') hand.step(row, step);
  else if (key === 'ArrowDown') hand.step(row, -step);
  else if (key === 'Enter') hand.drop();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
