// What a client sees of the gateway, run over both transports: session, roles, deadlines, resume, stop.

import { afterEach, describe, expect, it } from 'vitest';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { CommandKind } from '../core/commands.ts';
import { balanceReport, DAY_MS, GatewayStage, PLACE, SIGN_IN } from '../testing/gateway-stage.ts';
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
      const operator = await stage.signedIn('administrator');
      operator.send(PLACE);
      expect(await operator.next('error')).toMatchObject({ name: 'NOT_PERMITTED' });
      expect(stage.bus.submitted).toHaveLength(0);
      operator.send({ is: 'operate', requestId: 8, action: 1, target: 2 });
      await until(() => stage.bus.ofKind(CommandKind.setPhase).length === 1);
      expect(operator.all('done')).toHaveLength(0);
      stage.release();
      expect(await operator.next('done')).toEqual({ is: 'done', requestId: 8 });
      // The ways back need another person and a reason: not over the socket.
      for (const action of [0, 2]) {
        operator.send({ is: 'operate', requestId: 9 + action, action, target: 2 });
        const refused = await operator.next('error', 2 + action / 2);
        expect(refused).toMatchObject({ name: 'SECOND_PERSON_NEEDED' });
      }
      expect(stage.bus.ofKind(CommandKind.setPhase)).toHaveLength(1);
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

    it('tells where prices come from, to who is there and to who comes later', async () => {
      const stage = await start();
      const early = await stage.connect();
      const source = { name: 'tape', kind: 1, state: 0, silenceSeconds: 15, instruments: [3] };
      stage.gateway.tellSources([source as MarketSource]);
      expect(await early.next('sources')).toMatchObject({ sources: [source] });
      const late = await stage.connect();
      expect(await late.next('sources')).toMatchObject({ sources: [source] });
      stage.gateway.tellSources([{ ...source, state: 2 } as MarketSource]);
      await until(() => late.all('sources').length === 2);
      expect(late.last('sources')).toMatchObject({ sources: [{ ...source, state: 2 }] });
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
