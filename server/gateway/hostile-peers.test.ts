// Peers that mean harm at the level of bytes: declared lengths, endless fragments, half handshakes.

import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { frameBytes, Opcode, RawPeer } from '../testing/raw-peer.ts';
import { GatewayStage } from '../testing/gateway-stage.ts';
import { createUwsServer } from './socket-uws.ts';
import { createWsServer } from './socket-ws.ts';

const stages: GatewayStage[] = [];
const peers: RawPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  for (const stage of stages.splice(0)) await stage.stop();
});

const LOOSE = { connectBurstPerIp: 1e6, connectionsPerIp: 1e6 };

async function open(port: number): Promise<RawPeer> {
  const peer = await RawPeer.open(port, { 'Sec-WebSocket-Protocol': PROTOCOL_MSGPACK });
  peers.push(peer);
  return peer;
}

describe.each([
  ['uws', createUwsServer],
  ['ws', createWsServer],
])('hostile peers over %s', (_, create) => {
  it('makes no room for a length that is only declared', async () => {
    const stage = await GatewayStage.start({ limits: LOOSE }, create);
    stages.push(stage);
    const healthy = await stage.signedIn('trader:2');
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 300; i++) {
      const peer = await open(stage.port);
      const lengthBytes = [127, 0, 0, 0, 0, 1 << (i % 7), 0, 0, 0];
      peer.send({ opcode: Opcode.binary, lengthBytes });
    }
    for (const peer of peers) expect([1002, 1006, 1009]).toContain(await peer.closeCode());
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    healthy.send({ is: 'ping', clientMicros: 1 });
    await healthy.next('pong');
  });

  it('keeps nothing of fragments that never end', async () => {
    const stage = await GatewayStage.start({ limits: LOOSE }, create);
    stages.push(stage);
    const healthy = await stage.signedIn('trader:2');
    const first = frameBytes({ opcode: Opcode.binary, fin: false, payload: 'x' });
    const next = frameBytes({ opcode: Opcode.continuation, fin: false, payload: 'x' });
    const flood = Buffer.concat([first, ...Array.from({ length: 20_000 }, () => next)]);
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 10; i++) (await open(stage.port)).sendBytes(flood);
    for (const peer of peers) expect([1006, 1008, 1009]).toContain(await peer.closeCode());
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    expect(stage.gateway.counters.messagesIn).toBe(1);
    healthy.send({ is: 'ping', clientMicros: 1 });
    await healthy.next('pong');
  });

  it('serves others while a hundred peers never finish their handshake', async () => {
    const stage = await GatewayStage.start({ limits: LOOSE }, create);
    stages.push(stage);
    const slow = Array.from({ length: 100 }, () => {
      const socket = net.connect(stage.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgra');
      return socket;
    });
    const healthy = await stage.signedIn('trader:2');
    healthy.send({ is: 'ping', clientMicros: 1 });
    await healthy.next('pong');
    for (const socket of slow) socket.destroy();
  });

  it('survives random bytes after the handshake', async () => {
    const stage = await GatewayStage.start({ limits: LOOSE }, create);
    stages.push(stage);
    const healthy = await stage.signedIn('trader:2');
    let state = 12_345;
    for (let i = 0; i < 200; i++) {
      const noise = Buffer.alloc(200);
      for (let at = 0; at < noise.length; at++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
        noise[at] = state >>> 16;
      }
      (await open(stage.port)).sendBytes(noise);
    }
    healthy.send({ is: 'ping', clientMicros: 1 });
    await healthy.next('pong');
    expect(stage.bus.submitted).toHaveLength(0);
  });
});
