// The first message of the server, and how its sessions are numbered.

import { MAX_INT32 } from '../../shared/domain/units.ts';
import { SCHEMA_VERSION, type ServerMessages } from '../../shared/wire/schema.ts';
import type { GatewayLimits } from './gateway-options.ts';

/** Seconds since this day number the first session of a process: 2026-01-01T00:00:00Z. */
const SESSION_DAY_SECONDS = 1_767_225_600;
/** A process may take this many connections per second over its whole life before the next one
 * could meet its numbers. Numbers are 31 bits: they wrap after 8.5 years. */
const SESSIONS_PER_SECOND = 8;
const SECONDS_PER_HOUR = 3_600;

/** The limits that a client can keep to. */
const STATED = [
  'frameBytesMax',
  'topicsPerConnection',
  'messagesPerSecond',
  'messagesBurst',
  'ordersPerSecond',
  'ordersBurst',
  'cancelsPerSecond',
  'cancelsBurst',
  'openOrdersPerAccount',
  'connectionsPerAccount',
  'barsPerRequest',
  'resumeFrames',
] as const;

/** Session numbers tag orders in the journaled state: those of an earlier process must not return. */
export function firstSessionBase(wallMicros: number): number {
  const seconds = Math.floor(wallMicros / 1_000_000) - SESSION_DAY_SECONDS;
  return (Math.max(0, seconds) * SESSIONS_PER_SECOND) % MAX_INT32;
}

export function welcomeOf(
  limits: GatewayLimits,
  connection: Pick<
    ServerMessages['welcome'],
    'session' | 'protocol' | 'streamEpoch' | 'serverMicros' | 'status'
  >,
): ServerMessages['welcome'] {
  return {
    is: 'welcome',
    ...connection,
    schemaVersion: SCHEMA_VERSION,
    heartbeatSeconds: limits.heartbeatSeconds,
    signInSeconds: limits.signInSeconds,
    lifeSeconds: limits.connectionLifeHours * SECONDS_PER_HOUR,
    limits: STATED.map((name) => ({ name, value: limits[name] })),
  };
}
