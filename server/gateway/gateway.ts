// The gateway: the WebSocket edge of the venue, put together from its parts.

import { INTERVALS_MS, LIMITS } from '../../shared/domain/limits.ts';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_INT32 } from '../../shared/domain/units.ts';
import type { Outlet } from '../publisher/outlet.ts';
import { createAccountSeats } from './account-seat.ts';
import { createAdmit } from './admit.ts';
import { createBarrier } from './barrier.ts';
import { Connection } from './client-connection.ts';
import { zeroCounters, type GatewayCounters } from './counters.ts';
import { CloseCode } from './close-codes.ts';
import { createDisconnectWatch } from './disconnect-watch.ts';
import { createFanout } from './fanout.ts';
import {
  VenueStatus,
  type GatewayClock,
  type GatewayLimits,
  type GatewayOptions,
  type GatewayPorts,
} from './gateway-options.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createHopStamps } from './hop-stamps.ts';
import { createInbound } from './inbound.ts';
import { createOrderStatus } from './order-status.ts';
import { createOutbound } from './outbound.ts';
import { TokenBucket } from './rate-limit.ts';
import { shutdown } from './shutdown.ts';
import { createSignIn } from './session-sign-in.ts';
import type { Socket, SocketHandlers, SocketServer } from './socket.ts';
import { createSubscriptions } from './stream-subscriptions.ts';
import { createUpgradeGate } from './upgrade-gate.ts';
import { firstSessionBase, welcomeOf } from './welcome.ts';

export interface Gateway {
  /** Resolves with the port. */
  start(): Promise<number>;
  /** No new connections; a countdown; then everybody is closed with 1012. */
  stop(countdownMs: number): Promise<void>;
  /** What the publisher calls. */
  readonly outlet: Outlet;
  setStatus(status: VenueStatus, text: string): void;
  /** Words of an operator to everybody. */
  announce(text: string): void;
  /** Where prices come from, to everybody and to whoever comes later. */
  tellSources(sources: readonly MarketSource[]): void;
  /** A new history: every stream starts anew. */
  epochChanged(streamEpoch: number): void;
  readonly counters: GatewayCounters;
  /** One tick of an interval class, as by its timer. */
  tick(intervalMs: number): void;
  /** Deadlines, heartbeats and retries, as by the timer. */
  sweep(): void;
}

const SWEEP_MS = 250;
/** An engine that has not answered a place for this long has lost it or will report it as events. */
const STAMP_LIFE_MICROS = 60_000_000;
const NEW_EPOCH = 3;
const NOTICE = { status: 2, announcement: 3, epoch: 4 } as const;
export function createGateway(options: GatewayOptions, ports: GatewayPorts): Gateway {
  return new GatewayHouse(options, ports);
}

class GatewayHouse implements Gateway {
  readonly counters = zeroCounters();
  readonly outlet: Outlet;
  private readonly options: GatewayOptions;
  private readonly ports: GatewayPorts;
  private readonly limits: GatewayLimits;
  private readonly server: SocketServer;
  /** By session number. */
  private readonly connections = new Map<number, Connection>();
  private readonly clock: GatewayClock;
  private readonly sessionBase: number;
  private readonly timers: NodeJS.Timeout[] = [];
  private status: VenueStatus = VenueStatus.online;
  private streamEpoch: number;
  private sources: readonly MarketSource[] = [];
  private readonly rooms: ReturnType<GatewayHouse['furnish']>;

  constructor(options: GatewayOptions, ports: GatewayPorts) {
    this.options = options;
    this.ports = ports;
    // Whole milliseconds fit the small integers of the engine: ten thousand idle connections keep a few
    // times each, and a fraction would make every one an object of its own.
    this.clock = {
      wallMicros: () => ports.clock.wallMicros(),
      monotonicMs: () => Math.floor(ports.clock.monotonicMs()),
    };
    this.limits = { ...LIMITS, ...options.limits };
    this.streamEpoch = options.streamEpoch;
    this.sessionBase = options.sessionBase ?? firstSessionBase(ports.clock.wallMicros());
    this.server = ports.createSocketServer(this.handlers(), this.socketLimits(), ports.http);
    this.rooms = this.furnish();
    this.outlet = this.makeOutlet();
    ports.authority.onEnded?.((session) => this.endSession(session));
  }

