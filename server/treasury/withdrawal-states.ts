// The states of a withdrawal, which may follow which, and what each does to the money.

export const WITHDRAWAL_STATES = [
  'requested',
  'refused',
  'awaitingApproval',
  'reserved',
  'sent',
  'accepted',
  'pendingUnknown',
  'settled',
  'rejected',
  'returned',
  'cancelled',
  'declined',
] as const;
export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

/**
 * Everything else is a regression or a contradiction and changes nothing: a rejected payment never
 * becomes a settled one, and what has left the house is never sent a second time.
 */
export const NEXT: Readonly<Record<WithdrawalState, readonly WithdrawalState[]>> = {
  requested: ['refused', 'awaitingApproval', 'reserved'],
  refused: [],
  awaitingApproval: ['reserved', 'declined', 'cancelled'],
  reserved: ['sent', 'cancelled'],
  sent: ['accepted', 'pendingUnknown', 'settled', 'rejected'],
  accepted: ['settled', 'rejected'],
  pendingUnknown: ['accepted', 'settled', 'rejected'],
  settled: ['returned'],
  rejected: [],
  returned: [],
  cancelled: [],
  declined: [],
};

/** At the bank, and without an end that we know. */
export const IN_FLIGHT: readonly WithdrawalState[] = ['sent', 'accepted', 'pendingUnknown'];
/** Nothing has left the house. */
export const CANCELLABLE: readonly WithdrawalState[] = ['awaitingApproval', 'reserved'];

export type Movement = 'reserve' | 'payOut' | 'giveBack' | 'bringBack';

/** The one posting that goes with reaching a state. */
export const MOVES_ON: Partial<Readonly<Record<WithdrawalState, Movement>>> = {
  requested: 'reserve',
  settled: 'payOut',
  rejected: 'giveBack',
  cancelled: 'giveBack',
  declined: 'giveBack',
  returned: 'bringBack',
};

/** When the bank is asked, counted from the sending; afterwards every ten minutes. */
export const QUERY_AFTER_MS = [30_000, 120_000, 600_000] as const;
export const QUERY_EVERY_MS = 600_000;
/** This many questions without an end make it a case for the operators. */
export const QUERIES_BEFORE_CASE = QUERY_AFTER_MS.length;
