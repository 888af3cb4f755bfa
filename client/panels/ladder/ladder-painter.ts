// Paints the rows of a ladder: sizes with their bars, own marks, seen volume, and the words of what is
// pointed at. Called in the frame loop; a cell is written only when it changed.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow } from '../../i18n/use-text.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { bigFigure } from '../../ui/large-figures.ts';
import { setCell } from '../../ui/set-cell.ts';
import { sizesInWindow } from './ladder-window.ts';
import type { MarkDrag, OwnMark, OwnMarks } from './own-marks-by-price.ts';
import type { SeenVolume } from './seen-volume.ts';

export interface LadderPicture {
  readonly view: DepthView;
  readonly top: number;
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
  rows: readonly HTMLElement[],
  picture: LadderPicture,
  instrument: Instrument,
): void {
  const { view, top, bids, asks, seen, drag, cursor } = picture;
  if (bidSizes.length !== rows.length) {
    bidSizes = new Float64Array(rows.length);
    askSizes = new Float64Array(rows.length);
  }
  sizesInWindow(view.bids, top, bidSizes);
  sizesInWindow(view.asks, top, askSizes);
  let most = 1;
  for (const size of bidSizes) most = Math.max(most, size);
  for (const size of askSizes) most = Math.max(most, size);
  rows.forEach((row, k) => {
    const price = top - k;
    const [volume, ownBid, bid, text, ask, ownAsk] = row.children as unknown as HTMLElement[];
    share(volume!, seen.at(price), seen.most);
    paintMark(ownBid!, bids.get(price), Side.buy, price, drag, instrument);
    paintSize(bid!, bidSizes[k]!, most, instrument);
    paintPrice(text!, price, instrument);
    paintSize(ask!, askSizes[k]!, most, instrument);
    paintMark(ownAsk!, asks.get(price), Side.sell, price, drag, instrument);
    row.classList.toggle('best', isBest(view.bids, price) || isBest(view.asks, price));
    row.classList.toggle('best-bid', isBest(view.bids, price));
    row.setAttribute('aria-selected', String(price === cursor));
    if (price === cursor) {
      const mine = (bids.get(price)?.lots ?? 0) + (asks.get(price)?.lots ?? 0);
      nameRow(row, price, bidSizes[k]!, askSizes[k]!, mine, instrument);
    } else row.removeAttribute('aria-label');
  });
}

function nameRow(
  row: HTMLElement,
  price: number,
  bid: number,
  ask: number,
  mine: number,
  instrument: Instrument,
): void {
  const size = (lots: number) => (lots === 0 ? textNow('ladder.none') : qtyText(lots, instrument));
  const values = { price: priceText(price, instrument), bid: size(bid), ask: size(ask) };
  const name = textNow('ladder.rowName', { ...values, mine: size(mine) });
  if (row.getAttribute('aria-label') !== name) row.setAttribute('aria-label', name);
}

function isBest(levels: Levels, price: number): boolean {
  return levels.count > 0 && levels.ticks(0) === price;
}

/** Width of a cell's bar in percent of the largest. */
function share(cell: HTMLElement, lots: number, most: number): void {
  const width = lots === 0 ? '0' : String(Math.max(2, Math.round((lots / most) * 100)));
  if (cell.dataset['share'] === width) return;
  cell.dataset['share'] = width;
  cell.style.setProperty('--share', `${width}%`);
}

function paintSize(cell: HTMLElement, lots: number, most: number, instrument: Instrument): void {
  setCell(cell, lots === 0 ? '' : qtyText(lots, instrument));
  share(cell, lots, most);
}

function paintPrice(cell: HTMLElement, price: number, instrument: Instrument): void {
  const key = String(price);
  if (cell.dataset['ticks'] === key) return;
  cell.dataset['ticks'] = key;
  const figure = price > 0 ? bigFigure(price, instrument) : undefined;
  if (figure === undefined) {
    cell.textContent = price > 0 ? priceText(price, instrument) : '';
    return;
  }
  const big = document.createElement('b');
  const pip = document.createElement('small');
  big.textContent = figure.big;
  pip.textContent = figure.pip;
  cell.replaceChildren(figure.head, big, pip);
}

function paintMark(
  cell: HTMLElement,
  mark: OwnMark | undefined,
  side: Side,
  price: number,
  drag: MarkDrag | undefined,
  instrument: Instrument,
): void {
  const isGhost = drag !== undefined && drag.side === side && drag.to === price;
  const label = cell.firstElementChild as HTMLElement;
  const count = mark !== undefined && mark.ids.length > 1 ? ` ×${String(mark.ids.length)}` : '';
  setCell(label, mark === undefined ? '' : qtyText(mark.lots, instrument) + count);
  const look = mark?.look ?? 'none';
  if (label.dataset['look'] !== look) label.dataset['look'] = look;
  cell.toggleAttribute('data-ghost', isGhost);
}
