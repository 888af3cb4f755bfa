// The arrow keys of the ticket: one tick or one lot up or down, ten with Shift.

import { parseSize } from '../../../shared/domain/size-text.ts';
import { nearestTicks, ticksText, type TicketForm } from './ticket-form.ts';
import { oppositeTicks, type TicketScene } from './ticket-scene.ts';
import { lotsText, readLots } from './ticket-size.ts';

/** The price some ticks on. Between two ticks the first step leads to the next one; an empty field
 * starts at the opposite price. */
export function stepPrice(form: TicketForm, scene: TicketScene, steps: number): string {
  const { instrument } = scene;
  const units = parseSize(form.price, instrument.priceScale);
  const isOnTick = units !== undefined && units % instrument.tickStep === 0;
  const [below, above] = nearestTicks(form.price, instrument);
  let ticks = oppositeTicks(scene, form.side) || instrument.openingTicks;
  if (isOnTick) ticks = units / instrument.tickStep + steps;
  else if (below !== undefined)
    ticks = steps > 0 ? (above ?? below) + steps - 1 : below + steps + 1;
  const kept = Math.min(Math.max(ticks, 1), instrument.priceLimitTicks - 1);
  return ticksText(kept, instrument);
}

/** The quantity some lots on; the smallest one when there was none. */
export function stepSize(form: TicketForm, scene: TicketScene, steps: number): string {
  const { instrument } = scene;
  const { minQtyLots, maxQtyLots } = instrument;
  const lots = readLots({ ...form, basis: 'qty' }, scene, 0);
  const next = lots === undefined ? minQtyLots : lots + steps;
  return lotsText(Math.min(Math.max(next, minQtyLots), maxQtyLots), instrument);
}
