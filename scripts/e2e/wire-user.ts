// A user of a real server for tests: bare wire messages in and out, everything kept as it came, so that
// nothing a client library knows can hide a loss.

import { WireClient } from '../../server/testing/wire-client.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import type { ClientMessages, Report, Reports, ServerMessages } from '../../shared/wire/schema.ts';
import type { ServerProcess } from './server-process.ts';

const PATIENCE_MS = 60_000;

export interface SignInWishes {
  /** Resume after this private seq; left out: a snapshot. */
  readonly lastPrivateSeq?: number;
  readonly cancelOnDisconnect?: boolean;
  readonly protocol?: string;
}

export type OrderWish = Pick<
  ClientMessages['place'],
  'clientOrderId' | 'instrument' | 'side' | 'price' | 'qty'
> &
  Partial<ClientMessages['place']>;

type AnswerKind = 'error' | 'done' | 'orderOutcome' | 'replayed' | 'subscribed';
type Answer<K extends AnswerKind> = ServerMessages[K] & { readonly requestId: number };

export class WireUser {
  readonly peer: WireClient;
  readonly signedIn: ServerMessages['signedIn'];
  #requestId = 1;

  private constructor(peer: WireClient, signedIn: ServerMessages['signedIn']) {
    this.peer = peer;
    this.signedIn = signedIn;
  }

  static async signIn(
    server: ServerProcess,
    user: string,
    wishes: SignInWishes = {},
  ): Promise<WireUser> {
    const token = await server.token(user);
    const peer = await WireClient.connect(server.port, wishes.protocol ?? PROTOCOL_MSGPACK);
    await come(() => peer.all('welcome').length > 0, 'the welcome');
    peer.send({
      is: 'signIn',
      requestId: 1,
      token,
      lastPrivateSeq: wishes.lastPrivateSeq ?? null,
      cancelOnDisconnect: wishes.cancelOnDisconnect ?? false,
      disconnectGraceMs: 0,
    });
    await come(() => peer.all('signedIn').length > 0, `the sign-in of ${user}`);
    const signedIn = peer.last('signedIn');
    if (signedIn.account >= 0) {
      const kind = signedIn.resumed ? 'replayComplete' : 'privateSnapshot';
      await come(() => peer.all(kind).length > 0, `${kind} of ${user}`);
    }
    return new WireUser(peer, signedIn);
  }

  get snapshot(): ServerMessages['privateSnapshot'] {
    return this.peer.last('privateSnapshot');
  }

  nextRequestId(): number {
    this.#requestId += 1;
    return this.#requestId;
  }

  /** A good-till-cancelled limit order unless the wish says otherwise; gives the request id. */
  place(wish: OrderWish, requestId = this.nextRequestId()): number {
    this.peer.send({
      ...{ is: 'place', type: 0, tif: 0, flags: 0, stp: 0, expireSeconds: 0 },
      ...{ deadlineMicros: 0, clientMicros: 0 },
      ...wish,
      requestId,
    });
    return requestId;
  }

  amend(clientOrderId: number, terms: { price?: number; qty?: number }): number {
    const requestId = this.nextRequestId();
    const { price = 0, qty = 0 } = terms;
    const message = { requestId, clientOrderId, orderId: 0, price, qty, deadlineMicros: 0 };
    this.peer.send({ is: 'amend', ...message });
    return requestId;
  }

  cancel(clientOrderId: number): number {
    const requestId = this.nextRequestId();
    this.peer.send({ is: 'cancel', requestId, clientOrderId, orderId: 0 });
    return requestId;
  }

  /** All reports so far, or those of one kind. */
  reports(): Report[] {
    return this.peer.all('private').flatMap((frame) => frame.reports);
  }

  reportsOf<K extends Report['is']>(kind: K, clientOrderId?: number): Reports[K][] {
    return this.reports().filter(
      (report): report is Reports[K] =>
        report.is === kind &&
        (clientOrderId === undefined ||
          ('clientOrderId' in report && report.clientOrderId === clientOrderId)),
    );
  }

  async report<K extends Report['is']>(kind: K, clientOrderId?: number): Promise<Reports[K]> {
    await come(() => this.reportsOf(kind, clientOrderId).length > 0, `the report ${kind}`);
    return this.reportsOf(kind, clientOrderId).at(-1)!;
  }

  /** The answer to a request that is not a report: an error, `done`, or an outcome. */
  async answer<K extends AnswerKind>(kind: K, requestId: number): Promise<Answer<K>> {
    const find = () => {
      const answers: readonly Answer<K>[] = this.peer.all(kind);
      return answers.find((message) => message.requestId === requestId);
    };
    await come(() => find() !== undefined, `the answer ${kind}`);
    return find()!;
  }

  /** Asks until the answer is definite. */
  async outcome(clientOrderId: number): Promise<ServerMessages['orderOutcome']> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const requestId = this.nextRequestId();
      this.peer.send({ is: 'queryOrder', requestId, clientOrderId });
      const isMine = (message: { readonly requestId: number }) => message.requestId === requestId;
      const answered = () =>
        this.peer.all('orderOutcome').find(isMine) ?? this.peer.all('error').find(isMine);
      await come(() => answered() !== undefined, `the outcome of ${String(clientOrderId)}`);
      const answer = answered()!;
      if (answer.is === 'orderOutcome' && answer.outcome !== 2) return answer;
      if (answer.is === 'error' && answer.code !== REJECTS.rateLimited.code) {
        throw new Error(`the query was refused: ${answer.name}`);
      }
      if (Date.now() > end) throw new Error(`${String(clientOrderId)} has no definite outcome`);
      await pause(answer.is === 'error' ? Math.max(20, answer.retryAfterMs) : 20);
    }
  }

  /** The end of the connection as a cut cable makes it. */
  cut(): void {
    this.peer.terminate();
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for a condition, never for a time. */
export async function come(
  holds: () => boolean | Promise<boolean>,
  what: string,
  waitMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + waitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await pause(5);
  }
}

export async function listInstruments(server: ServerProcess): Promise<Instrument[]> {
  const headers = { authorization: `Bearer ${await server.token('consumer')}` };
  const answer = await fetch(`${server.url}/api/v1/instruments`, { headers });
  return (await answer.json()) as Instrument[];
}

/** A buy of the least quantity, `percent` of the opening price. */
export function buyAt(instrument: Instrument, percent: number, clientOrderId: number): OrderWish {
  const price = Math.floor((instrument.openingTicks * percent) / 100);
  const { id, minQtyLots } = instrument;
  return { clientOrderId, instrument: id, side: Side.buy, price, qty: minQtyLots };
}

/** Rows of the account's history by REST, newest first, up to `limit`. */
export async function restRows(
  server: ServerProcess,
  user: string,
  what: 'orders' | 'fills',
): Promise<Record<string, number>[]> {
  const headers = { authorization: `Bearer ${await server.token(user)}` };
  const rows: Record<string, number>[] = [];
  let before = '';
  do {
    const response = await fetch(`${server.url}/api/v1/${what}?limit=500&before=${before}`, {
      headers,
    });
    if (!response.ok) throw new Error(`${what}: ${await response.text()}`);
    const page = (await response.json()) as { rows: Record<string, number>[]; next: string };
    rows.push(...page.rows);
    before = page.next;
  } while (before !== '');
  return rows;
}

/** One act of operations over REST, by a demo user. */
export async function operationsPost(
  server: ServerProcess,
  user: string,
  path: string,
): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1/operations/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await server.token(user)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ reason: 'an end-to-end test' }),
  });
  return answer.json();
}
