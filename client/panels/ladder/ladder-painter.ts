// Paints the rows of a ladder: sizes with their bars, own marks, seen volume, and the words of what is
// pointed at. Called in the frame loop; what a row shows is remembered, and only what changed is written:
// nothing is read back from the page, no figure is put into words again.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import { textNow } from '../../i18n/use-text.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { bigFigure } from '../../ui/large-figures.ts';
import { priceOf, sizesInWindow, type LadderRows } from './ladder-window.ts';
import type { MarkDrag, OwnMark, OwnMarks } from './own-marks-by-price.ts';
import { figuresOf, rowSize, type SizeFigures } from './row-size.ts';
import type { SeenVolume } from './seen-volume.ts';

export interface LadderPicture {
  readonly view: DepthView;
  readonly rows: LadderRows;
  readonly bids: OwnMarks;
  readonly asks: OwnMarks;
  readonly seen: SeenVolume;
  readonly drag: MarkDrag | undefined;
  /** Price of the keyboard's row, 0 none. */
  readonly cursor: number;
}

let bidSizes = new Float64Array(0);
let askSizes = new Float64Array(0);

export function paintLadder(
  boxes: readonly HTMLElement[],
  picture: LadderPicture,
  instrument: Instrument,
): void {
  const { view, rows, bids, asks, seen, drag, cursor } = picture;
  if (bidSizes.length !== boxes.length) {
    bidSizes = new Float64Array(boxes.length);
    askSizes = new Float64Array(boxes.length);
  }
  sizesInWindow(view.bids, Side.buy, rows, bidSizes);
  sizesInWindow(view.asks, Side.sell, rows, askSizes);
  const bestBid = bestGroup(view.bids, Side.buy, rows.step);
  const bestAsk = bestGroup(view.asks, Side.sell, rows.step);
  let most = 1;
  for (const size of bidSizes) most = Math.max(most, size);
  for (const size of askSizes) most = Math.max(most, size);
  const figures = figuresOf(instrument, rows.step);
  boxes.forEach((row, k) => {
    const price = priceOf(rows, k);
    const shown = shownRow(row);
    paintShare(shown.volume, seen.at(price), seen.most);
    paintMark(shown.ownBid, bids.get(price), isGhost(drag, Side.buy, price), instrument);
    paintSize(shown.bid, bidSizes[k]!, most, figures);
    paintPrice(shown, price, instrument);
    paintSize(shown.ask, askSizes[k]!, most, figures);
    paintMark(shown.ownAsk, asks.get(price), isGhost(drag, Side.sell, price), instrument);
    paintPlace(row, shown, price === bestBid, price === bestAsk, price === cursor);
    if (price !== cursor) return;
    const mine = [bids.get(price), asks.get(price)].filter((mark) => mark !== undefined);
    nameRow(row, price, bidSizes[k]!, askSizes[k]!, mine, instrument);
  });
}

interface ShownBar {
  readonly cell: HTMLElement;
  percent: number;
}

interface ShownSize extends ShownBar {
  readonly figure: Text;
  lots: number;
  figures: SizeFigures | undefined;
}

interface ShownMark {
  readonly cell: HTMLElement;
  mark: OwnMark | undefined;
  ghost: boolean;
}

/** What a row shows now. Rows belong to one instrument as long as they live. */
interface ShownRow {
  readonly volume: ShownBar;
  readonly ownBid: ShownMark;
  readonly bid: ShownSize;
  readonly price: HTMLElement;
  readonly ask: ShownSize;
  readonly ownAsk: ShownMark;
  ticks: number;
  /** Best bid 1, best ask 2, cursor 4; -1 before the first painting. */
  place: number;
}

const shownRows = new WeakMap<HTMLElement, ShownRow>();

function shownRow(row: HTMLElement): ShownRow {
  let shown = shownRows.get(row);
  if (shown !== undefined) return shown;
  const [volume, ownBid, bid, price, ask, ownAsk] = row.children as unknown as HTMLElement[];
  const size = (cell: HTMLElement): ShownSize => {
    const figure = document.createTextNode('');
    cell.replaceChildren(figure);
    return { cell, figure, lots: 0, percent: 0, figures: undefined };
  };
  const mark = (cell: HTMLElement): ShownMark => ({ cell, mark: undefined, ghost: false });
  shown = {
    volume: { cell: volume!, percent: 0 },
    ownBid: mark(ownBid!),
    bid: size(bid!),
    price: price!,
    ask: size(ask!),
    ownAsk: mark(ownAsk!),
    ticks: Number.NaN,
    place: -1,
  };
  shownRows.set(row, shown);
  return shown;
}

