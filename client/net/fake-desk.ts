// A worker over the feed's fake venue and any number of pages at it, for tests: everything real but the
// network, the port and time.

import { FakeClock } from '../../shared/feed/fake-clock.ts';
import { FakeLink } from '../../shared/feed/fake-link.ts';
import { FakeVenue } from '../../shared/feed/fake-venue.ts';
import type { OpenSocket } from '../../shared/feed/host.ts';
import { fakePorts } from './fake-port.ts';
import { feedDoor } from './feed-door.ts';
import type { WorkerLink } from './link-contract.ts';
import { linkOverPort } from './link-over-port.ts';
import { createOrderMemory, type TextStore } from './order-memory.ts';
import type { LinkPort } from './worker-protocol.ts';

export class MapStore implements TextStore {
  readonly texts = new Map<string, string>();
  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    this.texts.set(key, text);
  }
  removeItem(key: string): void {
    this.texts.delete(key);
  }
}

export interface FakeDesk {
  readonly clock: FakeClock;
  readonly venue: FakeVenue;
  readonly network: FakeLink;
  readonly store: MapStore;
  /** How often the worker found that it may go. */
  idleTimes: number;
  /** Opens a page of the user at the worker. */
  page(user?: string): WorkerLink;
  /** As after a reload or a crash of the worker: nothing of it is left but what the store keeps. */
  newWorker(): void;
}

export function createFakeDesk(seed = 1): FakeDesk {
  const clock = new FakeClock(seed);
  const venue = new FakeVenue(clock);
  const network = new FakeLink(clock, venue);
  const store = new MapStore();
  let worker = 0;
  /** A worker that is gone opens no sockets. */
  const socketOf =
    (mine: number): OpenSocket =>
    (url, protocol, events) =>
      mine === worker
        ? network.open(url, protocol, events)
        : { send: () => undefined, close: () => undefined };
  const newDoor = (): ((port: LinkPort) => void) =>
    feedDoor({
      host: clock,
      idle: () => void (desk.idleTimes += 1),
      roomOptions: () => ({
        url: 'ws://venue',
        openSocket: socketOf(worker),
        host: clock,
        token: () => 'token',
        clientMicros: () => Math.round(clock.now() * 1000),
        soon: (run) => void clock.later(0, run),
      }),
    });
  let enter = newDoor();
  for (let k = 0; k < 12; k++) {
    venue.market.change('AAA', 'bids', 1_000 - k, 10 + k);
    venue.market.change('AAA', 'asks', 1_010 + k, 20 + k);
  }
  const desk: FakeDesk = {
    clock,
    venue,
    network,
    store,
    idleTimes: 0,
    page(user = 'ann') {
      const [pageEnd, workerEnd] = fakePorts(clock);
      enter(workerEnd);
      return linkOverPort(user, pageEnd, createOrderMemory(user, store));
    },
    newWorker() {
      worker += 1;
      network.cut();
      enter = newDoor();
    },
  };
  return desk;
}
