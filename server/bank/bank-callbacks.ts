// Call-backs of the bank: signed, numbered, sent again until they are taken, and spoiled on demand.

import { createHmac, randomBytes } from 'node:crypto';
import type { Chance } from './bank-chance.ts';
import type { BankFaults } from './bank-faults.ts';

/** What stands in the head of the POST and below it. */
export interface Callback {
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** `v1=<hex of HMAC-SHA-256 over timestamp.eventId.body>`. */
  readonly signature: string;
  readonly body: string;
}

export interface Scheduler {
  nowMs(): number;
  after(ms: number, run: () => void): void;
}

export interface CallbackParts {
  readonly secret: Uint8Array;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  faults(): BankFaults;
  /** True once the receiver said that it has it. */
  deliver(callback: Callback): Promise<boolean>;
}

/** Waits before each further try: about half a day in all, as banks do. */
const RETRY_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000, 36_000_000] as const;
const LATE_MS = 400_000;
const MINUTES_MS = 60_000;

export function createCallbacks({ secret, scheduler, chance, faults, deliver }: CallbackParts) {
  function sign(eventId: string, body: string, key: Uint8Array): Callback {
    const timestamp = String(Math.floor(scheduler.nowMs() / 1000));
    const mac = createHmac('sha256', key).update(`${timestamp}.${eventId}.${body}`).digest('hex');
    return { eventId, timestamp, signature: `v1=${mac}`, body };
  }

  /** Each try has its own time, so that a late one is not taken for a replay. */
  function attempt(eventId: string, body: string, tries: number): void {
    void deliver(sign(eventId, body, secret)).then((taken) => {
      const wait = RETRY_MS[tries];
      if (taken || wait === undefined) return;
      scheduler.after(wait, () => {
        attempt(eventId, body, tries + 1);
      });
    });
  }

  function forge(body: string): void {
    const callback = sign(randomBytes(12).toString('hex'), body, randomBytes(32));
    void deliver(callback);
  }

  return {
    send(eventId: string, body: string): void {
      const { loseCallback, duplicate, reorder, forge: forged } = faults();
      if (chance.happens(forged)) forge(body);
      if (chance.happens(loseCallback)) return;
      const wait = chance.happens(reorder) ? chance.between(1_000, LATE_MS) : 0;
      scheduler.after(wait, () => {
        attempt(eventId, body, 0);
      });
      if (!chance.happens(duplicate)) return;
      scheduler.after(wait + chance.between(0, MINUTES_MS), () => {
        attempt(eventId, body, 0);
        attempt(`${eventId}-again`, body, 0);
      });
    },
  };
}
