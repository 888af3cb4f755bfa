// The network of the tests: carries real frames between the feed and a fake venue, and loses, doubles,
// swaps, cuts or swallows them as a test wishes.

import type { Wire } from '../wire/writer.ts';
import type { FakeClock } from './fake-clock.ts';
import type { OpenSocket, SocketEvents } from './host.ts';

/** hold: the frame arrives after the next one. mute: this and all later frames are swallowed. */
export type Fault = 'pass' | 'drop' | 'double' | 'hold' | 'cut' | 'mute';
export type Direction = 'toServer' | 'toClient';

/** One end of a connection as the venue sees it. */
export interface FakePeer {
  readonly protocol: string;
  send(data: Wire): void;
  close(code: number, reason: string): void;
}

export interface FakeServer {
  connected(peer: FakePeer): void;
  received(peer: FakePeer, data: Wire): void;
  disconnected(peer: FakePeer): void;
}

const LATENCY_MS = 1;

export class FakeLink {
  /** Decides about every frame; `index` counts all frames of the link. */
  fault: (direction: Direction, index: number) => Fault = () => 'pass';
  /** Changes a frame on its way to the client: for damage that is still a valid frame. */
  alter: (data: Wire) => Wire = (data) => data;
  /** While false, connections are refused. */
  isUp = true;
  frames = 0;
  opened: number[] = [];
  readonly #clock: FakeClock;
  readonly #server: FakeServer;
  #cutAll: (() => void)[] = [];

  constructor(clock: FakeClock, server: FakeServer) {
    this.#clock = clock;
    this.#server = server;
  }

  /** Ends every connection, as a reset of the network would. */
  cut(): void {
    for (const cut of this.#cutAll) cut();
    this.#cutAll = [];
  }

  readonly open: OpenSocket = (_url, protocol, events) => {
    this.opened.push(this.#clock.now());
    const pipe = new Pipe(this.#clock, this.#server, this, protocol, events);
    this.#cutAll.push(() => pipe.end(1006, 'cut'));
    return {
      send: (data) => pipe.carry('toServer', data),
      close: () => pipe.end(1000, 'closed by the client'),
    };
  };

  judge(direction: Direction): Fault {
    this.frames += 1;
    return this.fault(direction, this.frames - 1);
  }
}

class Pipe implements FakePeer {
  readonly protocol: string;
  readonly #clock: FakeClock;
  readonly #server: FakeServer;
  readonly #link: FakeLink;
  readonly #events: SocketEvents;
  readonly #held: Partial<Record<Direction, Wire>> = {};
  #isOpen = true;
  #isMute = false;

  constructor(
    clock: FakeClock,
    server: FakeServer,
    link: FakeLink,
    protocol: string,
    events: SocketEvents,
  ) {
    this.#clock = clock;
    this.#server = server;
    this.#link = link;
    this.#events = events;
    this.protocol = protocol;
    clock.later(LATENCY_MS, () => {
      if (!link.isUp) return this.end(1006, 'refused');
      if (!this.#isOpen) return;
      events.open();
      server.connected(this);
    });
  }

  send(data: Wire): void {
    this.carry('toClient', data);
  }

  close(code: number, reason: string): void {
    this.end(code, reason);
  }

  end(code: number, reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#server.disconnected(this);
    this.#clock.later(LATENCY_MS, () => this.#events.close(code, reason));
  }

  carry(direction: Direction, data: Wire): void {
    if (!this.#isOpen) return;
    const fault = this.#link.judge(direction);
    if (fault === 'mute') this.#isMute = true;
    if (fault === 'cut') return this.end(1006, 'cut');
    if (fault === 'drop' || this.#isMute) return;
    const held = this.#held[direction];
    if (fault === 'hold' && held === undefined) {
      this.#held[direction] = data;
      return;
    }
    this.#deliver(direction, data);
    if (fault === 'double') this.#deliver(direction, data);
    if (held === undefined) return;
    delete this.#held[direction];
    this.#deliver(direction, held);
  }

  #deliver(direction: Direction, data: Wire): void {
    this.#clock.later(LATENCY_MS, () => {
      if (!this.#isOpen) return;
      if (direction === 'toServer') this.#server.received(this, data);
      else this.#events.message(this.#link.alter(data));
    });
  }
}
