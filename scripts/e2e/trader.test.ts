// Orders through the real server, by bare wire messages and by the feed: acks in order with their hop
// times, every kind of change and refusal, and a cut in the middle that neither loses nor doubles.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOPS } from '../../shared/domain/hop.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { LIMITS } from '../../shared/domain/limits.ts';
import { DoneCause, OrderStatus, Phase, Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { runProgram, startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import {
  buyAt,
  come,
  listInstruments,
  operationsPost,
  pause,
  restRows,
  WireUser,
  type OrderWish,
} from './wire-user.ts';

const LONG = 120_000;
const folder = temporaryFolder();
let server: ServerProcess;
let instrument: Instrument;
let lastId = 1_000;
const users: WireUser[] = [];

async function user(name: string, wishes = {}): Promise<WireUser> {
  const signedIn = await WireUser.signIn(server, name, wishes);
  users.push(signedIn);
  return signedIn;
}

/** A buy one percent below the opening price: it rests. */
function resting(more: Partial<OrderWish> = {}): OrderWish {
  lastId += 1;
  return { ...buyAt(instrument, 99, lastId), ...more };
}

async function placed(trader: WireUser, wish = resting()): Promise<number> {
  trader.place(wish);
  await trader.report('accepted', wish.clientOrderId);
  return wish.clientOrderId;
}

/** Waits when there are too many in a second, as the refusal says. */
async function placedAtLast(trader: WireUser): Promise<number> {
  const wish = resting();
  for (;;) {
    const requestId = trader.place(wish);
    const refusal = () => trader.peer.all('error').find((e) => e.requestId === requestId);
    const isOpen = () => trader.reportsOf('accepted').at(-1)?.clientOrderId === wish.clientOrderId;
    await come(() => isOpen() || refusal() !== undefined, 'an answer');
    const refused = refusal();
    if (refused === undefined) return wish.clientOrderId;
    expect(refused.code).toBe(REJECTS.rateLimited.code);
    await pause(Math.max(refused.retryAfterMs, 5));
  }
}

beforeAll(async () => {
  server = await startServer(['--data', folder.path, '--market', 'none']);
  instrument = (await listInstruments(server)).find(({ symbol }) => symbol === 'BTCUSDT')!;
}, LONG);
afterAll(async () => {
  await server?.end('SIGTERM');
  folder.remove();
}, LONG);
beforeEach(() => {
  for (const one of users.splice(0)) one.cut();
});

describe('an order through the real server', () => {
  it.each([PROTOCOL_MSGPACK, PROTOCOL_JSON])(
    'gets its three acks in order, with hop times: %s',
    async (protocol) => {
      const buyer = await user('trader-1', { protocol });
      const seller = await user('trader-2', { protocol });
      const wish = resting();
      buyer.place(wish);
      await buyer.report('accepted', wish.clientOrderId);
      seller.place({ ...wish, clientOrderId: (lastId += 1), side: Side.sell });
      const fill = await buyer.report('fill', wish.clientOrderId);
      expect(fill).toMatchObject({ price: wish.price, lots: wish.qty, leaves: 0, taker: false });

      const kinds = buyer.peer.messages.flatMap((message) => {
        if (message.is === 'received') return ['received'];
        if (message.is !== 'private') return [];
        return message.reports.filter((r) => 'clientOrderId' in r).map((report) => report.is);
      });
      expect(kinds).toEqual(['received', 'accepted', 'fill']);
      const ack = buyer.peer.last('received');
      const stamps = HOPS.map((hop) => ack[`${hop}Micros`]);
      expect(stamps.every((micros) => micros > 1e15)).toBe(true);
      // The core may run ahead of the disk; the ack is behind both.
      const [gateway = 0, journal = 0, match = 0, durable = 0, sent = 0] = stamps;
      expect(gateway).toBeLessThanOrEqual(journal);
      expect(journal).toBeLessThanOrEqual(Math.min(match, durable));
      expect(Math.max(match, durable)).toBeLessThanOrEqual(sent);
    },
    LONG,
  );

  it(
    'is amended and cancelled',
    async () => {
      const trader = await user('trader-1');
      const wish = resting({ qty: instrument.minQtyLots * 4 });
      const id = await placed(trader, wish);
      trader.amend(id, { qty: wish.qty - instrument.minQtyLots });
      const smaller = await trader.report('amended', id);
      expect(smaller).toMatchObject({ price: wish.price, priorityKept: true });
      trader.amend(id, { price: wish.price - 1 });
      await come(() => trader.reportsOf('amended', id).length === 2, 'the second amend');
      expect(trader.reportsOf('amended', id)[1]).toMatchObject({
        price: wish.price - 1,
        leaves: wish.qty - instrument.minQtyLots,
        priorityKept: false,
      });
      trader.cancel(id);
      expect(await trader.report('ended', id)).toMatchObject({ cause: DoneCause.user, filled: 0 });
      const requestId = trader.cancel(id);
      await come(() => trader.reportsOf('rejected').length > 0, 'the refusal');
      expect(trader.reportsOf('rejected')[0]).toMatchObject({
        requestId,
        code: REJECTS.unknownOrder.code,
      });
    },
    LONG,
  );

  it(
    'is cancelled with all others, by instrument and side',
    async () => {
      const trader = await user('trader-1');
      for (let k = 0; k < 5; k++) await placed(trader);
      const open = trader.reportsOf('accepted').length;
      const mass = async (instrumentId: number, side: number) => {
        const requestId = trader.nextRequestId();
        trader.peer.send({ is: 'cancelAll', requestId, instrument: instrumentId, side });
        const done = () => trader.reportsOf('massDone').find((r) => r.requestId === requestId);
        await come(() => done() !== undefined, 'the summary');
        return done()!.cancelled;
      };
      expect(await mass(instrument.id, Side.sell)).toBe(0);
      expect(await mass(instrument.id, Side.buy)).toBe(open);
      expect(trader.reportsOf('ended')).toHaveLength(open);
      expect(await mass(-1, -1)).toBe(0);
    },
    LONG,
  );

  it(
    'is answered again when it is sent again, and refused when it differs',
    async () => {
      const trader = await user('trader-1');
      const wish = resting();
      const id = await placed(trader, wish);
      const { orderId } = trader.reportsOf('accepted', id)[0]!;
      const again = await trader.answer('replayed', trader.place(wish));
      expect(again).toMatchObject({ clientOrderId: id, orderId, code: 0 });
      trader.place({ ...wish, qty: wish.qty * 2 });
      const refused = await trader.report('rejected', id);
      expect(refused.code).toBe(REJECTS.duplicateConflict.code);
      expect(trader.reportsOf('accepted', id)).toHaveLength(1);
      expect(trader.reportsOf('ended', id)).toHaveLength(0);
      const { orders } = await trader.outcome(id);
      expect(orders[0]).toMatchObject({ orderId, qty: wish.qty, status: OrderStatus.open });
    },
    LONG,
  );

  it(
    'has a definite outcome: known, or never received',
    async () => {
      const trader = await user('trader-1');
      const id = await placed(trader);
      expect(await trader.outcome(id)).toMatchObject({ outcome: 1 });
      expect(await trader.outcome(id + 1)).toMatchObject({ outcome: 0, orders: [] });
      const other = await user('trader-2');
      expect(await other.outcome(id)).toMatchObject({ outcome: 0, orders: [] });
    },
    LONG,
  );

  it(
    'keeps its outcome when more orders have ended since than a snapshot holds',
    async () => {
      const trader = await user('trader-1');
      const ids: number[] = [];
      while (ids.length < LIMITS.closedOrdersKept + 40) ids.push(await placedAtLast(trader));
      const requestId = trader.nextRequestId();
      trader.peer.send({ is: 'cancelAll', requestId, instrument: -1, side: -1 });
      await come(() => trader.reportsOf('ended').length >= ids.length, 'the end of all orders');
      for (const id of [ids[0]!, ids[1]!, ids.at(-1)!]) {
        const { outcome, orders } = await trader.outcome(id);
        expect(outcome).toBe(1);
        expect(orders[0]).toMatchObject({ clientOrderId: id, status: OrderStatus.cancelled });
      }
    },
    LONG,
  );

  it(
    'is cancelled by the dead-man switch, and not while the switch is renewed',
    async () => {
      const trader = await user('trader-1');
      const id = await placed(trader);
      const arm = async (seconds: number) => {
        const requestId = trader.nextRequestId();
        trader.peer.send({ is: 'deadMan', requestId, seconds });
        await trader.answer('done', requestId);
      };
      await arm(3);
      await arm(0);
      await arm(3);
      expect(trader.reportsOf('ended', id)).toHaveLength(0);
      expect(await trader.report('ended', id)).toMatchObject({ cause: DoneCause.deadMan });
    },
    LONG,
  );

  it(
    'is cancelled when its session is cut, where that was wished',
    async () => {
      const watcher = await user('trader-1');
      const trader = await user('trader-1', { cancelOnDisconnect: true });
      const id = await placed(trader, resting({ flags: 4 }));
      const stays = await placed(watcher);
      trader.cut();
      expect(await watcher.report('ended', id)).toMatchObject({ cause: DoneCause.disconnect });
      expect(watcher.reportsOf('ended', stays)).toHaveLength(0);
    },
    LONG,
  );
});

describe('roles', () => {
  it(
    'a consumer may not trade, a trader may not operate',
    async () => {
      const consumer = await user('consumer');
      const refused = await consumer.answer('error', consumer.place(resting()));
      expect(refused).toMatchObject({ code: REJECTS.notPermitted.code, name: 'NOT_PERMITTED' });
      const trader = await user('trader-1');
      const requestId = trader.nextRequestId();
      trader.peer.send({ is: 'operate', requestId, action: 1, target: instrument.id });
      const answer = await trader.answer('error', requestId);
      expect(answer.code).toBe(REJECTS.notPermitted.code);
    },
    LONG,
  );

  it(
    'an operator halts, another one opens: halted takes cancels only',
    async () => {
      const trader = await user('trader-1');
      const operator = await user('operator');
      const operate = (action: number) => {
        const requestId = operator.nextRequestId();
        operator.peer.send({ is: 'operate', requestId, action, target: instrument.id });
        return requestId;
      };
      const before = await placed(trader);
      await operator.answer('done', operate(Phase.halted));
      const halted = resting();
      trader.place(halted);
      const refused = await trader.report('rejected', halted.clientOrderId);
      expect(refused.code).toBe(REJECTS.instrumentHalted.code);
      trader.cancel(before);
      await trader.report('ended', before);
      const alone = await operator.answer('error', operate(Phase.open));
      expect(alone.code).toBe(REJECTS.secondPersonNeeded.code);
      const opened = await operationsPost(
        server,
        'risk',
        `instruments/${String(instrument.id)}/resume`,
      );
      expect(opened).toEqual({ done: true });
      await placed(trader);
    },
    LONG,
  );
});

describe('a cut', () => {
  it(
    'loses no frame and doubles none: the private stream goes on where it stopped',
    async () => {
      const maker = await user('trader-2');
      let trader = await user('trader-1');
      const frames: { seq: number; prev: number }[] = [];
      const from = trader.snapshot.seq;
      const ids: number[] = [];
      for (let round = 0; round < 8; round++) {
        for (let k = 0; k < 5; k++) {
          const wish = resting();
          ids.push(wish.clientOrderId);
          trader.place(wish);
        }
        // The last of them is on the server for certain; what the cut swallows must come after it.
        await trader.report('accepted', lastId);
        const met = resting({ side: Side.sell });
        maker.place(met);
        trader.cut();
        await come(() => trader.peer.closeCode !== 0, 'the cut');
        frames.push(...trader.peer.all('private'));
        await maker.report('fill', met.clientOrderId);
        trader = await user('trader-1', { lastPrivateSeq: frames.at(-1)!.seq });
        expect(trader.signedIn.resumed).toBe(true);
      }
      frames.push(...trader.peer.all('private'));
      frames.forEach(({ seq, prev }, k) => {
        expect({ seq, prev }).toEqual({ seq: from + k + 1, prev: from + k });
      });
      for (const id of ids) expect(await trader.outcome(id)).toMatchObject({ outcome: 1 });
    },
    LONG,
  );

  it(
    'is healed by the example of a trading client, which exits with its order cancelled',
    async () => {
      const quotes = await user('trader-2');
      await placed(quotes, resting({ price: instrument.openingTicks }));
      const { code, words } = await runProgram(process.execPath, [
        ...['scripts/examples/trader.ts', '--url', server.url],
      ]);
      expect(words).toMatch(/: open, .*amend done/);
      expect(words).toMatch(/: cancelled/);
      expect(code).toBe(0);
    },
    LONG,
  );

  it(
    'leaves one row per order in the history',
    async () => {
      const rows = await restRows(server, 'trader-1', 'orders');
      const ids = rows.filter((row) => row['key']! > 0).map((row) => row['client_order_id']);
      expect(ids.length).toBeGreaterThan(40);
      expect(new Set(ids).size).toBe(ids.length);
    },
    LONG,
  );
});
