// What the states of deposits and withdrawals mean for who looks at them: how it stands, whether it may still
// be cancelled, whether the page should look again, and the words of their histories.

import type { Deposit, Funds, HistoryLine, Withdrawal } from '../../actions/funding.ts';

/** How it stands: under way, done, came to nothing, somebody has to act. */
export type Standing = 'open' | 'done' | 'failed' | 'waits';

const WITHDRAWALS: Readonly<Record<string, Standing>> = {
  ...{ requested: 'open', awaitingApproval: 'waits', reserved: 'open', sent: 'open' },
  ...{ accepted: 'open', pendingUnknown: 'waits', settled: 'done', refused: 'failed' },
  ...{ rejected: 'failed', returned: 'failed', cancelled: 'failed', declined: 'failed' },
};
const DEPOSITS: Readonly<Record<string, Standing>> = {
  ...{ booking: 'open', credited: 'done', suspended: 'waits' },
  ...{ assigning: 'open', assigned: 'done', notBooked: 'failed' },
};

export function withdrawalStanding({ state }: Withdrawal): Standing {
  return WITHDRAWALS[state] ?? 'open';
}

export function depositStanding({ state }: Deposit): Standing {
  return DEPOSITS[state] ?? 'open';
}

/** Nothing has left the house. */
export function isCancellable({ state }: Withdrawal): boolean {
  return state === 'awaitingApproval' || state === 'reserved';
}

/** A deposit that a simulated pay-in promised: newer than this number, hoped for until then. */
export interface Awaited {
  readonly aboveId: number;
  readonly untilMs: number;
}

export function newestDeposit({ deposits }: Funds): number {
  return Math.max(0, ...deposits.map(({ id }) => id));
}

/** Whether something on the page may change by itself soon. */
export function isUnderWay(funds: Funds, awaited: Awaited | undefined, nowMs: number): boolean {
  const isMoving = (standing: Standing) => standing === 'open' || standing === 'waits';
  const isAwaited =
    awaited !== undefined && nowMs < awaited.untilMs && newestDeposit(funds) <= awaited.aboveId;
  return (
    isAwaited ||
    funds.withdrawals.some((one) => isMoving(withdrawalStanding(one))) ||
    funds.deposits.some((one) => depositStanding(one) === 'open')
  );
}

/** What the bank told beside the steps, and no step followed from at once, is for operators to read. */
export function shownHistory(history: readonly HistoryLine[]): readonly HistoryLine[] {
  return history.filter(
    (line, k) => !(line.note.includes('told ') && history[k - 1]?.state === line.state),
  );
}

export type Actor = 'you' | 'bank' | 'venue' | 'staff';

/** `user`: who asked for it; empty: nobody did. */
export function actorOf({ actor }: HistoryLine, user: string): Actor {
  if (actor === 'bank' || actor === 'venue') return actor;
  return actor === user ? 'you' : 'staff';
}

/** Why a bank turns a payment down, ISO 20022 external code set, as far as customers can do something. */
export const REASONS = ['AC01', 'AC04', 'AC06', 'AM04'] as const;
export type Reason = (typeof REASONS)[number];

/** A note of the history: `key` where it has words of its own, `code` of the bank or of a refusal, `text` as
 * a person wrote it. */
export interface NoteParts {
  /** ISO 20022 reason that has words here. */
  readonly reason?: Reason;
  readonly key?: 'noAnswer' | 'messageRefused' | 'noEnd';
  readonly code?: string;
  readonly reject?: number;
  readonly text?: string;
}

const VENUE_NOTES: Readonly<Record<string, NonNullable<NoteParts['key']>>> = {
  'no answer': 'noAnswer',
  'the bank refused the message': 'messageRefused',
  'no end after three questions': 'noEnd',
};
/** ISO 20022: a status such as ACSC, a reason such as AC06, both, or `told ACSP` of a call-back. */
const BANK_NOTE = /^(?:[A-Z]{2}\d{2} )?(?:told )?[A-Z]{2}[A-Z0-9]{2}$/;

export function noteParts({ note }: HistoryLine): NoteParts {
  if (note === '') return {};
  const key = VENUE_NOTES[note];
  if (key !== undefined) return { key };
  if (/^(the core refused: )?\d{4}$/.test(note)) return { reject: Number(note.slice(-4)) };
  if (BANK_NOTE.test(note)) {
    const code = note.replace('told ', '');
    const reason = REASONS.find((one) => code.startsWith(one));
    return { code, ...(reason === undefined ? {} : { reason }) };
  }
  return { text: note };
}
