// What the gateway is given: its settings and the rooms behind its ports.

import type { LIMITS } from '../../shared/domain/limits.ts';
import type { Bus } from '../bus/bus.ts';
import type { Authority } from './authority.ts';
import type { AccountsPort, MarketPort, OrderArchive } from './market-port.ts';
import type { CreateSocketServer, HttpHandler } from './socket.ts';

/** Time as the gateway needs it; the clock of the sequencer fulfils it. */
export interface GatewayClock {
  /** µs since 1970. May jump. */
  wallMicros(): number;
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonicMs(): number;
}

export type GatewayLimits = { readonly [K in keyof typeof LIMITS]: number };

/** As welcome and notices say it. */
export const VenueStatus = { online: 0, cancelOnly: 1, recovering: 2, stopping: 3 } as const;
export type VenueStatus = (typeof VenueStatus)[keyof typeof VenueStatus];

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Origins of pages that may connect, compared as whole texts. Programs send no Origin: they may. */
  readonly origins: readonly string[];
  readonly streamEpoch: number;
  /** Overrides of LIMITS, for benches and tests. */
  readonly limits?: Partial<GatewayLimits>;
  /** Number of the first session minus one. Session numbers tag orders in the journaled state, so
   * they must not come back after a restart: the default grows with the wall clock. */
  readonly sessionBase?: number;
  /** True: nothing happens by timers; the owner calls `sweep` and `tick`. For tests. */
  readonly manualTime?: boolean;
}

export interface GatewayPorts {
  readonly createSocketServer: CreateSocketServer;
  readonly http: HttpHandler;
  readonly clock: GatewayClock;
  readonly authority: Authority;
  readonly bus: Bus;
  readonly market: MarketPort;
  readonly accounts: AccountsPort;
  readonly archive: OrderArchive;
}
