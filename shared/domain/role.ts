// Roles and what each may do, on the wire and over REST. Default deny: what is not listed is refused.

export const Role = {
  trader: 0,
  consumer: 1,
  administrator: 2,
  risk: 3,
  operations: 4,
  auditor: 5,
} as const;
export type Role = (typeof Role)[keyof typeof Role];
export const ROLE_NAMES = [
  'trader',
  'consumer',
  'administrator',
  'risk',
  'operations',
  'auditor',
] as const;

/** What a grant allows, in words that complete "may …". */
export const GRANT_WORDS = {
  marketData: 'read market data',
  trade: 'trade its own account',
  readAccount: 'read its own account',
  fund: 'deposit to and withdraw from its own account',
  halt: 'halt and resume instruments and the venue',
  block: 'block accounts and cancel their orders',
  setLimits: 'set pre-trade limits and fees',
  correctTrade: 'bust and correct trades',
  runBusinessDay: 'run the business day',
  approvePayout: 'approve withdrawals above the limit',
  reconcile: 'work the queue of unmatched bank entries',
  searchUsers: 'search users, personal data masked',
  unmask: 'see personal data, with a reason',
  readAnyAccount: 'read every account',
  manageUsers: 'change roles and end sessions',
  readAudit: 'read, verify and export the audit log',
} as const;
export type Grant = keyof typeof GRANT_WORDS;
export const GRANTS = Object.keys(GRANT_WORDS) as readonly Grant[];

/** Nobody both asks for money and approves it, and nobody who is audited keeps the audit. */
const GRANTS_OF: Readonly<Record<Role, readonly Grant[]>> = {
  [Role.trader]: ['marketData', 'trade', 'readAccount', 'fund'],
  [Role.consumer]: ['marketData'],
  [Role.administrator]: ['marketData', 'halt', 'block', 'searchUsers', 'manageUsers'],
  [Role.risk]: ['marketData', 'halt', 'block', 'setLimits', 'readAnyAccount'],
  [Role.operations]: [
    'marketData',
    'halt',
    'correctTrade',
    'runBusinessDay',
    'approvePayout',
    'reconcile',
    'searchUsers',
    'unmask',
    'readAnyAccount',
  ],
  [Role.auditor]: ['marketData', 'searchUsers', 'readAnyAccount', 'readAudit'],
};

export function may(role: Role, grant: Grant): boolean {
  return GRANTS_OF[role].includes(grant);
}

/** What no customer may: it takes a second factor wherever users have accounts of their own (ASVS 5.0 6.3.3). */
export function isStaffGrant(grant: Grant): boolean {
  return !may(Role.trader, grant) && !may(Role.consumer, grant);
}

export function isStaffRole(role: Role): boolean {
  return GRANTS_OF[role].some(isStaffGrant);
}
