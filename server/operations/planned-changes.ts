// Limits and fees with a date: what two persons decided holds from a business day on, and is done once when
// that day has come, whatever becomes of the process in between.
//
// How once: the change's number within source 6 is written down before it is sent. What was begun and has
// no end is sent again under that number at the next start, before any other command of the source; the
// core drops a number that it has seen.

import { REJECTS, rejectByCode, type RejectRow } from '../../shared/domain/reject.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { OperatorCommands } from './operator-commands.ts';
import type { Change, Plan, PlanBox } from './plan.ts';

export interface PlannedParts {
  readonly audit: AuditLog;
  readonly commands: OperatorCommands;
  readonly plans: PlanBox;
  /** Business day that is known to have come, before the first one the day in UTC. */
  day(nowMicros: number): Promise<number>;
}

export interface Planned {
  /** Sends again what a process before this one had begun. First of all, and called once. */
  resume(nowMicros: number): Promise<void>;
  /** Does what is due; again at once or later is no harm. */
  applyDue(nowMicros: number): Promise<void>;
  withdraw(id: number, nowMicros: number): RejectRow | undefined;
}

const VENUE = { who: { user: 'venue', role: '' }, address: '' };

export function createPlanned({ audit, commands, plans, day }: PlannedParts): Planned {
  /** One run after the other: two at once would begin the same row. */
  let last: Promise<void> = Promise.resolve();

  function entryOf(plan: Plan, atMicros: number): Omit<AuditEntry, 'outcome'> {
    const { what, object, why, proposedBy, confirmedBy, fromDay } = plan;
    const details = { plan: plan.id, proposedBy, confirmedBy, fromDay };
    return { ...VENUE, atMicros, what, object, onBehalfOf: object, why, details };
  }

  async function finish(plan: Plan, decided: Promise<number | 'repeated'>, nowMicros: number) {
    const code = await decided;
    const isRefused = typeof code === 'number' && code !== 0;
    const refusal = isRefused ? (rejectByCode(code) ?? REJECTS.badField) : undefined;
    // A number that the core had seen was decided by the command of the process before.
    const outcome = refusal?.name ?? (code === 'repeated' ? 'applied before' : 'applied');
    await audit.record({ ...entryOf(plan, nowMicros), outcome });
    plans.end(plan.id, isRefused ? 'refused' : 'applied', nowMicros);
  }

  const changeOf = (plan: Plan): Change => JSON.parse(plan.payload) as Change;

  async function run(nowMicros: number): Promise<void> {
    for (const plan of plans.due(await day(nowMicros))) {
      await audit.record({ ...entryOf(plan, nowMicros), outcome: 'ordered' });
      const sourceSeq = commands.nextNumber();
      // Withdrawn while the log was written: then it is not begun.
      if (!plans.begin(plan.id, sourceSeq)) continue;
      await finish(plan, commands.change(changeOf(plan), sourceSeq), nowMicros);
    }
  }

  return {
    async resume(nowMicros) {
      // All are sent before the first answer is waited for: nothing else comes between.
      const begun = plans.begun();
      const sent = begun.map((plan) => commands.change(changeOf(plan), plan.sourceSeq));
      for (const [k, plan] of begun.entries()) await finish(plan, sent[k]!, nowMicros);
    },
    applyDue(nowMicros) {
      last = last.catch(() => undefined).then(() => run(nowMicros));
      return last;
    },
    withdraw(id, nowMicros) {
      if (plans.find(id) === undefined) return REJECTS.unknownPlan;
      return plans.withdraw(id, nowMicros) ? undefined : REJECTS.planOver;
    },
  };
}
