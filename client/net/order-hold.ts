// The orders on the worker's side: folds what the trade client and the private stream tell into rows,
// each with its life, and remembers which rows pages have not been told of.

import { OrderStatus, type DoneCause, statusOfCause } from '../../shared/domain/order.ts';
import type { AccountState, OrderRecord } from '../../shared/feed/account-state.ts';
import type { TrackedOrder } from '../../shared/feed/orders.ts';
import type { Report, ServerMessages } from '../../shared/wire/schema.ts';
import { dropOldest } from './kept-rows.ts';
import type { FillRow, LifeEvent, LifeKind, OrderRow, OrderStage } from './order-row.ts';
import type { WorkerPlace } from './worker-protocol.ts';

type Draft = { -readonly [K in keyof OrderRow]: OrderRow[K] };
type FillReport = Extract<Report, { readonly is: 'fill' }>;
type OrderReport = Extract<Report, { readonly clientOrderId: number }>;

const NOTHING = { serverMicros: 0, price: 0, lots: 0, code: 0, cause: 0 } as const;
/** The oldest go first. */
const FILLS_KEPT = 2_000;

export class OrderHold {
  readonly rows = new Map<number, OrderRow>();
  readonly fills: FillRow[] = [];
  readonly #clientMicros: () => number;
  #dirty = new Set<number>();
  #freshFills: FillRow[] = [];

  /** `clientMicros` is this computer's clock, µs since 1970. */
  constructor(clientMicros: () => number) {
    this.#clientMicros = clientMicros;
  }

  /** What changed since the last call. */
  take(): { readonly rows: readonly OrderRow[]; readonly fills: readonly FillRow[] } {
    const rows = [...this.#dirty].flatMap((id) => this.rows.get(id) ?? []);
    const fills = this.#freshFills;
    this.#dirty = new Set();
    this.#freshFills = [];
    return { rows, fills };
  }

  /** An order that a page asked for, before the trade client sends it. */
  asked(terms: WorkerPlace): void {
    const row = this.#row(terms.clientOrderId);
    Object.assign(row, placedTerms(terms), { keyMicros: terms.keyMicros });
    if (terms.keyMicros > 0) this.#live(row, 'key', { clientMicros: terms.keyMicros });
    this.#put(row);
  }

  /** Nothing was sent: the connection went between the page's look and ours. */
  notSent(clientOrderId: number): void {
    const row = this.#row(clientOrderId);
    row.stage = 'neverReceived';
    row.leaves = 0;
    this.#live(row, 'neverReceived');
    this.#put(row);
  }

  /** An order as the trade client knows it now. */
  tracked(order: TrackedOrder): void {
    const row = this.#row(order.clientOrderId);
    const before = { stage: row.stage, change: row.change, sent: row.sentMicros, hops: row.hops };
    if (order.place !== undefined) Object.assign(row, placedTerms(order.place));
    const { stage, orderId, price, qty, leaves, filled, code, cause } = order;
    // A recovered order of which nothing is known yet keeps the terms that its row may have.
    if (order.place !== undefined || orderId !== 0) Object.assign(row, { price, qty, leaves });
    Object.assign(row, { stage, orderId, filled, code, cause, change: changeOf(order) });
    if (before.sent === 0 && order.sends > 0) this.#sent(row);
    if (before.hops === undefined && order.received !== undefined) {
      this.#received(row, order.received);
    }
    this.#turned(row, before.stage, before.change);
    this.#put(row);
  }

  /** A report of the account's stream, after it was applied to the account. */
  report(report: Report, frame: ServerMessages['private'], account: AccountState): void {
    if (!('clientOrderId' in report) || report.clientOrderId === 0) return;
    const row = this.#row(report.clientOrderId);
    const record = account.orders.get(report.orderId);
    if (record !== undefined) applyRecord(row, record);
    if (report.is === 'fill') this.#filled(row, report, frame.engineMicros);
    this.#reported(row, report, frame.engineMicros);
    row.updatedMicros = frame.engineMicros;
    if (row.placedMicros === 0) row.placedMicros = frame.engineMicros;
    this.#put(row);
  }

  /** The account as a whole. An order that it no longer lists as open has ended, nobody saw how. */
  snapshot(records: readonly OrderRecord[]): void {
    const listed = new Set(records.map((record) => record.clientOrderId));
    for (const record of records) {
      const row = this.#row(record.clientOrderId);
      applyRecord(row, record);
      if (row.placedMicros === 0) row.placedMicros = record.timeMicros;
      row.updatedMicros = record.timeMicros;
      this.#put(row);
    }
    for (const row of this.rows.values()) {
      if (row.stage !== 'open' || listed.has(row.clientOrderId)) continue;
      this.#put({ ...row, stage: 'endedUnseen', leaves: 0 });
    }
  }

  /** A draft of the row: rows that were handed out never change. */
  #row(clientOrderId: number): Draft {
    const known = this.rows.get(clientOrderId);
    return known === undefined ? emptyRow(clientOrderId) : { ...known };
  }

