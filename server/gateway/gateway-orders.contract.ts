// What a client sees of its orders, run over both transports: acks, budgets, queries, cancels.

import { afterEach, describe, expect, it } from 'vitest';
import { DoneCause } from '../../shared/domain/order.ts';
import { C, CommandKind, flagsOf } from '../core/commands.ts';
import { balanceReport, GatewayStage, PLACE, STAMPS } from '../testing/gateway-stage.ts';
import { until } from '../testing/wire-client.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { CreateSocketServer } from './socket.ts';

export function gatewayOrdersContract(name: string, create: CreateSocketServer): void {
  describe(`orders over ${name}`, () => {
    const stages: GatewayStage[] = [];
    async function start(options: Partial<GatewayOptions> = {}): Promise<GatewayStage> {
      const stage = await GatewayStage.start(options, create);
      stages.push(stage);
      return stage;
    }
    afterEach(async () => {
      for (const stage of stages.splice(0)) await stage.stop();
    });

    it('makes a command of a place and acknowledges it with every station', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      client.send({ ...PLACE, clientOrderId: 4321, price: 99, qty: 7, flags: 1 });
      await until(() => stage.bus.submitted.length === 1);
      const [{ words, slots }] = stage.bus.submitted;
      expect([words[C.account], words[C.price], words[C.qty]]).toEqual([2, 99, 7]);
      expect(words[C.session]).toBe(501);
      expect(slots[C.clientOrderIdSlot]).toBe(4321);
      const sentMicros = stage.clock.wallMicros();
      stage.clock.ms += 3;
      stage.gateway.outlet.placed(2, 4321, 55);
      stage.report(2, [balanceReport(1)]);
      expect(client.all('received')).toHaveLength(0);
      stage.release();
      const ack = await client.next('received');
      const ackMicros = stage.clock.wallMicros();
      expect(ack).toEqual({
        is: 'received',
        clientOrderId: 4321,
        commandSeq: 55,
        gatewayMicros: sentMicros,
        ...STAMPS,
        ackMicros,
      });
      await client.next('private');
      const kinds = client.messages.map((m) => m.is);
      expect(kinds.indexOf('received')).toBeLessThan(kinds.indexOf('private'));
    });

    it('tells at once that the engine took nothing', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      stage.bus.refuse = 9003;
      client.send({ ...PLACE, requestId: 31 });
      expect(await client.next('error')).toMatchObject({
        requestId: 31,
        name: 'BUSY',
        retryable: true,
      });
      stage.gateway.outlet.placed(2, 1, 1);
      stage.release();
      client.send({ is: 'ping', clientMicros: 1 });
      await client.next('pong');
      expect(client.all('received')).toHaveLength(0);
    });

    it('never starves cancels by a flood of orders', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      for (let i = 1; i <= 400; i++) client.send({ ...PLACE, clientOrderId: i });
      for (let i = 1; i <= 50; i++) {
        client.send({ is: 'cancel', requestId: 1000 + i, clientOrderId: i, orderId: 0 });
      }
      await until(() => stage.bus.ofKind(CommandKind.cancel).length === 50);
      expect(stage.bus.ofKind(CommandKind.place)).toHaveLength(200);
      await client.next('error', 200);
      expect(client.last('error')).toMatchObject({ name: 'RATE_LIMITED', retryAfterMs: 20 });
      stage.clock.ms += 20;
      client.send({ ...PLACE, clientOrderId: 401 });
      await until(() => stage.bus.ofKind(CommandKind.place).length === 201);
    });

    it('closes a flood that does not end with 1008', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      for (let i = 1; i <= 800; i++) client.send({ is: 'ping', clientMicros: i });
      expect(await client.closed()).toBe(1008);
    });

    it('shares the budgets of an account among its connections', async () => {
      const stage = await start();
      const one = await stage.signedIn('trader:2');
      const two = await stage.signedIn('trader:2');
      for (let i = 1; i <= 150; i++) one.send({ ...PLACE, clientOrderId: i });
      for (let i = 151; i <= 300; i++) two.send({ ...PLACE, clientOrderId: i });
      await until(() => one.all('error').length + two.all('error').length === 100);
      expect(stage.bus.ofKind(CommandKind.place)).toHaveLength(200);
    });

    it('places many in their order, all or none, each with its own acks', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      const { requestId: _, deadlineMicros, clientMicros: __, is: ___, ...terms } = PLACE;
      const orders = [1, 2, 3].map((clientOrderId) => ({ ...terms, clientOrderId }));
      const many = { is: 'placeMany', requestId: 7, deadlineMicros } as const;
      client.send({ ...many, orders });
      const taken = [1, 2, 3].map((clientOrderId) => ({ clientOrderId, code: 0 }));
      expect(await client.next('placedMany')).toMatchObject({ requestId: 7, results: taken });
      expect(stage.bus.ofKind(CommandKind.place)).toHaveLength(3);
      stage.bus.refuse = 9003;
      client.send({ ...many, requestId: 8, orders: orders.slice(0, 1) });
      expect((await client.next('placedMany', 2)).results).toEqual([
        { clientOrderId: 1, code: 9003 },
      ]);
      client.send({ ...many, requestId: 9, orders: [] });
      expect(await client.next('error')).toMatchObject({ requestId: 9, field: 'orders' });
    });

    it('answers a query: known at once, else behind a barrier', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      client.send({ is: 'queryOrder', requestId: 1, clientOrderId: 5 });
      await until(() => stage.bus.submitted.length === 1);
      expect(client.all('orderOutcome')).toHaveLength(0);
      stage.release();
      expect(await client.next('orderOutcome')).toMatchObject({ clientOrderId: 5, outcome: 0 });
      client.send({ is: 'queryOrder', requestId: 2, clientOrderId: 6 });
      await until(() => stage.bus.submitted.length === 2);
      // It arrives in the batch of the barrier: the answer must know it.
      stage.accounts.orders.set('2/6', { ...ORDER, clientOrderId: 6 });
      stage.release();
      expect((await client.next('orderOutcome', 2)).outcome).toBe(1);
      client.send({ is: 'queryOrder', requestId: 3, clientOrderId: 6 });
      expect((await client.next('orderOutcome', 3)).orders).toHaveLength(1);
      expect(stage.bus.submitted).toHaveLength(2);
    });

    it('asks the archive about what the view forgot, behind the barrier', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      stage.archived.set('2.7', { ...ORDER, clientOrderId: 7, status: 1 });
      client.send({ is: 'queryOrder', requestId: 1, clientOrderId: 7 });
      await until(() => stage.bus.submitted.length === 1);
      expect(client.all('orderOutcome')).toHaveLength(0);
      stage.release();
      const outcome = await client.next('orderOutcome');
      expect(outcome).toMatchObject({ outcome: 1, orders: [{ clientOrderId: 7, status: 1 }] });
    });

    it('says undecided while the engine is silent or takes nothing', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      client.send({ is: 'queryOrder', requestId: 1, clientOrderId: 5 });
      await until(() => stage.bus.submitted.length === 1);
      stage.passMs(2_001);
      expect((await client.next('orderOutcome')).outcome).toBe(2);
      stage.bus.refuse = 9006;
      client.send({ is: 'queryOrder', requestId: 2, clientOrderId: 5 });
      expect((await client.next('orderOutcome', 2)).outcome).toBe(2);
    });

    it('cancels on disconnect after the grace, only then, and only when asked for', async () => {
      const stage = await start();
      const more = { cancelOnDisconnect: true, disconnectGraceMs: 1_000 };
      const client = await stage.signedIn('trader:2', more);
      const plain = await stage.signedIn('trader:3');
      client.send(PLACE);
      plain.send(PLACE);
      await until(() => stage.bus.submitted.length === 2);
      expect(stage.bus.submitted.map(({ words }) => flagsOf(words[C.kind]) & 4).toSorted()).toEqual(
        [0, 4],
      );
      client.terminate();
      plain.terminate();
      await until(() => stage.gateway.counters.connections === 0);
      stage.passMs(999);
      expect(stage.bus.ofKind(CommandKind.cancelMany)).toHaveLength(0);
      stage.bus.refuse = 9003;
      stage.passMs(1);
      stage.bus.refuse = 0;
      stage.passMs(250);
      const cancels = stage.bus.ofKind(CommandKind.cancelMany);
      expect(cancels).toHaveLength(1);
      const [{ words }] = cancels;
      expect([words[C.account], words[C.session], words[C.qty]]).toEqual([2, 501, 1]);
      expect(words[C.seconds]).toBe(DoneCause.disconnect);
      expect([words[C.instrument], words[C.price]]).toEqual([-1, -1]);
    });

    it('cancels nothing after a clean sign-out', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2', { cancelOnDisconnect: true });
      client.send(PLACE);
      client.send({ is: 'signOut', requestId: 9 });
      expect(await client.closed()).toBe(1000);
      expect(client.last('done').requestId).toBe(9);
      stage.passMs(10_000);
      expect(stage.bus.ofKind(CommandKind.cancelMany)).toHaveLength(0);
    });

    it('keeps the orders of who resumes within the grace, and cancels them when he is lost', async () => {
      const stage = await start();
      const more = { cancelOnDisconnect: true, disconnectGraceMs: 1_000 };
      const client = await stage.signedIn('trader:2', more);
      client.send(PLACE);
      await until(() => stage.bus.submitted.length === 1);
      client.terminate();
      await until(() => stage.gateway.counters.connections === 0);
      const stranger = await stage.signedIn('trader:2');
      stage.passMs(500);
      const again = await stage.signedIn('trader:2', { ...more, lastPrivateSeq: 0 });
      stage.passMs(2_000);
      expect(stage.bus.ofKind(CommandKind.cancelMany)).toHaveLength(0);
      again.terminate();
      stranger.terminate();
      await until(() => stage.gateway.counters.connections === 0);
      stage.passMs(1_000);
      const sessions = stage.bus.ofKind(CommandKind.cancelMany).map((c) => c.words[C.session]);
      expect(sessions).toEqual([501]);
    });
  });
}

const ORDER = {
  orderId: 1,
  clientOrderId: 0,
  instrument: 0,
  side: 0,
  type: 0,
  tif: 0,
  flags: 0,
  price: 1,
  qty: 1,
  leaves: 1,
  filled: 0,
  status: 0,
  cause: 0,
  timeMicros: 1,
};
