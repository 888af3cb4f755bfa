// The real server on a disk that is full: cancels are taken and made durable, new orders are refused,
// nothing that was acknowledged is lost, and all is well again when there is space.

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { OrderStatus } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { mountSmallDisk } from '../torture/disk-full.ts';
import { startServer } from './server-process.ts';
import { buyAt, come, listInstruments, pause, WireUser } from './wire-user.ts';

const LONG = 120_000;
const DISK_MIB = 48;
const RESERVE_MIB = 8;
const ORDERS = 20;
const disk = mountSmallDisk(DISK_MIB);
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}, LONG);
if (disk === undefined) {
  process.stderr.write('not tested: a full disk; mounting a small file system needs root\n');
} else {
  cleanups.push(disk.remove);
}

/** Writes until the disk takes no more. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  const isFull = (bytes: number) => {
    try {
      while (writeSync(handle, new Uint8Array(bytes)) === bytes);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return true;
      throw error;
    }
  };
  isFull(1 << 16);
  isFull(512);
  closeSync(handle);
}

/** The journal puts pages aside at its start: as after days of work, none is left. */
function useUpFreePages(file: string): void {
  const db = new Database(file);
  const free = () => db.pragma('freelist_count', { simple: true }) as number;
  while (free() > 16) db.exec('insert into filler(body) values (zeroblob(65536))');
  db.pragma('wal_checkpoint(PASSIVE)');
  db.close();
}

describe.runIf(disk !== undefined)('the server on a full disk', () => {
  it(
    'takes cancels only, keeps what it acknowledged, and goes on when there is space',
    async () => {
      const data = join(disk!.folder, 'data');
      const filler = join(disk!.folder, 'filler');
      const flags = ['--rate', '5000', '--data', data, '--reserve-mib', String(RESERVE_MIB)];
      const server = await startServer(flags);
      cleanups.push(() => server.end('SIGKILL'));
      const [instrument] = await listInstruments(server);
      const trader = await WireUser.signIn(server, 'trader-1');
      const place = (id: number) => trader.place(buyAt(instrument!, 95, id));
      const words = () => `\n${server.output()}`;
      for (let id = 1; id <= ORDERS; id++) place(id);
      await trader.report('accepted', ORDERS);

      useUpFreePages(join(data, 'journal.db'));
      fill(filler);
      let id = ORDERS;
      const isReadOnly = () =>
        trader.peer.all('error').some(({ code }) => code === REJECTS.readOnly.code);
      // The simulated market uses up what the journal had put aside before.
      while (!isReadOnly()) {
        if (trader.peer.closeCode !== 0) throw new Error(`the server is gone${words()}`);
        const requestId = place((id += 1));
        const isAnswered = () =>
          trader.peer.closeCode !== 0 ||
          trader.reportsOf('accepted', id).length > 0 ||
          trader.peer.all('error').some((error) => error.requestId === requestId);
        await come(isAnswered, `an answer on a full disk${words()}`);
        await pause(100);
      }

      for (let k = 1; k <= ORDERS; k++) trader.cancel(k);
      await trader.report('ended', ORDERS);
      const cancelled = () =>
        trader.reportsOf('ended').filter(({ clientOrderId }) => clientOrderId <= ORDERS);
      await come(() => cancelled().length === ORDERS, `all cancels${words()}`);
      const refused = await trader.answer('error', place((id += 1)));
      expect(refused.code).toBe(REJECTS.readOnly.code);
      const accepted = trader.reportsOf('accepted').map(({ clientOrderId }) => clientOrderId);

      rmSync(filler);
      const further = async () => {
        const requestId = place((id += 1));
        const answered = () =>
          trader.reportsOf('accepted', id).length > 0 ||
          trader.peer.all('error').some((error) => error.requestId === requestId);
        await come(answered, `an answer${words()}`);
        return trader.reportsOf('accepted', id).length > 0;
      };
      await come(further, `orders to be taken again${words()}`);
      accepted.push(id);

      await server.end('SIGKILL');
      const again = await startServer(flags);
      cleanups.push(() => again.end('SIGKILL'));
      const owner = await WireUser.signIn(again, 'trader-1');
      const status = new Map(owner.snapshot.orders.map((o) => [o.clientOrderId, o.status]));
      for (const one of accepted.slice(-150)) {
        const expected = one <= ORDERS ? OrderStatus.cancelled : OrderStatus.open;
        expect([one, status.get(one)]).toEqual([one, expected]);
      }
    },
    LONG,
  );
});
