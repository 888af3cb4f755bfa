// Treasury and faulty bank in one process with one clock, for runs of simulated hours in milliseconds.

import { createHmac } from 'node:crypto';
import { openBankBooks } from '../bank/bank-books.ts';
import type { Callback, Scheduler } from '../bank/bank-callbacks.ts';
import { createSimulatedBank, type SimulatedBank } from '../bank/simulated-bank.ts';
import type { Bank } from '../treasury/bank.ts';
import { OUTSIDE, type Books, type Ledger, type LedgerLine, type Posting } from '../treasury/books.ts'; // prettier-ignore
import { openTreasuryStore, type TreasuryStore } from '../treasury/open-treasury.ts';
import { VENUE_BIC, VENUE_IBAN } from '../treasury/payment-references.ts';
import type { TreasuryTables } from '../treasury/treasury-tables.ts';
import type { TreasuryHouse } from '../treasury/treasury-house.ts';
import { createTreasury, type Treasury } from '../treasury/treasury.ts';
import { prng, type Prng } from './prng.ts';

export const EUR = { id: 1, code: 'EUR', scale: 2 } as const;
export const JPY = { id: 2, code: 'JPY', scale: 0 } as const;
const START_MS = Date.parse('2026-11-23T08:00:00Z');
const SECRET = new Uint8Array(32).fill(7);

/** The process ends between two steps. */
export class Crash extends Error {
  override name = 'Crash';
}

/** The core's books as the treasury sees them: durable, each number once. */
export class PaperBooks implements Books, Ledger {
  readonly decided = new Map<number, number>();
  readonly balances = new Map<string, number>();
  readonly lines: LedgerLine[] = [];
  readonly nowMs: () => number;
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }
  balance(account: number, asset: number): number {
    return this.balances.get(`${String(account)}/${String(asset)}`) ?? 0;
  }
  fund(account: number, asset: number, minor: number): void {
    this.balances.set(`${String(account)}/${String(asset)}`, this.balance(account, asset) + minor);
  }
  post(number: number, { from, to, asset, amountMinor }: Posting): Promise<number> {
    const known = this.decided.get(number);
    if (known !== undefined) return Promise.resolve(known);
    const isShort = from !== OUTSIDE && this.balance(from, asset) < amountMinor;
    this.decided.set(number, isShort ? 3002 : 0);
    if (isShort) return Promise.resolve(3002);
    this.fund(from, asset, -amountMinor);
    this.fund(to, asset, amountMinor);
    const line = { number, asset, timeMs: this.nowMs() };
    if (from === OUTSIDE) this.lines.push({ ...line, account: to, amountMinor });
    if (to === OUTSIDE) this.lines.push({ ...line, account: from, amountMinor: -amountMinor });
    return Promise.resolve(0);
  }
  outside(fromMs: number, toMs: number): Promise<LedgerLine[]> {
    return Promise.resolve(this.lines.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs));
  }
}

class FakeTime implements Scheduler {
  now = START_MS;
  readonly #due: { at: number; order: number; run: () => void }[] = [];
  #order = 0;
  nowMs(): number {
    return this.now;
  }
  after(ms: number, run: () => void): void {
    this.#due.push({ at: this.now + ms, order: (this.#order += 1), run });
    this.#due.sort((a, b) => a.at - b.at || a.order - b.order);
  }
  nextAt(): number {
    return this.#due[0]?.at ?? Infinity;
  }
  runNext(): void {
    const next = this.#due.shift()!;
    this.now = Math.max(this.now, next.at);
    next.run();
  }
}

export interface WorldOptions {
  readonly seed: number;
  /** Of a thousand calls to core and bank, before and after each. */
  readonly crashes?: number;
  /** Wraps the bank that the treasury speaks to. */
  readonly wrapBank?: (bank: Bank) => Bank;
  /** Tables to use again, emptied first; they are not closed at the end. */
  readonly store?: TreasuryStore;
}

