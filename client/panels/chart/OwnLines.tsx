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
import { stackPills } from './stack-pills.ts';
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
  const { drag: taken, hand } = useOrderDrag(instrument, say);
  // An order that ends in the hand takes its line with it.
  const held = orders.some((row) => row.clientOrderId === taken?.clientOrderId);
  const drag = held ? taken : undefined;
  useRefusals(orders, say);

  useEffect(() => {
    const lines = orders.map((row): OwnLine => {
      if (row.clientOrderId === drag?.clientOrderId) return { ticks: drag.ticks, is: 'pending' };
      return { ticks: shownTicks(row), is: isPendingLine(row) ? 'pending' : 'order' };
    });
    view.marks.setLines(distinct([...lines, ...positionLine(position, instrument)]));
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

/** One line and one label for what lies at the same price and looks the same. */
function distinct(lines: readonly OwnLine[]): readonly OwnLine[] {
  return [...new Map(lines.map((line) => [`${line.is} ${line.ticks}`, line])).values()];
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

/** Middles of two handles are at least this far apart, px; half of it is kept free at the edges. */
const PILL_PITCH = 24;

/** Moves the handles to their prices; those at nearly one price stand above each other. The one in the hand
 * stays on its line. */
function handlePainter(box: HTMLElement, view: ChartView): () => void {
  return () => {
    const axis = `${String(view.axisWidth())}px`;
    if (box.style.getPropertyValue('--axis') !== axis) box.style.setProperty('--axis', axis);
    const pills: { readonly pill: HTMLElement; readonly y: number }[] = [];
    for (const pill of box.querySelectorAll<HTMLElement>('.chart-pill')) {
      const y = view.yOf(Number(pill.dataset['ticks']));
      if (pill.hidden !== (y === undefined)) pill.hidden = y === undefined;
      if (y === undefined) continue;
      if ('held' in pill.dataset) putPill(pill, y, y);
      else pills.push({ pill, y });
    }
    if (pills.length === 0) return;
    pills.sort((a, b) => a.y - b.y);
    const lines = pills.map(({ y }) => y);
    const half = PILL_PITCH / 2;
    const places = stackPills(lines, PILL_PITCH, half, view.paneTop(1) - half);
    for (const [k, { pill, y }] of pills.entries()) putPill(pill, places[k]!, y);
  };
}

/** `--off`: from the handle to its line, for the stroke between them. */
function putPill(pill: HTMLElement, place: number, line: number): void {
  const at = Math.round(place);
  const off = `${String(Math.round(line) - at)}px`;
  const move = `translate(0, ${String(at)}px)`;
  if (pill.style.transform !== move) pill.style.transform = move;
  if (pill.style.getPropertyValue('--off') !== off) pill.style.setProperty('--off', off);
}