  #put(row: OrderRow): void {
    this.rows.set(row.clientOrderId, row);
    this.#dirty.add(row.clientOrderId);
    dropOldest(this.rows);
  }

  #live(row: Draft, is: LifeKind, facts: Partial<LifeEvent> = {}): void {
    const event = { ...NOTHING, clientMicros: this.#clientMicros(), ...facts, is };
    row.life = [...row.life, event];
  }

  #sent(row: Draft): void {
    row.sentMicros = this.#clientMicros();
    if (row.placedMicros === 0) row.placedMicros = row.sentMicros;
    row.updatedMicros = row.sentMicros;
    this.#live(row, 'sent');
  }

  #received(row: Draft, message: ServerMessages['received']): void {
    row.heardMicros = this.#clientMicros();
    row.hops = {
      gateway: message.gatewayMicros,
      journal: message.journalMicros,
      match: message.matchMicros,
      durable: message.durableMicros,
      ack: message.ackMicros,
    };
    row.placedMicros = message.gatewayMicros;
    row.updatedMicros = message.ackMicros;
    this.#live(row, 'received', { serverMicros: message.durableMicros });
  }

  /** Turns of an order that no report tells of, and the fate of a cancel or an amend. */
  #turned(row: Draft, stage: OrderStage, change: OrderRow['change']): void {
    const { code } = row;
    if (row.stage !== stage) {
      if (row.stage === 'unknown') this.#live(row, 'unknown');
      if (row.stage === 'neverReceived') this.#live(row, 'neverReceived');
      if (row.stage === 'rejected') this.#live(row, 'rejected', { code });
    }
    const now = row.change;
    if (now === undefined) return;
    const isNew = now.is !== change?.is || now.price !== change.price || now.qty !== change.qty;
    const { price, qty: lots } = now;
    const isAgain = change?.stage !== 'pending' && now.stage === 'pending';
    if (isNew || isAgain) this.#live(row, 'changeSent', { price, lots });
    if (now.stage === 'rejected' && change?.stage !== 'rejected') {
      this.#live(row, 'changeRefused', { code: now.code });
    }
  }

  #filled(row: Draft, fill: FillReport, engineMicros: number): void {
    const { tradeId, orderId, clientOrderId, instrument, side, price, lots, feeMinor, taker } =
      fill;
    const known = row.averageTicks * (fill.filled - lots);
    // Earlier fills that nobody told this page of leave the average unknown.
    const isWhole = row.averageTicks > 0 || fill.filled === lots;
    row.averageTicks = isWhole ? (known + price * lots) / fill.filled : 0;
    row.feeMinor += feeMinor;
    const ids = { tradeId, orderId, clientOrderId, instrument };
    const terms = { side, price, lots, feeMinor, taker, timeMicros: engineMicros };
    this.fills.push({ ...ids, ...terms });
    this.#freshFills.push({ ...ids, ...terms });
    if (this.fills.length > FILLS_KEPT) this.fills.splice(0, FILLS_KEPT / 2);
  }

  #reported(row: Draft, report: OrderReport, serverMicros: number): void {
    switch (report.is) {
      case 'accepted':
        row.expireSeconds = report.expireSeconds;
        return this.#live(row, 'accepted', {
          serverMicros,
          price: report.price,
          lots: report.qty,
        });
      case 'fill':
        return this.#live(row, 'fill', { serverMicros, price: report.price, lots: report.lots });
      case 'amended':
        return this.#live(row, 'amended', { serverMicros, price: report.price, lots: report.qty });
      case 'ended':
        return this.#live(row, 'ended', {
          serverMicros,
          cause: report.cause,
          lots: report.cancelled,
        });
      case 'rejected': {
        const last = row.life.at(-1);
        // The trade client heard of it first and could not say when the engine refused.
        const isDated = last?.is !== 'rejected' && last?.is !== 'changeRefused';
        if (!isDated) row.life = [...row.life.slice(0, -1), { ...last, serverMicros }];
        return undefined;
      }
      default:
        return report satisfies never;
    }
  }
}

function placedTerms(terms: {
  readonly instrument: number;
  readonly side: number;
  readonly qty: number;
  readonly price?: number;
  readonly type?: number;
  readonly tif?: number;
  readonly flags?: number;
  readonly expireSeconds?: number;
}): Partial<OrderRow> {
  const { instrument, side, qty, price = 0, flags = 0, expireSeconds = 0 } = terms;
  const { type = price === 0 ? 1 : 0, tif = price === 0 ? 1 : 0 } = terms;
  return { instrument, side, qty, price, type, tif, flags, expireSeconds, leaves: qty };
}

function applyRecord(row: Draft, record: OrderRecord): void {
  const { orderId, instrument, side, type, tif, flags, price, qty, leaves, filled } = record;
  Object.assign(row, { orderId, instrument, side, type, tif, flags, price, qty, leaves, filled });
  const isRejected = record.status === OrderStatus.rejected;
  row.code = isRejected ? record.cause : 0;
  row.cause = isRejected ? 0 : record.cause;
  row.stage = stageOf(record);
}

function stageOf({ status, cause }: OrderRecord): OrderStage {
  if (status === OrderStatus.open) return 'open';
  if (status === OrderStatus.filled) return 'filled';
  if (status === OrderStatus.rejected) return 'rejected';
  return statusOfCause(cause as DoneCause) === OrderStatus.expired ? 'expired' : 'cancelled';
}

function changeOf({ change }: TrackedOrder): OrderRow['change'] {
  if (change === undefined) return undefined;
  const { is, stage, code, message } = change;
  const { price, qty } = message.is === 'amend' ? message : { price: 0, qty: 0 };
  return { is, stage, code, price, qty };
}

function emptyRow(clientOrderId: number): Draft {
  return {
    clientOrderId,
    orderId: 0,
    instrument: -1,
    side: 0,
    type: 0,
    tif: 0,
    flags: 0,
    expireSeconds: 0,
    price: 0,
    qty: 0,
    leaves: 0,
    filled: 0,
    averageTicks: 0,
    feeMinor: 0,
    stage: 'pending',
    code: 0,
    cause: 0,
    change: undefined,
    placedMicros: 0,
    updatedMicros: 0,
    keyMicros: 0,
    sentMicros: 0,
    heardMicros: 0,
    hops: undefined,
    life: [],
  };
}
