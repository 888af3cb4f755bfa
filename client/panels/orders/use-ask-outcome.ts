// Asks the venue what became of an order, and says the answer in words.

import { useCallback } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { instrumentsStore } from '../../state/instruments-store.ts';
import { ordersStore, type OrderRow } from '../../state/orders-store.ts';
import { stateText } from '../../ui/OrderState.tsx';

export function useAskOutcome(onAnswer: (words: string) => void): (row: OrderRow) => void {
  const t = useText();
  const { actions } = useDesk();
  return useCallback(
    ({ clientOrderId, instrument }) => {
      const symbol = instrumentsStore.getState().instruments.get(instrument)?.symbol ?? '';
      onAnswer(t('orders.asking', { symbol }));
      void actions.askOutcome(clientOrderId).then((asked) => {
        if (!asked.ok) return onAnswer(t(`orders.why_${asked.why}`));
        const row = ordersStore.getState().rows.get(clientOrderId);
        const state = row === undefined ? '' : stateText(t, row);
        onAnswer(t(`orders.asked_${asked.answer}`, { symbol, state }));
      });
    },
    [t, actions, onAnswer],
  );
}
