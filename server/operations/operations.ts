// The operators' desk: every act has a reason and stands in the audit log twice, when it was ordered and
// with what came of it; what was switched off, another person switches on (row B4).

import { REJECTS, rejectByCode, type RejectRow } from '../../shared/domain/reject.ts';
import type { PenaltyRates } from '../../shared/domain/calendars/settlement-fails.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import { canonicalJson, type JsonObject } from '../audit/canonical-json.ts';
import type { BuyIn } from '../core/buy-in.ts';
import type { Reversal } from '../core/trade-reversal.ts';
import { createClearing, type ClearingBooks, type Failing } from './clearing.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';
import type { FourEyes } from './four-eyes.ts';
import type { Switches } from './four-eyes-sqlite.ts';
import type { Done, Operator, Proposed } from './operator-act.ts';
import type { OperatorCommands } from './operator-commands.ts';
import { mayHaveDate, type Change, type DiscountChange, type FeesChange } from './plan.ts';
import type { LimitsChange, Plan, PlanBox } from './plan.ts';
import { createPlanned } from './planned-changes.ts';
import { createTierDesk, markByHand, type TierDesk } from './tier-desk.ts';
import type { TierBox } from './tier-box.ts';
import type { TierBooks } from './tier-runs.ts';

export type { Done, Operator, Proposed };

export interface BustOf {
  readonly trade: number;
  readonly forced: boolean;
}

export interface DeliveryFail {
  readonly account: number;
  readonly instrument: number;
  readonly lots: number;
}

/** Parts per million a day. */
export type NamedRates = Readonly<Record<keyof typeof AssetClass, number>>;

export interface Operations {
  /** Of an instrument, or of the whole venue: cancels every order. */
  halt(by: Operator, instrument: number | 'venue', why: string): Promise<Done>;
  /** Of an instrument that trades or is halted: orders are collected until it is resumed. */
  callAuction(by: Operator, instrument: number, why: string): Promise<Done>;
  /** By another person than who stopped it: halted it or called its auction, whichever came first. */
  resume(by: Operator, instrument: number | 'venue', why: string): Promise<Done>;
  block(by: Operator, account: number, why: string): Promise<Done>;
  proposeUnblock(by: Operator, account: number, why: string): Promise<Proposed>;
  proposeLimits(by: Operator, limits: LimitsChange, why: string): Promise<Proposed>;
  proposeFees(by: Operator, fees: FeesChange, why: string): Promise<Proposed>;
  proposeDiscount(by: Operator, discount: DiscountChange, why: string): Promise<Proposed>;
  /** Limits and fees with a date, the latest first: those to come, and what became of the others. */
  planned(): readonly Plan[];
  /** Until it holds. */
  withdrawPlan(by: Operator, plan: number, why: string): Promise<Done>;
  /** Does what the business day has reached; the clock calls it again and again. */
  applyPlanned(nowMicros: number): Promise<void>;
  /** Ends what a process before this one began. Before anything else is ordered. */
  resumePlanned(nowMicros: number): Promise<void>;
  /** The bust of a trade: its entries once more with the other sign. `forced`: who cannot give back owes. */
  proposeBust(by: Operator, bust: BustOf, why: string): Promise<Proposed>;
  /** Days since 1970; settles what is due. */
  runBusinessDay(by: Operator, day: number, why: string): Promise<Done>;
  /** The day that was run last, days since 1970; 0: none yet. */
  businessDay(): Promise<number>;
  failDelivery(by: Operator, fail: DeliveryFail, why: string): Promise<Done>;
  /** Deliveries that fail, the oldest first. */
  failing(): Promise<readonly Failing[]>;
  proposeBuyIn(by: Operator, buyIn: BuyIn, why: string): Promise<Proposed>;
  /** What a fail costs, every rate at once. */
  proposePenalties(by: Operator, rates: NamedRates, why: string): Promise<Proposed>;
  readonly tiers: TierDesk;
  proposals(): readonly Proposal[];
  /** The grant that whoever confirms it needs; undefined: there is no such proposal. */
  grantOf(proposal: number): Grant | undefined;
  confirm(by: Operator, proposal: number, why: string): Promise<Done>;
  withdraw(by: Operator, proposal: number, why: string): Promise<Done>;
}

