// The customers' own accounts at their banks: where withdrawals may go. Sealed at rest, masked in views.

import type { BankAccount, NewBankAccount } from '../../shared/domain/bank-account.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { isBic, isIban } from '../iso20022/field-checks.ts';
import { maskIban } from './sealer.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface PayTarget {
  readonly iban: string;
  readonly holder: string;
  readonly bic: string;
}

const PER_CUSTOMER_MAX = 10;
const TABLE = 'bank_account';

export function createBankAccounts({ store, sealer, nowMs }: TreasuryHouse) {
  const place = (row: string, column: string) => ({ table: TABLE, row, column });
  const ofAccount = (account: number) =>
    store
      .selectFrom(TABLE)
      .selectAll()
      .where('account', '=', account)
      .where('removed_ms', '=', 0)
      .orderBy('id')
      .execute();

  async function list(account: number): Promise<BankAccount[]> {
    const rows = await ofAccount(account);
    return rows.map(({ id, shown, label, holder, created_ms: createdMs, iban: _sealed }) => ({
      ...{ id, iban: shown, label, createdMs },
      holder: sealer.open(place(String(id), 'holder'), holder),
    }));
  }

  /** The same IBAN again gives the same account. */
  async function add(account: number, given: NewBankAccount): Promise<BankAccount> {
    const iban = given.iban.replaceAll(' ', '').toUpperCase();
    if (!isIban(iban)) throw new Refusal(REJECTS.badIban);
    const bic = given.bic.trim().toUpperCase();
    if (bic !== '' && !isBic(bic)) throw new Refusal(REJECTS.badBic);
    const known = await ofAccount(account);
    const same = known.find(
      ({ id, iban: sealed }) => sealer.open(place(String(id), 'iban'), sealed) === iban,
    );
    if (same === undefined && known.length >= PER_CUSTOMER_MAX) {
      throw new Refusal(REJECTS.tooManyBankAccounts);
    }
    const id = same?.id ?? (await insert(account, { ...given, iban, bic }));
    return (await list(account)).find((row) => row.id === id)!;
  }

  /** The place of a sealed value holds its row, so the row comes first. */
  async function insert(account: number, { iban, bic, holder, label }: NewBankAccount) {
    return store.transaction().execute(async (trx) => {
      const blank = { iban: '', holder: '', bic: '' };
      const { id } = await trx
        .insertInto(TABLE)
        .values({
          account,
          ...blank,
          shown: maskIban(iban),
          label,
          created_ms: nowMs(),
          removed_ms: 0,
        }) // prettier-ignore
        .returning('id')
        .executeTakeFirstOrThrow();
      const row = String(id);
      const sealed = {
        iban: sealer.seal(place(row, 'iban'), iban),
        holder: sealer.seal(place(row, 'holder'), holder),
        bic: sealer.seal(place(row, 'bic'), bic),
      };
      await trx.updateTable(TABLE).set(sealed).where('id', '=', id).execute();
      return id;
    });
  }

  async function remove(account: number, id: number): Promise<void> {
    const result = await store
      .updateTable(TABLE)
      .set({ removed_ms: nowMs() })
      .where('id', '=', id)
      .where('account', '=', account)
      .where('removed_ms', '=', 0)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) throw new Refusal(REJECTS.unknownBankAccount);
  }

  async function owns(account: number, id: number): Promise<boolean> {
    return (await ofAccount(account)).some((row) => row.id === id);
  }

  /** Removed ones, too: a payment keeps its target. */
  async function target(id: number): Promise<PayTarget> {
    const row = await store
      .selectFrom(TABLE)
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const open = (column: 'iban' | 'holder' | 'bic') =>
      sealer.open(place(String(id), column), row[column]);
    return { iban: open('iban'), holder: open('holder'), bic: open('bic') };
  }

  return { list, add, remove, owns, target };
}

export type BankAccounts = ReturnType<typeof createBankAccounts>;
