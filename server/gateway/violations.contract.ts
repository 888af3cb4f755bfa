// What RFC 6455 allows and forbids, by raw TCP, after the groups 1-7 of the Autobahn suite; run on
// every transport. A violation must end the connection and must never reach the gateway as a message.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { frameBytes, Opcode, RawPeer } from '../testing/raw-peer.ts';
import type { CreateSocketServer, SocketServer } from './socket.ts';
import { VIOLATION_CASES, type Outcome } from '../testing/violation-cases.ts';

/** `lenient` names cases that the transport lets pass, with the harm that it could do. They are listed
 * so that a change of the transport shows: a case that it has learnt to refuse fails the list. */
export function violationsContract(
  name: string,
  create: CreateSocketServer,
  lenient: Readonly<Record<string, string>> = {},
): void {
  describe(`RFC 6455 over ${name}: ${String(VIOLATION_CASES.length)} cases`, () => {
    let server: SocketServer;
    let port = 0;
    let received: string[] = [];

    beforeAll(async () => {
      const nothing = (): void => undefined;
      server = create(
        {
          upgrade: () => ({ protocol: PROTOCOL_MSGPACK }),
          open: nothing,
          message(socket, data, isText) {
            const bytes = Buffer.from(data);
            received.push(bytes.toString('latin1'));
            socket.send(isText ? bytes.toString() : bytes);
          },
          drain: nothing,
          dropped: nothing,
          pong: nothing,
          close: nothing,
        },
        { frameBytesMax: 4096, backpressureBytesMax: 1 << 20, idleSeconds: 60, bodyBytesMax: 1024 },
        () => ({ status: 404, headers: {}, body: '' }),
      );
      port = await server.listen('127.0.0.1', 0);
    });
    afterAll(() => server.close());

    it.each(VIOLATION_CASES)('$name', async ({ name, frames, outcome }) => {
      received = [];
      const peer = await RawPeer.open(port, { 'Sec-WebSocket-Protocol': PROTOCOL_MSGPACK });
      try {
        peer.sendBytes(Buffer.concat(frames.map(frameBytes)));
        if (lenient[name] === undefined) await check(peer, outcome, () => received);
        else await expectLenient(peer);
      } finally {
        peer.destroy();
      }
      await stillServes(port);
    });
  });
}

/** The connection lives on, or waits for the rest of what it took for a frame. */
async function expectLenient(peer: RawPeer): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(peer.ended).toBe(false);
  expect(peer.frames.some((frame) => frame.opcode === Opcode.close)).toBe(false);
}

async function check(peer: RawPeer, outcome: Outcome, got: () => string[]): Promise<void> {
  const of = (opcode: number): string[] =>
    peer.frames.filter((f) => f.opcode === opcode).map((f) => f.payload.toString());
  if ('echo' in outcome) {
    const opcode = outcome.text === false ? Opcode.binary : Opcode.text;
    await peer.until(() => of(opcode).length === 1 || peer.ended);
    expect(of(opcode)).toEqual([outcome.echo]);
  } else if ('pong' in outcome) {
    await peer.until(() => of(Opcode.pong).length === 1 || peer.ended);
    expect(of(Opcode.pong)).toEqual([outcome.pong]);
  } else if ('open' in outcome) {
    peer.send({ opcode: Opcode.ping, payload: 'alive' });
    await peer.until(() => of(Opcode.pong).length === 1 || peer.ended);
    expect(of(Opcode.pong)).toEqual(['alive']);
  } else {
    const codes = 'fail' in outcome ? outcome.fail : outcome.close;
    expect(codes).toContain(await peer.closeCode());
    const before = 'fail' in outcome ? got().filter((m) => !ALLOWED_BEFORE.includes(m)) : got();
    expect(before).toEqual([]);
  }
}

/** Sound messages that stand before the violation in a case. */
const ALLOWED_BEFORE = ['ab'];

/** The control: one bad connection never harms the next. */
async function stillServes(port: number): Promise<void> {
  const peer = await RawPeer.open(port, { 'Sec-WebSocket-Protocol': PROTOCOL_MSGPACK });
  peer.send({ opcode: Opcode.text, payload: 'next' });
  await peer.until(() => peer.frames.length === 1);
  expect(peer.frames[0]?.payload.toString()).toBe('next');
  peer.destroy();
}
