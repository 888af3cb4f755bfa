// Adapter of the socket port on ws and node:http: for platforms without uWebSockets.js.

import type { Duplex } from 'node:stream';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { answerNodeHttp } from './http-node.ts';
import { mayGrant, plainAddress, splitProtocols } from './upgrade-headers.ts';
import type {
  CreateSocketServer,
  SendResult,
  Socket,
  SocketHandlers,
  SocketLimits,
  SocketServer,
  TlsFiles,
} from './socket.ts';
import { TLS_CIPHERS } from './tls-ciphers.ts';

/** Node takes the suites of TLS 1.3 in the same list. */
const NODE_CIPHERS = `TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:${TLS_CIPHERS}`;
const FRAGMENTS_MAX = 16;
const HANDSHAKE_MS_MAX = 5_000;

class WsSocket implements Socket {
  readonly id: number;
  readonly remote: string;
  readonly origin: string;
  readonly protocol: string;
  readonly groups = new Set<string>();
  private readonly native: WebSocket;
  private readonly stream: Duplex;
  private readonly owner: WsOwner;
  private full = false;

  constructor(id: number, granted: Granted, native: WebSocket, stream: Duplex, owner: WsOwner) {
    this.id = id;
    this.remote = granted.remote;
    this.origin = granted.origin;
    this.protocol = granted.protocol;
    this.native = native;
    this.stream = stream;
    this.owner = owner;
    stream.on('drain', () => {
      this.full = false;
      if (native.readyState === WebSocket.OPEN) owner.handlers.drain(this);
    });
  }

  send(bytes: Uint8Array | string): SendResult {
    if (this.native.readyState !== WebSocket.OPEN) return 'dropped';
    if (this.native.bufferedAmount > this.owner.limits.backpressureBytesMax) {
      this.owner.handlers.dropped(this);
      return 'dropped';
    }
    // ws keeps the bytes until the kernel takes them: the caller may reuse its own at once.
    const own = typeof bytes === 'string' ? bytes : Buffer.from(bytes);
    this.native.send(own, { binary: typeof bytes !== 'string', compress: false });
    this.full = this.stream.writableNeedDrain;
    return this.full ? 'buffered' : 'sent';
  }

  cork(write: () => void): void {
    this.stream.cork();
    try {
      write();
    } finally {
      this.stream.uncork();
    }
  }

  bufferedBytes(): number {
    return this.native.bufferedAmount;
  }

  join(group: string): void {
    this.groups.add(group);
    this.owner.join(group, this);
  }

  leave(group: string): void {
    this.groups.delete(group);
    this.owner.leave(group, this);
  }

  ping(): void {
    if (this.native.readyState === WebSocket.OPEN) this.native.ping();
  }

  close(code: number, reason: string): void {
    this.native.close(code, reason);
  }

  terminate(): void {
    this.native.terminate();
  }
}

interface Granted {
  readonly remote: string;
  readonly origin: string;
  readonly protocol: string;
}

interface WsOwner {
  readonly handlers: SocketHandlers;
  readonly limits: SocketLimits;
  join(group: string, socket: WsSocket): void;
  leave(group: string, socket: WsSocket): void;
}

export const createWsServer: CreateSocketServer = (handlers, limits, http, tls): SocketServer => {
  const groups = new Map<string, Set<WsSocket>>();
  const owner: WsOwner = {
    handlers,
    limits,
    join(group, socket) {
      const members = groups.get(group);
      if (members === undefined) groups.set(group, new Set([socket]));
      else members.add(socket);
    },
    leave(group, socket) {
      const members = groups.get(group);
      if (members?.delete(socket) === true && members.size === 0) groups.delete(group);
    },
  };
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytesMax,
    maxFragments: FRAGMENTS_MAX,
    handleProtocols: () => false,
  });
  const server = createHttpServer(tls, (request, response) =>
    answerNodeHttp(http, limits.bodyBytesMax, request, response),
  );
  server.on('upgrade', upgrader(sockets, owner));

  return {
    listen(host, port) {
      return new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const why = error.code === 'EADDRINUSE' ? 'the port is taken' : error.message;
          reject(new Error(`Cannot listen on ${host}:${String(port)}: ${why}.`));
        });
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      });
    },
    publish(group, bytes) {
      for (const socket of groups.get(group) ?? []) socket.send(bytes);
    },
    stopListening() {
      server.close();
    },
    close() {
      for (const native of sockets.clients) native.terminate();
      server.closeAllConnections();
      return new Promise((resolve) => {
        sockets.close(() => server.close(() => resolve()));
      });
    },
  };
};

function createHttpServer(tls: TlsFiles | undefined, listener: RequestListener): Server {
  const times = { headersTimeout: HANDSHAKE_MS_MAX, requestTimeout: HANDSHAKE_MS_MAX };
  if (tls === undefined) return createServer(times, listener);
  const [cert, key] = [tls.certFile, tls.keyFile].map((file) => readFileSync(file));
  const secure = { cert, key, minVersion: 'TLSv1.2', ciphers: NODE_CIPHERS } as const;
  return createTlsServer({ ...times, ...secure }, listener);
}

function upgrader(sockets: WebSocketServer, owner: WsOwner) {
  let nextId = 1;
  return (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const remote = plainAddress(request.socket.remoteAddress ?? '');
    const origin = request.headers.origin ?? '';
    const protocols = splitProtocols(request.headers['sec-websocket-protocol'] ?? '');
    const answer = owner.handlers.upgrade({ remote, origin, protocols });
    if ('status' in answer || !mayGrant(answer.protocol, protocols)) {
      const status = 'status' in answer ? answer.status : 500;
      stream.end(`HTTP/1.1 ${String(status)} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.options.handleProtocols = () => answer.protocol;
    sockets.handleUpgrade(request, stream, head, (native) => {
      const granted = { remote, origin, protocol: answer.protocol };
      const socket = new WsSocket(nextId++, granted, native, stream, owner);
      attach(socket, native, owner);
      owner.handlers.open(socket);
    });
  };
}

function attach(socket: WsSocket, native: WebSocket, owner: WsOwner): void {
  native.on('message', (data: RawData, isBinary: boolean) => {
    owner.handlers.message(socket, asBytes(data), !isBinary);
  });
  native.on('pong', () => owner.handlers.pong(socket));
  // A protocol violation or a broken pipe: ws closes with the right code, and 'close' follows.
  native.on('error', () => undefined);
  native.on('close', (code) => {
    for (const group of [...socket.groups]) socket.leave(group);
    owner.handlers.close(socket, code);
  });
}

function asBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
