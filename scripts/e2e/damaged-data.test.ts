// Starts of the real server on data that was damaged, or that another process holds: it refuses in one
// sentence or goes on with everything that was acknowledged, and never with less.

import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { expectOneSentence } from './expect-one-sentence.ts';
import { runToEnd, startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { buyAt, come, listInstruments, WireUser } from './wire-user.ts';

const LONG = 120_000;
const ORDERS = 12;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}, LONG);

function dataFolder(): string {
  const folder = temporaryFolder();
  cleanups.push(folder.remove);
  return folder.path;
}

async function start(data: string, ...flags: string[]): Promise<ServerProcess> {
  const server = await startServer(['--data', data, '--market', 'none', ...flags]);
  cleanups.push(() => server.end('SIGKILL'));
  return server;
}

/** Acknowledged orders with the ids from `firstId` on. */
async function placeOrders(server: ServerProcess, firstId: number): Promise<number[]> {
  const [instrument] = await listInstruments(server);
  const trader = await WireUser.signIn(server, 'trader-1');
  const ids = Array.from({ length: ORDERS }, (_, k) => firstId + k);
  for (const id of ids) {
    trader.place(buyAt(instrument!, 99, id));
    await trader.report('accepted', id);
  }
  trader.cut();
  return ids;
}

async function openIds(server: ServerProcess): Promise<number[]> {
  const trader = await WireUser.signIn(server, 'trader-1');
  trader.cut();
  return trader.snapshot.orders.map(({ clientOrderId }) => clientOrderId).sort((a, b) => a - b);
}

/** A data folder whose server was killed after it had acknowledged orders. */
async function killedVenue(): Promise<{ data: string; ids: number[] }> {
  const data = dataFolder();
  const server = await start(data);
  const ids = await placeOrders(server, 1);
  await server.end('SIGKILL');
  return { data, ids };
}

async function expectRefusal(data: string, words: RegExp): Promise<void> {
  const refused = await runToEnd(['--data', data, '--market', 'none', '--port', '0']);
  expect(refused.words).toMatch(words);
  expectOneSentence(refused.words);
  expect(refused.code).toBeGreaterThan(0);
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = bytes[at]! ^ 0xff;
  writeFileSync(file, bytes);
}

/** Lets the log flow into the database, so that a test may damage the one file. */
function checkpoint(data: string, change?: string): void {
  const db = new Database(join(data, 'journal.db'));
  if (change !== undefined) db.exec(change);
  db.close();
}

describe('a damaged journal', () => {
  it(
    'is refused when a byte in the body of a row is not the one that was written: the control starts',
    async () => {
      const { data, ids } = await killedVenue();
      const control = await start(data);
      expect(await openIds(control)).toEqual(ids);
      await control.end('SIGKILL');
      const at = 'cast(length(body) / 2 as integer)';
      const cut = `substr(body, 1, ${at}) || x'ff' || substr(body, ${at} + 2)`;
      const newest = 'seq = (select max(seq) from journal where length(body) > 128)';
      checkpoint(data, `update journal set body = cast(${cut} as blob) where ${newest}`);
      await expectRefusal(data, /journal.*row|row.*journal/i);
    },
    LONG,
  );

  it(
    'is refused when its file was cut off',
    async () => {
      const { data } = await killedVenue();
      checkpoint(data);
      const file = join(data, 'journal.db');
      truncateSync(file, readFileSync(file).length >> 1);
      await expectRefusal(data, /journal/i);
    },
    LONG,
  );

  it(
    'is refused when it ends before what the history has seen',
    async () => {
      const { data, ids } = await killedVenue();
      const control = await start(data);
      expect(await openIds(control)).toEqual(ids);
      await control.end('SIGTERM');
      const last = 'select max(seq) - 3 from journal';
      checkpoint(data, `delete from journal where seq > (${last})`);
      await expectRefusal(data, /journal/i);
    },
    LONG,
  );
});

describe('a damaged snapshot', () => {
  const snapshotsOf = (data: string) => {
    const folder = join(data, 'snapshots');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .filter((name) => name.endsWith('.obs'))
      .sort()
      .map((name) => join(folder, name));
  };

  it(
    'is passed over: the older one is taken, and without any the journal',
    async () => {
      const data = dataFolder();
      const ids: number[] = [];
      for (let life = 0; life < 2; life++) {
        const server = await start(data);
        ids.push(...(await placeOrders(server, 1 + life * ORDERS)));
        await server.end('SIGTERM');
      }
      const snapshots = snapshotsOf(data);
      expect(snapshots.length).toBeGreaterThanOrEqual(2);
      const newest = snapshots.at(-1)!;
      flip(newest, readFileSync(newest).length >> 1);
      const second = await start(data);
      expect(second.output()).toMatch(/a snapshot cannot be used/);
      expect(await openIds(second)).toEqual(ids);
      await second.end('SIGKILL');

      for (const file of snapshotsOf(data)) truncateSync(file, 100);
      const third = await start(data);
      expect(await openIds(third)).toEqual(ids);
    },
    LONG,
  );
});

describe('a second process on the same data', () => {
  it(
    'takes over: the first one stops with one sentence, and no acknowledged order is lost',
    async () => {
      const data = dataFolder();
      const first = await start(data);
      const [instrument] = await listInstruments(first);
      const trader = await WireUser.signIn(first, 'trader-1');
      let sent = 0;
      const load = setInterval(() => {
        sent += 1;
        trader.place(buyAt(instrument!, 98, sent));
      }, 40);
      cleanups.push(() => {
        clearInterval(load);
      });
      await trader.report('accepted', 5);
      const second = await start(data);
      const code = await first.ended;
      clearInterval(load);
      expect(code).not.toBe(0);
      expect(typeof code).toBe('number');
      const words = first.output().split('\n');
      expect(words.filter((line) => line.startsWith('Openbell stops: '))).toHaveLength(1);
      await come(() => trader.peer.closeCode !== 0, 'the end of the connection');
      const acked = [
        ...trader.peer.all('received').map(({ clientOrderId }) => clientOrderId),
        ...trader.reportsOf('accepted').map(({ clientOrderId }) => clientOrderId),
      ];
      const open = new Set(await openIds(second));
      expect(acked.length).toBeGreaterThan(5);
      expect(acked.filter((id) => !open.has(id))).toEqual([]);
      await placeOrders(second, 10_000);
    },
    LONG,
  );
});
