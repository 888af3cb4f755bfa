// A bad network between a browser and the real server: a TCP proxy on loopback that delays, slows down,
// freezes and cuts what passes through it, each direction by itself.

import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Weather {
  /** One way, ms. */
  readonly delayMs: number;
  /** Of each direction over all connections; Infinity: as fast as it comes. */
  readonly bytesPerSecond: number;
}

export type Direction = 'toServer' | 'toClient';

export interface BadLink {
  readonly port: number;
  readonly url: string;
  /** The port that it leads to; connections before are refused. */
  leadTo(port: number): void;
  set(weather: Weather): void;
  /** Nothing passes any more in these directions until `thaw`; nothing is lost. */
  freeze(...directions: readonly Direction[]): void;
  thaw(): void;
  /** Breaks every connection; what was under way is gone. */
  cut(): void;
  close(): Promise<void>;
}

export const FAIR: Weather = { delayMs: 0, bytesPerSecond: Infinity };
/** What may be under way in one direction of a connection before its sender has to wait. */
const BUFFER_BYTES = 32 * 1024;

/** One direction over all connections: they share its rate, and freeze together. */
class Road {
  frozen = false;
  weather = FAIR;
  readonly lanes = new Set<Lane>();
  #freeAtMs = 0;

  /** When a chunk that comes now is out of the narrowest place. */
  leaveAtMs(bytes: number): number {
    const now = performance.now();
    const tookMs = (bytes / this.weather.bytesPerSecond) * 1000;
    this.#freeAtMs = Math.max(now, this.#freeAtMs) + tookMs;
    return this.#freeAtMs + this.weather.delayMs;
  }
}

class Lane {
  readonly #road: Road;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #queue: { readonly chunk: Buffer; readonly atMs: number }[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;

  constructor(road: Road, from: Socket, to: Socket) {
    this.#road = road;
    this.#from = from;
    this.#to = to;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.on('end', () => {
      this.#isEnding = true;
      this.run();
    });
    from.on('close', () => this.#drop());
    to.on('close', () => this.#drop());
  }

  /** Passes on what is due, and comes back for the next. */
  run(): void {
    clearTimeout(this.#timer);
    if (this.#road.frozen) return;
    const now = performance.now();
    while (this.#queue.length > 0 && this.#queue[0]!.atMs <= now) {
      const { chunk } = this.#queue.shift()!;
      this.#bytes -= chunk.length;
      this.#to.write(chunk);
    }
    if (this.#bytes < BUFFER_BYTES) this.#from.resume();
    const next = this.#queue[0];
    if (next !== undefined)
      this.#timer = setTimeout(() => this.run(), Math.max(1, next.atMs - now));
    else if (this.#isEnding) this.#to.end();
  }

  #take(chunk: Buffer): void {
    this.#queue.push({ chunk, atMs: this.#road.leaveAtMs(chunk.length) });
    this.#bytes += chunk.length;
    if (this.#bytes >= BUFFER_BYTES) this.#from.pause();
    this.run();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#road.lanes.delete(this);
  }
}

export async function openBadLink(): Promise<BadLink> {
  const roads = { toServer: new Road(), toClient: new Road() };
  const sockets = new Set<Socket>();
  let target = 0;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A broken connection is what this is for.
    socket.on('error', () => undefined);
    return socket;
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const client = keep(socket);
    const away = keep(connect({ port: target, host: '127.0.0.1', allowHalfOpen: true }));
    client.on('close', () => away.destroy());
    away.on('close', () => client.destroy());
    for (const end of [client, away]) end.setNoDelay(true);
    roads.toServer.lanes.add(new Lane(roads.toServer, client, away));
    roads.toClient.lanes.add(new Lane(roads.toClient, away, client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const everyRoad = Object.values(roads);

  return {
    port,
    url: `http://127.0.0.1:${String(port)}`,
    leadTo: (to) => void (target = to),
    set(weather) {
      for (const road of everyRoad) road.weather = weather;
    },
    freeze(...directions) {
      for (const direction of directions) roads[direction].frozen = true;
    },
    thaw() {
      for (const road of everyRoad) {
        road.frozen = false;
        for (const lane of road.lanes) lane.run();
      }
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    close: () => closed(server, sockets),
  };
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
