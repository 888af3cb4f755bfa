// Four eyes: what one person proposes another confirms within a day, and then it is done once. For
// whatever one person alone must not do: unblock an account, change limits and fees, bust a trade.

import type { Proposal } from '../../shared/domain/proposal.ts';

/** A person may not confirm what is its own; one that is over cannot be confirmed or withdrawn. */
export type Confirmation =
  | { readonly is: 'confirmed'; readonly proposal: Proposal }
  | { readonly is: 'unknown' | 'samePerson' | 'over' };

export interface FourEyes {
  propose(
    given: Pick<Proposal, 'what' | 'object' | 'payload' | 'why' | 'proposedBy'>,
    nowMicros: number,
  ): Proposal;
  find(id: number): Proposal | undefined;
  /** Takes the proposal for this person, durably and once: afterwards its act may be begun. */
  confirm(id: number, user: string, nowMicros: number): Confirmation;
  /** What became of the act. */
  finish(id: number, isDone: boolean): void;
  withdraw(id: number, nowMicros: number): boolean;
  /** Newest first. */
  list(limit: number): readonly Proposal[];
  close(): void;
}

/** A proposal that nobody confirmed for so long is over. */
export const PROPOSAL_LIFE_MICROS = 24 * 3_600 * 1_000_000;

export function isOver(proposal: Proposal, nowMicros: number): boolean {
  return proposal.state !== 'open' || nowMicros >= proposal.proposedMicros + PROPOSAL_LIFE_MICROS;
}
