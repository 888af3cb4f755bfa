// Paints the rows of the depth panel, its spread and its sums; one walk over each side per paint.

import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType, type Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import { textNow } from '../../i18n/use-text.ts';
import type { DepthView } from '../../state/market-views.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';
import { grouped, priceText, qtyText } from '../../ui/format.ts';
import { setCell } from '../../ui/set-cell.ts';
import type { GroupedSide } from './depth-groups.ts';

export interface DepthPicture {
  readonly bids: GroupedSide;
  readonly asks: GroupedSide;
  readonly ownBids: ReadonlyMap<number, number>;
  readonly ownAsks: ReadonlyMap<number, number>;
}

/** Working lots of the account by group. */
export function ownByGroup(
  rows: ReadonlyMap<number, OrderRow>,
  instrument: number,
  side: Side,
  step: number,
): ReadonlyMap<number, number> {
  const own = new Map<number, number>();
  for (const row of rows.values()) {
    if (row.instrument !== instrument || row.side !== side || !isWorking(row)) continue;
    if (row.type !== OrderType.limit) continue;
    const group = groupOf(row.price, side, step);
    own.set(group, (own.get(group) ?? 0) + row.leaves);
  }
  return own;
}

/** `rows`: of one side, the best first. */
export function paintSide(
  rows: readonly HTMLElement[],
  side: GroupedSide,
  own: ReadonlyMap<number, number>,
  most: number,
  instrument: Instrument,
): void {
  rows.forEach((row, k) => {
    const isThere = k < side.count;
    const ticks = isThere ? side.ticks[k]! : 0;
    const mine = own.get(ticks);
    const [mark, total, size, price] = row.children as unknown as HTMLElement[];
    setCell(mark!, !isThere || mine === undefined ? '' : qtyText(mine, instrument));
    setCell(total!, isThere ? qtyText(side.sums[k]!, instrument) : '');
    setCell(size!, isThere ? qtyText(side.lots[k]!, instrument) : '');
    setCell(price!, isThere ? priceText(ticks, instrument) : '');
    row.dataset['ticks'] = String(ticks);
    row.setAttribute('aria-disabled', String(!isThere));
    const share = isThere ? `${String(Math.round((side.sums[k]! / most) * 100))}%` : '0%';
    if (row.style.getPropertyValue('--share') !== share) row.style.setProperty('--share', share);
  });
}

export function paintSpread(row: HTMLElement, view: DepthView, instrument: Instrument): void {
  const [spread, mid] = row.children as unknown as HTMLElement[];
  const { bids, asks } = view;
  const isWhole = bids.count > 0 && asks.count > 0;
  if (!isWhole) {
    const isEmpty = bids.count + asks.count === 0;
    const words = textNow(isEmpty ? 'depth.emptyBook' : 'depth.oneSided');
    setCell(spread!, view.truth === 'loading' ? '' : words);
    setCell(mid!, '');
    return;
  }
  const count = asks.ticks(0) - bids.ticks(0);
  setCell(spread!, textNow('depth.spread', { count, spread: priceText(count, instrument) }));
  // One decimal more than the price has: the middle may lie between two ticks.
  const tenths = (asks.ticks(0) + bids.ticks(0)) * instrument.tickStep * 5;
  const middle = grouped(formatDecimal(tenths, instrument.priceScale + 1));
  setCell(mid!, textNow('depth.mid', { mid: middle }));
}

export function paintSums(foot: HTMLElement, picture: DepthPicture, instrument: Instrument): void {
  const bids = picture.bids.total;
  const asks = picture.asks.total;
  const [left, middle, right] = foot.children as unknown as HTMLElement[];
  setCell(left!.lastElementChild!, qtyText(bids, instrument));
  setCell(right!.lastElementChild!, qtyText(asks, instrument));
  const share = Math.round((bids / Math.max(bids + asks, 1)) * 100);
  const values = { bids: share, asks: 100 - share };
  setCell(middle!, bids + asks === 0 ? '–' : textNow('depth.shares', values));
}
