// Runs of the reconciliation: collects the three books of a day, keeps what was found, and puts credits
// that nobody told us of into suspense. Nothing is ever corrected by itself.

import { REJECTS } from '../../shared/domain/reject.ts';
import { dateOf } from '../iso20022/amounts.ts';
import type { BankEntry } from '../iso20022/camt-entry.ts';
import { readCamt053, type Statement } from '../iso20022/camt053.ts';
import { MessageRefused } from '../iso20022/xml-guard.ts';
import type { Deposits } from './deposits.ts';
import { reconcile, type Break, type Line, type ThreeBooks } from './reconcile.ts';
import type { FundableAsset, TreasuryHouse } from './treasury-house.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface ReconciliationView {
  readonly id: number;
  readonly day: string;
  readonly currency: string;
  readonly runBy: string;
  readonly runMs: number;
  readonly ledgerLines: number;
  readonly payments: number;
  readonly statementLines: number;
  readonly breakCount: number;
  readonly breaks: readonly Break[];
}

const DAY_MS = 86_400_000;
const LISTED_MAX = 200;

/** The key that all three books have for one movement. */
export function keyOf(entry: BankEntry, isOurs: (endToEndId: string) => boolean): string {
  const { endToEndId, isCredit, bankReference } = entry;
  if (endToEndId === undefined || !isOurs(endToEndId)) return bankReference;
  return isCredit ? `return ${endToEndId}` : endToEndId;
}

export function createReconciliations(house: TreasuryHouse, deposits: Deposits) {
  const { store, bank, ledger, nowMs } = house;

  /** What our own tables say: the day counts when it was queued for the core. */
  async function ourPostings() {
    return store
      .selectFrom('outbox')
      .leftJoin('withdrawal', 'withdrawal.id', 'outbox.withdrawal')
      .leftJoin('deposit', 'deposit.id', 'outbox.deposit')
      .select(['outbox.id', 'outbox.kind', 'outbox.amount_minor', 'outbox.asset', 'outbox.state'])
      .select(['outbox.created_ms', 'withdrawal.end_to_end_id', 'deposit.bank_reference'])
      .where('outbox.kind', 'in', ['payOut', 'bringBack', 'credit', 'suspend'])
      .where('outbox.state', '!=', 'refused')
      .execute();
  }

  async function booksOf(asset: FundableAsset, statement: Statement): Promise<ThreeBooks> {
    const { day, entries } = statement;
    const postings = await ourPostings();
    const keys = new Map(
      postings.map((row) => {
        const own = row.end_to_end_id ?? row.bank_reference ?? '';
        return [row.id, row.kind === 'bringBack' ? `return ${own}` : own];
      }),
    );
    const codes = new Map(house.assets.map(({ id, code }) => [id, code]));
    const payments: Line[] = postings.map((row) => ({
      key: keys.get(row.id)!,
      amountMinor: row.kind === 'payOut' ? -row.amount_minor : row.amount_minor,
      currency: codes.get(row.asset) ?? '',
      day: dateOf(row.created_ms),
    }));
    const from = Date.parse(`${day}T00:00:00Z`);
    const core = await ledger.outside(from, from + DAY_MS);
    const lines: Line[] = core.map((line) => ({
      key: keys.get(line.number) ?? `posting ${String(line.number)}`,
      amountMinor: line.amountMinor,
      currency: codes.get(line.asset) ?? '',
      day: dateOf(line.timeMs),
    }));
    const ours = new Set(postings.map((row) => row.end_to_end_id));
    return {
      ledger: lines.filter(({ currency }) => currency === asset.code),
      payments: payments.filter((line) => line.currency === asset.code && line.day === day),
      statement: entries.map((entry) =>
        lineOf(
          entry,
          keyOf(entry, (id) => ours.has(id)),
        ),
      ),
      openingMinor: statement.openingMinor,
      closingMinor: statement.closingMinor,
    };
  }

  async function fetchStatement(asset: FundableAsset, day: string): Promise<Statement> {
    const xml = await bank.statement(asset.code, day);
    if (xml === undefined) throw new Refusal(REJECTS.bankSilent);
    try {
      const statement = readCamt053(xml);
      const isOurs = statement.iban === house.holder.iban && statement.currency === asset.code;
      if (isOurs && statement.day === day) return statement;
      throw new MessageRefused('account', 'Stmt');
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      house.onTrouble('a statement of the bank is not taken', { day, fault: error.message });
      throw new Refusal(REJECTS.bankSilent);
    }
  }

  /** One run for each currency of the venue. */
  async function run(user: string, day: string): Promise<ReconciliationView[]> {
    const views: ReconciliationView[] = [];
    for (const asset of house.assets) {
      const statement = await fetchStatement(asset, day);
      const books = await booksOf(asset, statement);
      const breaks = reconcile(books);
      await suspendMissed(statement.entries, breaks, books);
      views.push(await keep(user, asset, day, books, breaks));
    }
    return views;
  }

  /** The money is at the bank and nobody told us: it waits in suspense for an operator. */
  async function suspendMissed(
    entries: readonly BankEntry[],
    breaks: readonly Break[],
    { statement }: ThreeBooks,
  ): Promise<void> {
    const missed = new Set(
      breaks.filter(({ kind }) => kind === 'onlyAtBank').map(({ key }) => key),
    );
    for (const [k, entry] of entries.entries()) {
      if (!entry.isCredit || !missed.has(statement[k]!.key)) continue;
      await store
        .transaction()
        .execute((trx) => deposits.entryBooked(trx, entry, 'missedNotification'));
    }
  }

  async function keep(
    user: string,
    { code: currency }: FundableAsset,
    day: string,
    books: ThreeBooks,
    breaks: readonly Break[],
  ): Promise<ReconciliationView> {
    const row = await store
      .insertInto('reconciliation')
      .values({
        ...{ day, currency, run_by: user, run_ms: nowMs() },
        ...{ ledger_lines: books.ledger.length, payments: books.payments.length },
        ...{ statement_lines: books.statement.length },
        ...{ breaks: JSON.stringify(breaks), break_count: breaks.length },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return view(row.id);
  }

  async function view(id: number): Promise<ReconciliationView> {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new Refusal(REJECTS.unknownReconciliation);
    return { ...row, breaks: JSON.parse(row.breaks) as Break[] };
  }

  function rows() {
    return store
      .selectFrom('reconciliation')
      .select(['id', 'day', 'currency', 'run_by as runBy', 'run_ms as runMs'])
      .select(['ledger_lines as ledgerLines', 'payments', 'statement_lines as statementLines'])
      .select(['break_count as breakCount', 'breaks']);
  }

  async function list(): Promise<ReconciliationView[]> {
    const found = await rows().orderBy('id', 'desc').limit(LISTED_MAX).execute();
    return found.map((row) => ({ ...row, breaks: JSON.parse(row.breaks) as Break[] }));
  }

  return { run, list, view };
}

function lineOf({ isCredit, amount, bookedOn }: BankEntry, key: string): Line {
  const amountMinor = isCredit ? amount.minor : -amount.minor;
  return { key, amountMinor, currency: amount.currency, day: bookedOn };
}