export interface TreasuryWorld {
  readonly time: FakeTime;
  readonly books: PaperBooks;
  readonly bank: SimulatedBank;
  readonly bankBooks: ReturnType<typeof openBankBooks>;
  readonly store: TreasuryStore;
  readonly chance: Prng;
  readonly counts: { callbacks: number; forged: number; forgedTaken: number; crashes: number; troubles: string[] }; // prettier-ignore
  treasury(): Treasury;
  /** Works until the given moment. */
  runUntil(ms: number): Promise<void>;
  /** Calls that may end in a crash are made again by the next life. */
  survive<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Marks text as sealed, so that a test sees what was not. */
const PAPER_SEALER = {
  seal: ({ table, row, column }: { table: string; row: string; column: string }, text: string) =>
    `${table}/${row}/${column}/${Buffer.from(text).toString('hex')}`,
  open: (_place: object, sealed: string) =>
    Buffer.from(sealed.split('/')[3] ?? '', 'hex').toString(),
};

export async function createTreasuryWorld(options: WorldOptions): Promise<TreasuryWorld> {
  const { seed, crashes = 0 } = options;
  const chance = prng(seed);
  const time = new FakeTime();
  const books = new PaperBooks(() => time.now);
  const store = options.store ?? (await openTreasuryStore(':memory:'));
  if (options.store !== undefined) await empty(store);
  const bankBooks = openBankBooks(':memory:');
  const counts = { callbacks: 0, forged: 0, forgedTaken: 0, crashes: 0, troubles: [] as string[] };
  const pending: Promise<unknown>[] = [];
  let treasury: Treasury;
  const bank = createSimulatedBank({
    ...{ seed, iban: VENUE_IBAN, secret: SECRET, books: bankBooks, scheduler: time },
    deliver(callback) {
      const taken = receive(callback);
      pending.push(taken);
      return taken;
    },
  });

  async function receive(callback: Callback): Promise<boolean> {
    counts.callbacks += 1;
    const { timestamp, eventId, body, signature } = callback;
    const mac = createHmac('sha256', SECRET).update(`${timestamp}.${eventId}.${body}`);
    const isForged = signature !== `v1=${mac.digest('hex')}`;
    const { status } = await treasury.receive(callback);
    if (isForged) counts.forged += 1;
    if (isForged && status < 400) counts.forgedTaken += 1;
    return status < 400;
  }

  function maybeCrash(): void {
    if (crashes === 0 || !chance.chance(crashes, 1000)) return;
    counts.crashes += 1;
    throw new Crash('here');
  }

  /** A process may end before a call, or after it and before the answer is kept. */
  async function fragile<T>(call: () => Promise<T>): Promise<T> {
    maybeCrash();
    const answer = await call();
    maybeCrash();
    return answer;
  }

  const wire: Bank = {
    submit: (xml) => {
      const answer = bank.receive(xml);
      if (answer.is === 'lost') return Promise.resolve('noAnswer');
      return Promise.resolve(answer.is === 'taken' ? 'taken' : 'refused');
    },
    status(uetr) {
      const answer = bank.status(uetr);
      if (answer.is === 'message') return Promise.resolve({ is: 'report', xml: answer.xml });
      return Promise.resolve({ is: answer.is === 'unknown' ? 'notKnown' : 'noAnswer' });
    },
    statement: (currency, day) => Promise.resolve(bank.statement(currency, day)),
  };
  const seen = options.wrapBank?.(wire) ?? wire;
  let uetrs = 0;
  const house: TreasuryHouse = {
    ...{ store, ledger: books, sealer: PAPER_SEALER, secret: SECRET, assets: [EUR, JPY] },
    books: { post: (number, posting) => fragile(() => books.post(number, posting)) },
    bank: {
      submit: (xml) => fragile(() => seen.submit(xml)),
      status: (uetr) => fragile(() => seen.status(uetr)),
      statement: (currency, day) => seen.statement(currency, day),
    },
    holder: { name: 'Openbell', iban: VENUE_IBAN, bic: VENUE_BIC },
    nowMs: () => time.now,
    newUetr: () => uetrOf(seed, (uetrs += 1)),
    isCustomer: (account) => account >= 2 && account < 5,
    onTrouble: (words) => counts.troubles.push(words),
  };
  treasury = createTreasury(house);

  async function survive<T>(run: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        treasury = createTreasury(house);
      }
    }
  }

  async function nextQuestion(): Promise<number> {
    const row = await store
      .selectFrom('withdrawal')
      .select((eb) => eb.fn.min('next_query_ms').as('at'))
      .where('next_query_ms', '>', 0)
      .executeTakeFirst();
    return row?.at ?? Infinity;
  }

  /** Steps that happen inside the bank alone need no round of the treasury. */
  async function runUntil(ms: number): Promise<void> {
    let question = time.now;
    for (;;) {
      const isTold = pending.length > 0;
      while (pending.length > 0) await pending.pop();
      if (isTold || question <= time.now) {
        await survive(() => treasury.tick());
        question = Math.max(await nextQuestion(), time.now + 1);
        continue;
      }
      const next = Math.min(time.nextAt(), question);
      if (next > ms) break;
      if (time.nextAt() <= question) time.runNext();
      else time.now = question;
    }
    time.now = ms;
  }

  return {
    ...{ time, books, bank, bankBooks, store, chance, counts, runUntil, survive },
    treasury: () => treasury,
    async close() {
      if (options.store === undefined) await store.destroy();
      bankBooks.close();
    },
  };
}

/** Children before parents. */
const TABLES = [
  ...['approval', 'withdrawal_event', 'bank_entry', 'withdrawal', 'bank_account'],
  ...['deposit_event', 'deposit', 'outbox', 'callback', 'reconciliation'],
] as const satisfies readonly (keyof TreasuryTables)[];

async function empty(store: TreasuryStore): Promise<void> {
  for (const table of TABLES) await store.deleteFrom(table).execute();
}

/** Valid and different, without chance. */
export function uetrOf(seed: number, k: number): string {
  const head = seed.toString(16).padStart(8, '0').slice(-8);
  return `${head}-0000-4000-8000-${k.toString(16).padStart(12, '0')}`;
}
