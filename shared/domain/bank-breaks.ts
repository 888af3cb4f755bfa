// What may be wrong between us and the bank: why a credit has no owner, and what a reconciliation finds.

export const UNMATCHED = [
  'noReference',
  'badReference',
  'unknownAccount',
  'conflictingReferences',
  'currencyNotTaken',
  'accountRefused',
  'unexpectedReturn',
  'missedNotification',
] as const;
export type Unmatched = (typeof UNMATCHED)[number];

export const BREAK_KINDS = [
  'missingInLedger',
  'missingInPayments',
  'missingAtBank',
  'onlyInLedger',
  'onlyInPayments',
  'onlyAtBank',
  'amount',
  'decimalShift',
  'direction',
  'currency',
  'date',
  'duplicate',
  'balance',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];
