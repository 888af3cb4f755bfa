// What became of a client order id: known, or never received, behind a committed barrier.

import type { RecordOf } from '../../shared/wire/schema.ts';
import type { Barrier } from './barrier.ts';
import type { Connection } from './client-connection.ts';
import type { AccountsPort, OrderArchive } from './market-port.ts';

const NEVER_RECEIVED = 0;
const KNOWN = 1;
const UNDECIDED = 2;

export type OrderStatusQuery = (
  connection: Connection,
  account: number,
  requestId: number,
  clientOrderId: number,
) => void;

/**
 * An order that the account view knows is answered at once. Otherwise the order may be on its way
 * through this gateway: the answer waits for a barrier. Behind it the archive has the last word, for the
 * view forgets orders that ended long ago. Frames that the client has sent on another connection and
 * that have not arrived are beyond anybody's knowledge: against those the deadline in the order itself
 * stands, so the answer is final once that has passed.
 */
export function createOrderStatus(
  accounts: AccountsPort,
  barrier: Barrier,
  archive: OrderArchive,
): OrderStatusQuery {
  return (connection, account, requestId, clientOrderId) => {
    const answer = (order: RecordOf<'order'> | undefined, otherwise: number) => {
      const outcome = order === undefined ? otherwise : KNOWN;
      const orders = order === undefined ? [] : [order];
      connection.send({ is: 'orderOutcome', requestId, clientOrderId, outcome, orders });
    };
    const known = accounts.orderByClientId(account, clientOrderId);
    if (known !== undefined) return answer(known, KNOWN);
    barrier.behind((passed) => {
      const now = accounts.orderByClientId(account, clientOrderId);
      if (now !== undefined || !passed) return answer(now, UNDECIDED);
      archive(account, clientOrderId).then(
        (order) => answer(order, NEVER_RECEIVED),
        // History cannot be read: then nothing definite can be said, and asking again may help.
        () => answer(undefined, UNDECIDED),
      );
    });
  };
}
