// Handles of the own orders and of the position on the chart. The chart draws the lines; the handles are
// real controls above it, moved by one painter.

import { useEffect, useMemo, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount, type PositionRecord } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useOrders, type OrderRow } from '../../state/orders-store.ts';
import { moneyText, qtyText } from '../../ui/format.ts';
import type { ChartView } from './chart-view.ts';
import { averageTicks, openResultMinor } from './line-result.ts';
import { OrderHandle } from './OrderHandle.tsx';
import { isPendingLine, lineOrders, shownTicks } from './own-orders.ts';
import type { OwnLine } from './own-marks.ts';
import { signedText } from './price-figures.ts';
import { setText } from './set-text.ts';
import { useOrderDrag } from './use-order-drag.ts';

export interface OwnLinesProps {
  readonly view: ChartView;
  readonly instrument: Instrument;
  readonly say: (words: string) => void;
}

export function OwnLines({ view, instrument, say }: OwnLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const { frames } = useDesk().tables;
  const rows = useOrders((state) => state.rows);
  const position = useAccount((state) => state.positions.get(instrument.id));
  const orders = useMemo(() => lineOrders(rows, instrument.id), [rows, instrument.id]);
  const hand = useOrderDrag(instrument, say);
  // An order that ends in the hand takes its line with it.
  const held = orders.some((row) => row.clientOrderId === hand.drag?.clientOrderId);
  const drag = held ? hand.drag : undefined;
  useRefusals(orders, say);

  useEffect(() => {
    const lines = orders.map((row): OwnLine => {
      if (row.clientOrderId === drag?.clientOrderId) return { ticks: drag.ticks, is: 'pending' };
      return { ticks: shownTicks(row), is: isPendingLine(row) ? 'pending' : 'order' };
    });
    view.marks.setLines([...lines, ...positionLine(position, instrument)]);
  }, [view, orders, drag, position, instrument]);
  useEffect(() => frames.add(handlePainter(box.current!, view)), [frames, view]);

  return (
    <div className="chart-own" ref={box}>
      {position !== undefined && position.lots !== 0 && (
        <PositionPill position={position} instrument={instrument} />
      )}
      {orders.map((row) => (
        <OrderHandle
          key={row.clientOrderId}
          row={row}
          drag={row.clientOrderId === drag?.clientOrderId ? drag : undefined}
          hand={hand}
          position={position}
          view={view}
          instrument={instrument}
          say={say}
        />
      ))}
    </div>
  );
}

function positionLine(
  position: PositionRecord | undefined,
  { tickValueMinor }: Instrument,
): readonly OwnLine[] {
  if (position === undefined || position.lots === 0) return [];
  return [{ ticks: averageTicks(position, tickValueMinor), is: 'position' }];
}

/** Says why a change of an order on the chart was refused, once. */
function useRefusals(orders: readonly OrderRow[], say: (words: string) => void): void {
  const t = useText();
  const told = useRef(new Set<unknown>());
  useEffect(() => {
    for (const { change } of orders) {
      if (change?.stage !== 'rejected' || told.current.has(change)) continue;
      told.current.add(change);
      say(t('chart.changeRefused', { words: rejectWords(t, change.code) }));
    }
  }, [orders, say, t]);
}

interface PositionPillProps {
  readonly position: PositionRecord;
  readonly instrument: Instrument;
}

/** Side, size and open result by the last price, which moves with the market. */
function PositionPill({ position, instrument }: PositionPillProps) {
  const t = useText();
  const result = useRef<HTMLElement>(null);
  const { quotes } = useDesk().tables;
  const scale = useInstruments((state) => state.assets.get(instrument.quoteAsset)?.scale ?? 0);
  const { id, tickValueMinor } = instrument;

  useEffect(() => {
    const paint = () => {
      const last = quotes.last[id]!;
      const minor = last === 0 ? 0 : openResultMinor(position, last, tickValueMinor);
      setText(result.current, last === 0 ? '–' : signedText(minor, (m) => moneyText(m, scale)));
      const way = minor > 0 ? 'up' : minor < 0 ? 'down' : 'flat';
      if (result.current !== null) result.current.dataset['way'] = way;
    };
    paint();
    return quotes.onQuote((changed) => {
      if (changed === id) paint();
    });
  }, [quotes, position, id, tickValueMinor, scale]);

  return (
    <div
      className="chart-pill"
      data-is="position"
      data-ticks={averageTicks(position, tickValueMinor)}
    >
      <span className="chart-pill-body">
        <span>{t(position.lots > 0 ? 'chart.long' : 'chart.short')}</span>
        <b>{qtyText(Math.abs(position.lots), instrument)}</b>
        <b ref={result} />
      </span>
    </div>
  );
}

/** Pills nearer to each other than this stand side by side, px. */
const PILL_HEIGHT = 20;
const PILL_GAP = 4;

/** Moves the handles to their prices; those at nearly one price stand beside each other. */
function handlePainter(box: HTMLElement, view: ChartView): () => void {
  return () => {
    const axis = `${String(view.axisWidth())}px`;
    if (box.style.getPropertyValue('--axis') !== axis) box.style.setProperty('--axis', axis);
    let [above, shift] = [-Infinity, 0];
    const pills = [...box.querySelectorAll<HTMLElement>('.chart-pill')].map((pill) => ({
      pill,
      y: view.yOf(Number(pill.dataset['ticks'])),
    }));
    pills.sort((a, b) => (a.y ?? 0) - (b.y ?? 0));
    for (const [k, { pill, y }] of pills.entries()) {
      if (pill.hidden !== (y === undefined)) pill.hidden = y === undefined;
      if (y === undefined) continue;
      shift =
        y - above < PILL_HEIGHT ? shift + (pills[k - 1]?.pill.offsetWidth ?? 0) + PILL_GAP : 0;
      above = y;
      const place = `translate(${String(-shift)}px, ${String(Math.round(y))}px)`;
      if (pill.style.transform !== place) pill.style.transform = place;
    }
  };
}
