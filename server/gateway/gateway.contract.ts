// What a client sees of the gateway, run over both transports: session, orders, private lane.

import { afterEach, describe, expect, it } from 'vitest';
import { DoneCause } from '../../shared/domain/order.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { C, CommandKind, flagsOf } from '../core/commands.ts';
import {
  balanceReport,
  DAY_MS,
  GatewayStage,
  PLACE,
  SIGN_IN,
  STAMPS,
} from '../testing/gateway-stage.ts';
import { until } from '../testing/wire-client.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { CreateSocketServer } from './socket.ts';

export function gatewayContract(name: string, create: CreateSocketServer): void {
  describe(`gateway over ${name}`, () => {
    const stages: GatewayStage[] = [];
    async function start(options: Partial<GatewayOptions> = {}): Promise<GatewayStage> {
      const stage = await GatewayStage.start(options, create);
      stages.push(stage);
      return stage;
    }
    afterEach(async () => {
      for (const stage of stages.splice(0)) await stage.stop();
    });

    for (const protocol of [PROTOCOL_MSGPACK, PROTOCOL_JSON]) {
      it(`welcomes, signs in and gives the account (${protocol})`, async () => {
        const stage = await start();
        stage.accounts.add(2, [balanceReport(5)]);
        const client = await stage.connect(protocol);
        const welcome = client.last('welcome');
        expect(welcome.protocol).toBe(protocol);
        expect(welcome.session).toBe(501);
        expect(welcome.streamEpoch).toBe(7);
        expect(welcome.limits).toContainEqual({ name: 'ordersPerSecond', value: 50 });
        client.send({ ...SIGN_IN, requestId: 9 });
        const snapshot = await client.next('privateSnapshot');
        expect(client.last('signedIn')).toMatchObject({
          requestId: 9,
          account: 2,
          role: 0,
          resumed: false,
        });
        expect(snapshot.seq).toBe(1);
        stage.report(2, [balanceReport(6)]);
        stage.release();
        const frame = await client.next('private');
        expect(frame).toMatchObject({ seq: 2, prev: 1 });
        expect(frame.reports).toEqual([balanceReport(6)]);
      });
    }

    it('lets nobody do anything before the sign-in but sign in and ping', async () => {
      const stage = await start();
      const client = await stage.connect();
      client.send({ is: 'ping', clientMicros: 77 });
      expect((await client.next('pong')).clientMicros).toBe(77);
      client.send({ ...PLACE, requestId: 5 });
      expect(await client.next('error')).toMatchObject({ requestId: 5, name: 'NOT_SIGNED_IN' });
      client.send({
        is: 'subscribe',
        requestId: 6,
        topics: [{ topic: 'quote.AAA', lastSeq: null }],
      });
      expect(await client.next('error', 2)).toMatchObject({ requestId: 6, name: 'NOT_SIGNED_IN' });
      client.send({ ...SIGN_IN, token: 'nonsense' });
      expect(await client.next('error', 3)).toMatchObject({ name: 'BAD_TOKEN' });
      expect(stage.bus.submitted).toHaveLength(0);
    });

    it('keeps roles apart', async () => {
      const stage = await start();
      const consumer = await stage.signedIn('consumer');
      consumer.send(PLACE);
      expect(await consumer.next('error')).toMatchObject({ requestId: 2, name: 'NOT_PERMITTED' });
      consumer.send({ is: 'operate', requestId: 3, action: 1, target: 0 });
      expect(await consumer.next('error', 2)).toMatchObject({ name: 'NOT_PERMITTED' });
      consumer.send({ is: 'queryOrder', requestId: 4, clientOrderId: 1 });
      expect(await consumer.next('error', 3)).toMatchObject({ name: 'NOT_PERMITTED' });
      const operator = await stage.signedIn('operator');
      operator.send(PLACE);
      expect(await operator.next('error')).toMatchObject({ name: 'NOT_PERMITTED' });
      expect(stage.bus.submitted).toHaveLength(0);
      operator.send({ is: 'operate', requestId: 8, action: 1, target: 2 });
      await until(() => stage.bus.ofKind(CommandKind.setPhase).length === 1);
      expect(operator.all('done')).toHaveLength(0);
      stage.release();
      expect(await operator.next('done')).toEqual({ is: 'done', requestId: 8 });
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

    it('closes with 1007 after three malformed frames, not before', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      client.native.send(Buffer.from([0xc1]));
      expect(await client.next('error')).toMatchObject({ name: 'MALFORMED' });
      client.native.send('text on a binary connection');
      await client.next('error', 2);
      client.send({ is: 'ping', clientMicros: 1 });
      await client.next('pong');
      client.native.send(Buffer.from([0x91, 0x7f]));
      expect(await client.closed()).toBe(1007);
    });

    it('closes who does not sign in in time', async () => {
      const stage = await start();
      const client = await stage.connect();
      stage.passMs(5_000);
      client.send({ is: 'ping', clientMicros: 1 });
      await client.next('pong');
      stage.passMs(1);
      expect(await client.closed()).toBe(4001);
      expect(client.last('error').name).toBe('SIGN_IN_LATE');
    });

    it('ends a connection after its life, and a session with its token', async () => {
      const stage = await start({ limits: { deadSeconds: 1_000_000 } });
      const client = await stage.signedIn('trader:2');
      stage.passMs(DAY_MS);
      client.send({ is: 'ping', clientMicros: 1 });
      await client.next('pong');
      stage.passMs(1);
      expect(await client.closed()).toBe(4003);
      const expiresMs = Math.floor(stage.clock.wallMicros() / 1000) + 50;
      const short = await stage.signedIn(`trader:2@${String(expiresMs)}`);
      stage.passMs(50);
      stage.passMs(1);
      expect(await short.closed()).toBe(4002);
    });

    it('cuts a client that answers nothing, after it has asked', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      let pings = 0;
      client.native.on('ping', () => pings++);
      stage.passMs(15_000);
      await until(() => pings === 1);
      stage.passMs(14_000);
      client.pause();
      stage.passMs(16_500);
      stage.passMs(16_500);
      await until(() => stage.gateway.counters.connections === 0);
      client.resume();
      expect(await client.closed()).toBe(1006);
    });

    it('beats with the private seq and the seq of idle streams', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      const topics = ['quote.AAA', 'quote.BBB'].map((topic) => ({ topic, lastSeq: null }));
      client.send({ is: 'subscribe', requestId: 1, topics });
      await client.next('subscribed');
      const [a, b] = ['quote.AAA@100', 'quote.BBB@100'].map((t) => stage.market.topicId(t));
      stage.report(2, [balanceReport(1)]);
      stage.release();
      stage.clock.ms += 1_000;
      stage.market.move('quote.AAA@100', 5);
      stage.gateway.tick(100);
      stage.passMs(4_000);
      const beat = await client.next('heartbeat');
      expect(beat.privateSeq).toBe(1);
      expect(beat.topics).toEqual([{ topicId: b, seq: 0 }]);
      stage.passMs(5_000);
      expect((await client.next('heartbeat', 2)).topics).toEqual([
        { topicId: a, seq: 1 },
        { topicId: b, seq: 0 },
      ]);
    });

    it('resumes the private stream after the last seq, or gives the snapshot', async () => {
      const stage = await start();
      for (let i = 1; i <= 10; i++) stage.accounts.add(2, [balanceReport(i)]);
      const client = await stage.signedIn('trader:2', { lastPrivateSeq: 7 });
      expect(client.last('signedIn').resumed).toBe(true);
      expect((await client.next('replayComplete')).seq).toBe(10);
      expect(client.all('private').map((m) => m.seq)).toEqual([8, 9, 10]);
      stage.report(2, [balanceReport(11)]);
      stage.release();
      await client.next('private', 4);
      expect(client.last('private')).toMatchObject({ seq: 11, prev: 10 });
      stage.accounts.kept = 3;
      const late = await stage.signedIn('trader:2', { lastPrivateSeq: 2 });
      expect(late.last('signedIn').resumed).toBe(false);
      expect((await late.next('privateSnapshot')).seq).toBe(11);
      const future = await stage.signedIn('trader:2', { lastPrivateSeq: 99 });
      expect(future.last('signedIn').resumed).toBe(false);
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

    it('renews a token in place, and refuses another user on the same connection', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2');
      client.send({ ...SIGN_IN, requestId: 2 });
      expect((await client.next('signedIn', 2)).requestId).toBe(2);
      client.send({ ...SIGN_IN, requestId: 3, token: 'trader:3' });
      expect((await client.next('error')).name).toBe('ALREADY_SIGNED_IN');
    });

    it('refuses connections beyond the limit of an account, and keeps the old ones', async () => {
      const stage = await start({ limits: { connectionsPerAccount: 2 } });
      await stage.signedIn('trader:2');
      const second = await stage.signedIn('trader:2');
      const third = await stage.connect();
      third.send(SIGN_IN);
      expect(await third.next('error')).toMatchObject({ name: 'TOO_MANY_CONNECTIONS', limit: 2 });
      second.send({ is: 'ping', clientMicros: 1 });
      await second.next('pong');
      second.terminate();
      await until(() => stage.gateway.counters.connections === 2);
      third.send(SIGN_IN);
      await third.next('signedIn');
    });

    it('refuses connections of an address that opens too many, or too fast', async () => {
      const many = await start({ limits: { connectionsPerIp: 2 } });
      await many.connect();
      const second = await many.connect();
      await expect(many.connect()).rejects.toThrow('429');
      second.terminate();
      await until(() => many.gateway.counters.connections === 1);
      await many.connect();
      const fast = await start({ limits: { connectBurstPerIp: 2 } });
      await fast.connect();
      await fast.connect();
      await expect(fast.connect()).rejects.toThrow('429');
      fast.clock.ms += 50;
      await fast.connect();
    });

    it('stops with a countdown and 1012, takes cancels and no orders until then', async () => {
      const stage = await start();
      const client = await stage.signedIn('trader:2', { cancelOnDisconnect: true });
      client.send(PLACE);
      await until(() => stage.bus.submitted.length === 1);
      const stopped = stage.gateway.stop(30);
      expect(await client.next('notice')).toMatchObject({ code: 1, value: 30 });
      client.send({ ...PLACE, requestId: 4 });
      client.send({ is: 'cancelAll', requestId: 5, instrument: -1, side: -1 });
      expect(await client.next('error')).toMatchObject({ requestId: 4, name: 'STOPPING' });
      await until(() => stage.bus.ofKind(CommandKind.cancelMany).length === 1);
      stage.clock.ms += 100;
      await stopped;
      expect(await client.closed()).toBe(1012);
      expect(stage.bus.ofKind(CommandKind.cancelMany)).toHaveLength(1);
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
