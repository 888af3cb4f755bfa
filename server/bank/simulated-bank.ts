// The simulated bank: takes orders to pay, books them, reports, notifies, states; wrong on demand.

import { dateOf, dateTimeOf, type Amount } from '../iso20022/amounts.ts';
import type { BankEntry } from '../iso20022/camt-entry.ts';
import { writeCamt053 } from '../iso20022/camt053.ts';
import { writeCamt054 } from '../iso20022/camt054.ts';
import { isIban } from '../iso20022/field-checks.ts';
import { readPain001, type Payment } from '../iso20022/pain001.ts';
import { writePain002, type PaymentReport } from '../iso20022/pain002.ts';
import { MessageRefused } from '../iso20022/xml-guard.ts';
import { reportOf, type BankBooks, type BankPayment } from './bank-books.ts';
import { createCallbacks, type Callback, type Scheduler } from './bank-callbacks.ts';
import { createChance } from './bank-chance.ts';
import { FAULTLESS, type BankFaults } from './bank-faults.ts';

/** `lost`: the caller hears nothing, as when a line breaks. */
export type BankAnswer =
  | { readonly is: 'lost' }
  | { readonly is: 'taken' }
  | { readonly is: 'unknown' }
  | { readonly is: 'refused'; readonly words: string }
  | { readonly is: 'message'; readonly xml: string };

export interface PayIn {
  /** Of the venue, or a virtual one below it. */
  readonly iban: string;
  readonly reference?: string;
  readonly amount: Amount;
  readonly name: string;
  readonly endToEndId?: string;
}

export interface BankParts {
  readonly seed: number;
  /** The venue's account. */
  readonly iban: string;
  readonly secret: Uint8Array;
  readonly books: BankBooks;
  readonly scheduler: Scheduler;
  deliver(callback: Callback): Promise<boolean>;
}

export interface SimulatedBank {
  /** A pain.001.001.09. The same end-to-end id again is the same payment again. */
  receive(xml: string): BankAnswer;
  /** A pain.002.001.10 about one payment, or `unknown`: the bank never got it. */
  status(uetr: string): BankAnswer;
  /** Somebody pays in; returns the bank's reference. */
  payIn(payIn: PayIn): string;
  /** camt.053.001.08 of a day. */
  statement(currency: string, day: string): string;
  /** Sends the statements of a day by call-back. */
  endOfDay(day: string, currencies: readonly string[]): void;
  setFaults(faults: Partial<BankFaults>): void;
  totalMinor(currency: string): number;
}

/** Accounts that are closed, for trying it out: the last two digits of the payee's IBAN. */
const CLOSED = /00$/;
const STEP_MS = 700;
const SLOW_MS = [60_000, 900_000] as const;

