// What a click or a drop would do at the place that is pointed at, said before it is done.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow } from '../../i18n/use-text.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { ordersStore } from '../../state/orders-store.ts';
import { sizesOf } from '../../state/size-presets.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { previewClick } from './click-preview.ts';
import type { LadderScene } from './ladder-scene.ts';
import { sideWord } from './use-one-click.ts';

/** Empty: nothing would happen there. */
export function pointerWords(scene: LadderScene, instrument: Instrument): string {
  const { view, pointed, drag } = scene;
  if (view === undefined) return '';
  if (drag !== undefined) return dragWords(scene, instrument);
  if (pointed === undefined || pointed.column === 'other') return '';
  const price = scene.priceAt(pointed.row);
  if (price < 1) return '';
  if (pointed.column === 'ownBid' || pointed.column === 'ownAsk') {
    const mark = scene.marks[pointed.column === 'ownBid' ? Side.buy : Side.sell].get(price);
    const qty = mark === undefined ? '' : qtyText(mark.lots, instrument);
    return mark === undefined ? '' : textNow('ladder.markHint', { qty });
  }
  const at = pointed.column === 'bid' ? Side.buy : Side.sell;
  const side = sideWord(at);
  if (!prefsStore.getState().armed) {
    return textNow('ladder.place', { side, price: priceText(price, instrument) });
  }
  const { lots, chosen } = sizesOf(instrument);
  const qty = lots[chosen]!;
  const { takes, worst, ahead } = previewClick(view, at, price, qty);
  const values = { side, qty: qtyText(qty, instrument), ahead: qtyText(ahead, instrument) };
  if (takes === 0) return textNow('ladder.here', values);
  const taken = qtyText(takes, instrument);
  return textNow('ladder.takes', { ...values, taken, price: priceText(worst, instrument) });
}

function dragWords({ view, drag }: LadderScene, instrument: Instrument): string {
  if (view === undefined || drag === undefined) return '';
  const { rows } = ordersStore.getState();
  const lots = drag.ids.reduce((sum, id) => sum + (rows.get(id)?.leaves ?? 0), 0);
  const { takes } = previewClick(view, drag.side, drag.to, lots);
  const values = { qty: qtyText(lots, instrument), price: priceText(drag.to, instrument) };
  if (takes === 0) return textNow('ladder.dragTo', values);
  return textNow('ladder.dragTakes', { ...values, taken: qtyText(takes, instrument) });
}
