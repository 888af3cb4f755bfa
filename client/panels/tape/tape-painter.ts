// Paints the rows of the tape: time, aggressor and price, size; own and large trades stand out by shape too.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow } from '../../i18n/use-text.ts';
import type { Tape } from '../../state/market-views.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { setCell } from '../../ui/set-cell.ts';
import { zonedTimeText, type Zone } from '../../ui/zoned-time.ts';
import { largeFrom, shownTrades } from './tape-rows.ts';

export interface TapePicture {
  readonly instrument: Instrument;
  /** Lots. */
  readonly least: number;
  readonly zone: Zone;
  /** Ids of the account's own trades. */
  readonly own: ReadonlySet<number>;
}

/** A row as an element, and which trade it shows. */
export interface TapeRow {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  /** Id of the trade; -1 none. */
  trade: number;
  /** With its own marks: own, large. */
  marks: string;
}

/** Which rows are painted, and the newest trade of the first row. */
export interface TapePart {
  readonly from: number;
  readonly to: number;
  /** Infinity: whatever is the newest. */
  readonly newest: number;
  /** Rows are written anew even where their trade is the same. */
  readonly isAnew: boolean;
}

export function tapeRow(element: HTMLElement): TapeRow {
  return { element, cells: [...element.children] as HTMLElement[], trade: -1, marks: '' };
}

/** The id of the newest trade that is shown or passed over; -1 none. */
export function paintTape(
  rows: readonly TapeRow[],
  tape: Tape,
  picture: TapePicture,
  { from, to, newest, isAnew }: TapePart,
): number {
  const shown = shownTrades(tape, picture.least, to, newest);
  const large = largeFrom(tape);
  for (let place = from; place < Math.min(to, rows.length); place++) {
    const row = rows[place]!;
    const k = shown[place];
    if (row.element.hidden !== (k === undefined)) row.element.hidden = k === undefined;
    if (k === undefined) continue;
    const trade = tape.tradeId(k);
    const isOwn = picture.own.has(trade);
    const marks = `${isOwn ? ' mine' : ''}${tape.lots(k) >= large ? ' large' : ''}`;
    if (!isAnew && row.trade === trade && row.marks === marks) continue;
    row.trade = trade;
    row.marks = marks;
    write(row, tape, k, picture, isOwn);
  }
  return tape.count === 0 ? -1 : tape.tradeId(0);
}

function write(
  { element, cells, marks }: TapeRow,
  tape: Tape,
  k: number,
  { instrument, zone }: TapePicture,
  isOwn: boolean,
): void {
  const [time, price, size] = cells;
  const buys = tape.aggressor(k) === Side.buy;
  const clock = zonedTimeText(tape.timeMicros(k), zone);
  setCell(time!, isOwn ? `${clock} ${textNow('tape.you')}` : clock);
  setCell(price!, `${buys ? '▲' : '▼'} ${priceText(tape.ticks(k), instrument)}`);
  setCell(size!, qtyText(tape.lots(k), instrument));
  const look = `tape-row ${buys ? 'bought' : 'sold'}${marks}`;
  if (element.className !== look) element.className = look;
}
