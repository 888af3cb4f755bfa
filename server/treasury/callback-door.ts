// The door for the bank's call-backs: signature over the raw body, 300 s of tolerance, each event once for
// ever, the same answer to its repeats.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readCamt053 } from '../iso20022/camt053.ts';
import { readCamt054 } from '../iso20022/camt054.ts';
import { messageIdOf } from '../iso20022/message-xml.ts';
import { readPain002 } from '../iso20022/pain002.ts';
import { MessageRefused } from '../iso20022/xml-guard.ts';
import type { Deposits } from './deposits.ts';
import type { Trx } from './outbox.ts';
import type { PaymentRun } from './payment-run.ts';
import type { TreasuryHouse } from './treasury-house.ts';

export interface BankCallback {
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** `v1=<hex of HMAC-SHA-256 over timestamp.eventId.body>`. */
  readonly signature: string;
  /** Exactly as it came. */
  readonly body: string;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly answer: string;
}

const TOLERANCE_SECONDS = 300;

export function createCallbackDoor(house: TreasuryHouse, run: PaymentRun, deposits: Deposits) {
  const { store, secret } = house;

  function isGenuine({ eventId, timestamp, signature, body }: BankCallback): boolean {
    if (!/^[\w-]{1,80}$/.test(eventId) || !/^\d{1,12}$/.test(timestamp)) return false;
    const age = house.nowMs() / 1000 - Number(timestamp);
    if (Math.abs(age) > TOLERANCE_SECONDS) return false;
    const expected = createHmac('sha256', secret).update(`${timestamp}.${eventId}.${body}`).digest(); // prettier-ignore
    const given = Buffer.from(/^v1=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async function take(trx: Trx, body: string): Promise<void> {
    switch (messageIdOf(body)) {
      case 'pain.002.001.10':
        for (const report of readPain002(body).payments) await run.heard(trx, report);
        return;
      case 'camt.054.001.08': {
        const { iban, entries } = readCamt054(body);
        if (iban !== house.holder.iban) throw new MessageRefused('account', 'Acct');
        for (const entry of entries) {
          const isPayment = await run.entryBooked(trx, entry);
          if (!isPayment && entry.isCredit) await deposits.entryBooked(trx, entry);
        }
        return;
      }
      case 'camt.053.001.08':
        // Read for its faults only: the reconciliation fetches the statement that it needs.
        readCamt053(body);
        return;
      default:
        throw new MessageRefused('message', 'Document');
    }
  }

  async function once(trx: Trx, { eventId, body }: BankCallback): Promise<CallbackAnswer> {
    const known = await trx
      .selectFrom('callback')
      .select(['status', 'answer'])
      .where('event_id', '=', eventId)
      .executeTakeFirst();
    if (known !== undefined) return known;
    let given: CallbackAnswer = { status: 200, answer: 'taken' };
    try {
      await take(trx, body);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      given = { status: 422, answer: error.message };
      house.onTrouble('a call-back of the bank is not taken', { eventId, fault: error.message });
    }
    await trx
      .insertInto('callback')
      .values({ event_id: eventId, ...given, received_ms: house.nowMs() })
      .execute();
    return given;
  }

  return {
    async receive(callback: BankCallback): Promise<CallbackAnswer> {
      if (!isGenuine(callback)) return { status: 401, answer: 'not genuine' };
      return store.transaction().execute((trx) => once(trx, callback));
    },
  };
}
