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

/** Which rows are painted, and the newest trade of the first row. */
export interface TapePart {
  readonly from: number;
  readonly to: number;
  /** Infinity: whatever is the newest. */
  readonly newest: number;
}

/** The id of the newest trade that is shown or passed over; -1 none. */
export function paintTape(
  rows: readonly HTMLElement[],
  tape: Tape,
  picture: TapePicture,
  { from, to, newest }: TapePart,
): number {
  const { instrument, least, zone, own } = picture;
  const shown = shownTrades(tape, least, to, newest);
  const large = largeFrom(tape);
  for (let place = from; place < Math.min(to, rows.length); place++) {
    const row = rows[place]!;
    const k = shown[place];
    if (row.hidden !== (k === undefined)) row.hidden = k === undefined;
    if (k === undefined) continue;
    const buys = tape.aggressor(k) === Side.buy;
    const isOwn = own.has(tape.tradeId(k));
    const [time, price, size] = row.children as unknown as HTMLElement[];
    const clock = zonedTimeText(tape.timeMicros(k), zone);
    setCell(time!, isOwn ? `${clock} ${textNow('tape.you')}` : clock);
    setCell(price!, `${buys ? '▲' : '▼'} ${priceText(tape.ticks(k), instrument)}`);
    setCell(size!, qtyText(tape.lots(k), instrument));
    const look = `tape-row ${buys ? 'bought' : 'sold'}`;
    const marks = `${isOwn ? ' mine' : ''}${tape.lots(k) >= large ? ' large' : ''}`;
    if (row.className !== look + marks) row.className = look + marks;
  }
  return tape.count === 0 ? -1 : tape.tradeId(0);
}