export function createSimulatedBank(parts: BankParts): SimulatedBank {
  const { books, scheduler, iban } = parts;
  const chance = createChance(parts.seed);
  let faults: BankFaults = FAULTLESS;
  const callbacks = createCallbacks({ ...parts, chance, faults: () => faults });
  const now = () => dateTimeOf(scheduler.nowMs());
  const today = () => dateOf(scheduler.nowMs());
  let messages = 0;
  const messageId = () => `BM${String(scheduler.nowMs())}-${String((messages += 1))}`;

  function later(run: () => void): void {
    const isSlow = chance.happens(faults.slow);
    scheduler.after(isSlow ? chance.between(...SLOW_MS) : STEP_MS, run);
  }

  function reportXml(payment: BankPayment, report: PaymentReport): string {
    const originalMessageId = payment.messageId;
    const head = { messageId: messageId(), createdAt: now(), originalMessageId };
    return writePain002({ ...head, payments: [report] });
  }

  function report(uetr: string): void {
    const payment = books.payment(uetr)!;
    const truth = reportOf(payment);
    if (chance.happens(faults.contradict)) {
      const lie = truth.status === 'RJCT' ? 'ACSC' : 'RJCT';
      const { endToEndId } = truth;
      const id = messageId();
      callbacks.send(id, reportXml(payment, { uetr, endToEndId, status: lie, reason: 'MS03' }));
    }
    callbacks.send(messageId(), reportXml(payment, truth));
  }

  function notify(entry: BankEntry): void {
    const id = messageId();
    callbacks.send(id, writeCamt054({ messageId: id, createdAt: now(), iban, entries: [entry] }));
  }

  function take(messageIdOf: string, { endToEndId, uetr, amount, creditor }: Payment): void {
    const isNew = books.take({
      ...{ uetr, endToEndId, messageId: messageIdOf, iban: creditor.iban, name: creditor.name },
      ...{ currency: amount.currency, minor: amount.minor, status: 'ACCP', reason: '' },
      bankReference: books.nextReference(),
    });
    if (!isNew) return;
    report(uetr);
    work(uetr);
  }

  /** Takes a payment one step further, until it has an end. */
  function work(uetr: string): void {
    later(() => {
      const payment = books.payment(uetr)!;
      if (payment.status === 'ACCP') {
        const reason = refusalOf(payment);
        books.setStatus(uetr, reason === '' ? 'ACSP' : 'RJCT', reason);
        report(uetr);
        if (reason === '') work(uetr);
      } else if (payment.status === 'ACSP') settle(payment);
    });
  }

  function refusalOf({ iban: payee, currency, minor }: BankPayment): string {
    if (CLOSED.test(payee)) return 'AC04';
    if (chance.happens(faults.reject)) return 'AC06';
    return FUNDS_MINOR + books.totalMinor(currency) < minor ? 'AM04' : '';
  }

  function settle(payment: BankPayment): void {
    const { uetr } = payment;
    const entry = entryOf(payment, false);
    books.book(entry, uetr);
    report(uetr);
    notify(entry);
    if (chance.happens(faults.giveBack)) {
      later(() => {
        bringBack(payment);
      });
    }
  }

  function bringBack(payment: BankPayment): void {
    const entry = { ...entryOf(payment, true), returnReason: 'AC04' };
    books.book(entry);
    const { uetr, endToEndId } = payment;
    callbacks.send(messageId(), reportXml(payment, { uetr, endToEndId, status: 'RJCT', reason: 'AC04' })); // prettier-ignore
    notify(entry);
  }

  function entryOf(payment: BankPayment, isCredit: boolean): BankEntry {
    const { uetr, endToEndId, currency, minor, name, iban: payee } = payment;
    return {
      bankReference: isCredit ? books.nextReference() : payment.bankReference,
      ...{ amount: { minor, currency }, isCredit, bookedOn: today(), valueOn: today() },
      ...{ endToEndId, uetr, partyName: name, partyIban: payee },
    };
  }

  function accept(xml: string): BankAnswer {
    try {
      const order = readPain001(xml);
      if (order.debtor.iban !== iban) return { is: 'refused', words: 'not your account' };
      for (const payment of order.payments) take(order.messageId, payment);
      return { is: 'taken' };
    } catch (error) {
      if (error instanceof MessageRefused) return { is: 'refused', words: error.message };
      throw error;
    }
  }

  function statement(currency: string, day: string): string {
    const entries = books.entries(currency, day);
    const openingMinor = FUNDS_MINOR + books.openingMinor(currency, day);
    const moved = entries.reduce(
      (sum, { isCredit, amount }) => sum + (isCredit ? amount.minor : -amount.minor),
      0,
    );
    const head = { messageId: messageId(), createdAt: now(), iban, currency, day };
    return writeCamt053({ ...head, openingMinor, closingMinor: openingMinor + moved, entries });
  }

  for (const { uetr } of books.unfinished()) work(uetr);

  return {
    receive(xml) {
      if (chance.happens(faults.loseRequest)) return { is: 'lost' };
      if (chance.happens(faults.lateRequest)) {
        scheduler.after(chance.between(...SLOW_MS), () => void accept(xml));
        return { is: 'lost' };
      }
      const answer = accept(xml);
      return chance.happens(faults.loseAnswer) ? { is: 'lost' } : answer;
    },
    status(uetr) {
      if (chance.happens(faults.loseQuery)) return { is: 'lost' };
      const payment = books.payment(uetr);
      if (payment === undefined) return { is: 'unknown' };
      return { is: 'message', xml: reportXml(payment, reportOf(payment)) };
    },
    payIn({ iban: credited, reference, amount, name, endToEndId }) {
      if (!isIban(credited)) throw new MessageRefused('form', 'iban');
      const entry: BankEntry = {
        ...{ bankReference: books.nextReference(), amount, isCredit: true },
        ...{ bookedOn: today(), valueOn: today(), partyName: name },
        ...(credited === iban ? {} : { creditedIban: credited }),
        ...(reference === undefined ? {} : { reference }),
        ...(endToEndId === undefined ? {} : { endToEndId }),
      };
      books.book(entry);
      notify(entry);
      return entry.bankReference;
    },
    statement,
    endOfDay(day, currencies) {
      for (const currency of currencies) callbacks.send(messageId(), statement(currency, day));
    },
    setFaults(given) {
      faults = { ...faults, ...given };
    },
    totalMinor: (currency) => books.totalMinor(currency),
  };
}

/** The venue's money at this bank before the first entry, in each currency: ten thousand million units
 * of two decimals. */
const FUNDS_MINOR = 1_000_000_000_000;
