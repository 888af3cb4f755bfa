// Kills the real server under load again and again, starts it on the same data and port, and looks for
// every order that it acknowledged: in the history, in the private snapshot and by asking for it.

import { OrderStatus } from '../../shared/domain/order.ts';
import { prng, type Prng } from '../../server/testing/prng.ts';
import { compareFound, type AckedOrders, type FoundOrder } from './acked-orders.ts';
import type { ClientMessages } from '../../shared/wire/schema.ts';
import { TradingAccount } from './kill-load.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { come, listInstruments, pause, restRows, WireUser } from './wire-user.ts';

export interface KillRestarts {
  readonly seed: number;
  readonly cycles: number;
  /** Orders that were sent, and messages that acknowledged something about them. */
  readonly orders: number;
  readonly acks: number;
  /** Fills that were told, each found once. */
  readonly fills: number;
  /** Orders without any ack when the server was killed, and those of them that it had after all. */
  readonly unknown: number;
  readonly unknownFound: number;
  readonly queries: number;
  readonly seconds: number;
  /** Empty is the goal. */
  readonly faults: readonly string[];
}

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'EURUSD', 'AAPL'];
const USERS = ['trader-1', 'trader-2'];
/** Queries per account and cycle: the budget of a connection allows no more at once. */
const QUERIES = 60;
const LOAD_MS = [250, 900] as const;
const RESENT_MAX = 20;
const ACKS_MIN = 40;
const FAULTS_MAX = 10;
const HISTORY_MS = 15_000;

/** The long form: `cycles` kills of one venue. */
export async function killLong(cycles: number, seed = 20_261_122): Promise<KillRestarts> {
  const folder = temporaryFolder();
  const run = new KillRun(folder.path, prng(seed));
  const startMs = performance.now();
  try {
    await run.open();
    let done = 0;
    while (done < cycles && run.faults.length < FAULTS_MAX) {
      await run.cycle();
      done += 1;
    }
    const seconds = Math.round((performance.now() - startMs) / 1000);
    return { seed, cycles: done, ...run.figures(), seconds, faults: run.faults };
  } finally {
    await run.close();
    folder.remove();
  }
}

export class KillRun {
  readonly faults: string[] = [];
  readonly accounts: TradingAccount[] = [];
  #server: ServerProcess | undefined;
  readonly #folder: string;
  readonly #random: Prng;
  #unknown = 0;
  #unknownFound = 0;
  #queries = 0;

  constructor(folder: string, random: Prng) {
    this.#folder = folder;
    this.#random = random;
  }

