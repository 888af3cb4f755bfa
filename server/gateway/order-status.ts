// What became of a client order id: known, or never received, behind a committed barrier.

import type { AccountsPort } from './market-port.ts';
import type { Barrier } from './barrier.ts';
import type { Connection } from './client-connection.ts';

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
 * through this gateway: the answer waits for a barrier. Frames that the client has sent on another
 * connection and that have not arrived are beyond anybody's knowledge: against those the deadline in
 * the order itself stands, so the answer is final once that has passed.
 */
export function createOrderStatus(accounts: AccountsPort, barrier: Barrier): OrderStatusQuery {
  function answer(
    connection: Connection,
    account: number,
    requestId: number,
    clientOrderId: number,
    otherwise: number,
  ): boolean {
    const order = accounts.orderByClientId(account, clientOrderId);
    if (order === undefined && otherwise < 0) return false;
    connection.send({
      is: 'orderOutcome',
      requestId,
      clientOrderId,
      outcome: order === undefined ? otherwise : KNOWN,
      orders: order === undefined ? [] : [order],
    });
    return true;
  }

  return (connection, account, requestId, clientOrderId) => {
    if (answer(connection, account, requestId, clientOrderId, -1)) return;
    barrier.behind((passed) => {
      const outcome = passed ? NEVER_RECEIVED : UNDECIDED;
      answer(connection, account, requestId, clientOrderId, outcome);
    });
  };
}
