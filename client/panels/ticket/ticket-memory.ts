// What the tickets remember by instrument while the page lives: the draft, and the order sent last.

import { create } from 'zustand';
import type { TicketForm } from './ticket-form.ts';

export interface SentOrder {
  readonly clientOrderId: number;
  /** The form as it was sent: Repair puts it back. */
  readonly form: TicketForm;
  /** `performance.now()` when it was handed over. */
  readonly sentMs: number;
}

export interface Remembered {
  readonly form?: TicketForm;
  readonly sent?: SentOrder | undefined;
}

interface TicketMemory {
  /** Whose it is: another user starts with nothing. */
  readonly user: string;
  readonly byInstrument: ReadonlyMap<number, Remembered>;
}

export const ticketMemory = create<TicketMemory>(() => ({ user: '', byInstrument: new Map() }));

export function recall(user: string, instrument: number): Remembered {
  const memory = ticketMemory.getState();
  return memory.user === user ? (memory.byInstrument.get(instrument) ?? {}) : {};
}

export function rememberTicket(user: string, instrument: number, part: Remembered): void {
  const before = ticketMemory.getState();
  const byInstrument = new Map(before.user === user ? before.byInstrument : []);
  byInstrument.set(instrument, { ...byInstrument.get(instrument), ...part });
  ticketMemory.setState({ user, byInstrument });
}
