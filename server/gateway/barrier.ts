// A committed barrier: what this gateway submitted before it has been applied and is on disk.
//
// The bus keeps order, so the barrier is a command whose answer is certain and changes nothing: an
// order of the fee account in an instrument that does not exist. The core refuses it (2004) and does
// not remember its id; the publisher tells of the answer when the batch is released.

import { FEE_ACCOUNT, RECORD_BYTES } from '../core/commands.ts';
import { writePlace } from '../core/command-writer.ts';
import { MAX_INT32 } from '../../shared/domain/units.ts';
import type { Bus } from '../bus/bus.ts';
import type { GatewayClock } from './gateway-options.ts';

/** true: everything submitted before is decided; false: the engine did not answer, nobody knows. */
export type Passed = (passed: boolean) => void;

export interface Barrier {
  /** Calls back once, later. Those who wait share one command. */
  behind(passed: Passed): void;
  /** Of the outlet: an order of the fee account was answered. */
  placed(account: number, clientOrderId: number): void;
  /** Of the outlet: everything of the batch has been folded into the views. */
  released(): void;
  /** Gives up on an engine that does not answer. */
  sweep(nowMs: number): void;
}

/** An engine that is silent for this long is not answering. */
const PATIENCE_MS = 2_000;

export function createBarrier(bus: Bus, clock: GatewayClock): Barrier {
  const words = new Int32Array(RECORD_BYTES / 4);
  const slots = new Float64Array(words.buffer);
  const bytes = new Uint8Array(words.buffer);
  // Ids of two gateways must differ: both count from their own wall clock in µs.
  let id = clock.wallMicros();
  let inFlight = 0;
  let reached = false;
  let sentMs = 0;
  let ahead: Passed[] = [];
  let waiting: Passed[] = [];

  function settle(passed: boolean): void {
    const settled = ahead;
    ahead = [];
    inFlight = 0;
    reached = false;
    for (const callback of settled) callback(passed);
    if (waiting.length > 0 && inFlight === 0) send();
  }

  function send(): void {
    ahead = waiting;
    waiting = [];
    id += 1;
    const own = id;
    inFlight = own;
    sentMs = clock.monotonicMs();
    writePlace(words, slots, 0, {
      account: FEE_ACCOUNT,
      instrument: MAX_INT32,
      side: 0,
      price: 1,
      qty: 1,
      clientOrderId: own,
    });
    bus.submit(bytes, () => {
      if (inFlight === own) settle(false);
    });
  }

  return {
    behind(passed) {
      waiting.push(passed);
      if (inFlight === 0) send();
    },
    placed(account, clientOrderId) {
      if (account === FEE_ACCOUNT && inFlight !== 0 && clientOrderId === inFlight) reached = true;
    },
    released() {
      if (reached) settle(true);
    },
    sweep(nowMs) {
      if (inFlight !== 0 && nowMs - sentMs > PATIENCE_MS) settle(false);
    },
  };
}
