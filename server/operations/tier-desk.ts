// The fee tiers at the operators' desk: two persons set the table, or take back a discount that was set by
// hand; the business day runs the tiers.
//
// An account whose discount two persons set keeps it, whatever it trades, until two persons take it back;
// the next business day then gives it its tier.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { JsonObject } from '../audit/canonical-json.ts';
import type { TierTable } from './fee-tiers.ts';
import { DAY_MICROS } from './fee-tiers.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';
import type { OperatorCommands } from './operator-commands.ts';
import type { Operator, Proposed } from './operator-act.ts';
import type { Planned } from './planned-changes.ts';
import type { TierBox } from './tier-box.ts';
import { createTierRuns, type OwnTier, type TierBooks, type TierView } from './tier-runs.ts';

export interface TableWanted extends TierTable {
  /** First business day, days since 1970; left out: the next one that is run. */
  readonly from?: number;
}

export interface TierDesk {
  proposeTable(by: Operator, table: TableWanted, why: string): Promise<Proposed>;
  /** To take back what was set by hand. */
  proposeRelease(by: Operator, account: number, why: string): Promise<Proposed>;
  view(): TierView;
  own(account: number, nowMicros: number): Promise<OwnTier>;
  /** Keeps a table that was confirmed; 0: done. */
  keep(proposal: Proposal, today: number): number;
  release(account: number): number;
  /** Does what has a date, then the tiers of a day that has no run yet, then what they change. */
  applyDue(nowMicros: number): Promise<void>;
}

export interface TierDeskParts {
  readonly audit: AuditLog;
  readonly box: TierBox;
  readonly books: TierBooks;
  readonly planned: Planned;
  propose(by: Operator, what: string, object: string, given: JsonObject, why: string): Promise<Proposed>; // prettier-ignore
  /** The business day that was run last; 0: none. */
  day(): Promise<number>;
}

export function createTierDesk(parts: TierDeskParts): TierDesk {
  const { box, planned, propose, day } = parts;
  const runs = createTierRuns(parts);
  /** One after the other: a change that was begun has its answer before the next one has its number. */
  let last: Promise<void> = Promise.resolve();

  async function run(nowMicros: number): Promise<void> {
    await planned.applyDue(nowMicros);
    if (await runs.runDue(await day(), nowMicros)) await planned.applyDue(nowMicros);
  }

  return {
    proposeTable: (by, { tiers, ...table }, why) =>
      propose(by, 'fee-tiers.set', 'venue', { ...table, tiers: tiers.map((row) => ({ ...row })) }, why), // prettier-ignore
    async proposeRelease(by, account, why) {
      const object = `account:${String(account)}`;
      if (!box.byHand().includes(account)) {
        const outcome = REJECTS.notByHand.name;
        await parts.audit.record({ ...by, what: 'discount.release', object, why, outcome });
        return { refusal: REJECTS.notByHand };
      }
      return propose(by, 'discount.release', object, { account }, why);
    },
    view: () => runs.view(),
    async own(account, nowMicros) {
      const today = Math.max(await day(), Math.floor(nowMicros / DAY_MICROS));
      return runs.own(account, today + 1);
    },
    keep({ payload, why, proposedBy, confirmedBy }, today) {
      const { asset, tiers, from = today } = JSON.parse(payload) as TableWanted;
      const people = { why, proposedBy, confirmedBy };
      box.addTable({ asset, tiers, fromDay: Math.max(from, today), ...people });
      return 0;
    },
    release: (account) => (box.giveBack(account) ? 0 : REJECTS.proposalOver.code),
    applyDue(nowMicros) {
      last = last.catch(() => undefined).then(() => run(nowMicros));
      return last;
    },
  };
}

/** A discount that no run found is marked before it is sent: whatever becomes of the process, no tier
 * takes its place. What the core refuses leaves no mark. */
export function markByHand(commands: OperatorCommands, box: TierBox): OperatorCommands {
  return {
    ...commands,
    async change(change, number) {
      if (change.what !== 'discount.set' || change.tier !== undefined) {
        return commands.change(change, number);
      }
      const isNew = box.takeByHand(change.account);
      const code = await commands.change(change, number);
      if (isNew && code !== 'repeated' && code !== 0) box.giveBack(change.account);
      return code;
    },
  };
}
