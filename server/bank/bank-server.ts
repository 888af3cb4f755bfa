// The bank's HTTP: orders to pay, questions, statements, pay-ins, and the control of its faults.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { parseDecimal } from '../../shared/domain/decimal.ts';
import { dateOf } from '../iso20022/amounts.ts';
import { CURRENCY_DECIMALS, decimalsOf } from '../iso20022/field-checks.ts';
import { MessageRefused } from '../iso20022/xml-guard.ts';
import type { Callback } from './bank-callbacks.ts';
import { FAULTLESS } from './bank-faults.ts';
import type { BankAnswer, SimulatedBank } from './simulated-bank.ts';

const BODY_MAX = 1024 * 1024;
const permille = z.number().int().min(0).max(1000).optional();
const Control = z.strictObject({
  ...Object.fromEntries(Object.keys(FAULTLESS).map((name) => [name, permille])),
});
const PayIn = z.strictObject({
  iban: z.string().max(34),
  reference: z.string().min(1).max(35).optional(),
  amount: z.string().max(20),
  currency: z.string().length(3),
  name: z.string().min(1).max(140),
  endToEndId: z.string().min(1).max(35).optional(),
});
const EndOfDay = z.strictObject({ day: z.iso.date().optional() });

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly isXml?: boolean;
}

type Handler = (body: string, rest: readonly string[]) => Reply | 'lost';

export interface BankServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function serveBank(
  bank: SimulatedBank,
  host: string,
  port: number,
): Promise<BankServer> {
  // prettier-ignore
  const routes = routesOf(bank);
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const reply = body === undefined ? json(413, { words: 'too large' }) : route(routes, request, body); // prettier-ignore
      write(response, reply);
    });
  });
  const bound = await listen(server, host, port);
  return {
    url: `http://${host}:${String(bound)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function routesOf(bank: SimulatedBank): Readonly<Record<string, Handler>> {
  return {
    'POST payments': (body) => replyOf(bank.receive(body)),
    'GET payments': (_body, [uetr = '']) => replyOf(bank.status(uetr)),
    'GET statements': (_body, [currency = '', day = '']) => {
      const isKnown = decimalsOf(currency) !== undefined && z.iso.date().safeParse(day).success;
      if (!isKnown) return json(400, { words: 'no such currency or day' });
      return { status: 200, body: bank.statement(currency, day), isXml: true };
    },
    'POST pay-in': (body) => payIn(bank, body),
    'POST control': (body) => {
      const given = Control.safeParse(parse(body));
      if (!given.success) return json(400, { words: given.error.message });
      bank.setFaults(given.data);
      return json(200, {});
    },
    'POST end-of-day': (body) => {
      const given = EndOfDay.safeParse(parse(body === '' ? '{}' : body));
      if (!given.success) return json(400, { words: given.error.message });
      bank.endOfDay(given.data.day ?? dateOf(Date.now()), Object.keys(CURRENCY_DECIMALS));
      return json(202, {});
    },
  };
}

function payIn(bank: SimulatedBank, body: string): Reply {
  const given = PayIn.safeParse(parse(body));
  if (!given.success) return json(400, { words: given.error.message });
  const { iban, name, reference, currency, endToEndId } = given.data;
  const scale = decimalsOf(currency);
  const minor = scale === undefined ? undefined : parseDecimal(given.data.amount, scale);
  if (minor === undefined || minor <= 0) return json(400, { words: 'no such amount' });
  try {
    const bankReference = bank.payIn({
      ...{ iban, name, amount: { minor, currency } },
      ...(reference === undefined ? {} : { reference }),
      ...(endToEndId === undefined ? {} : { endToEndId }),
    });
    return json(202, { bankReference });
  } catch (error) {
    if (error instanceof MessageRefused) return json(400, { words: error.message });
    throw error;
  }
}

function replyOf(answer: BankAnswer): Reply | 'lost' {
  switch (answer.is) {
    case 'lost':
      return 'lost';
    case 'taken':
      return json(202, {});
    case 'unknown':
      return json(404, { words: 'the bank knows no such payment' });
    case 'refused':
      return json(400, { words: answer.words });
    case 'message':
      return { status: 200, body: answer.xml, isXml: true };
  }
}

function route(routes: Readonly<Record<string, Handler>>, request: IncomingMessage, body: string) {
  const [, first = '', ...rest] = new URL(request.url ?? '/', 'http://bank').pathname.split('/');
  const name = `${request.method ?? ''} ${first}`;
  const handler = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return handler === undefined ? json(404, { words: 'no such path' }) : handler(body, rest);
}

/** A lost answer leaves the caller waiting until its own time-out. */
function write(response: ServerResponse, reply: Reply | 'lost'): void {
  if (reply === 'lost') return;
  response.writeHead(reply.status, {
    'content-type': reply.isXml === true ? 'application/xml' : 'application/json',
  });
  response.end(reply.body);
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The schema refuses it in the next line, with words.
    return undefined;
  }
}

function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= BODY_MAX) chunks.push(chunk);
    });
    request.once('end', () => {
      resolve(size > BODY_MAX ? undefined : Buffer.concat(chunks).toString('utf8'));
    });
  });
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

const CALLBACK_MS = 10_000;

/** Posts call-backs to one address; no redirect is followed (ASVS 5.0 1.3.6). */
export function postCallbacks(url: () => string): (callback: Callback) => Promise<boolean> {
  return async ({ eventId, timestamp, signature, body }) => {
    try {
      const response = await fetch(url(), {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(CALLBACK_MS),
        headers: {
          'content-type': 'application/xml',
          'x-bank-event': eventId,
          'x-bank-timestamp': timestamp,
          'x-bank-signature': signature,
        },
        body,
      });
      return response.ok;
    } catch {
      // Nobody there: the next try comes by itself.
      return false;
    }
  };
}
