// Admission at the edge: who sends it, may they, have they budget; then a command record for the bus.

import { LIMITS } from '../../shared/domain/limits.ts';
import { DoneCause, OrderFlag, Phase } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { ClientMessages } from '../../shared/wire/schema.ts';
import { RECORD_BYTES } from '../core/commands.ts';
import {
  writeAmend,
  writeBlockAccount,
  writeCancel,
  writeCancelMany,
  writeDeadMan,
  writePlace,
  writeSetPhase,
} from '../core/command-writer.ts';
import type { Bus } from '../bus/bus.ts';
import type { Barrier } from './barrier.ts';
import { refusalOf } from './authority.ts';
import type { Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';
import type { HopStamps } from './hop-stamps.ts';
import { VenueStatus } from './gateway-options.ts';

export interface AdmitParts {
  readonly bus: Bus;
  readonly stamps: HopStamps;
  readonly barrier: Barrier;
  readonly counters: GatewayCounters;
  readonly status: () => VenueStatus;
}

export type Command = ClientMessages[
  'place' | 'placeMany' | 'cancel' | 'amend' | 'cancelAll' | 'deadMan' | 'operate'];

/** `gatewayMicros`: when the frame arrived. */
export type Admit = (connection: Connection, message: Command, gatewayMicros: number) => void;

export function createAdmit(parts: AdmitParts): Admit {
  const { bus, stamps, barrier, counters, status } = parts;
  const words = new Int32Array((RECORD_BYTES / 4) * LIMITS.ordersPerBatch);
  const slots = new Float64Array(words.buffer);
  const one = new Uint8Array(words.buffer, 0, RECORD_BYTES);
  const two = new Uint8Array(words.buffer, 0, 2 * RECORD_BYTES);

  function submit(connection: Connection, requestId: number, bytes: Uint8Array): void {
    counters.commands += 1;
    bus.submit(bytes, (code) => {
      counters.commandsRefused += 1;
      connection.refuse(requestId, code);
    });
  }

  function place(
    connection: Connection,
    account: number,
    message: ClientMessages['place'],
    gatewayMicros: number,
  ): void {
    const { requestId, clientOrderId } = message;
    const flags = flagsOf(connection, message.flags);
    writePlace(words, slots, 0, { ...message, account, flags, session: connection.session });
    stamps.note(account, clientOrderId, connection, gatewayMicros);
    counters.commands += 1;
    bus.submit(one, (code) => {
      counters.commandsRefused += 1;
      stamps.forget(account, clientOrderId);
      connection.refuse(requestId, code);
    });
  }

  /** One submission, so that they stand in the journal side by side: the bus takes all or none. */
  function placeMany(
    connection: Connection,
    account: number,
    message: ClientMessages['placeMany'],
    gatewayMicros: number,
  ): void {
    const { requestId, orders, deadlineMicros } = message;
    if (orders.length === 0 || orders.length > LIMITS.ordersPerBatch) {
      connection.refuse(requestId, REJECTS.badField.code, { field: 'orders' });
      return;
    }
    const { session } = connection;
    orders.forEach((order, k) => {
      const flags = flagsOf(connection, order.flags);
      const more = { account, flags, session, requestId, deadlineMicros };
      writePlace(words, slots, k, { ...order, ...more });
      stamps.note(account, order.clientOrderId, connection, gatewayMicros);
    });
    const answer = (code: number) => {
      const results = orders.map(({ clientOrderId }) => ({ clientOrderId, code }));
      connection.send({ is: 'placedMany', requestId, results });
    };
    counters.commands += orders.length;
    let refusedWith = 0;
    bus.submit(new Uint8Array(words.buffer, 0, orders.length * RECORD_BYTES), (code) => {
      refusedWith = code;
      counters.commandsRefused += orders.length;
      for (const { clientOrderId } of orders) stamps.forget(account, clientOrderId);
      answer(code);
    });
    if (refusedWith === 0) answer(0);
  }

  function flagsOf(connection: Connection, asked: number): number {
    const fleeting = connection.cancelOnDisconnect ? OrderFlag.cancelOnDisconnect : 0;
    const flags = asked | fleeting;
    if ((flags & OrderFlag.cancelOnDisconnect) !== 0) connection.hasFleeting = true;
    return flags;
  }

  function trade(
    connection: Connection,
    account: number,
    message: Exclude<Command, ClientMessages['operate']>,
    gatewayMicros: number,
  ): void {
    const { requestId } = message;
    const sender = { account, session: connection.session, requestId };
    switch (message.is) {
      case 'place':
        place(connection, account, message, gatewayMicros);
        return;
      case 'placeMany':
        placeMany(connection, account, message, gatewayMicros);
        return;
      case 'amend':
        writeAmend(words, slots, 0, { ...message, account, session: connection.session });
        break;
      case 'cancel':
        writeCancel(words, slots, 0, { ...message, account, session: connection.session });
        break;
      case 'cancelAll': {
        const { instrument, side } = message;
        writeCancelMany(words, slots, 0, { ...sender, instrument, side, cause: DoneCause.user });
        break;
      }
      case 'deadMan':
        writeDeadMan(words, slots, 0, { ...sender, seconds: message.seconds });
        break;
    }
    submit(connection, requestId, one);
    if (message.is === 'deadMan') doneBehindBarrier(connection, requestId);
  }

  function operate(connection: Connection, message: ClientMessages['operate']): void {
    const { requestId, action, target } = message;
    const sender = { session: connection.session, requestId };
    // What was switched off another person switches on, with a reason that is kept: over REST.
    if (action === 0 || action === 2) {
      connection.refuse(requestId, REJECTS.secondPersonNeeded.code);
      return;
    }
    if (action === 1) {
      writeSetPhase(words, slots, 0, { ...sender, instrument: target, phase: Phase.halted });
    } else {
      writeBlockAccount(words, slots, 0, { ...sender, account: target, blocked: true });
      writeCancelMany(words, slots, 1, { ...sender, account: target, cause: DoneCause.operator });
    }
    submit(connection, requestId, action === 3 ? two : one);
    doneBehindBarrier(connection, requestId);
  }

  /** Commands without a report that names the request are confirmed once they are decided. */
  function doneBehindBarrier(connection: Connection, requestId: number): void {
    barrier.behind((passed) => {
      if (passed) connection.send({ is: 'done', requestId });
      else connection.refuse(requestId, REJECTS.recovering.code);
    });
  }

  return (connection, message, gatewayMicros) => {
    const { requestId } = message;
    const { principal } = connection;
    const refusal =
      principal === undefined ? REJECTS.notPermitted : refusalOf(principal, grantFor(message));
    if (refusal !== undefined) {
      connection.refuse(requestId, refusal.code);
      return;
    }
    const grows = ['place', 'placeMany', 'amend'].includes(message.is);
    if (grows && status() === VenueStatus.stopping) {
      connection.refuse(requestId, REJECTS.stopping.code);
      return;
    }
    if (message.is === 'operate') {
      operate(connection, message);
      return;
    }
    const account = connection.seat?.account;
    if (account === undefined) connection.refuse(requestId, REJECTS.wrongAccount.code);
    else trade(connection, account, message, gatewayMicros);
  };
}

/** Instruments are halted and opened by one grant, accounts blocked by another. */
function grantFor(message: Command): Grant {
  if (message.is !== 'operate') return 'trade';
  return message.action < 2 ? 'halt' : 'block';
}
