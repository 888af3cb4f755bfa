// Withdrawals as people see them: asked for, approved by two, refused, cancelled, listed.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { BankAccounts } from './bank-accounts.ts';
import { queuePosting, type OutboxRow, type Trx } from './outbox.ts';
import { endToEndIdOf } from './payment-message.ts';
import { APPROVALS_NEEDED, approvalAboveMinor, type TreasuryHouse } from './treasury-house.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { advance, findWithdrawal, intentOf, note, type Withdrawal } from './withdrawal-steps.ts';
import { CANCELLABLE, type WithdrawalState } from './withdrawal-states.ts';

export interface HistoryLine {
  readonly state: string;
  readonly actor: string;
  readonly note: string;
  readonly atMs: number;
}

export interface WithdrawalView {
  readonly id: number;
  readonly account: number;
  readonly user: string;
  readonly bankAccount: number;
  /** Masked IBAN. */
  readonly iban: string;
  readonly asset: number;
  readonly amountMinor: number;
  readonly clientRequestId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly state: WithdrawalState;
  readonly needsApproval: boolean;
  readonly needsOperator: boolean;
  readonly reason: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly approvals: readonly string[];
  readonly history: readonly HistoryLine[];
}

export interface WithdrawalRequest {
  readonly account: number;
  readonly user: string;
  readonly bankAccount: number;
  readonly asset: number;
  readonly amountMinor: number;
  readonly clientRequestId: string;
}

const LISTED_MAX = 200;

