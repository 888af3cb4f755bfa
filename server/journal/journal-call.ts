// What goes between the journal's worker thread and its user: one call, one answer.

import type { JournalRow } from './journal.ts';
import { JournalDamage } from './journal.ts';

export type JournalCall =
  | { readonly kind: 'tail' }
  | {
      readonly kind: 'claim';
      readonly epoch: number;
      readonly seq: number;
      readonly prevHash: Uint8Array;
      readonly note: string;
    }
  | { readonly kind: 'append'; readonly row: JournalRow }
  | { readonly kind: 'read'; readonly fromSeq: number; readonly limitBytes: number }
  | { readonly kind: 'markArchived'; readonly seq: number }
  | { readonly kind: 'releaseReserve' | 'restoreReserve' | 'close' };

export interface JournalRequest {
  readonly id: number;
  readonly call: JournalCall;
}

/** An error as plain fields: the copy between threads would lose its class. */
export interface JournalError {
  readonly message: string;
  readonly damage?: { readonly place: string; readonly seq: number; readonly what: string };
}

/** Answer to request `id`; id 0 says that the journal is open, or why it is not. */
export interface JournalReply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: JournalError;
}

export function packError(error: unknown): JournalError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof JournalDamage)) return { message };
  return { message, damage: { place: error.place, seq: error.seq, what: error.what } };
}

export function unpackError(error: JournalError): Error {
  const { damage, message } = error;
  if (damage === undefined) return new Error(message);
  return new JournalDamage(damage.place, damage.seq, damage.what);
}