export interface OperationsParts {
  readonly audit: AuditLog;
  readonly commands: OperatorCommands;
  readonly fourEyes: FourEyes;
  readonly switches: Switches;
  readonly plans: PlanBox;
  /** As the read model knows it; undefined or 0: none was run yet. */
  businessDay(): Promise<number | undefined>;
  readonly clearing: ClearingBooks;
  readonly tiers: TierBox;
  readonly tierBooks: TierBooks;
  /** Both sides of a trade, as it was booked. */
  tradeOf(id: number): Promise<Reversal | undefined>;
}

/** What may be proposed: who may confirm it, and how it is done. */
const PROPOSABLE: Readonly<Record<string, Grant>> = {
  'account.unblock': 'block',
  'limits.set': 'setLimits',
  'fees.set': 'setLimits',
  'discount.set': 'setLimits',
  'discount.release': 'setLimits',
  'fee-tiers.set': 'setLimits',
  'trade.bust': 'correctTrade',
  'delivery.buy-in': 'runBusinessDay',
  'penalties.set': 'setLimits',
};
const NOT_CONFIRMED = {
  unknown: REJECTS.unknownProposal,
  samePerson: REJECTS.secondPersonNeeded,
  over: REJECTS.proposalOver,
};
const LISTED = 100;
const DAY_MICROS = 86_400e6;

