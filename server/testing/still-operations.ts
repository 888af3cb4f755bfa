// Operations over a venue that does what it is told and remembers it: for tests of what stands before it.

import type { AuditLog } from '../audit/audit-log.ts';
import { openOperationsStore } from '../operations/four-eyes-sqlite.ts';
import { createOperations, type Operations } from '../operations/operations.ts';
import type { OperatorCommands } from '../operations/operator-commands.ts';
import { knownBooks } from './known-turnovers.ts';

export interface StillVenue {
  readonly operations: Operations;
  /** What was ordered, as `halt 3`. */
  readonly ordered: string[];
}

export async function stillOperations(audit: AuditLog): Promise<StillVenue> {
  const ordered: string[] = [];
  const order = (what: string) => (on?: number) => {
    ordered.push(on === undefined ? what : `${what} ${String(on)}`);
    return Promise.resolve(0);
  };
  const commands: OperatorCommands = {
    ...{ halt: order('halt'), resume: order('resume'), callAuction: order('auction') },
    ...{ haltVenue: order('halt venue'), resumeVenue: order('resume venue') },
    ...{ block: order('block'), unblock: order('unblock') },
    nextNumber: () => 1,
    change: (change) =>
      order(change.what)('instrument' in change ? change.instrument : change.account),
    ...{ runBusinessDay: order('business day'), failDelivery: order('fail of') },
    bust: () => order('bust')(),
    buyIn: ({ account }) => order('buy-in of')(account),
    setPenalties: () => order('penalties')(),
  };
  const tradeOf = () => Promise.resolve(undefined);
  const store = await openOperationsStore(':memory:');
  const businessDay = () => Promise.resolve(0);
  const none = () => Promise.resolve([]);
  const clearing = { failing: none, instruments: none, sellers: none };
  return {
    operations: createOperations({
      ...{ audit, commands, ...store, clearing, tradeOf, businessDay },
      tierBooks: knownBooks(),
    }),
    ordered,
  };
}
