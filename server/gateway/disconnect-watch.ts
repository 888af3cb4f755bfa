// Cancel on disconnect: when a session is lost, not signed out, its fleeting orders are cancelled after
// the grace it asked for, unless the user comes back and resumes before that.

import { DoneCause } from '../../shared/domain/order.ts';
import { RECORD_BYTES } from '../core/commands.ts';
import { writeCancelMany } from '../core/command-writer.ts';
import type { Bus } from '../bus/bus.ts';
import type { Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';

interface Lost {
  readonly account: number;
  /** The lost session and those it had taken over. */
  readonly sessions: readonly number[];
  dueMs: number;
}

export interface DisconnectWatch {
  lost(connection: Connection, nowMs: number): void;
  /** The user is back: the new session answers for the orders of the lost ones. */
  adopt(connection: Connection): void;
  sweep(nowMs: number): void;
  waiting(): number;
}

/** A cancel that the engine did not take is tried again after this long, for as long as it needs. */
const RETRY_MS = 250;

export function createDisconnectWatch(bus: Bus, counters: GatewayCounters): DisconnectWatch {
  const words = new Int32Array(RECORD_BYTES / 4);
  const slots = new Float64Array(words.buffer);
  const bytes = new Uint8Array(words.buffer);
  let waiting: Lost[] = [];

  function cancel(account: number, session: number, nowMs: number): void {
    const cause = DoneCause.disconnect;
    writeCancelMany(words, slots, 0, { account, session, onlySession: true, cause });
    bus.submit(bytes, () => {
      waiting.push({ account, sessions: [session], dueMs: nowMs + RETRY_MS });
    });
  }

  return {
    lost(connection, nowMs) {
      const account = connection.seat?.account;
      const own = connection.hasFleeting ? [connection.session] : [];
      const sessions = [...(connection.adopted ?? []), ...own];
      if (account === undefined || connection.signedOut || sessions.length === 0) return;
      waiting.push({ account, sessions, dueMs: nowMs + connection.graceMs });
      if (connection.graceMs === 0) this.sweep(nowMs);
    },
    adopt(connection) {
      const account = connection.seat?.account;
      const mine = waiting.filter((lost) => lost.account === account);
      if (mine.length === 0) return;
      waiting = waiting.filter((lost) => lost.account !== account);
      connection.adopted = mine.flatMap((lost) => lost.sessions);
    },
    sweep(nowMs) {
      if (waiting.length === 0) return;
      const due = waiting.filter((lost) => lost.dueMs <= nowMs);
      if (due.length === 0) return;
      waiting = waiting.filter((lost) => lost.dueMs > nowMs);
      for (const lost of due) {
        counters.disconnectCancels += 1;
        for (const session of lost.sessions) cancel(lost.account, session, nowMs);
      }
    },
    waiting: () => waiting.length,
  };
}
