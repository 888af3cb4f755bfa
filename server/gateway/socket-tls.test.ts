// TLS on both transports: HTTPS and WSS on one port, old versions refused, plain HTTP not answered.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { echoHttp, request, silentHandlers, SOCKET_LIMITS } from '../testing/socket-stage.ts';
import { createUwsServer } from './socket-uws.ts';
import { createWsServer } from './socket-ws.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-tls-'));
const { cert, key } = selfSigned();
const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
writeFileSync(tls.certFile, cert);
writeFileSync(tls.keyFile, key, { mode: 0o600 });
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The version that is agreed, or the error. */
function agreed(port: number, version: SecureVersion): Promise<string> {
  const options = { port, host: '127.0.0.1', rejectUnauthorized: false };
  const only = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
  return new Promise((resolve) => {
    const socket = connect({ ...options, ...only }, () => {
      const found = `${socket.getProtocol() ?? ''} ${socket.getCipher().name}`;
      socket.destroy();
      resolve(found);
    });
    socket.on('error', () => resolve('refused'));
  });
}

function status(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/', rejectUnauthorized: false, agent: false };
    get(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

describe.each([
  ['uws', createUwsServer],
  ['ws', createWsServer],
] as const)('TLS over %s', (_name, create) => {
  it('serves HTTPS and WSS of 1.2 and 1.3 with forward secrecy, and nothing older or plain', async () => {
    const handlers = { ...silentHandlers(), upgrade: () => ({ protocol: PROTOCOL_MSGPACK }) };
    const server = create(handlers, SOCKET_LIMITS, echoHttp, tls);
    const port = await server.listen('127.0.0.1', 0);
    expect(await status(port)).toBe(201);
    const socket = new WebSocket(`wss://127.0.0.1:${String(port)}`, [PROTOCOL_MSGPACK], {
      rejectUnauthorized: false,
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.terminate();
    expect(await agreed(port, 'TLSv1.3')).toMatch(/^TLSv1\.3 TLS_/);
    expect(await agreed(port, 'TLSv1.2')).toMatch(/^TLSv1\.2 ECDHE-ECDSA-.*(GCM|CHACHA)/);
    for (const old of ['TLSv1', 'TLSv1.1'] as const)
      expect(await agreed(port, old)).toBe('refused');
    await expect(request(port, 'GET', '/', '', {})).rejects.toThrow();
    await server.close();
  });
});
