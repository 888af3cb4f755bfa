// The order that was sent last from this ticket, followed through the orders store by its client order id.

import { useEffect, useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { rejectByCode } from '../../../shared/domain/reject.ts';
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
  /** The field that a rejection points at. */
  readonly field: TicketField;
  readonly remember: (clientOrderId: number, form: TicketForm) => void;
  readonly forget: () => void;
}

const TICK_MS = 250;

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
  const ageMs = sent === undefined ? 0 : Math.max(0, nowMs - sent.sentMs);
  return {
    sent,
    row,
    look: sent === undefined ? undefined : lastLook(row, ageMs * 1000),
    ageMs,
    rests: row?.stage === 'unknown',
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