export function createWithdrawals(house: TreasuryHouse, accounts: BankAccounts) {
  const { store } = house;

  /** The same clientRequestId again is the same withdrawal; with other content it is refused. */
  async function request(given: WithdrawalRequest): Promise<number> {
    const { account, bankAccount, asset, amountMinor, clientRequestId } = given;
    const fundable = house.assets.find(({ id }) => id === asset);
    if (fundable === undefined) throw new Refusal(REJECTS.notFundable);
    if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) {
      throw new Refusal(REJECTS.badAmount);
    }
    const ownsTarget = await accounts.owns(account, bankAccount);
    return store.transaction().execute(async (trx) => {
      const known = await trx
        .selectFrom('withdrawal')
        .selectAll()
        .where('account', '=', account)
        .where('client_request_id', '=', clientRequestId)
        .executeTakeFirst();
      if (known !== undefined) return repeated(known, given);
      if (!ownsTarget) throw new Refusal(REJECTS.unknownBankAccount);
      return insert(trx, given, amountMinor > approvalAboveMinor(fundable));
    });
  }

  function repeated(known: Withdrawal, given: WithdrawalRequest): number {
    const isSame =
      known.bank_account === given.bankAccount &&
      known.asset === given.asset &&
      known.amount_minor === given.amountMinor;
    if (!isSame) throw new Refusal(REJECTS.requestConflict);
    return known.id;
  }

  async function insert(trx: Trx, given: WithdrawalRequest, needsApproval: boolean) {
    const now = house.nowMs();
    const uetr = house.newUetr();
    const { id } = await trx
      .insertInto('withdrawal')
      .values({
        ...{ account: given.account, user: given.user, bank_account: given.bankAccount },
        ...{ asset: given.asset, amount_minor: given.amountMinor },
        // The number that the end-to-end id is made of comes with the row.
        ...{ client_request_id: given.clientRequestId, end_to_end_id: uetr, uetr },
        ...{ state: 'requested', needs_approval: needsApproval ? 1 : 0, reason: '' },
        ...{ created_ms: now, updated_ms: now, sent_ms: 0 },
        ...{ queries: 0, next_query_ms: 0, needs_operator: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const end_to_end_id = endToEndIdOf(id);
    await trx.updateTable('withdrawal').set({ end_to_end_id }).where('id', '=', id).execute();
    await note(house, trx, id, 'requested', { actor: given.user });
    const row = (await findWithdrawal(trx, id))!;
    await queuePosting(trx, now, intentOf(row, 'reserve'));
    return id;
  }

  /** What the core decided about the money of a withdrawal. */
  async function booked(trx: Trx, { kind, withdrawal: id }: OutboxRow, code: number) {
    if (kind !== 'reserve') {
      if (code !== 0) house.onTrouble('a posting of a withdrawal was refused', { id, kind, code });
      return;
    }
    const row = (await findWithdrawal(trx, id))!;
    const venue = { actor: 'venue' };
    if (code !== 0) await advance(house, trx, id, 'refused', { ...venue, reason: String(code) });
    else await advance(house, trx, id, row.needs_approval === 1 ? 'awaitingApproval' : 'reserved', venue); // prettier-ignore
  }

  async function cancel(account: number, user: string, id: number): Promise<void> {
    await store.transaction().execute(async (trx) => {
      const row = await findWithdrawal(trx, id);
      if (row?.account !== account) throw new Refusal(REJECTS.unknownWithdrawal);
      if (!CANCELLABLE.includes(row.state)) throw new Refusal(REJECTS.withdrawalLeft);
      await advance(house, trx, id, 'cancelled', { actor: user });
    });
  }

  async function awaiting(trx: Trx, user: string, id: number): Promise<Withdrawal> {
    const row = await findWithdrawal(trx, id);
    if (row === undefined) throw new Refusal(REJECTS.unknownWithdrawal);
    if (row.user === user) throw new Refusal(REJECTS.ownApproval);
    if (row.state !== 'awaitingApproval') throw new Refusal(REJECTS.notAwaitingApproval);
    return row;
  }

  /** The second of two different persons sets it free. */
  async function approve(user: string, id: number, words: string): Promise<void> {
    await store.transaction().execute(async (trx) => {
      await awaiting(trx, user, id);
      const given = await trx
        .selectFrom('approval')
        .select('user')
        .where('withdrawal', '=', id)
        .execute();
      if (given.some((row) => row.user === user)) throw new Refusal(REJECTS.approvedAlready); // prettier-ignore
      await trx
        .insertInto('approval')
        .values({ withdrawal: id, user, note: words, at_ms: house.nowMs() })
        .execute();
      await note(house, trx, id, 'approved', { actor: user, note: words });
      if (given.length + 1 < APPROVALS_NEEDED) return;
      await advance(house, trx, id, 'reserved', { actor: user, note: 'approved by two' });
    });
  }

  async function refuse(user: string, id: number, words: string): Promise<void> {
    await store.transaction().execute(async (trx) => {
      await awaiting(trx, user, id);
      await advance(house, trx, id, 'declined', { actor: user, note: words });
    });
  }

  async function viewOf(row: Withdrawal): Promise<WithdrawalView> {
    const [target, history, approvals] = await Promise.all([
      store
        .selectFrom('bank_account')
        .select('shown')
        .where('id', '=', row.bank_account)
        .executeTakeFirstOrThrow(),
      store
        .selectFrom('withdrawal_event')
        .select(['state', 'actor', 'note', 'at_ms as atMs'])
        .where('withdrawal', '=', row.id)
        .orderBy('id')
        .execute(),
      store.selectFrom('approval').select('user').where('withdrawal', '=', row.id).execute(),
    ]);
    return {
      ...{ id: row.id, account: row.account, user: row.user, bankAccount: row.bank_account },
      ...{ iban: target.shown, asset: row.asset, amountMinor: row.amount_minor },
      ...{ clientRequestId: row.client_request_id, endToEndId: row.end_to_end_id, uetr: row.uetr },
      ...{ state: row.state, needsApproval: row.needs_approval === 1 },
      ...{ needsOperator: row.needs_operator === 1, reason: row.reason },
      ...{ createdMs: row.created_ms, updatedMs: row.updated_ms },
      approvals: approvals.map(({ user }) => user),
      history,
    };
  }

  async function list(which: {
    readonly account?: number;
    readonly state?: WithdrawalState;
    readonly needsOperator?: boolean;
  }) {
    // prettier-ignore
    let query = store.selectFrom('withdrawal').selectAll();
    if (which.account !== undefined) query = query.where('account', '=', which.account);
    if (which.state !== undefined) query = query.where('state', '=', which.state);
    if (which.needsOperator === true) query = query.where('needs_operator', '=', 1);
    const rows = await query.orderBy('id', 'desc').limit(LISTED_MAX).execute();
    return Promise.all(rows.map(viewOf));
  }

  async function view(id: number): Promise<WithdrawalView> {
    const row = await store
      .selectFrom('withdrawal')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal(REJECTS.unknownWithdrawal);
    return viewOf(row);
  }

  return { request, booked, cancel, approve, refuse, list, view };
}

export type Withdrawals = ReturnType<typeof createWithdrawals>;
