// Tables of the treasury. IBAN and names are sealed; amounts are minor units.

import type { Generated } from 'kysely';
import type { WithdrawalState } from './withdrawal-states.ts';

export interface BankAccountTable {
  id: Generated<number>;
  account: number;
  /** Sealed. */
  iban: string;
  holder: string;
  bic: string;
  /** The masked IBAN. */
  shown: string;
  label: string;
  created_ms: number;
  /** 0: it is in use. Payments of the past keep their target. */
  removed_ms: number;
}

export interface WithdrawalTable {
  id: Generated<number>;
  account: number;
  /** Who asked. */
  user: string;
  bank_account: number;
  asset: number;
  amount_minor: number;
  client_request_id: string;
  end_to_end_id: string;
  uetr: string;
  state: WithdrawalState;
  /** 1: two persons have to approve. */
  needs_approval: number;
  /** ISO reason code, reject code or words; empty: none. */
  reason: string;
  created_ms: number;
  updated_ms: number;
  /** 0: not yet. */
  sent_ms: number;
  queries: number;
  /** 0: nothing to ask. */
  next_query_ms: number;
  /** 1: the operators have to look at it. */
  needs_operator: number;
}

export interface WithdrawalEventTable {
  id: Generated<number>;
  withdrawal: number;
  state: string;
  actor: string;
  note: string;
  at_ms: number;
}

export interface ApprovalTable {
  withdrawal: number;
  user: string;
  note: string;
  at_ms: number;
}

export interface DepositTable {
  id: Generated<number>;
  /** AcctSvcrRef of the bank: an entry is booked once, however often it is told. */
  bank_reference: string;
  /** -1: nobody yet. */
  account: number;
  /** -1: a currency that the venue does not take; not booked. */
  asset: number;
  currency: string;
  amount_minor: number;
  state: 'booking' | 'credited' | 'suspended' | 'assigning' | 'assigned' | 'notBooked';
  /** Why it is unmatched; empty: it is not. */
  classification: string;
  reference: string;
  /** Sealed. */
  payer: string;
  value_on: string;
  received_ms: number;
  assigned_by: string;
  note: string;
}

export interface DepositEventTable {
  id: Generated<number>;
  deposit: number;
  state: string;
  actor: string;
  note: string;
  at_ms: number;
}

/** Debits and returns of the bank's account, by its own reference. */
export interface BankEntryTable {
  bank_reference: string;
  withdrawal: number;
  kind: 'payment' | 'return';
  at_ms: number;
}

/** Postings on their way to the core; the row's number is the number in the source's sequence. */
export interface OutboxTable {
  id: Generated<number>;
  kind: string;
  withdrawal: number;
  deposit: number;
  from_account: number;
  to_account: number;
  asset: number;
  amount_minor: number;
  state: 'waiting' | 'booked' | 'refused';
  code: number;
  created_ms: number;
}

export interface CallbackTable {
  event_id: string;
  status: number;
  answer: string;
  received_ms: number;
}

export interface ReconciliationTable {
  id: Generated<number>;
  day: string;
  currency: string;
  run_by: string;
  run_ms: number;
  ledger_lines: number;
  payments: number;
  statement_lines: number;
  /** JSON of the breaks. */
  breaks: string;
  break_count: number;
}

export interface TreasuryTables {
  bank_account: BankAccountTable;
  withdrawal: WithdrawalTable;
  withdrawal_event: WithdrawalEventTable;
  approval: ApprovalTable;
  deposit: DepositTable;
  deposit_event: DepositEventTable;
  bank_entry: BankEntryTable;
  outbox: OutboxTable;
  callback: CallbackTable;
  reconciliation: ReconciliationTable;
}