const CURSOR = 4;

function paintPlace(
  row: HTMLElement,
  shown: ShownRow,
  isBid: boolean,
  isAsk: boolean,
  isCursor: boolean,
): void {
  const place = Number(isBid) + 2 * Number(isAsk) + (isCursor ? CURSOR : 0);
  if (place === shown.place) return;
  shown.place = place;
  row.classList.toggle('best', isBid || isAsk);
  row.classList.toggle('best-bid', isBid);
  row.setAttribute('aria-selected', String(isCursor));
  if (!isCursor) row.removeAttribute('aria-label');
}

function isGhost(drag: MarkDrag | undefined, side: Side, price: number): boolean {
  return drag !== undefined && drag.side === side && drag.to === price;
}

function nameRow(
  row: HTMLElement,
  price: number,
  bid: number,
  ask: number,
  marks: readonly OwnMark[],
  instrument: Instrument,
): void {
  const own = marks.reduce((lots, mark) => lots + mark.lots, 0);
  const exact = marks.flatMap(({ prices }) => prices).filter((ticks) => ticks !== price);
  const size = (lots: number) => (lots === 0 ? textNow('ladder.none') : qtyText(lots, instrument));
  const values = { price: priceText(price, instrument), bid: size(bid), ask: size(ask) };
  const prices = exact.map((ticks) => priceText(ticks, instrument)).join(' ');
  const mine = prices === '' ? size(own) : textNow('ladder.mineAt', { qty: size(own), prices });
  const name = textNow('ladder.rowName', { ...values, mine });
  if (row.getAttribute('aria-label') !== name) row.setAttribute('aria-label', name);
}

/** NaN, which is no row's price, where nobody stands. */
function bestGroup(levels: Levels, side: Side, step: number): number {
  return levels.count === 0 ? Number.NaN : groupOf(levels.ticks(0), side, step);
}

/** Length of a cell's bar in percent of the largest. */
function paintShare(shown: ShownBar, lots: number, most: number): void {
  const percent = lots === 0 ? 0 : Math.max(2, Math.round((lots / most) * 100));
  if (shown.percent === percent) return;
  shown.percent = percent;
  shown.cell.style.setProperty('--share', `${String(percent)}%`);
}

function paintSize(shown: ShownSize, lots: number, most: number, figures: SizeFigures): void {
  if (shown.lots !== lots || shown.figures !== figures) {
    shown.lots = lots;
    shown.figures = figures;
    shown.figure.data = lots === 0 ? '' : rowSize(lots, figures);
  }
  paintShare(shown, lots, most);
}

function paintPrice(shown: ShownRow, price: number, instrument: Instrument): void {
  if (shown.ticks === price) return;
  shown.ticks = price;
  const figure = price > 0 ? bigFigure(price, instrument) : undefined;
  if (figure === undefined) {
    shown.price.textContent = price > 0 ? priceText(price, instrument) : '';
    return;
  }
  const big = document.createElement('b');
  const pip = document.createElement('small');
  big.textContent = figure.big;
  pip.textContent = figure.pip;
  shown.price.replaceChildren(figure.head, big, pip);
}

/** Marks are made anew with every change of an order, so the same mark looks the same. */
function paintMark(
  shown: ShownMark,
  mark: OwnMark | undefined,
  ghost: boolean,
  instrument: Instrument,
): void {
  if (shown.ghost !== ghost) shown.cell.toggleAttribute('data-ghost', ghost);
  shown.ghost = ghost;
  if (shown.mark === mark) return;
  shown.mark = mark;
  const label = shown.cell.firstElementChild as HTMLElement;
  const count = mark !== undefined && mark.ids.length > 1 ? ` ×${String(mark.ids.length)}` : '';
  label.textContent = mark === undefined ? '' : qtyText(mark.lots, instrument) + count;
  label.dataset['look'] = mark?.look ?? 'none';
}
