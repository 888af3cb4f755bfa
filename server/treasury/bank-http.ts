// Adapter of the bank: messages over HTTP to one configured address, no redirects (ASVS 5.0 1.3.6).

import { XML_LIMITS } from '../iso20022/xml-guard.ts';
import type { Bank } from './bank.ts';

export interface BankHttpOptions {
  /** `http://127.0.0.1:8890`. */
  readonly url: string;
  /** Without an answer for so long the outcome is unknown. */
  readonly patienceMs?: number;
}

interface Heard {
  readonly status: number;
  readonly body: string;
}

export function createBankHttp({ url, patienceMs = 10_000 }: BankHttpOptions): Bank {
  async function call(path: string, body?: string, type = 'application/xml') {
    try {
      const response = await fetch(new URL(path, url), {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body, headers: { 'content-type': type } }),
      });
      const text = await response.text();
      if (text.length > XML_LIMITS.charactersMax) return undefined;
      return { status: response.status, body: text } satisfies Heard;
    } catch {
      // A broken line, a time-out, a stranger's answer: all of them say nothing about the payment.
      return undefined;
    }
  }
  return {
    async submit(xml) {
      const heard = await call('/payments', xml);
      if (heard === undefined || heard.status >= 500) return 'noAnswer';
      return heard.status === 202 ? 'taken' : 'refused';
    },
    async status(uetr) {
      const heard = await call(`/payments/${uetr}`);
      if (heard?.status === 200) return { is: 'report', xml: heard.body };
      return heard?.status === 404 ? { is: 'notKnown' } : { is: 'noAnswer' };
    },
    async statement(currency, day) {
      const heard = await call(`/statements/${currency}/${day}`);
      return heard?.status === 200 ? heard.body : undefined;
    },
    async payIn(payIn) {
      const heard = await call('/pay-in', JSON.stringify(payIn), 'application/json');
      return heard?.status === 202;
    },
  };
}
