// Opens trading accounts in the core: commands of the internal source of identity, sent again until the core
// has said that the account is there. Opening twice does nothing, so a restart may ask again.

import type { Bus } from '../bus/bus.ts';
import { C } from '../core/commands.ts';
import { accountRecord } from '../core/definitions.ts';
import { E, EB, EVENT_WORDS, EventKind, furtherBlocks } from '../core/events.ts';

export interface AccountOpener {
  open(account: number): void;
  stop(): void;
}

export interface OpenerParts {
  readonly bus: Bus;
  /** Number of the first command; above all that this source has ever used. */
  readonly firstSourceSeq: number;
  /** Told once the core has opened it. */
  readonly opened: (account: number) => void;
}

/** Numbers of internal sources: genesis 1, agents 2, mirror 3, identity 4. */
const SOURCE = 4;
const RETRY_MS = 500;

export function createAccountOpener({ bus, firstSourceSeq, opened }: OpenerParts): AccountOpener {
  const waiting = new Set<number>();
  let sourceSeq = firstSourceSeq;

  function send(account: number): void {
    const words = accountRecord(account);
    words[C.source] = SOURCE;
    new Float64Array(words.buffer)[C.sourceSeqSlot] = sourceSeq++;
    // Refused for want of room or of disk: the timer asks again.
    bus.submit(new Uint8Array(words.buffer), () => undefined);
  }

  const leave = bus.onEvents((batch) => {
    if (waiting.size === 0) return;
    for (const account of openedIn(batch)) {
      if (waiting.delete(account)) opened(account);
    }
  });
  const timer = setInterval(() => {
    for (const account of waiting) send(account);
  }, RETRY_MS);

  return {
    open(account) {
      waiting.add(account);
      send(account);
    },
    stop() {
      clearInterval(timer);
      leave();
    },
  };
}

/** Accounts that a batch of events opened. */
function openedIn(batch: Uint8Array): number[] {
  const words = new Int32Array(batch.slice().buffer);
  const end = words[EB.bytes]! / 4;
  const accounts: number[] = [];
  for (let at = EVENT_WORDS; at < end; at += (1 + furtherBlocks(words, at)) * EVENT_WORDS) {
    if ((words[at]! & 0xff) === EventKind.account) accounts.push(words[at + E.account]!);
  }
  return accounts;
}
