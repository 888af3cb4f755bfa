// The order that was sent last from this ticket, followed through the orders store by its client order id.

import { useEffect, useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { rejectByCode } from '../../../shared/domain/reject.ts';
import { useDesk, type NotSent } from '../../state/desk-context.ts';
import { isWorking, useOrders, type OrderRow } from '../../state/orders-store.ts';
import { lastLook, type LastLook } from './last-order.ts';
import type { TicketField, TicketForm } from './ticket-form.ts';
import { recall, rememberTicket, ticketMemory, type SentOrder } from './ticket-memory.ts';

export interface LastOrder {
  readonly sent: SentOrder | undefined;
  readonly row: OrderRow | undefined;
  readonly look: LastLook | undefined;
  readonly ageMs: number;
  /** The button rests: nobody knows yet whether the last order stands. */
  readonly rests: boolean;
  /** What the venue said when the user asked, while it is not known yet. */
  readonly inquiry: Inquiry | undefined;
  readonly ask: () => void;
  /** The field that a rejection points at. */
  readonly field: TicketField;
  readonly remember: (clientOrderId: number, form: TicketForm) => void;
  readonly forget: () => void;
}

export type Inquiry =
  { readonly is: 'asking' | 'notYet' | 'lost' } | { readonly is: 'notSent'; readonly why: NotSent };

const TICK_MS = 250;

/** Asks the venue about an order whose outcome is unknown; what was said of another order is gone. */
function useInquiry(row: OrderRow | undefined) {
  const { actions } = useDesk();
  const [told, setTold] = useState<{ readonly id: number; readonly inquiry: Inquiry }>();
  const id = row?.stage === 'unknown' ? row.clientOrderId : undefined;
  const inquiry = told !== undefined && told.id === id ? told.inquiry : undefined;
  const ask = () => {
    if (id === undefined || inquiry?.is === 'asking') return;
    setTold({ id, inquiry: { is: 'asking' } });
    void actions.askOutcome(id).then((asked) => {
      if (!asked.ok) setTold({ id, inquiry: { is: 'notSent', why: asked.why } });
      // What is known stands in the row.
      else if (asked.answer === 'known') setTold(undefined);
      else setTold({ id, inquiry: { is: asked.answer } });
    });
  };
  return { inquiry, ask };
}

export function useLastOrder(user: string, { id }: Instrument): LastOrder {
  const sent = ticketMemory(() => recall(user, id).sent);
  const row = useOrders((state) =>
    sent === undefined ? undefined : state.rows.get(sent.clientOrderId),
  );
  const [nowMs, setNowMs] = useState(() => performance.now());
  const counts =
    sent !== undefined && (row === undefined || (isWorking(row) && row.stage !== 'open'));
  useEffect(() => {
    if (!counts) return undefined;
    const timer = setInterval(() => {
      setNowMs(performance.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [counts]);
  const { inquiry, ask } = useInquiry(row);
  const ageMs = sent === undefined ? 0 : Math.max(0, nowMs - sent.sentMs);
  return {
    sent,
    row,
    look: sent === undefined ? undefined : lastLook(row, ageMs * 1000),
    ageMs,
    rests: row?.stage === 'unknown',
    inquiry,
    ask,
    field: rejectByCode(row?.code ?? 0)?.field === 'price' ? 'price' : 'size',
    remember(clientOrderId, form) {
      const now = performance.now();
      setNowMs(now);
      rememberTicket(user, id, { sent: { clientOrderId, form, sentMs: now } });
    },
    forget() {
      rememberTicket(user, id, { sent: undefined });
    },
  };
}
