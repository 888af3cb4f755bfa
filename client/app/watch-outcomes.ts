// Tells the outcome of orders and what the server says in toasts: whatever the user should not miss while
// looking at another panel.

import { Side } from '../../shared/domain/order.ts';
import { causeWords, rejectWords } from '../i18n/outcome-words.ts';
import { loadTexts } from '../i18n/texts.ts';
import { textNow } from '../i18n/use-text.ts';
import { instrumentsStore } from '../state/instruments-store.ts';
import { ordersStore, type OrderRow, type OrdersState } from '../state/orders-store.ts';
import { sessionStore, type SessionState } from '../state/session-store.ts';
import { priceText, qtyText } from '../ui/format.ts';
import { addToast, type ToastEntry } from './toast-store.ts';

const KINDS: Partial<Record<OrderRow['stage'], ToastEntry['kind']>> = {
  filled: 'good',
  rejected: 'bad',
  unknown: 'doubt',
  neverReceived: 'bad',
  expired: 'info',
};

export function watchOutcomes(): () => void {
  void loadTexts('reject');
  void loadTexts('cause');
  const stops = [ordersStore.subscribe(tellOrders), sessionStore.subscribe(tellNotices)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Orders that came with the account's snapshot are no news: only a change of a known row is told. */
function tellOrders({ rows }: OrdersState, before: OrdersState): void {
  if (rows === before.rows || !before.loaded) return;
  for (const [id, row] of rows) {
    const old = before.rows.get(id);
    if (old === undefined || old.stage === row.stage) continue;
    const kind = KINDS[row.stage];
    if (kind !== undefined)
      addToast({ kind, title: textNow(`shell.toast.${row.stage}`), words: orderWords(row) });
  }
}

function orderWords(row: OrderRow): string {
  const instrument = instrumentsStore.getState().instruments.get(row.instrument);
  if (instrument === undefined) return '';
  const price = row.averageTicks > 0 ? Math.round(row.averageTicks) : row.price;
  const terms = textNow(row.side === Side.buy ? 'shell.toast.buy' : 'shell.toast.sell', {
    qty: qtyText(row.qty, instrument),
    symbol: instrument.symbol,
    price: priceText(price, instrument),
  });
  if (row.stage === 'rejected') return `${terms}. ${rejectWords(textNow, row.code)}`;
  return row.stage === 'expired' ? `${terms}. ${causeWords(textNow, row.cause)}` : terms;
}

const SEVERITIES = ['info', 'doubt', 'bad'] as const;

function tellNotices({ notices }: SessionState, before: SessionState): void {
  if (notices === before.notices) return;
  const last = before.notices[0]?.id ?? 0;
  for (const { id, is, severity, code, text } of notices) {
    if (id <= last) break;
    if (is === 'refusal')
      addToast({
        kind: 'bad',
        title: textNow('shell.toast.refused'),
        words: rejectWords(textNow, code),
      });
    else
      addToast({
        kind: SEVERITIES[severity] ?? 'info',
        title: textNow('shell.toast.notice'),
        words: text,
      });
  }
}
