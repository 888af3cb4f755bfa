// Deposits: a booked credit is matched and credited once, or waits in suspense for an operator.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { BankEntry } from '../iso20022/camt-entry.ts';
import { OUTSIDE, SUSPENSE } from './books.ts';
import { queuePosting, type OutboxRow, type Trx } from './outbox.ts';
import type { Unmatched } from '../../shared/domain/bank-breaks.ts';
import { matchOf } from './payment-references.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import type { DepositTable } from './treasury-tables.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { HistoryLine } from './withdrawals.ts';

type Deposit = Omit<DepositTable, 'id'> & { readonly id: number };

export interface DepositView {
  readonly id: number;
  readonly account: number;
  readonly asset: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly state: DepositTable['state'];
  readonly classification: string;
  readonly reference: string;
  readonly bankReference: string;
  /** Masked. */
  readonly payer: string;
  readonly valueOn: string;
  readonly receivedMs: number;
  readonly assignedBy: string;
  readonly note: string;
  readonly history: readonly HistoryLine[];
}

const LISTED_MAX = 200;
const VENUE = 'venue';

export function createDeposits(house: TreasuryHouse) {
  const { store, sealer, assets, nowMs } = house;
  const payerPlace = (id: number) => ({ table: 'deposit', row: String(id), column: 'payer' });

  /** A booked credit of the bank's account. The bank's reference counts once, for ever. `forced`: it is
   * known why nobody may have it yet. */
  async function entryBooked(trx: Trx, entry: BankEntry, forced?: Unmatched): Promise<boolean> {
    const asset = assets.find(({ code }) => code === entry.amount.currency);
    const match = matchOf(entry, house.isCustomer);
    const found = forced === undefined ? match : { classification: forced };
    const classification = classify(asset !== undefined, entry, found);
    const account = 'account' in found && classification === '' ? found.account : -1;
    const inserted = await trx
      .insertInto('deposit')
      .values({
        ...{ bank_reference: entry.bankReference, account, asset: asset?.id ?? -1 },
        ...{ currency: entry.amount.currency, amount_minor: entry.amount.minor },
        ...{ state: asset === undefined ? 'notBooked' : 'booking', classification },
        ...{ reference: entry.reference ?? entry.remittance ?? '', payer: '' },
        ...{ value_on: entry.valueOn, received_ms: nowMs(), assigned_by: '', note: '' },
      })
      .onConflict((conflict) => conflict.column('bank_reference').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted === undefined) return false;
    const { id } = inserted;
    const payer = sealer.seal(payerPlace(id), entry.partyName ?? '');
    await trx.updateTable('deposit').set({ payer }).where('id', '=', id).execute();
    await line(trx, id, asset === undefined ? 'notBooked' : 'booking', VENUE, classification);
    if (asset === undefined) return true;
    await queuePosting(trx, nowMs(), {
      ...{ kind: account === -1 ? 'suspend' : 'credit', deposit: id, from: OUTSIDE },
      ...{ to: account === -1 ? SUSPENSE : account, asset: asset.id },
      amountMinor: entry.amount.minor,
    });
    return true;
  }

  function classify(
    isTaken: boolean,
    { returnReason }: BankEntry,
    found: ReturnType<typeof matchOf>,
  ): Unmatched | '' {
    if (!isTaken) return 'currencyNotTaken';
    if (returnReason !== undefined && 'account' in found) return 'unexpectedReturn';
    if ('account' in found) return '';
    return returnReason === undefined ? found.classification : 'unexpectedReturn';
  }

  async function line(trx: Trx, deposit: number, state: string, actor: string, note = '') {
    await trx
      .insertInto('deposit_event')
      .values({ deposit, state, actor, note, at_ms: nowMs() })
      .execute();
  }

  async function set(trx: Trx, id: number, change: Partial<Deposit>, actor: string, note = '') {
    await trx.updateTable('deposit').set(change).where('id', '=', id).execute();
    if (change.state !== undefined) await line(trx, id, change.state, actor, note);
  }

  /** What the core decided about the money of a deposit. */
  async function booked(trx: Trx, row: OutboxRow, code: number): Promise<void> {
    const { kind, deposit: id, asset, amount_minor: amountMinor } = row;
    if (kind === 'credit' && code === 0) return set(trx, id, { state: 'credited' }, VENUE);
    if (kind === 'suspend' && code === 0) return set(trx, id, { state: 'suspended' }, VENUE);
    if (kind.startsWith('assign')) return assigned(trx, row, code);
    if (kind !== 'credit') {
      house.onTrouble('money that came in cannot be booked', { id, kind, code });
      return undefined;
    }
    // The account is not open in the core: the money is real all the same.
    await set(trx, id, { account: -1, classification: 'accountRefused' }, VENUE);
    const intent = { kind: 'suspend', deposit: id, from: OUTSIDE, to: SUSPENSE };
    return queuePosting(trx, nowMs(), { ...intent, asset, amountMinor });
  }

  async function assigned(trx: Trx, { deposit: id }: OutboxRow, code: number): Promise<void> {
    if (code === 0) return set(trx, id, { state: 'assigned' }, VENUE);
    const back = { state: 'suspended', account: -1 } as const;
    return set(trx, id, back, VENUE, `the core refused: ${String(code)}`);
  }

  /** From suspense to the customer. */
  async function assign(user: string, id: number, account: number, words: string): Promise<void> {
    if (!house.isCustomer(account)) throw new Refusal(REJECTS.unknownAccount);
    await store.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('deposit')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined || row.classification === '') {
        throw new Refusal(REJECTS.unknownBankEntry);
      }
      if (row.state === 'notBooked') throw new Refusal(REJECTS.notFundable);
      if (row.state !== 'suspended') throw new Refusal(REJECTS.bankEntryAssigned);
      const tries = await trx
        .selectFrom('outbox')
        .select('id')
        .where('deposit', '=', id)
        .where('kind', 'like', 'assign%')
        .execute();
      const change = { state: 'assigning', account, assigned_by: user, note: words } as const;
      await set(trx, id, change, user, words);
      await queuePosting(trx, nowMs(), {
        ...{ kind: `assign${String(tries.length + 1)}`, deposit: id, from: SUSPENSE, to: account },
        ...{ asset: row.asset, amountMinor: row.amount_minor },
      });
    });
  }

  async function viewOf(row: Deposit): Promise<DepositView> {
    const history = await store
      .selectFrom('deposit_event')
      .select(['state', 'actor', 'note', 'at_ms as atMs'])
      .where('deposit', '=', row.id)
      .orderBy('id')
      .execute();
    return {
      ...{ id: row.id, account: row.account, asset: row.asset, currency: row.currency },
      ...{ amountMinor: row.amount_minor, state: row.state, classification: row.classification },
      ...{ reference: row.reference, bankReference: row.bank_reference },
      payer: maskName(sealer.open(payerPlace(row.id), row.payer)),
      ...{ valueOn: row.value_on, receivedMs: row.received_ms, assignedBy: row.assigned_by },
      ...{ note: row.note, history },
    };
  }

  async function ofAccount(account: number): Promise<DepositView[]> {
    const rows = await store
      .selectFrom('deposit')
      .selectAll()
      .where('account', '=', account)
      .orderBy('id', 'desc')
      .limit(LISTED_MAX)
      .execute();
    return Promise.all(rows.map(viewOf));
  }

  async function unmatched(): Promise<DepositView[]> {
    const rows = await store
      .selectFrom('deposit')
      .selectAll()
      .where('classification', '!=', '')
      .orderBy('id', 'desc')
      .limit(LISTED_MAX)
      .execute();
    return Promise.all(rows.map(viewOf));
  }

  return { entryBooked, booked, assign, ofAccount, unmatched };
}

export type Deposits = ReturnType<typeof createDeposits>;

/** `A•• L•••••••`: the first letter of each word. */
function maskName(name: string): string {
  return name.replace(/(\p{L})(\p{L}*)/gu, (_, first: string, rest: string) => {
    return first + '•'.repeat(rest.length);
  });
}
