// Who acts at the operators' desk, and what is answered.

import type { RejectRow } from '../../shared/domain/reject.ts';
import type { AuditEntry } from '../audit/audit-log.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';

/** Who acts, when, from where. */
export type Operator = Pick<AuditEntry, 'atMicros' | 'who' | 'address'>;

/** A row of the table of refusals, or what was done. */
export type Done = { readonly refusal: RejectRow } | { readonly done: true };
export type Proposed = { readonly refusal: RejectRow } | { readonly proposal: Proposal };