  get server(): ServerProcess {
    if (this.#server === undefined) throw new Error('the server was not started');
    return this.#server;
  }

  async open(): Promise<void> {
    await this.#start('0');
    const all = await listInstruments(this.server);
    const some = all.filter(({ symbol }) => SYMBOLS.includes(symbol));
    for (const user of USERS) {
      this.accounts.push(new TradingAccount(user, this.#random, some));
    }
  }

  async close(): Promise<void> {
    await this.#server?.end('SIGKILL');
  }

  figures() {
    const sum = (of: (account: TradingAccount) => number) =>
      this.accounts.reduce((total, account) => total + of(account), 0);
    return {
      orders: sum(({ acked }) => acked.orders.size),
      acks: sum(({ acked }) => acked.acks),
      fills: sum(({ acked }) => acked.trades.size),
      ...{ unknown: this.#unknown, unknownFound: this.#unknownFound, queries: this.#queries },
    };
  }

  async cycle(): Promise<void> {
    await this.loadAndKill();
    await this.restart();
    await this.judge();
  }

  restart(): Promise<void> {
    return this.#start(String(this.server.port));
  }

  /** `historyMs`: how long the history may take to show what was acknowledged. */
  async judge(historyMs = HISTORY_MS): Promise<void> {
    for (const account of this.accounts) await this.#judge(account, historyMs);
  }

  async loadAndKill(): Promise<void> {
    for (const account of this.accounts) await account.connect(this.server);
    const acks = () => this.figures().acks;
    const before = acks();
    for (const account of this.accounts) account.start();
    const [least, most] = LOAD_MS;
    await pause(least + this.#random.below(most - least));
    const isAlive = () => this.accounts.some(({ connections }) => connections.some((c) => c.peer.closeCode === 0)); // prettier-ignore
    while (acks() - before < ACKS_MIN && isAlive()) await pause(5);
    await this.server.end('SIGKILL');
    for (const account of this.accounts) {
      await account.stop();
      this.faults.push(...account.acked.faults.splice(0));
    }
  }

  async #start(port: string): Promise<void> {
    const flags = ['--data', this.#folder, '--port', port, '--rate', '300'];
    this.#server = await startServer([...flags, '--snapshot-every-commands', '2000']);
  }

  async #judge(account: TradingAccount, historyMs: number): Promise<void> {
    const { acked, user } = account;
    const asker = await WireUser.signIn(this.server, user);
    try {
      const { snapshot } = asker;
      if (snapshot.seq < acked.seq) this.faults.push(`${user}: private seq went back`);
      const found = await this.#history(account, historyMs);
      this.faults.push(...compareFound(acked.orders, found));
      this.faults.push(...snapshotFaults(snapshot.orders, found));
      await this.#ask(asker, account, found);
      await this.#fills(account);
      const resent = await this.#resend(asker, account, found);
      acked.settle(found, snapshot.seq);
      // Their acceptance was told to the asker alone.
      for (const place of resent) {
        const orderId = asker.reportsOf('accepted', place.clientOrderId)[0]?.orderId;
        const decided = orderId === undefined ? {} : { orderId, status: OrderStatus.open };
        Object.assign(acked.sent(place), { received: true }, decided);
      }
    } finally {
      asker.cut();
    }
  }

  /** The history follows the venue by a moment: what it has to show may take a while to come. */
  async #history({ acked, user }: TradingAccount, historyMs: number): Promise<FoundOrder[]> {
    const end = Date.now() + historyMs;
    for (;;) {
      const found = (await restRows(this.server, user, 'orders')).map(foundOrder);
      if (Date.now() > end || compareFound(acked.orders, found).length === 0) return found;
      await pause(50);
    }
  }

  async #ask(asker: WireUser, { acked, user }: TradingAccount, found: readonly FoundOrder[]) {
    const there = new Set(found.map(({ clientOrderId }) => clientOrderId));
    const silent = silentOrders(acked).map(({ clientOrderId }) => clientOrderId);
    this.#unknown += silent.length;
    this.#unknownFound += silent.filter((id) => there.has(id)).length;
    const newest = [...acked.orders.keys()].slice(-QUERIES);
    for (const id of new Set([...silent, ...newest])) {
      this.#queries += 1;
      const { outcome, orders } = await asker.outcome(id);
      const expected = there.has(id) ? 1 : 0;
      if (outcome !== expected || orders.length !== expected) {
        const says = JSON.stringify([acked.orders.get(id), outcome, orders]);
        this.faults.push(`${user}: order ${String(id)} has outcome ${String(outcome)}: ${says}`);
      }
    }
  }

  /** What was sent and not acknowledged is sent again as it was: taken now, or answered again. */
  async #resend(asker: WireUser, { acked, user }: TradingAccount, found: readonly FoundOrder[]) {
    const there = new Set(found.map(({ clientOrderId }) => clientOrderId));
    const resent = silentOrders(acked).slice(0, RESENT_MAX);
    for (const place of resent) {
      const id = place.clientOrderId;
      const requestId = asker.place(place, asker.nextRequestId());
      if (there.has(id)) await asker.answer('replayed', requestId);
      else
        await come(() => isDecided(asker, id), `${user}: the answer to ${String(id)} sent again`);
    }
    return resent.filter(({ clientOrderId }) => !there.has(clientOrderId));
  }

  async #fills({ acked, user }: TradingAccount): Promise<void> {
    const rows = await restRows(this.server, user, 'fills');
    const keys = rows.map((row) => `${String(row['trade_id'])} ${String(row['order_id'])}`);
    const found = new Set(keys);
    if (found.size !== keys.length) this.faults.push(`${user}: a fill is in the history twice`);
    for (const key of acked.trades) {
      if (!found.has(key)) this.faults.push(`${user}: the fill ${key} is lost`);
    }
  }
}

/** Sent, and nobody has said what became of them. */
function silentOrders({ orders }: AckedOrders): ClientMessages['place'][] {
  return [...orders.values()]
    .filter(({ received, status, refused }) => !received && status === undefined && !refused)
    .map(({ place }) => place);
}

function isDecided(asker: WireUser, clientOrderId: number): boolean {
  const kinds = ['accepted', 'rejected'] as const;
  return kinds.some((kind) => asker.reportsOf(kind, clientOrderId).length > 0);
}

function foundOrder(row: Record<string, number>): FoundOrder {
  return {
    orderId: Math.max(0, row['key']!),
    clientOrderId: row['client_order_id']!,
    price: row['price_ticks']!,
    qty: row['qty_lots']!,
    filled: row['filled_lots']!,
    status: row['status'] as OrderStatus,
    cause: row['cause']!,
  };
}

/** What the history calls open must be in the snapshot, which may know already that it has ended. */
function snapshotFaults(
  snapshot: readonly { readonly clientOrderId: number; readonly status: number }[],
  found: readonly FoundOrder[],
): string[] {
  const ids = new Set(snapshot.map(({ clientOrderId }) => clientOrderId));
  const faults = found
    .filter(({ status, clientOrderId }) => status === OrderStatus.open && !ids.has(clientOrderId))
    .map(({ clientOrderId }) => `order ${String(clientOrderId)} is not in the snapshot`);
  const known = new Set(found.map(({ clientOrderId }) => clientOrderId));
  for (const id of ids) {
    if (!known.has(id)) faults.push(`order ${String(id)} is in the snapshot only`);
  }
  if (ids.size !== snapshot.length) faults.push('an order is in the snapshot twice');
  return faults;
}