export function createOperations(parts: OperationsParts): Operations {
  const { audit, fourEyes, switches, plans, tradeOf } = parts;
  const commands = markByHand(parts.commands, parts.tiers);
  /** What was run here: the read model knows it a moment later. */
  let ranDay = 0;
  const clearing = createClearing({ audit, commands, books: parts.clearing });
  const planned = createPlanned({ audit, commands, plans, day: dayAt });
  const tiers = createTierDesk({
    audit,
    box: parts.tiers,
    books: parts.tierBooks,
    propose,
    planned,
    day: businessDay,
  });

  /** Here or before this start. */
  async function businessDay(): Promise<number> {
    return Math.max((await parts.businessDay()) ?? 0, ranDay);
  }

  async function dayAt(nowMicros: number): Promise<number> {
    const day = await businessDay();
    return day === 0 ? Math.floor(nowMicros / DAY_MICROS) : day;
  }

  /** The act stands in the log before it is begun: what cannot be recorded does not happen. */
  async function act(
    by: Operator,
    entry: Pick<AuditEntry, 'what' | 'object' | 'why' | 'onBehalfOf' | 'details'>,
    run: () => Promise<number>,
    success = 'done',
  ): Promise<Done> {
    await audit.record({ ...by, ...entry, outcome: 'ordered' });
    const code = await run();
    const refusal = code === 0 ? undefined : (rejectByCode(code) ?? REJECTS.badField);
    await audit.record({ ...by, ...entry, outcome: refusal?.name ?? success });
    return refusal === undefined ? { done: true } : { refusal };
  }

  async function refuse(
    by: Operator,
    entry: Pick<AuditEntry, 'what' | 'object' | 'why'>,
    refusal: RejectRow,
  ): Promise<{ readonly refusal: RejectRow }> {
    await audit.record({ ...by, ...entry, outcome: refusal.name });
    return { refusal };
  }

  const objectOf = (instrument: number | 'venue'): string =>
    instrument === 'venue' ? 'venue' : `instrument:${String(instrument)}`;

  async function propose(
    by: Operator,
    what: keyof typeof PROPOSABLE,
    object: string,
    given: JsonObject,
    why: string,
  ): Promise<Proposed> {
    const payload = canonicalJson(given);
    const asked = { what, object, payload, why, proposedBy: by.who.user };
    const proposal = fourEyes.propose(asked, by.atMicros);
    const details = { proposal: proposal.id, given };
    await audit.record({ ...by, what, object, why, outcome: 'proposed', details });
    return { proposal };
  }

  async function execute(proposal: Proposal, today: number): Promise<number> {
    const { what, payload } = proposal;
    const given: unknown = JSON.parse(payload);
    if (mayHaveDate(what)) {
      const code = await commands.change({ what, ...(given as object) } as Change, commands.nextNumber()); // prettier-ignore
      return code === 'repeated' ? 0 : code;
    }
    if (what === 'trade.bust') return bust(given as BustOf);
    if (what === 'delivery.buy-in') return commands.buyIn(given as BuyIn);
    if (what === 'penalties.set') return commands.setPenalties(ratesOf(given as NamedRates));
    if (what === 'fee-tiers.set') return tiers.keep(proposal, today);
    const { account } = given as { readonly account: number };
    if (what === 'discount.release') return tiers.release(account);
    const code = await commands.unblock(account);
    if (code === 0) switches.on(`account:${String(account)}`);
    return code;
  }

  /** The day from which a proposal shall hold; undefined: from its confirmation. */
  function fromDayOf({ what, payload }: Proposal): number | undefined {
    return mayHaveDate(what) ? (JSON.parse(payload) as Change).from : undefined;
  }

  function plan(proposal: Proposal, fromDay: number, plannedMicros: number): number {
    const { object, why, proposedBy, confirmedBy } = proposal;
    const what = proposal.what as Change['what'];
    const payload = canonicalJson({ what, ...(JSON.parse(proposal.payload) as JsonObject) });
    plans.add({ what, object, payload, fromDay, why, proposedBy, confirmedBy, plannedMicros });
    return 0;
  }

  const tradeObject = (trade: number): string => `trade:${String(trade)}`;

  /** A trade is busted once: what was taken back stands among the things that are off. */
  async function bust({ trade, forced }: BustOf): Promise<number> {
    const reversal = await tradeOf(trade);
    if (reversal === undefined) return REJECTS.unknownTrade.code;
    if (switches.offBy(tradeObject(trade)) !== undefined) return REJECTS.proposalOver.code;
    const code = await commands.bust({ ...reversal, forced });
    if (code === 0) switches.off(tradeObject(trade), 'venue');
    return code;
  }

  return {
    async proposeBust(by, given, why) {
      const object = tradeObject(given.trade);
      const entry = { what: 'trade.bust', object, why };
      if (switches.offBy(object) !== undefined) return refuse(by, entry, REJECTS.proposalOver);
      if ((await tradeOf(given.trade)) === undefined)
        return refuse(by, entry, REJECTS.unknownTrade);
      return propose(by, 'trade.bust', object, { ...given }, why);
    },
    businessDay,
    async runBusinessDay(by, day, why) {
      const entry = { what: 'business-day.run', object: `day:${String(day)}`, why };
      const done = await act(by, entry, () => commands.runBusinessDay(day));
      if ('refusal' in done) return done;
      ranDay = Math.max(ranDay, day);
      await tiers.applyDue(by.atMicros);
      await clearing.orderDue(day, by.atMicros);
      return done;
    },
    failDelivery(by, { account, instrument, lots }, why) {
      const object = `account:${String(account)}`;
      const details = { instrument, lots };
      const entry = { what: 'delivery.fail', object, onBehalfOf: object, why, details };
      return act(by, entry, () => commands.failDelivery(account, instrument, lots));
    },
    failing: async () => clearing.failing(await businessDay()),
    proposeBuyIn: (by, buyIn, why) =>
      propose(by, 'delivery.buy-in', `account:${String(buyIn.account)}`, { ...buyIn }, why),
    proposePenalties: (by, rates, why) => propose(by, 'penalties.set', 'venue', { ...rates }, why),
    async halt(by, instrument, why) {
      const object = objectOf(instrument);
      return act(by, { what: 'trading.halt', object, why }, async () => {
        const code = await (instrument === 'venue'
          ? commands.haltVenue()
          : commands.halt(instrument));
        if (code === 0) switches.off(object, by.who.user);
        return code;
      });
    },
    async callAuction(by, instrument, why) {
      const object = objectOf(instrument);
      const entry = { what: 'trading.auction', object, why };
      // It begins the way back from a halt.
      if (switches.offBy(object) === by.who.user) {
        return refuse(by, entry, REJECTS.secondPersonNeeded);
      }
      return act(by, entry, async () => {
        const code = await commands.callAuction(instrument);
        if (code === 0) switches.off(object, by.who.user);
        return code;
      });
    },
    async resume(by, instrument, why) {
      const object = objectOf(instrument);
      const entry = { what: 'trading.resume', object, why };
      const offBy = [switches.offBy(object), switches.offBy('venue')];
      if (offBy.includes(by.who.user)) return refuse(by, entry, REJECTS.secondPersonNeeded);
      return act(by, entry, async () => {
        const code = await (instrument === 'venue'
          ? commands.resumeVenue()
          : commands.resume(instrument));
        if (code === 0) switches.on(object);
        return code;
      });
    },
    block(by, account, why) {
      const object = `account:${String(account)}`;
      const entry = { what: 'account.block', object, onBehalfOf: object, why };
      return act(by, entry, async () => {
        const code = await commands.block(account);
        if (code === 0) switches.off(object, by.who.user);
        return code;
      });
    },
    proposeUnblock: (by, account, why) =>
      propose(by, 'account.unblock', `account:${String(account)}`, { account }, why),
    proposeLimits: (by, limits, why) =>
      propose(by, 'limits.set', `account:${String(limits.account)}`, { ...limits }, why),
    proposeFees: (by, fees, why) =>
      propose(by, 'fees.set', objectOf(fees.instrument), { ...fees }, why),
    proposeDiscount: (by, discount, why) =>
      propose(by, 'discount.set', `account:${String(discount.account)}`, { ...discount }, why),
    planned: () => plans.list(LISTED),
    async withdrawPlan(by, id, why) {
      const entry = { what: 'plan.withdraw', object: `plan:${String(id)}`, why };
      const refusal = planned.withdraw(id, by.atMicros);
      if (refusal !== undefined) return refuse(by, entry, refusal);
      await audit.record({ ...by, ...entry, outcome: 'withdrawn' });
      return { done: true };
    },
    tiers,
    applyPlanned: (nowMicros) => tiers.applyDue(nowMicros),
    resumePlanned: (nowMicros) => planned.resume(nowMicros),
    proposals: () => fourEyes.list(LISTED),
    grantOf(id) {
      const found = fourEyes.find(id);
      return found && PROPOSABLE[found.what];
    },
    async confirm(by, id, why) {
      const entry = { what: 'proposal.confirm', object: `proposal:${String(id)}`, why };
      const today = await dayAt(by.atMicros);
      const answer = fourEyes.confirm(id, by.who.user, by.atMicros);
      if (answer.is !== 'confirmed') return refuse(by, entry, NOT_CONFIRMED[answer.is]);
      const { what, object, proposedBy } = answer.proposal;
      const details = { proposal: id, proposedBy };
      const order = { what, object, onBehalfOf: object, why, details };
      const from = fromDayOf(answer.proposal);
      const isPlan = from !== undefined && from > today;
      const done = await (isPlan
        ? act(by, order, () => Promise.resolve(plan(answer.proposal, from, by.atMicros)), 'planned')
        : act(by, order, () => execute(answer.proposal, today)));
      fourEyes.finish(id, 'done' in done);
      // The day may have come between the look at it and the plan.
      if (isPlan) await planned.applyDue(by.atMicros);
      return done;
    },
    async withdraw(by, id, why) {
      const entry = { what: 'proposal.withdraw', object: `proposal:${String(id)}`, why };
      if (fourEyes.find(id) === undefined) return refuse(by, entry, REJECTS.unknownProposal);
      if (!fourEyes.withdraw(id, by.atMicros)) return refuse(by, entry, REJECTS.proposalOver);
      await audit.record({ ...by, ...entry, outcome: 'done' });
      return { done: true };
    },
  };
}

function ratesOf({ stock, bond, fund, fx, crypto }: NamedRates): PenaltyRates {
  const { stock: STOCK, bond: BOND, fund: FUND, fx: FX, crypto: CRYPTO } = AssetClass;
  return { [STOCK]: stock, [BOND]: bond, [FUND]: fund, [FX]: fx, [CRYPTO]: crypto };
}
