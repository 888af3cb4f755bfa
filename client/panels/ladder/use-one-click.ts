// What the ladder may do with one click or key, and the words that say what was done.

import { useMemo } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import { Side } from '../../../shared/domain/order.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import { textNow } from '../../i18n/use-text.ts';
import { accountStore } from '../../state/account-store.ts';
import { useDesk, type CancelledMany, type Desk } from '../../state/desk-context.ts';
import { suggestOrder } from '../../state/draft-store.ts';
import type { DepthView } from '../../state/market-views.ts';
import { ordersStore } from '../../state/orders-store.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { sizesOf } from '../../state/size-presets.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { amendsOfDrag, type MarkDrag } from './own-marks-by-price.ts';

export interface OneClick {
  /** Armed: sends a limit order of the chosen size; else hands side and price to the ticket. */
  limit(side: Side, price: number, keyTimeStamp: number): void;
  market(side: Side, keyTimeStamp: number): void;
  flatten(): void;
  cancel(ids: readonly number[]): void;
  cancelSide(side: Side): void;
  drop(drag: MarkDrag): void;
}

/** An order above this part of the available money is large, as in the ticket. */
const LARGE_PART = 0.25;

export function useOneClick(
  instrument: Instrument,
  book: () => DepthView | undefined,
  say: (words: string) => void,
): OneClick {
  const desk = useDesk();
  return useMemo(() => oneClick(instrument, desk, book, say), [instrument, desk, book, say]);
}

export function sideWord(side: Side): string {
  return textNow(side === Side.buy ? 'ladder.buy' : 'ladder.sell');
}

const notSent = (why: string) => textNow('ladder.notSent', { why: textNow(`ladder.why_${why}`) });

/** The preferences want a question before this order; a click asks none, so the ticket does. */
function asksFirst(instrument: Instrument, price: number, qty: number): boolean {
  const { confirm } = prefsStore.getState();
  if (confirm !== 'large') return confirm === 'always';
  const available = accountStore.getState().balances.get(instrument.quoteAsset)?.available ?? 0;
  return notionalMinor(price, qty, instrument.tickValueMinor) > available * LARGE_PART;
}

function oneClick(
  instrument: Instrument,
  { actions }: Desk,
  book: () => DepthView | undefined,
  say: (words: string) => void,
): OneClick {
  const { id } = instrument;

  /** False: nothing may be sent now, and words said why. */
  function maySend(side: Side, price: number, qty: number): boolean {
    const { armed, refuseStale } = prefsStore.getState();
    const asks = armed && asksFirst(instrument, price, qty);
    if (!armed || asks) {
      suggestOrder({ instrument: id, side, price });
      const values = { side: sideWord(side), price: priceText(price, instrument) };
      say(asks ? textNow('ladder.asksFirst') : textNow('ladder.inTicket', values));
      return false;
    }
    if (!refuseStale || book()?.stale === false) return true;
    say(textNow('ladder.staleRefused'));
    return false;
  }

  function place(side: Side, price: number, keyTimeStamp: number, isMarket: boolean): void {
    const { lots, chosen } = sizesOf(instrument);
    const qty = lots[chosen]!;
    if (!maySend(side, price, qty)) return;
    const terms = { instrument: id, side, qty, keyTimeStamp };
    const placed = actions.placeOrder(isMarket ? terms : { ...terms, price });
    const values = {
      side: sideWord(side),
      qty: qtyText(qty, instrument),
      price: priceText(price, instrument),
    };
    if (!placed.ok) say(notSent(placed.why));
    else say(textNow(isMarket ? 'ladder.sentMarket' : 'ladder.sent', values));
  }

  return {
    limit(side, price, keyTimeStamp) {
      if (price >= 1 && price < instrument.priceLimitTicks) place(side, price, keyTimeStamp, false);
    },
    market(side, keyTimeStamp) {
      const view = book();
      const price = (side === Side.buy ? view?.asks : view?.bids)?.ticks(0) ?? 0;
      if (price === 0) say(notSent('noPrice'));
      else place(side, price, keyTimeStamp, true);
    },
    flatten() {
      const placed = actions.flattenPosition(id);
      say(placed.ok ? textNow('ladder.flattenSent') : notSent(placed.why));
    },
    cancel(ids) {
      say(textNow('ladder.cancelling', { count: actions.cancelOrders(ids) }));
    },
    cancelSide(side) {
      void actions.cancelMany({ instrument: id, side }).then((result) => {
        say(cancelWords(result));
      });
    },
    drop(drag) {
      const sent = amendsOfDrag(drag, ordersStore.getState().rows).map(({ clientOrderId, price }) =>
        actions.amendOrder(clientOrderId, { price }),
      );
      const refused = sent.find((one) => !one.ok);
      const values = { count: sent.length, price: priceText(drag.to, instrument) };
      if (refused !== undefined && !refused.ok) say(notSent(refused.why));
      else say(textNow(sent.length === 0 ? 'ladder.restored' : 'ladder.amending', values));
    },
  };
}

function cancelWords(result: CancelledMany): string {
  if (!result.ok) {
    return result.why === 'refused' ? rejectWords(textNow, result.code) : notSent(result.why);
  }
  const { cancelled, more } = result;
  return more
    ? textNow('ladder.cancelledMore', { n: cancelled })
    : textNow('ladder.cancelled', { count: cancelled });
}
