// Two ends of a port for tests: messages are cloned as a browser clones them, and arrive when the test's
// clock lets them.

import type { FakeClock } from '../../shared/feed/fake-clock.ts';
import type { LinkPort } from './worker-protocol.ts';

const HOP_MS = 1;

class FakeEnd implements LinkPort {
  other: FakeEnd | undefined;
  /** Messages that arrived here. */
  readonly arrived: unknown[] = [];
  readonly #clock: FakeClock;
  #handler: ((message: unknown) => void) | undefined;
  #isOpen = true;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  post(message: unknown, transfer: readonly ArrayBuffer[] = []): void {
    const copy: unknown = structuredClone(message, { transfer: [...transfer] });
    this.#clock.later(HOP_MS, () => this.other?.deliver(copy));
  }

  receive(handler: (message: unknown) => void): void {
    this.#handler = handler;
  }

  close(): void {
    this.#isOpen = false;
  }

  deliver(message: unknown): void {
    if (!this.#isOpen) return;
    this.arrived.push(message);
    this.#handler?.(message);
  }
}

export function fakePorts(clock: FakeClock): readonly [page: FakeEnd, worker: FakeEnd] {
  const page = new FakeEnd(clock);
  const worker = new FakeEnd(clock);
  page.other = worker;
  worker.other = page;
  return [page, worker];
}
