// The connections of one trading account, and the budgets that they share.

import type { AccountSeat, Connection } from './client-connection.ts';
import type { GatewayLimits } from './gateway-options.ts';
import { TokenBucket } from './rate-limit.ts';

export interface AccountSeats {
  get(account: number): AccountSeat | undefined;
  /** Takes a seat, or answers undefined when the account has its full number of connections. */
  join(account: number, connection: Connection, nowMs: number): AccountSeat | undefined;
  leave(connection: Connection): void;
}

/** Seats are kept for good: their number is that of the accounts, and an emptied budget must not be
 * refilled by reconnecting. */
export function createAccountSeats(limits: GatewayLimits): AccountSeats {
  const seats = new Map<number, AccountSeat>();
  return {
    get: (account) => seats.get(account),
    join(account, connection, nowMs) {
      let seat = seats.get(account);
      if (seat === undefined) {
        seat = {
          account,
          connections: [],
          orders: new TokenBucket(limits.ordersPerSecond, limits.ordersBurst, nowMs),
          cancels: new TokenBucket(limits.cancelsPerSecond, limits.cancelsBurst, nowMs),
        };
        seats.set(account, seat);
      }
      if (seat.connections.length >= limits.connectionsPerAccount) return undefined;
      seat.connections.push(connection);
      connection.seat = seat;
      return seat;
    },
    leave(connection) {
      const seat = connection.seat;
      if (seat === undefined) return;
      const at = seat.connections.indexOf(connection);
      if (at >= 0) seat.connections.splice(at, 1);
      connection.seat = undefined;
    },
  };
}
