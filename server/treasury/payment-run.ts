// Payments at the bank: sent once, asked after, ended by the bank's own answer.
//
// A call-back about a payment only makes us ask: what moves money is the answer to our own question, or an
// entry that the bank booked. A resend is the same message with the same EndToEndId and UETR, and only
// after the bank said that it never got it.

import { readPain002, type PaymentReport } from '../iso20022/pain002.ts';
import type { BankEntry } from '../iso20022/camt-entry.ts';
import { MessageRefused } from '../iso20022/xml-guard.ts';
import type { BankAccounts } from './bank-accounts.ts';
import type { Trx } from './outbox.ts';
import { paymentMessage } from './payment-message.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import { advance, note, type Withdrawal } from './withdrawal-steps.ts';
import { IN_FLIGHT, QUERIES_BEFORE_CASE, QUERY_AFTER_MS, QUERY_EVERY_MS } from './withdrawal-states.ts'; // prettier-ignore

const BANK = { actor: 'bank' };
const VENUE = { actor: 'venue' };

export function createPaymentRun(house: TreasuryHouse, accounts: BankAccounts) {
  const { store, bank } = house;

  /** Sends what is reserved. The state is written first: a crash after it asks, it does not resend. */
  async function sendReserved(): Promise<void> {
    const rows = await store
      .selectFrom('withdrawal')
      .selectAll()
      .where('state', '=', 'reserved')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const isOurs = await store.transaction().execute(async (trx) => {
        const now = house.nowMs();
        await trx
          .updateTable('withdrawal')
          .set({ sent_ms: now, queries: 0, next_query_ms: now + QUERY_AFTER_MS[0] })
          .where('id', '=', row.id)
          .where('state', '=', 'reserved')
          .execute();
        return advance(house, trx, row.id, 'sent', VENUE);
      });
      if (isOurs) await submit(row);
    }
  }

  async function submit(row: Withdrawal): Promise<void> {
    const target = await accounts.target(row.bank_account);
    const answer = await bank.submit(paymentMessage(house, row, target));
    if (answer === 'taken') return;
    await store.transaction().execute(async (trx) => {
      const words = answer === 'refused' ? 'the bank refused the message' : 'no answer';
      await advance(house, trx, row.id, 'pendingUnknown', { ...VENUE, note: words });
    });
  }

  async function askDue(): Promise<void> {
    const rows = await store
      .selectFrom('withdrawal')
      .selectAll()
      .where('state', 'in', IN_FLIGHT)
      .where('next_query_ms', '>', 0)
      .where('next_query_ms', '<=', house.nowMs())
      .orderBy('id')
      .execute();
    for (const row of rows) await ask(row);
  }

  async function ask(row: Withdrawal): Promise<void> {
    await keepNextQuestion(row);
    const answer = await bank.status(row.uetr);
    if (answer.is === 'noAnswer') return;
    if (answer.is === 'notKnown') {
      await submit(row);
      return;
    }
    const report = reportOn(row, answer.xml);
    if (report === undefined) return;
    await store.transaction().execute((trx) => conclude(trx, row, report));
  }

  async function keepNextQuestion(row: Withdrawal): Promise<void> {
    const now = house.nowMs();
    const queries = row.queries + 1;
    const after = QUERY_AFTER_MS[queries];
    const next = after === undefined ? now + QUERY_EVERY_MS : Math.max(row.sent_ms + after, now);
    await store.transaction().execute(async (trx) => {
      const isCase = queries >= QUERIES_BEFORE_CASE && row.needs_operator === 0;
      await trx
        .updateTable('withdrawal')
        .set({ queries, next_query_ms: next, ...(isCase ? { needs_operator: 1 } : {}) })
        .where('id', '=', row.id)
        .execute();
      if (!isCase) return;
      await note(house, trx, row.id, 'operatorCase', { ...VENUE, note: 'no end after three questions' }); // prettier-ignore
      house.onTrouble('a payment has no known end', { id: row.id });
    });
  }

  /** Only what is about this very payment. */
  function reportOn(row: Withdrawal, xml: string): PaymentReport | undefined {
    try {
      const { payments } = readPain002(xml);
      return payments.find(
        ({ uetr, endToEndId }) => uetr === row.uetr && endToEndId === row.end_to_end_id,
      );
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      house.onTrouble('the bank answered with a message that is not taken', { id: row.id, fault: error.message }); // prettier-ignore
      return undefined;
    }
  }

  async function conclude(trx: Trx, { id }: Withdrawal, { status, reason }: PaymentReport) {
    const why = { ...BANK, note: status, ...(reason === undefined ? {} : { reason }) };
    if (status === 'ACSC') await advance(house, trx, id, 'settled', why);
    else if (status === 'RJCT') await advance(house, trx, id, 'rejected', why);
    else await advance(house, trx, id, 'accepted', why);
  }

  /** A call-back: kept in the history; anything that would end the payment is asked for first. */
  async function heard(trx: Trx, report: PaymentReport): Promise<void> {
    const row = await trx
      .selectFrom('withdrawal')
      .selectAll()
      .where('uetr', '=', report.uetr)
      .where('end_to_end_id', '=', report.endToEndId)
      .executeTakeFirst();
    if (row === undefined) {
      house.onTrouble('the bank reports on a payment that is not ours', { uetr: report.uetr });
      return;
    }
    const { status, reason } = report;
    const why = { ...BANK, note: `told ${status}`, ...(reason === undefined ? {} : { reason }) };
    await note(house, trx, row.id, row.state, why);
    if (!IN_FLIGHT.includes(row.state)) return;
    if (status === 'ACCP' || status === 'ACSP') await advance(house, trx, row.id, 'accepted', why);
    else await askSoon(trx, row.id);
  }

  async function askSoon(trx: Trx, id: number): Promise<void> {
    await trx
      .updateTable('withdrawal')
      .set({ next_query_ms: house.nowMs() })
      .where('id', '=', id)
      .execute();
  }

  /** A booked debit or return; false: it is no payment of ours. Each counts once. */
  async function entryBooked(trx: Trx, entry: BankEntry): Promise<boolean> {
    if (entry.endToEndId === undefined || entry.uetr === undefined) return false;
    const row = await trx
      .selectFrom('withdrawal')
      .selectAll()
      .where('uetr', '=', entry.uetr)
      .where('end_to_end_id', '=', entry.endToEndId)
      .executeTakeFirst();
    if (row === undefined) return false;
    const asset = house.assets.find(({ id }) => id === row.asset);
    const { amount, isCredit, bankReference, returnReason } = entry;
    if (amount.minor !== row.amount_minor || amount.currency !== asset?.code) return false;
    const kind = isCredit ? 'return' : 'payment';
    if (await isKnown(trx, bankReference)) return true;
    const same = await trx
      .selectFrom('bank_entry')
      .select('bank_reference')
      .where('withdrawal', '=', row.id)
      .where('kind', '=', kind)
      .executeTakeFirst();
    const canEnd = IN_FLIGHT.includes(row.state) || row.state === 'settled';
    if (same !== undefined || !canEnd) return false;
    await trx
      .insertInto('bank_entry')
      .values({ bank_reference: bankReference, withdrawal: row.id, kind, at_ms: house.nowMs() })
      .execute();
    // What comes back was paid before, even when nobody told us.
    await advance(house, trx, row.id, 'settled', { ...BANK, note: 'booked' });
    if (isCredit) {
      const reason = returnReason === undefined ? {} : { reason: returnReason };
      await advance(house, trx, row.id, 'returned', { ...BANK, note: 'money returned', ...reason });
    }
    return true;
  }

  /** Booked before: as a payment, or in suspense out of a statement. */
  async function isKnown(trx: Trx, bankReference: string): Promise<boolean> {
    const entry = await trx
      .selectFrom('bank_entry')
      .select('kind')
      .where('bank_reference', '=', bankReference)
      .executeTakeFirst();
    const deposit = await trx
      .selectFrom('deposit')
      .select('id')
      .where('bank_reference', '=', bankReference)
      .executeTakeFirst();
    return entry !== undefined || deposit !== undefined;
  }

  return { sendReserved, askDue, heard, entryBooked };
}

export type PaymentRun = ReturnType<typeof createPaymentRun>;
