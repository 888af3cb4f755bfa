// What is due to a connection by the clock: heartbeat, test of life, and the deadlines that end it.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { RecordOf } from '../../shared/wire/schema.ts';
import { CloseCode } from './close-codes.ts';
import type { Connection } from './client-connection.ts';
import type { Fanout } from './fanout.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { AccountsPort, MarketPort } from './market-port.ts';

export interface HeartbeatParts {
  readonly clock: GatewayClock;
  readonly limits: GatewayLimits;
  readonly market: MarketPort;
  readonly accounts: AccountsPort;
  readonly fanout: Fanout;
}

const MS = 1_000;
const MS_PER_HOUR = 3_600_000;
/** A closing connection whose client does not read is cut after this long. */
const CLOSING_MS_MAX = 5_000;

/** Looks at one connection; called a few times per second for each. */
export type Heartbeat = (connection: Connection, nowMs: number) => void;

export function createHeartbeat(parts: HeartbeatParts): Heartbeat {
  const { clock, limits, market, accounts, fanout } = parts;

  /** Streams without news since the last heartbeat: their seq proves that nothing was lost. */
  function idleTopics(connection: Connection): RecordOf<'topicSeq'>[] {
    const idle: RecordOf<'topicSeq'>[] = [];
    for (const topicId of connection.streams?.keys() ?? []) {
      if (connection.behind?.has(topicId) === true) continue;
      if (fanout.lastSentMs(topicId) >= connection.heartbeatMs) continue;
      idle.push({ topicId, seq: market.seq(topicId) });
    }
    return idle;
  }

  function beat(connection: Connection, nowMs: number): void {
    const { socket, seat } = connection;
    if (socket.bufferedBytes() <= limits.backpressureMarketBytes) {
      const privateSeq = seat === undefined ? 0 : accounts.privateSeq(seat.account);
      const serverMicros = clock.wallMicros();
      // While frames are being replayed the client is behind, and knows it.
      const known = connection.replaying ? connection.privateSeq : privateSeq;
      const topics = idleTopics(connection);
      connection.send({ is: 'heartbeat', serverMicros, privateSeq: known, topics });
    }
    connection.heartbeatMs = nowMs;
  }

  /** True when the connection has ended. */
  function ended(connection: Connection, nowMs: number): boolean {
    const silentMs = nowMs - connection.heardMs;
    if (silentMs > limits.deadSeconds * MS) {
      connection.socket.terminate();
      return true;
    }
    if (connection.state === 'closing') {
      if (nowMs - connection.closingMs > CLOSING_MS_MAX) connection.socket.terminate();
      return true;
    }
    const ageMs = nowMs - connection.openedMs;
    if (connection.state === 'greeted' && ageMs > limits.signInSeconds * MS) {
      connection.refuse(0, REJECTS.signInLate.code, { limit: limits.signInSeconds });
      connection.close(CloseCode.signInLate, 'no sign-in in time', nowMs);
      return true;
    }
    if (ageMs > limits.connectionLifeHours * MS_PER_HOUR) {
      connection.close(CloseCode.lifeOver, 'life is over', nowMs);
      return true;
    }
    const expiresMs = connection.principal?.expiresMs;
    if (expiresMs !== undefined && clock.wallMicros() / MS > expiresMs) {
      connection.refuse(0, REJECTS.badToken.code);
      connection.close(CloseCode.sessionExpired, 'the token has expired', nowMs);
      return true;
    }
    return false;
  }

  return (connection, nowMs) => {
    if (ended(connection, nowMs)) return;
    fanout.checkStalled(connection, nowMs);
    const testMs = (limits.deadSeconds * MS) / 2;
    if (nowMs - connection.heardMs >= testMs && nowMs - connection.pingedMs >= testMs) {
      connection.pingedMs = nowMs;
      connection.socket.ping();
    }
    if (nowMs - connection.heartbeatMs >= limits.heartbeatSeconds * MS) beat(connection, nowMs);
  };
}
