// The state of an order: shape, word, reason; and what is under way with it.

import type { Translate } from '../i18n/text-table.ts';
import { rejectWords } from '../i18n/outcome-words.ts';
import { isWorking, type OrderRow } from '../state/orders-store.ts';
import { Icon } from './Icon.tsx';
import { OUTCOME_ICONS, orderOutcome, outcomeWords, reasonWords } from './order-outcome.ts';

/** The cancel or amend that is under way, or was refused; empty: there is none. */
export function changeWords(t: Translate, row: OrderRow): string {
  const { change } = row;
  if (change === undefined || change.stage === 'done' || !isWorking(row)) return '';
  if (change.stage !== 'rejected') return t(`orders.${change.is}_${change.stage}`);
  return t(`orders.${change.is}_rejected`, { why: rejectWords(t, change.code) });
}

/** All of it as one line, as the filter finds it and the export writes it. */
export function stateText(t: Translate, row: OrderRow): string {
  const change = changeWords(t, row);
  const state = outcomeWords(t, row);
  if (change !== '') return t('orders.stateAndChange', { state, change });
  const why = reasonWords(t, row);
  return why === '' ? state : t('orders.stateAndReason', { state, why });
}

export function OrderState({ t, row }: { readonly t: Translate; readonly row: OrderRow }) {
  const outcome = orderOutcome(row);
  const change = changeWords(t, row);
  const isRefused = change !== '' && row.change?.stage === 'rejected';
  return (
    <span className="order-state" data-outcome={outcome} title={stateText(t, row)}>
      <Icon name={change === '' || isRefused ? OUTCOME_ICONS[outcome] : 'spin'} />
      <span className={isRefused ? 'danger-text' : undefined}>
        {change === '' ? stateText(t, row) : change}
      </span>
    </span>
  );
}
