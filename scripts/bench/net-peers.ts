// The anchors of the network benches: what the transports do with nothing on top.

import { createServer } from 'node:http';
import * as uWS from 'uWebSockets.js';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer } from 'ws';
import type { AddressInfo } from 'node:net';

export interface Peer {
  readonly port: number;
  /** Connections now. */
  connections(): number;
  /** A sampled reader has more than a little waiting. */
  pressed(): boolean;
  /** One update of the given bytes to everybody. */
  publish(bytes: Uint8Array): void;
}

const PRESSED_BYTES = 64 * 1024;
const HARD_BYTES = 64 << 20;

interface UwsUser {
  readonly topics: readonly string[];
}

/** Echoes, and publishes to the topics that `topicsOf` gives to the n-th connection. */
export function uwsPeer(
  topicsOf: (index: number) => readonly string[],
): Promise<Peer & { publishTo(topic: string, bytes: Uint8Array): void }> {
  const sockets: uWS.WebSocket<UwsUser>[] = [];
  const app = uWS.App();
  app.ws<UwsUser>('/*', {
    compression: 0,
    idleTimeout: 0,
    sendPingsAutomatically: false,
    maxPayloadLength: 1 << 16,
    maxBackpressure: HARD_BYTES,
    open(socket) {
      for (const topic of topicsOf(sockets.length)) socket.subscribe(topic);
      sockets.push(socket);
    },
    message: (socket, data) => void socket.send(data, true, false),
    close: (socket) => void sockets.splice(sockets.indexOf(socket), 1),
  });
  return new Promise((resolve) => {
    app.listen('127.0.0.1', 0, (token) => {
      resolve({
        port: uWS.us_socket_local_port(token as uWS.us_socket),
        connections: () => sockets.length,
        pressed: () => sampled(sockets).some((s) => s.getBufferedAmount() > PRESSED_BYTES),
        publish: (bytes) => void app.publish('all', bytes, true, false),
        publishTo: (topic, bytes) => void app.publish(topic, bytes, true, false),
      });
    });
  });
}

export function wsPeer(): Promise<Peer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data as Buffer));
    socket.on('error', () => undefined);
  });
  return new Promise((resolve) => {
    server.on('listening', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => server.clients.size,
        pressed: () => sampled([...server.clients]).some((s) => s.bufferedAmount > PRESSED_BYTES),
        publish(bytes) {
          for (const socket of server.clients) socket.send(bytes);
        },
      });
    });
  });
}

/** At the level of engine.io: a lower bound of what socket.io costs. */
export function socketIoPeer(): Promise<Peer> {
  interface EngineSocket {
    readonly writeBuffer: readonly unknown[];
    send(bytes: Buffer): void;
  }
  const server = createServer();
  const io = new SocketIo(server, { transports: ['websocket'], perMessageDeflate: false });
  const sockets: EngineSocket[] = [];
  io.engine.on('connection', (socket: EngineSocket) => sockets.push(socket));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => sockets.length,
        pressed: () => sampled(sockets).some((socket) => socket.writeBuffer.length > 0),
        publish(bytes) {
          for (const socket of sockets) socket.send(bytes as Buffer);
        },
      });
    });
  });
}

function sampled<T>(list: readonly T[]): T[] {
  return [list[0], list[list.length >> 1], list.at(-1)].filter((one) => one !== undefined);
}