  async start(): Promise<number> {
    // The barrier is an order of an account without a reader: the publisher tells of it all the same.
    const port = await this.server.listen(this.options.host, this.options.port);
    if (this.options.manualTime === true) return port;
    this.timers.push(setInterval(() => this.sweep(), SWEEP_MS));
    for (const intervalMs of INTERVALS_MS) {
      if (intervalMs > 0) this.timers.push(setInterval(() => this.tick(intervalMs), intervalMs));
    }
    return port;
  }

  async stop(countdownMs: number): Promise<void> {
    this.status = VenueStatus.stopping;
    this.server.stopListening();
    await shutdown(
      {
        connections: () => this.connections.values(),
        nowMs: () => this.clock.monotonicMs(),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      },
      countdownMs,
    );
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await this.server.close();
  }

  setStatus(status: VenueStatus, text: string): void {
    if (status === this.status) return;
    this.status = status;
    this.notice(NOTICE.status, status, text);
  }

  announce(text: string): void {
    this.notice(NOTICE.announcement, 0, text);
  }

  tellSources(sources: readonly MarketSource[]): void {
    this.sources = sources;
    for (const connection of this.connections.values()) connection.send({ is: 'sources', sources });
  }

  epochChanged(streamEpoch: number): void {
    this.streamEpoch = streamEpoch;
    this.notice(NOTICE.epoch, streamEpoch, 'A new stream epoch: forget what was built.');
    for (const connection of this.connections.values()) {
      for (const topicId of connection.streams?.keys() ?? []) {
        this.rooms.fanout.restart(connection, topicId, NEW_EPOCH);
      }
      this.rooms.fanout.pump(connection);
    }
  }

  tick(intervalMs: number): void {
    this.rooms.fanout.tick(intervalMs);
  }

  sweep(): void {
    const nowMs = this.clock.monotonicMs();
    const { heartbeat, disconnects, barrier, stamps, gate } = this.rooms;
    for (const connection of this.connections.values()) heartbeat(connection, nowMs);
    disconnects.sweep(nowMs);
    barrier.sweep(nowMs);
    gate.sweep(nowMs);
    stamps.expire(this.clock.wallMicros() - STAMP_LIFE_MICROS);
  }

  private furnish() {
    const { limits, counters, server, clock } = this;
    const { bus, market, accounts, authority, archive } = this.ports;
    const seats = createAccountSeats(limits);
    const stamps = createHopStamps();
    const barrier = createBarrier(bus, clock);
    const gate = createUpgradeGate(this.options.origins, limits);
    const disconnects = createDisconnectWatch(bus, counters);
    const outbound = createOutbound({ seats, stamps, accounts, clock, limits, counters });
    const fanout = createFanout({ server, market, clock, limits, counters });
    const edge = { seats, accounts, outbound, disconnects, limits, counters };
    const inbound = createInbound({
      clock,
      limits,
      counters,
      market,
      signIn: createSignIn({ authority, clock, ...edge }),
      subscriptions: createSubscriptions(market, fanout, limits),
      admit: createAdmit({ bus, stamps, barrier, counters, status: () => this.status }),
      orderStatus: createOrderStatus(accounts, barrier, archive),
    });
    const heartbeat = createHeartbeat({ clock, limits, market, accounts, fanout });
    return { seats, stamps, barrier, gate, disconnects, outbound, fanout, inbound, heartbeat };
  }

