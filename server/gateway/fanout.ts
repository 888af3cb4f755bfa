// The market lane: per tick one frame for each basket that has something due, sent once to all of its
// readers. A reader whose buffer is full is taken out until it has caught up.

import { assembleFrame, createBaskets } from './basket.ts';
import { CloseCode } from './close-codes.ts';
import type { Basket, Behind, Connection } from './client-connection.ts';
import { createCatchUp } from './catch-up.ts';
import type { GatewayCounters } from './counters.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { MarketPort, StreamRef } from './market-port.ts';
import type { SocketServer } from './socket.ts';

export interface Fanout {
  /** A tick of an interval class; 0 after every released batch. */
  tick(intervalMs: number): void;
  add(connection: Connection, stream: StreamRef, from: Behind): void;
  remove(connection: Connection, topicId: number): boolean;
  /** Brings the topic to the reader anew: it asked, or the epoch changed. */
  restart(connection: Connection, topicId: number, reason: number): void;
  /** Sends what the reader is behind with, as far as its buffer allows; then it flows live again. */
  pump(connection: Connection): void;
  /** Closes readers that stay too slow. */
  checkStalled(connection: Connection, nowMs: number): void;
  forget(connection: Connection): void;
  /** When the stream last had something for its readers, ms of the monotonic clock. */
  lastSentMs(topicId: number): number;
  readonly basketCount: () => number;
}

export interface FanoutParts {
  readonly server: Pick<SocketServer, 'publish'>;
  readonly market: MarketPort;
  readonly clock: GatewayClock;
  readonly limits: GatewayLimits;
  readonly counters: GatewayCounters;
}

/** Baskets of many members are looked through for full buffers this often: between two looks a reader
 * gains at most what a tick class sends in this time, far below the hard limit of its socket. */
const LOOK_MS = 20;

/** Read anew: what was sent in between may have closed it. */
function isOpen(connection: Connection): boolean {
  return connection.state === 'live';
}

export function createFanout(parts: FanoutParts): Fanout {
  const { server, market, clock, limits, counters } = parts;
  const baskets = createBaskets();
  const catchUp = createCatchUp(market, clock, limits, counters);
  /** Seq up to which the live readers of a stream have been served, and when. */
  const sentSeq = new Map<number, number>();
  const sentMs = new Map<number, number>();
  const lookedMs = new WeakMap<Basket, number>();
  const touched: Basket[] = [];

  function place(connection: Connection): void {
    const live = new Map<number, number[]>();
    for (const stream of connection.streams?.values() ?? []) {
      if (connection.behind?.has(stream.topicId) === true) continue;
      const ids = live.get(stream.intervalMs);
      if (ids === undefined) live.set(stream.intervalMs, [stream.topicId]);
      else ids.push(stream.topicId);
    }
    baskets.place(connection, live);
  }

  /** Every live stream of the reader falls behind at what it has been sent. */
  function withhold(connection: Connection, nowMs: number): void {
    baskets.remove(connection);
    counters.withheld += 1;
    if (connection.stalledMs === 0) connection.stalledMs = nowMs;
    const behind = (connection.behind ??= new Map<number, Behind>());
    for (const topicId of connection.streams?.keys() ?? []) {
      if (behind.has(topicId)) continue;
      behind.set(topicId, { lastSeq: sentSeq.get(topicId) ?? market.seq(topicId), reason: 1 });
    }
  }

  function isFull(connection: Connection): boolean {
    return connection.socket.bufferedBytes() > limits.backpressureMarketBytes;
  }

  function look(basket: Basket, nowMs: number): void {
    if (basket.members.size > 1 && nowMs - (lookedMs.get(basket) ?? -LOOK_MS) < LOOK_MS) return;
    lookedMs.set(basket, nowMs);
    for (const member of basket.members) if (isFull(member)) withhold(member, nowMs);
  }

  function send(basket: Basket, engineMicros: number, sendMicros: number): void {
    if (basket.members.size === 0) return;
    const frame = assembleFrame(basket, engineMicros, sendMicros);
    if (basket.members.size === 1) {
      for (const member of basket.members) member.socket.send(frame);
    } else {
      server.publish(basket.group, frame);
    }
    counters.marketFrames += basket.members.size;
    counters.marketBytes += frame.length * basket.members.size;
    counters.marketUpdates += basket.msgpack.length + basket.json.length;
  }

  function pump(connection: Connection): void {
    const { behind } = connection;
    if (behind === undefined || !isOpen(connection) || isFull(connection)) return;
    connection.stalledMs = 0;
    const before = behind.size;
    connection.socket.cork(() => catchUp(connection));
    if (behind.size === before || !isOpen(connection)) return;
    if (behind.size === 0) connection.behind = undefined;
    place(connection);
  }

  return {
    tick(intervalMs) {
      const due = market.due(intervalMs);
      if (due.length === 0) return;
      const nowMs = clock.monotonicMs();
      touched.length = 0;
      for (const one of due) baskets.gather(one, touched);
      for (const basket of touched) look(basket, nowMs);
      const engineMicros = market.engineMicros();
      const sendMicros = clock.wallMicros();
      for (const basket of touched) {
        send(basket, engineMicros, sendMicros);
        basket.msgpack.length = 0;
        basket.json.length = 0;
      }
      for (const one of due) {
        sentSeq.set(one.topicId, one.seq);
        sentMs.set(one.topicId, nowMs);
      }
    },
    add(connection, stream, from) {
      market.acquire(stream.topicId, connection.encoding);
      // A stream that nobody held may have moved on without a tick.
      sentSeq.set(stream.topicId, market.seq(stream.topicId));
      (connection.streams ??= new Map<number, StreamRef>()).set(stream.topicId, stream);
      (connection.behind ??= new Map<number, Behind>()).set(stream.topicId, from);
    },
    remove(connection, topicId) {
      if (connection.streams?.delete(topicId) !== true) return false;
      connection.behind?.delete(topicId);
      if (connection.behind?.size === 0) connection.behind = undefined;
      market.release(topicId, connection.encoding);
      place(connection);
      return true;
    },
    restart(connection, topicId, reason) {
      if (connection.streams?.has(topicId) !== true) return;
      const behind = (connection.behind ??= new Map<number, Behind>());
      if (behind.has(topicId)) return;
      behind.set(topicId, { lastSeq: market.seq(topicId), reason });
      place(connection);
    },
    pump,
    checkStalled(connection, nowMs) {
      if (connection.stalledMs === 0 || connection.state !== 'live') return;
      if (!isFull(connection)) {
        pump(connection);
      } else if (nowMs - connection.stalledMs > limits.stalledSecondsMax * 1000) {
        counters.closedSlowMarket += 1;
        connection.close(CloseCode.slowMarket, 'market data could not be delivered', nowMs);
      }
    },
    forget(connection) {
      baskets.remove(connection);
      for (const topicId of connection.streams?.keys() ?? []) {
        market.release(topicId, connection.encoding);
      }
      connection.streams = undefined;
      connection.behind = undefined;
    },
    lastSentMs: (topicId) => sentMs.get(topicId) ?? 0,
    basketCount: baskets.count,
  };
}
