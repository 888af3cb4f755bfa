// What one person of the staff proposes and another confirms, as REST tells it.

export interface Proposal {
  readonly id: number;
  /** What will be done, as `account.unblock`. */
  readonly what: string;
  /** On what, as `account:100`. */
  readonly object: string;
  /** JSON of what the act needs. */
  readonly payload: string;
  readonly why: string;
  readonly proposedBy: string;
  readonly proposedMicros: number;
  /** confirmed: its act was begun, which happens once, whatever becomes of the process. */
  readonly state: 'open' | 'confirmed' | 'done' | 'refused' | 'withdrawn';
  readonly confirmedBy: string;
}
