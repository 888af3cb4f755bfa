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
import type { OwnMark } from './own-marks-by-price.ts';
import { sideWord } from './use-one-click.ts';

/** Empty: nothing would happen there. */
export function pointerWords(scene: LadderScene, instrument: Instrument): string {
  const { view, pointed, drag } = scene;
  if (view === undefined) return '';
  if (drag !== undefined) return dragWords(scene, instrument);
  if (pointed === undefined || pointed.column === 'other') return '';
  const price = scene.priceAt(pointed.row);
  if (pointed.column === 'ownBid' || pointed.column === 'ownAsk') {
    const mark = scene.marks[pointed.column === 'ownBid' ? Side.buy : Side.sell].get(price);
    return mark === undefined ? '' : markWords(mark, scene.shown.step, instrument);
  }
  if (price < 1 || price >= instrument.priceLimitTicks) return '';
  const at = pointed.column === 'bid' ? Side.buy : Side.sell;
  const side = sideWord(at);
  if (!prefsStore.getState().armed) {
    return textNow('ladder.place', { side, price: priceText(price, instrument) });
  }
  const { lots, chosen } = sizesOf(instrument);
  const qty = lots[chosen]!;
  const { step } = scene.shown;
  const { takes, worst, ahead } = previewClick(view, at, price, qty, step);
  const values = {
    ...{ side, qty: qtyText(qty, instrument), ahead: qtyText(ahead, instrument) },
    ...{ limit: priceText(price, instrument), taken: qtyText(takes, instrument) },
  };
  // A group holds several prices, so the one that is sent is named.
  if (takes === 0) return textNow(step === 1 ? 'ladder.here' : 'ladder.hereAt', values);
  const worstText = priceText(worst, instrument);
  const key = step === 1 ? 'ladder.takes' : 'ladder.takesAt';
  return textNow(key, { ...values, price: worstText });
}

/** Exact prices that the words of a mark name; more are counted. */
const NAMED = 3;

function markWords(mark: OwnMark, step: number, instrument: Instrument): string {
  const qty = qtyText(mark.lots, instrument);
  if (step === 1) return textNow('ladder.markHint', { qty });
  const { prices } = mark;
  const named = prices.slice(0, NAMED).map((ticks) => priceText(ticks, instrument));
  if (prices.length > NAMED) named.push(`+${String(prices.length - NAMED)}`);
  return textNow('ladder.markHintAt', { qty, prices: named.join(' ') });
}

function dragWords({ view, drag }: LadderScene, instrument: Instrument): string {
  if (view === undefined || drag === undefined) return '';
  const { rows } = ordersStore.getState();
  const lots = drag.ids.reduce((sum, id) => sum + (rows.get(id)?.leaves ?? 0), 0);
  const { takes } = previewClick(view, drag.side, drag.to, lots, drag.step);
  const values = { qty: qtyText(lots, instrument), price: priceText(drag.to, instrument) };
  if (takes === 0) return textNow('ladder.dragTo', values);
  return textNow('ladder.dragTakes', { ...values, taken: qtyText(takes, instrument) });
}
