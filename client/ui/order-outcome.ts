// What an order is or how it ended, told apart as a trader does: cancelled by you, stopped by the venue,
// expired, kept from meeting yourself, rejected, and the doubtful ones.

import { DoneCause } from '../../shared/domain/order.ts';
import type { Translate } from '../i18n/text-table.ts';
import { causeWords, rejectWords } from '../i18n/outcome-words.ts';
import type { OrderRow } from '../state/orders-store.ts';
import type { IconName } from './Icon.tsx';

export type Outcome =
  | 'pending'
  | 'received'
  | 'open'
  | 'partFilled'
  | 'unknown'
  | 'endedUnseen'
  | 'filled'
  | 'cancelled'
  | 'stopped'
  | 'selfTrade'
  | 'expired'
  | 'rejected'
  | 'neverReceived';

type Known = Pick<OrderRow, 'stage' | 'cause' | 'filled' | 'code'>;

export function orderOutcome({ stage, cause, filled }: Known): Outcome {
  if (stage === 'open') return filled > 0 ? 'partFilled' : 'open';
  if (stage !== 'cancelled') return stage;
  if (cause === DoneCause.selfTrade) return 'selfTrade';
  return cause === DoneCause.user || cause === DoneCause.filled ? 'cancelled' : 'stopped';
}

/** A shape for each, so that colour is never alone. */
export const OUTCOME_ICONS: Readonly<Record<Outcome, IconName>> = {
  pending: 'spin',
  received: 'spin',
  open: 'dot',
  partFilled: 'clock',
  unknown: 'help',
  endedUnseen: 'help',
  filled: 'check',
  cancelled: 'close',
  stopped: 'lock',
  selfTrade: 'shield',
  expired: 'moon',
  rejected: 'warn',
  neverReceived: 'warn',
};

export function outcomeWords(t: Translate, row: Known): string {
  return t(`orders.stage_${orderOutcome(row)}`);
}

/** Why it ended; empty while it works, and where the name of its end says it all. */
export function reasonWords(t: Translate, row: Known): string {
  if (row.code !== 0) return rejectWords(t, row.code);
  return row.cause === DoneCause.filled ? '' : causeWords(t, row.cause);
}

/** Reject code, or `C` and the number of the done cause; empty where there is none. */
export function reasonCode({ code, cause }: Known): string {
  if (code !== 0) return String(code);
  return cause === 0 ? '' : `C${String(cause)}`;
}
