// The private lane: acks, reports and answers of a batch leave together, and none is ever skipped.
//
// When the lane of a client is full the connection closes with 4009; the client resumes after its last
// private seq and gets what it missed from the ring of the account.

import type { ServerMessage } from '../../shared/wire/schema.ts';
import type { BatchStamps } from '../bus/bus.ts';
import type { AccountSeats } from './account-seat.ts';
import { CloseCode } from './close-codes.ts';
import type { Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { HopStamps } from './hop-stamps.ts';
import type { AccountsPort, Part } from './market-port.ts';

export interface Outbound {
  report(account: number, seq: number, msgpack: Uint8Array, json: () => string): void;
  placed(account: number, clientOrderId: number, commandSeq: number): void;
  answer(connection: Connection, message: ServerMessage): void;
  /** The batch is durable and folded: everything that waits goes to the sockets. */
  flush(stamps: BatchStamps): void;
  /** Sends what is missed after `privateSeq` as far as the buffer allows; goes on at drain. */
  replay(connection: Connection): void;
  closeSlow(connection: Connection): void;
}

export interface OutboundParts {
  readonly seats: AccountSeats;
  readonly stamps: HopStamps;
  readonly accounts: AccountsPort;
  readonly clock: GatewayClock;
  readonly limits: GatewayLimits;
  readonly counters: GatewayCounters;
}

/** A replay fills the buffer to a part of its limit, so that live frames still find room. */
const REPLAY_SHARE = 4;

export function createOutbound(parts: OutboundParts): Outbound {
  const { seats, stamps, accounts, clock, limits, counters } = parts;
  let dirty: Connection[] = [];
  let current: Connection | undefined;
  let batch: BatchStamps = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };

  function mark(connection: Connection): void {
    if (connection.dirty) return;
    connection.dirty = true;
    dirty.push(connection);
  }

  function closeSlow(connection: Connection): void {
    if (connection.state === 'closing') return;
    counters.closedSlowPrivate += 1;
    connection.close(CloseCode.slowPrivate, 'private frames pile up', clock.monotonicMs());
  }

  /** False when the connection had to be closed. */
  function push(connection: Connection, part: Part): boolean {
    const result = connection.socket.send(part);
    if (result === 'sent') return true;
    if (result === 'dropped' || overLimit(connection)) {
      closeSlow(connection);
      return false;
    }
    return true;
  }

  function overLimit(connection: Connection): boolean {
    return connection.socket.bufferedBytes() > limits.backpressurePrivateBytes;
  }

  // One function for all corks: a closure per client and batch would be garbage on the hot path.
  function writeCurrent(): void {
    const connection = current;
    if (connection === undefined) return;
    const receipts = connection.receipts ?? [];
    for (const receipt of receipts) {
      const ack = connection.codec.encodeServer({
        is: 'received',
        ...receipt,
        ...batch,
        ackMicros: clock.wallMicros(),
      });
      if (!push(connection, ack)) return;
    }
    counters.acks += receipts.length;
    for (const part of connection.outbox ?? []) {
      if (!push(connection, part)) return;
    }
  }

  function replayStep(connection: Connection, account: number): void {
    const after = connection.privateSeq;
    const frames = accounts.framesAfter(account, after, connection.encoding);
    if (frames === undefined) {
      closeSlow(connection);
      return;
    }
    for (const frame of frames) {
      if (connection.socket.bufferedBytes() > limits.backpressurePrivateBytes / REPLAY_SHARE)
        return;
      if (!push(connection, frame)) return;
      connection.privateSeq += 1;
      counters.privateFrames += 1;
    }
    connection.replaying = false;
    connection.send({ is: 'replayComplete', seq: connection.privateSeq });
  }

  return {
    report(account, seq, msgpack, json) {
      const seat = seats.get(account);
      if (seat === undefined) return;
      let text: string | undefined;
      // Backwards: a connection that is closed leaves its seat at once.
      for (let i = seat.connections.length - 1; i >= 0; i--) {
        const connection = seat.connections[i];
        if (connection.replaying || seq <= connection.privateSeq) continue;
        if (seq !== connection.privateSeq + 1) {
          // The publisher started anew from a dump: only the account itself knows what came between.
          closeSlow(connection);
          continue;
        }
        connection.privateSeq = seq;
        connection.outbox ??= [];
        connection.outbox.push(connection.encoding === 'msgpack' ? msgpack : (text ??= json()));
        counters.privateFrames += 1;
        mark(connection);
      }
    },
    placed(account, clientOrderId, commandSeq) {
      const found = stamps.answered(account, clientOrderId, commandSeq);
      if (found === undefined) return;
      (found.connection.receipts ??= []).push(found.receipt);
      mark(found.connection);
    },
    answer(connection, message) {
      (connection.outbox ??= []).push(connection.codec.encodeServer(message));
      mark(connection);
    },
    flush(stampsOfBatch) {
      if (dirty.length === 0) return;
      batch = stampsOfBatch;
      const flushed = dirty;
      dirty = [];
      for (const connection of flushed) {
        connection.dirty = false;
        current = connection;
        if (connection.state !== 'closing') connection.socket.cork(writeCurrent);
        if (connection.outbox !== undefined) connection.outbox.length = 0;
        if (connection.receipts !== undefined) connection.receipts.length = 0;
      }
      current = undefined;
    },
    replay(connection) {
      const account = connection.seat?.account;
      if (account === undefined || !connection.replaying || connection.state !== 'live') return;
      connection.socket.cork(() => replayStep(connection, account));
    },
    closeSlow,
  };
}
