// One step of a withdrawal: state, history and posting change together or not at all.

import { IN_TRANSIT, OUTSIDE } from './books.ts';
import { queuePosting, type Intent, type Trx } from './outbox.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import type { WithdrawalTable } from './treasury-tables.ts';
import { MOVES_ON, NEXT, type Movement, type WithdrawalState } from './withdrawal-states.ts';

export type Withdrawal = Omit<WithdrawalTable, 'id'> & { readonly id: number };

export interface Why {
  /** User, `bank` or `venue`. */
  readonly actor: string;
  readonly note?: string;
  readonly reason?: string;
}

export async function findWithdrawal(trx: Trx, id: number): Promise<Withdrawal | undefined> {
  return trx.selectFrom('withdrawal').selectAll().where('id', '=', id).executeTakeFirst();
}

/** False, and nothing is done, when the step is not one of the table. */
export async function advance(
  house: TreasuryHouse,
  trx: Trx,
  id: number,
  to: WithdrawalState,
  why: Why,
): Promise<boolean> {
  const row = await findWithdrawal(trx, id);
  if (row === undefined || !NEXT[row.state].includes(to)) return false;
  const now = house.nowMs();
  await trx
    .updateTable('withdrawal')
    .set({
      ...{ state: to, updated_ms: now, reason: why.reason ?? row.reason },
      // An end needs no more questions, and no operator.
      ...(NEXT[to].length === 0 || to === 'settled' ? { next_query_ms: 0, needs_operator: 0 } : {}),
    })
    .where('id', '=', id)
    .execute();
  await note(house, trx, id, to, why);
  const movement = MOVES_ON[to];
  if (movement !== undefined) await queuePosting(trx, now, intentOf(row, movement));
  return true;
}

/** A line of the history; the state may be one that was told and not taken. */
export async function note(
  house: TreasuryHouse,
  trx: Trx,
  withdrawal: number,
  state: string,
  { actor, note: words = '', reason = '' }: Why,
): Promise<void> {
  const text = [reason, words].filter((part) => part !== '').join(' ');
  await trx
    .insertInto('withdrawal_event')
    .values({ withdrawal, state, actor, note: text, at_ms: house.nowMs() })
    .execute();
}

export function intentOf(row: Withdrawal, kind: Movement): Intent {
  const { id: withdrawal, account, asset, amount_minor: amountMinor } = row;
  const ways: Readonly<Record<Movement, readonly [number, number]>> = {
    reserve: [account, IN_TRANSIT],
    payOut: [IN_TRANSIT, OUTSIDE],
    giveBack: [IN_TRANSIT, account],
    bringBack: [OUTSIDE, account],
  };
  const [from, to] = ways[kind];
  return { kind, withdrawal, from, to, asset, amountMinor };
}
