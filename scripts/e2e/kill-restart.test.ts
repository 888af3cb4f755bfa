// The quick form of the kills under load; the long form runs with `npm run torture`.

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OrderStatus } from '../../shared/domain/order.ts';
import { prng } from '../../server/testing/prng.ts';
import { AckedOrders, compareFound, type FoundOrder } from './acked-orders.ts';
import { killLong, KillRun } from './kill-restart.ts';
import { temporaryFolder } from './server-process.ts';

const SEED = 20_261_122;
const LONG = 180_000;

describe(`a server that is killed under load (seed ${String(SEED)})`, () => {
  it(
    'finds every order that it acknowledged, none twice, and knows what became of the others',
    async () => {
      const result = await killLong(5, SEED);
      expect(result.faults).toEqual([]);
      expect(result.cycles).toBe(5);
      expect(result.acks).toBeGreaterThan(200);
      expect(result.fills).toBeGreaterThan(0);
      expect(result.queries).toBeGreaterThan(100);
    },
    LONG,
  );

  it(
    'would be caught when it started from an older state: the control',
    async () => {
      const folder = temporaryFolder();
      const [live, copy] = ['live', 'copy'].map((name) => join(folder.path, name));
      const run = new KillRun(live!, prng(SEED));
      try {
        await run.open();
        await run.server.end('SIGKILL');
        cpSync(live!, copy!, { recursive: true });
        await run.restart();
        await run.loadAndKill();
        expect(run.faults).toEqual([]);
        rmSync(live!, { recursive: true });
        cpSync(copy!, live!, { recursive: true });
        await run.restart();
        await run.judge(1_000).catch((error: unknown) => run.faults.push(String(error)));
        expect(run.faults.filter((fault) => fault.includes('is lost')).length).toBeGreaterThan(20);
      } finally {
        await run.close();
        folder.remove();
      }
    },
    LONG,
  );
});

describe('the comparison with what was acknowledged', () => {
  const place = {
    is: 'place',
    ...{ requestId: 1, clientOrderId: 7, instrument: 0, side: 0, type: 0, tif: 0 },
    ...{
      price: 100,
      qty: 5,
      flags: 0,
      stp: 0,
      expireSeconds: 0,
      deadlineMicros: 0,
      clientMicros: 0,
    },
  } as const;
  const found: FoundOrder = {
    ...{ clientOrderId: 7, orderId: 70, price: 100, qty: 5, filled: 2, cause: 0 },
    status: OrderStatus.open,
  };
  const acked = () => {
    const told = new AckedOrders();
    Object.assign(told.sent(place), { received: true, orderId: 70, status: 0, filled: 2 });
    return told.orders;
  };

  it('takes what is as it was told, and what went on as it was asked', () => {
    expect(compareFound(acked(), [found])).toEqual([]);
    const filled = { ...found, filled: 5, status: OrderStatus.filled };
    expect(compareFound(acked(), [filled])).toEqual([]);
  });

  it.each<[string, FoundOrder[]]>([
    ['is lost', []],
    ['is doubled', [found, { ...found, orderId: 71 }]],
    ['lost a fill', [{ ...found, filled: 1 }]],
    ['has another price', [{ ...found, price: 101 }]],
    ['has another quantity', [{ ...found, qty: 6 }]],
    ['ended unasked', [{ ...found, status: OrderStatus.cancelled, cause: 1 }]],
    ['has another order id', [{ ...found, orderId: 71 }]],
    ['nobody sent it', [found, { ...found, clientOrderId: 8 }]],
  ])('notices what %s', (words, rows) => {
    const faults = compareFound(acked(), rows);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
  });
});
