// When the frame of each pending order arrived, so that its first ack can name every station.

import type { Connection, Receipt } from './client-connection.ts';

interface Pending {
  readonly connection: Connection;
  readonly gatewayMicros: number;
}

export interface HopStamps {
  /** A place command goes to the engine. */
  note(account: number, clientOrderId: number, connection: Connection, gatewayMicros: number): void;
  /** Nothing was taken: there will be no ack. */
  forget(account: number, clientOrderId: number): void;
  /** The engine has answered; the connection that asked, unless it is unknown or gone. */
  answered(
    account: number,
    clientOrderId: number,
    commandSeq: number,
  ): { readonly connection: Connection; readonly receipt: Receipt } | undefined;
  /** Forgets what was sent before this time: the engine was lost and will not answer. */
  expire(beforeMicros: number): void;
  pending(): number;
}

export function createHopStamps(): HopStamps {
  const accounts = new Map<number, Map<number, Pending>>();
  let count = 0;

  function forget(account: number, clientOrderId: number): void {
    const pending = accounts.get(account);
    if (pending?.delete(clientOrderId) === true) count -= 1;
  }

  return {
    note(account, clientOrderId, connection, gatewayMicros) {
      let pending = accounts.get(account);
      if (pending === undefined) accounts.set(account, (pending = new Map<number, Pending>()));
      if (!pending.has(clientOrderId)) count += 1;
      pending.set(clientOrderId, { connection, gatewayMicros });
    },
    forget,
    answered(account, clientOrderId, commandSeq) {
      const found = accounts.get(account)?.get(clientOrderId);
      if (found === undefined) return undefined;
      forget(account, clientOrderId);
      const { connection, gatewayMicros } = found;
      if (connection.state !== 'live') return undefined;
      return { connection, receipt: { clientOrderId, commandSeq, gatewayMicros } };
    },
    expire(beforeMicros) {
      if (count === 0) return;
      for (const [account, pending] of accounts) {
        for (const [clientOrderId, { gatewayMicros }] of pending) {
          if (gatewayMicros < beforeMicros) forget(account, clientOrderId);
        }
        if (pending.size === 0) accounts.delete(account);
      }
    },
    pending: () => count,
  };
}
