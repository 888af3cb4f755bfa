// Inbound: bytes become a checked message, pass their budget, and go to the one that answers them.

import { assertNever } from '../../shared/domain/assert.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { ClientMessage, ClientMessages } from '../../shared/wire/schema.ts';
import type { Admit } from './admit.ts';
import { CloseCode } from './close-codes.ts';
import { isGranted } from './authority.ts';
import type { Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { MarketPort } from './market-port.ts';
import type { OrderStatusQuery } from './order-status.ts';
import type { SignIn } from './session-sign-in.ts';
import type { Subscriptions } from './stream-subscriptions.ts';

export interface InboundParts {
  readonly clock: GatewayClock;
  readonly limits: GatewayLimits;
  readonly counters: GatewayCounters;
  readonly signIn: SignIn;
  readonly subscriptions: Subscriptions;
  readonly admit: Admit;
  readonly orderStatus: OrderStatusQuery;
  readonly market: MarketPort;
}

export type Inbound = (connection: Connection, data: Uint8Array, isText: boolean) => void;

/** Refusals for the rate in a row, without a quiet second between, before the connection closes. */
const FLOOD_MAX = 500;
const QUIET_MS = 1_000;

/** Codes of frames that no sound client sends; the others are a user's business. */
const BROKEN: readonly number[] = [
  REJECTS.malformed.code,
  REJECTS.unknownKind.code,
  REJECTS.badField.code,
];

export function createInbound(parts: InboundParts): Inbound {
  const { clock, limits, counters, signIn, subscriptions, admit, orderStatus, market } = parts;

  function refuseFrame(
    connection: Connection,
    refused: { readonly code: number; readonly field: string; readonly requestId: number },
    nowMs: number,
  ): void {
    const { code, field, requestId } = refused;
    connection.refuse(requestId, code, { field });
    if (!BROKEN.includes(code)) return;
    counters.malformed += 1;
    connection.malformed += 1;
    if (connection.malformed >= limits.malformedMax) {
      connection.close(CloseCode.malformed, 'too many malformed frames', nowMs);
    }
  }

  /** Places and amends, cancels, and everything else have a budget each. */
  function waitMs(connection: Connection, message: ClientMessage, nowMs: number): number {
    const seat = connection.seat;
    if (seat === undefined) return connection.messages.take(nowMs);
    switch (message.is) {
      case 'place':
      case 'amend':
        return seat.orders.take(nowMs);
      case 'placeMany':
        return seat.orders.take(nowMs, message.orders.length);
      case 'cancel':
      case 'cancelAll':
      case 'deadMan':
        return seat.cancels.take(nowMs);
      default:
        return connection.messages.take(nowMs);
    }
  }

  function refuseRate(
    connection: Connection,
    requestId: number,
    wait: number,
    nowMs: number,
  ): void {
    counters.rateLimited += 1;
    if (nowMs - connection.floodMs > QUIET_MS) connection.floodCount = 0;
    connection.floodMs = nowMs;
    connection.floodCount += 1;
    connection.refuse(requestId, REJECTS.rateLimited.code, { retryAfterMs: wait });
    if (connection.floodCount >= FLOOD_MAX) {
      connection.close(CloseCode.flood, 'too many messages', nowMs);
    }
  }

  function queryOrder(connection: Connection, message: ClientMessages['queryOrder']): void {
    const account = connection.seat?.account;
    if (account === undefined) connection.refuse(message.requestId, REJECTS.notPermitted.code);
    else orderStatus(connection, account, message.requestId, message.clientOrderId);
  }

  function queryBars(connection: Connection, message: ClientMessages['queryBars']): void {
    const { requestId, instrument, spanSeconds, beforeSeconds, count } = message;
    const { principal } = connection;
    if (principal === undefined || !isGranted(principal, 'marketData')) {
      connection.refuse(requestId, REJECTS.notPermitted.code);
      return;
    }
    const wanted = Math.min(count, limits.barsPerRequest);
    const found = market.barHistory(instrument, spanSeconds, beforeSeconds, wanted);
    Promise.resolve(found).then(
      (bars) =>
        connection.send({
          is: 'bars',
          requestId,
          instrument,
          spanSeconds,
          bars: bars.map((bar) => ({
            openSeconds: bar.openSeconds,
            open: bar.openTicks,
            high: bar.highTicks,
            low: bar.lowTicks,
            close: bar.closeTicks,
            volume: bar.volumeLots,
            trades: bar.tradeCount,
          })),
        }),
      () => connection.refuse(requestId, REJECTS.busy.code),
    );
  }

  function dispatch(connection: Connection, message: ClientMessage, gatewayMicros: number): void {
    switch (message.is) {
      case 'signIn':
        return signIn.signIn(connection, message);
      case 'signOut':
        return signIn.signOut(connection, message.requestId);
      case 'subscribe':
        return subscriptions.subscribe(connection, message);
      case 'unsubscribe':
        return subscriptions.unsubscribe(connection, message);
      case 'resync':
        return subscriptions.resync(connection, message);
      case 'subscriptions':
        return subscriptions.list(connection, message.requestId);
      case 'ping': {
        const serverMicros = clock.wallMicros();
        connection.send({ is: 'pong', clientMicros: message.clientMicros, serverMicros });
        return;
      }
      case 'queryOrder':
        return queryOrder(connection, message);
      case 'queryBars':
        return queryBars(connection, message);
      case 'place':
      case 'cancel':
      case 'amend':
      case 'cancelAll':
      case 'deadMan':
      case 'placeMany':
      case 'operate':
        return admit(connection, message, gatewayMicros);
      default:
        return assertNever(message);
    }
  }

  return (connection, data, isText) => {
    if (connection.state === 'closing') return;
    const gatewayMicros = clock.wallMicros();
    const nowMs = clock.monotonicMs();
    connection.heardMs = nowMs;
    counters.messagesIn += 1;
    if (isText !== (connection.encoding === 'json')) {
      refuseFrame(connection, { code: REJECTS.malformed.code, field: '', requestId: 0 }, nowMs);
      return;
    }
    const decoded = connection.codec.decodeClient(data);
    if (!decoded.ok) {
      const wait = connection.messages.take(nowMs);
      if (wait > 0) refuseRate(connection, decoded.requestId, wait, nowMs);
      else refuseFrame(connection, decoded, nowMs);
      return;
    }
    const { message } = decoded;
    const requestId = 'requestId' in message ? message.requestId : 0;
    const wait = waitMs(connection, message, nowMs);
    if (wait > 0) {
      refuseRate(connection, requestId, wait, nowMs);
    } else if (connection.state !== 'live' && message.is !== 'signIn' && message.is !== 'ping') {
      connection.refuse(requestId, REJECTS.notSignedIn.code);
    } else {
      dispatch(connection, message, gatewayMicros);
    }
  };
}
