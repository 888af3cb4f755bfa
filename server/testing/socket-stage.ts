// A socket server with nothing but a test behind it.

import http from 'node:http';
import type { WebSocket } from 'ws';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import type {
  CreateSocketServer,
  HttpHandler,
  Socket,
  SocketHandlers,
  SocketServer,
  UpgradeRequest,
} from '../gateway/socket.ts';

export const SOCKET_LIMITS = {
  frameBytesMax: 4096,
  backpressureBytesMax: 256 * 1024,
  idleSeconds: 60,
  bodyBytesMax: 1024,
};
export const ALLOWED_ORIGIN = 'https://desk.example';

export interface SocketStage {
  readonly server: SocketServer;
  readonly port: number;
  readonly sockets: Socket[];
  readonly messages: { readonly text: string; readonly isText: boolean }[];
  readonly closes: number[];
  readonly upgrades: UpgradeRequest[];
  drains: number;
  drops: number;
  pongs: number;
}

export function silentHandlers(): SocketHandlers {
  const nothing = (): void => undefined;
  return {
    upgrade: () => ({ status: 503 }),
    open: nothing,
    message: nothing,
    drain: nothing,
    dropped: nothing,
    pong: nothing,
    close: nothing,
  };
}

export async function startStage(
  create: CreateSocketServer,
  answer: HttpHandler,
  upgrade: SocketHandlers['upgrade'] = grantKnown,
): Promise<SocketStage> {
  const lists = { sockets: [], messages: [], closes: [], upgrades: [] };
  const s: Omit<SocketStage, 'server' | 'port'> = { ...lists, drains: 0, drops: 0, pongs: 0 };
  const handlers: SocketHandlers = {
    upgrade(request) {
      s.upgrades.push(request);
      return upgrade(request);
    },
    open: (socket) => void s.sockets.push(socket),
    message: (_, data, isText) =>
      void s.messages.push({ text: Buffer.from(data).toString(), isText }),
    drain: () => void s.drains++,
    dropped: () => void s.drops++,
    pong: () => void s.pongs++,
    close: (_, code) => void s.closes.push(code),
  };
  const server = create(handlers, SOCKET_LIMITS, answer);
  const port = await server.listen('127.0.0.1', 0);
  return Object.assign(s, { server, port });
}

function grantKnown(request: UpgradeRequest): { protocol: string } | { status: number } {
  if (request.origin !== '' && request.origin !== ALLOWED_ORIGIN) return { status: 403 };
  const known = request.protocols.find((p) => p === PROTOCOL_MSGPACK || p === PROTOCOL_JSON);
  return known === undefined ? { status: 400 } : { protocol: known };
}

export const echoHttp: HttpHandler = (request) => ({
  status: 201,
  headers: { 'x-answer': 'yes', 'content-type': 'application/json' },
  body: JSON.stringify({
    method: request.method,
    url: request.url,
    one: request.headers['x-one'],
    body: Buffer.from(request.body).toString(),
    remote: request.remote,
  }),
});

export function collect(client: WebSocket): string[] {
  const got: string[] = [];
  client.on('message', (data: Buffer) => got.push(data.toString()));
  return got;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export function request(
  port: number,
  method: string,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent: false };
    const sent = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