  private makeOutlet(): Outlet {
    const { outbound, barrier, fanout } = this.rooms;
    return {
      report: (account, seq, msgpack, json) => outbound.report(account, seq, msgpack, json),
      placed(account, clientOrderId, commandSeq) {
        barrier.placed(account, clientOrderId);
        outbound.placed(account, clientOrderId, commandSeq);
      },
      answer: (session, message) => {
        const connection = this.connections.get(session);
        if (connection !== undefined) outbound.answer(connection, message);
      },
      released(_batchSeq, _timeMicros, stamps) {
        outbound.flush(stamps);
        fanout.tick(0);
        barrier.released();
      },
    };
  }

  private socketLimits() {
    const { limits } = this;
    return {
      frameBytesMax: limits.frameBytesMax,
      // Beyond both lanes: reaching it means that a lane did not hold its own limit.
      backpressureBytesMax: limits.backpressurePrivateBytes + limits.backpressureMarketBytes,
      idleSeconds: limits.deadSeconds * 2,
      bodyBytesMax: limits.restBodyBytes,
    };
  }

  private handlers(): SocketHandlers {
    const nowMs = (): number => this.clock.monotonicMs();
    const of = (socket: Socket): Connection | undefined =>
      this.connections.get(this.sessionOf(socket));
    return {
      upgrade: (request) => this.rooms.gate.ask(request, nowMs()),
      open: (socket) => this.open(socket, nowMs()),
      message: (socket, data, isText) => {
        const connection = of(socket);
        if (connection !== undefined) this.rooms.inbound(connection, data, isText);
      },
      drain: (socket) => {
        const connection = of(socket);
        if (connection === undefined) return;
        this.rooms.outbound.replay(connection);
        this.rooms.fanout.pump(connection);
      },
      dropped: (socket) => {
        this.counters.dropped += 1;
        const connection = of(socket);
        if (connection !== undefined) this.rooms.outbound.closeSlow(connection);
      },
      pong: (socket) => {
        const connection = of(socket);
        if (connection !== undefined) connection.heardMs = nowMs();
      },
      close: (socket) => this.closed(socket, nowMs()),
    };
  }

  private open(socket: Socket, nowMs: number): void {
    const { limits, counters } = this;
    const messages = new TokenBucket(limits.messagesPerSecond, limits.messagesBurst, nowMs);
    const session = this.sessionOf(socket);
    const connection = new Connection(socket, session, nowMs, messages);
    this.connections.set(session, connection);
    this.rooms.gate.opened(socket.remote);
    counters.connections += 1;
    counters.connectionsTotal += 1;
    const serverMicros = this.clock.wallMicros();
    const { streamEpoch, status, sources } = this;
    connection.send(
      welcomeOf(limits, { session, protocol: socket.protocol, streamEpoch, serverMicros, status }),
    );
    if (sources.length > 0) connection.send({ is: 'sources', sources });
  }

  private closed(socket: Socket, nowMs: number): void {
    const connection = this.connections.get(this.sessionOf(socket));
    if (connection === undefined) return;
    const { disconnects, fanout, gate, seats } = this.rooms;
    this.connections.delete(connection.session);
    gate.closed(socket.remote);
    this.counters.connections -= 1;
    if (connection.principal !== undefined) this.counters.sessions -= 1;
    // Whoever is closed by a planned stop comes back: its orders stay.
    if (this.status !== VenueStatus.stopping) disconnects.lost(connection, nowMs);
    fanout.forget(connection);
    seats.leave(connection);
    connection.state = 'closing';
  }

  /** A session is over: its connections close now, not when their token expires. */
  private endSession(session: string): void {
    const nowMs = this.clock.monotonicMs();
    for (const connection of this.connections.values()) {
      if (connection.principal?.session !== session) continue;
      connection.refuse(0, REJECTS.badToken.code);
      connection.close(CloseCode.sessionEnded, 'the session has ended', nowMs);
    }
  }

  private sessionOf(socket: Socket): number {
    return 1 + ((this.sessionBase + socket.id - 1) % MAX_INT32);
  }

  private notice(code: number, value: number, text: string): void {
    for (const connection of this.connections.values()) {
      connection.send({ is: 'notice', code, severity: 1, value, text });
    }
  }
}
