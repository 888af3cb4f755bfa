// The amend inside of a row: which order is open for change, what is typed, and what is wrong with it.

import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { textNow } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { instrumentsStore } from '../../state/instruments-store.ts';
import { ordersStore, type OrderRow } from '../../state/orders-store.ts';
import { draftOf, readAmend, type AmendDraft, type AmendProblem } from './amend-draft.ts';

export interface AmendDesk {
  readonly orderId: number | undefined;
  /** What the fields begin with; they keep what is typed themselves. */
  readonly start: AmendDraft;
  readonly problem: (AmendProblem & { readonly words: string }) | undefined;
  readonly begin: (row: OrderRow) => void;
  readonly type: (part: Partial<AmendDraft>) => void;
  readonly send: () => boolean;
  readonly leave: () => void;
}

const EMPTY: AmendDraft = { price: '', qty: '' };

export function mayAmend(row: OrderRow): boolean {
  const isUnderWay = row.change?.stage === 'pending' || row.change?.stage === 'unknown';
  return row.stage === 'open' && row.price > 0 && !isUnderWay;
}

export function useAmend(): AmendDesk {
  const { actions } = useDesk();
  const [orderId, setOrderId] = useState<number>();
  const [start, setStart] = useState(EMPTY);
  const [problem, setProblem] = useState<AmendDesk['problem']>();
  const draft = useRef(EMPTY);
  const begin = useCallback((row: OrderRow) => {
    const instrument = instrumentsStore.getState().instruments.get(row.instrument);
    if (instrument === undefined || !mayAmend(row)) return;
    draft.current = draftOf(row, instrument);
    setStart(draft.current);
    setProblem(undefined);
    setOrderId(row.clientOrderId);
  }, []);
  const type = useCallback((part: Partial<AmendDraft>) => {
    draft.current = { ...draft.current, ...part };
  }, []);
  const leave = useCallback(() => {
    setOrderId(undefined);
    setProblem(undefined);
  }, []);
  const send = useCallback(() => {
    const row = ordersStore.getState().rows.get(orderId ?? -1);
    const instrument = instrumentsStore.getState().instruments.get(row?.instrument ?? -1);
    if (row === undefined || instrument === undefined) return true;
    const read = readAmend(draft.current, row, instrument);
    if ('key' in read) {
      setProblem({ ...read, words: textNow(read.key, read.values) });
      return false;
    }
    const sent = actions.amendOrder(row.clientOrderId, read);
    if (sent.ok) leave();
    else {
      const words = textNow(`orders.why_${sent.why}`);
      setProblem({ field: 'price', key: 'orders.amend', values: {}, words });
    }
    return sent.ok;
  }, [orderId, actions, leave]);
  return useMemo(
    () => ({ orderId, start, problem, begin, type, send, leave }),
    [orderId, start, problem, begin, type, send, leave],
  );
}

/** Enter sends, Esc leaves; the focus goes back to the table. */
export function onAmendKey(event: KeyboardEvent<HTMLElement>, amend: AmendDesk): void {
  if (event.key !== 'Enter' && event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  const grid = event.currentTarget.closest<HTMLElement>('[role="grid"]');
  if (event.key === 'Escape') amend.leave();
  else if (!amend.send()) return;
  grid?.focus();
}
