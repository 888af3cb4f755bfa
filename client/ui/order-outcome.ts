// What an order is or how it ended, told apart as a trader does: cancelled by you or by the venue,
// expired, kept from meeting yourself, rejected, and the doubtful ones.

import { DoneCause } from '../../shared/domain/order.ts';
import type { Translate } from '../i18n/text-table.ts';
import { rejectWords } from '../i18n/outcome-words.ts';
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
  | 'endedByVenue'
  | 'selfTrade'
  | 'expired'
  | 'rejected'
  | 'neverReceived';

type Known = Pick<OrderRow, 'stage' | 'cause' | 'filled' | 'code'>;

export function orderOutcome({ stage, cause, filled }: Known): Outcome {
  if (stage === 'open') return filled > 0 ? 'partFilled' : 'open';
  if (stage !== 'cancelled') return stage;
  if (cause === DoneCause.selfTrade) return 'selfTrade';
  return cause === DoneCause.user || cause === DoneCause.filled ? 'cancelled' : 'endedByVenue';
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
  endedByVenue: 'lock',
  selfTrade: 'shield',
  expired: 'moon',
  rejected: 'warn',
  neverReceived: 'warn',
};

export function outcomeWords(t: Translate, row: Known): string {
  return t(`orders.stage_${orderOutcome(row)}`);
}

const causeNames = new Map<number, string>(
  Object.entries(DoneCause).map(([name, cause]) => [cause, name]),
);

/** Why it ended, without how: that is the name of its outcome. */
export function causeReason(t: Translate, cause: number): string {
  const name = causeNames.get(cause);
  return name === undefined ? t('shell.unknownCode', { code: cause }) : t(`orders.by_${name}`);
}

/** Why it ended; empty while it works, and for a fill, which says it all. */
export function reasonWords(t: Translate, row: Known): string {
  if (row.code !== 0) return rejectWords(t, row.code);
  return row.cause === DoneCause.filled ? '' : causeReason(t, row.cause);
}

/** Reject code, or `C` and the number of the done cause; empty where there is none. */
export function reasonCode({ code, cause }: Known): string {
  if (code !== 0) return String(code);
  return cause === 0 ? '' : `C${String(cause)}`;
}
