// Sign-in: the token becomes a principal, and the private stream goes on where the client left it.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { ClientMessages } from '../../shared/wire/schema.ts';
import type { AccountSeats } from './account-seat.ts';
import { isGranted, type Authority, type Principal } from './authority.ts';
import { CloseCode } from './close-codes.ts';
import type { Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';
import type { DisconnectWatch } from './disconnect-watch.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { AccountsPort } from './market-port.ts';
import type { Outbound } from './outbound.ts';

export interface SignInParts {
  readonly authority: Authority;
  readonly clock: GatewayClock;
  readonly seats: AccountSeats;
  readonly accounts: AccountsPort;
  readonly outbound: Outbound;
  readonly disconnects: DisconnectWatch;
  readonly limits: GatewayLimits;
  readonly counters: GatewayCounters;
}

export interface SignIn {
  signIn(connection: Connection, message: ClientMessages['signIn']): void;
  signOut(connection: Connection, requestId: number): void;
}

const MICROS_PER_MS = 1_000;

export function createSignIn(parts: SignInParts): SignIn {
  const { authority, clock, seats, accounts, outbound, disconnects, limits, counters } = parts;

  /** A new token for the same user and account renews in place; nothing else changes. */
  function renew(connection: Connection, requestId: number, principal: Principal): void {
    const old = connection.principal;
    const same = old?.user === principal.user && old.account === principal.account;
    // A ticket of another session would leave this connection to the end of the wrong one.
    if (!same || old.session !== principal.session) {
      connection.refuse(requestId, REJECTS.alreadySignedIn.code);
      return;
    }
    connection.principal = principal;
    confirm(connection, requestId, principal, true);
  }

  function confirm(
    connection: Connection,
    requestId: number,
    principal: Principal,
    resumed: boolean,
  ): void {
    const { user, role, account, expiresMs } = principal;
    connection.send({ is: 'signedIn', requestId, user, role, account, expiresMs, resumed });
  }

  function openPrivate(connection: Connection, message: ClientMessages['signIn']): void {
    const principal = connection.principal;
    if (principal === undefined) return;
    const { account } = principal;
    const after = message.lastPrivateSeq;
    // Asking for the number also tells the publisher that this account has a reader from now on.
    accounts.privateSeq(account);
    const kept = after !== null && accounts.framesAfter(account, after, connection.encoding);
    if (kept !== false && kept !== undefined && after !== null) {
      counters.resumed += 1;
      confirm(connection, message.requestId, principal, true);
      connection.privateSeq = after;
      connection.replaying = true;
      outbound.replay(connection);
      return;
    }
    counters.snapshots += 1;
    confirm(connection, message.requestId, principal, false);
    const snapshot = accounts.snapshot(account);
    connection.privateSeq = snapshot.seq;
    connection.send(snapshot);
  }

  function begin(
    connection: Connection,
    message: ClientMessages['signIn'],
    principal: Principal,
  ): void {
    const nowMs = clock.monotonicMs();
    const reads = principal.account >= 0 && isGranted(principal, 'readAccount');
    if (reads && seats.join(principal.account, connection, nowMs) === undefined) {
      const limit = limits.connectionsPerAccount;
      connection.refuse(message.requestId, REJECTS.tooManyConnections.code, { limit });
      return;
    }
    connection.principal = principal;
    connection.state = 'live';
    connection.cancelOnDisconnect = message.cancelOnDisconnect;
    connection.graceMs = message.disconnectGraceMs;
    counters.sessions += 1;
    if (!reads) {
      confirm(connection, message.requestId, principal, false);
      return;
    }
    if (message.lastPrivateSeq !== null) disconnects.adopt(connection);
    openPrivate(connection, message);
  }

  return {
    signIn(connection, message) {
      const nowMs = Math.floor(clock.wallMicros() / MICROS_PER_MS);
      const found = authority.verify(message.token, nowMs);
      if ('code' in found) connection.refuse(message.requestId, found.code);
      else if (connection.state === 'live') renew(connection, message.requestId, found);
      else begin(connection, message, found);
    },
    signOut(connection, requestId) {
      connection.send({ is: 'done', requestId });
      connection.signedOut = true;
      connection.close(CloseCode.signedOut, 'signed out', clock.monotonicMs());
    },
  };
}
