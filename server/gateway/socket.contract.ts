// The contract of the socket port, run on every adapter with real loopback connections.

import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Opcode, RawPeer } from '../testing/raw-peer.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import {
  ALLOWED_ORIGIN,
  collect,
  echoHttp,
  request,
  silentHandlers,
  SOCKET_LIMITS,
  startStage,
  type SocketStage,
} from '../testing/socket-stage.ts';
import { until } from '../testing/wire-client.ts';
import type { CreateSocketServer, HttpHandler, SendResult } from './socket.ts';

const HEADERS = { 'Sec-WebSocket-Protocol': PROTOCOL_MSGPACK, Origin: ALLOWED_ORIGIN };

export function socketContract(name: string, create: CreateSocketServer): void {
  describe(`socket contract: ${name}`, () => {
    const stages: SocketStage[] = [];
    const peers: RawPeer[] = [];
    const clients: WebSocket[] = [];

    async function stage(answer: HttpHandler = echoHttp): Promise<SocketStage> {
      const made = await startStage(create, answer);
      stages.push(made);
      return made;
    }
    async function raw(port: number, headers: Record<string, string> = HEADERS): Promise<RawPeer> {
      const peer = await RawPeer.open(port, headers);
      peers.push(peer);
      return peer;
    }
    async function client(port: number): Promise<WebSocket> {
      const made = new WebSocket(`ws://127.0.0.1:${String(port)}`, [PROTOCOL_MSGPACK], {
        origin: ALLOWED_ORIGIN,
      });
      clients.push(made);
      await new Promise((resolve, reject) => {
        made.once('open', resolve);
        made.once('error', reject);
      });
      return made;
    }

    afterEach(async () => {
      for (const made of clients.splice(0)) made.terminate();
      for (const peer of peers.splice(0)) peer.destroy();
      for (const made of stages.splice(0)) await made.server.close();
    });

    it('grants the first sub-protocol it knows, and only what was asked for', async () => {
      const s = await stage();
      const cases: [string, string | undefined][] = [
        [PROTOCOL_MSGPACK, PROTOCOL_MSGPACK],
        [`${PROTOCOL_JSON}, ${PROTOCOL_MSGPACK}`, PROTOCOL_JSON],
        [`other, ${PROTOCOL_MSGPACK}`, PROTOCOL_MSGPACK],
        ['other', undefined],
        ['', undefined],
      ];
      for (const [offered, granted] of cases) {
        const headers: Record<string, string> = { Origin: ALLOWED_ORIGIN };
        if (offered !== '') headers['Sec-WebSocket-Protocol'] = offered;
        const peer = await raw(s.port, headers);
        expect(peer.status).toBe(granted === undefined ? 400 : 101);
        const line = /sec-websocket-protocol: (.*)/i.exec(peer.handshake)?.[1];
        expect(line).toBe(granted);
        expect(peer.handshake).not.toMatch(/sec-websocket-extensions/i);
      }
    });

    it('refuses to grant what the client did not offer, even when the handler says so', async () => {
      const s = await startStage(create, echoHttp, () => ({ protocol: 'invented' }));
      stages.push(s);
      expect((await raw(s.port)).status).toBe(500);
    });

    it('asks the handler about the origin, as it was sent', async () => {
      const s = await stage();
      const table: [string | undefined, number][] = [
        [ALLOWED_ORIGIN, 101],
        [undefined, 101],
        ['https://desk.example.evil.test', 403],
        ['http://desk.example', 403],
        ['https://desk.example:8443', 403],
        ['https://DESK.example', 403],
        ['null', 403],
      ];
      for (const [origin, status] of table) {
        const headers: Record<string, string> = { 'Sec-WebSocket-Protocol': PROTOCOL_MSGPACK };
        if (origin !== undefined) headers['Origin'] = origin;
        expect((await raw(s.port, headers)).status, String(origin)).toBe(status);
      }
      expect(s.upgrades[0]?.remote).toBe('127.0.0.1');
    });

    it('never negotiates compression', async () => {
      const s = await stage();
      for (const offer of ['permessage-deflate', 'permessage-deflate; client_max_window_bits']) {
        const peer = await raw(s.port, { ...HEADERS, 'Sec-WebSocket-Extensions': offer });
        expect(peer.status).toBe(101);
        expect(peer.handshake).not.toMatch(/sec-websocket-extensions/i);
      }
    });

    it('carries text and binary both ways, and says which', async () => {
      const s = await stage();
      const c = await client(s.port);
      const got: [string, boolean][] = [];
      c.on('message', (data: Buffer, isBinary: boolean) => got.push([data.toString(), isBinary]));
      c.send('text');
      c.send(Buffer.from('bytes'));
      await until(() => s.messages.length === 2);
      expect(s.messages).toEqual([
        { text: 'text', isText: true },
        { text: 'bytes', isText: false },
      ]);
      s.sockets[0]?.send('t');
      const reused = new Uint8Array([65, 66]);
      s.sockets[0]?.send(reused);
      reused.fill(0);
      await until(() => got.length === 2);
      expect(got).toEqual([
        ['t', false],
        ['AB', true],
      ]);
    });

    it('numbers its sockets and gives the granted protocol', async () => {
      const s = await stage();
      await client(s.port);
      await client(s.port);
      expect(s.sockets.map((x) => x.id)).toEqual([1, 2]);
      expect(s.sockets[0]?.protocol).toBe(PROTOCOL_MSGPACK);
      expect(s.sockets[0]?.origin).toBe(ALLOWED_ORIGIN);
    });

    it('cuts a frame above the limit without keeping it, and one that lies about its length', async () => {
      const s = await stage();
      const inside = await raw(s.port);
      inside.send({ opcode: Opcode.binary, payload: Buffer.alloc(4096) });
      await until(() => s.messages.length === 1);
      const over = await raw(s.port);
      over.send({ opcode: Opcode.binary, payload: Buffer.alloc(4097) });
      expect([1006, 1009]).toContain(await over.closeCode());
      const lying = await raw(s.port);
      lying.send({
        opcode: Opcode.binary,
        lengthBytes: [127, 0x7f, 255, 255, 255, 255, 255, 255, 255],
      });
      expect([1002, 1006, 1009]).toContain(await lying.closeCode());
      expect(s.messages).toHaveLength(1);
    });

    it('cuts a message of fragments that passes the limit together', async () => {
      const s = await stage();
      const peer = await raw(s.port);
      peer.send({ opcode: Opcode.binary, fin: false, payload: Buffer.alloc(3000) });
      peer.send({ opcode: Opcode.continuation, fin: false, payload: Buffer.alloc(3000) });
      expect([1006, 1009]).toContain(await peer.closeCode());
      expect(s.messages).toHaveLength(0);
    });

    it('says sent, then buffered, then dropped, and drains when the reader reads again', async () => {
      const s = await stage();
      const peer = await raw(s.port);
      peer.pauseReading();
      const socket = s.sockets[0];
      if (socket === undefined) throw new Error('no socket');
      const block = new Uint8Array(32 * 1024);
      const results = new Set<SendResult>();
      let last: SendResult = 'sent';
      for (let i = 0; i < 2000 && last !== 'dropped'; i++) {
        last = socket.send(block);
        results.add(last);
        if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      expect([...results]).toEqual(['sent', 'buffered', 'dropped']);
      expect(s.drops).toBeGreaterThan(0);
      expect(socket.bufferedBytes()).toBeGreaterThan(0);
      expect(socket.bufferedBytes()).toBeLessThan(SOCKET_LIMITS.backpressureBytesMax + 64 * 1024);
      expect(s.drains).toBe(0);
      peer.resumeReading();
      await until(() => socket.bufferedBytes() === 0);
      await until(() => s.drains > 0);
      expect(socket.send(block)).toBe('sent');
    });

    it('publishes to the members of a group, in order with what is sent directly', async () => {
      const s = await stage();
      const got = [await client(s.port), await client(s.port)].map((c) => collect(c));
      const [one, two] = s.sockets;
      one?.join('g');
      two?.join('g');
      s.server.publish('g', '1');
      one?.send('2');
      s.server.publish('g', '3');
      two?.leave('g');
      s.server.publish('g', '4');
      s.server.publish('nobody', 'x');
      one?.send('5');
      two?.send('6');
      await until(() => got[0]?.length === 5 && got[1]?.length === 3);
      expect(got).toEqual([
        ['1', '2', '3', '4', '5'],
        ['1', '3', '6'],
      ]);
    });

    it('copies what it publishes before it returns', async () => {
      const s = await stage();
      const got = collect(await client(s.port));
      s.sockets[0]?.join('g');
      const reused = Buffer.from('first');
      s.server.publish('g', reused);
      reused.write('other');
      s.server.publish('g', reused);
      await until(() => got.length === 2);
      expect(got).toEqual(['first', 'other']);
    });

    it('sends what is written in a cork, and survives sends after the close', async () => {
      const s = await stage();
      const c = await client(s.port);
      const got = collect(c);
      const socket = s.sockets[0];
      socket?.cork(() => {
        socket.send('a');
        socket.send('b');
      });
      await until(() => got.length === 2);
      c.terminate();
      await until(() => s.closes.length === 1);
      expect(socket?.send('late')).toBe('dropped');
      socket?.cork(() => socket.ping());
      socket?.join('g');
      socket?.close(1000, '');
      socket?.terminate();
      expect(socket?.bufferedBytes()).toBe(0);
    });

    it('answers a ping, and hears the pong to its own', async () => {
      const s = await stage();
      const peer = await raw(s.port);
      peer.send({ opcode: Opcode.ping, payload: 'are you there' });
      await peer.until(() => peer.frames.some((f) => f.opcode === Opcode.pong));
      expect(peer.frames[0]?.payload.toString()).toBe('are you there');
      const c = await client(s.port);
      expect(c.readyState).toBe(WebSocket.OPEN);
      s.sockets[1]?.ping();
      await until(() => s.pongs === 1);
    });

    it('gives close codes both ways', async () => {
      const s = await stage();
      const peer = await raw(s.port);
      s.sockets[0]?.close(4008, 'slow');
      expect(await peer.closeCode()).toBe(4008);
      const c = await client(s.port);
      c.close(4321, 'bye');
      await until(() => s.closes.includes(4321));
      const cut = await raw(s.port);
      s.sockets[2]?.terminate();
      expect(await cut.closeCode()).toBe(1006);
    });

    it('serves HTTP beside it: method, path with query, headers, body', async () => {
      const s = await stage();
      const answer = await request(s.port, 'POST', '/a/b?c=d&e', 'the body', { 'x-one': '1' });
      expect(answer.status).toBe(201);
      expect(answer.headers['x-answer']).toBe('yes');
      expect(JSON.parse(answer.body)).toEqual({
        method: 'POST',
        url: '/a/b?c=d&e',
        one: '1',
        body: 'the body',
        remote: '127.0.0.1',
      });
      const bare = await request(s.port, 'GET', '/', '', {});
      expect([bare.status, JSON.parse(bare.body)]).toMatchObject([201, { url: '/' }]);
    });

    it('answers 413 to a body above the limit, and 500 when the handler fails', async () => {
      const s = await stage(() => Promise.reject(new Error('broken')));
      expect((await request(s.port, 'POST', '/', 'x'.repeat(1025), {})).status).toBe(413);
      expect((await request(s.port, 'POST', '/', 'x'.repeat(1024), {})).status).toBe(500);
    });

    it('says in a sentence that the port is taken', async () => {
      const s = await stage();
      const second = create(silentHandlers(), SOCKET_LIMITS, echoHttp);
      await expect(second.listen('127.0.0.1', s.port)).rejects.toThrow(
        `Cannot listen on 127.0.0.1:${String(s.port)}: the port is taken.`,
      );
      await second.close();
    });

    it('stops listening without touching those that are connected', async () => {
      const s = await stage();
      const got = collect(await client(s.port));
      s.server.stopListening();
      await expect(client(s.port)).rejects.toThrow();
      s.sockets[0]?.send('still here');
      await until(() => got.length === 1);
    });
  });
}
