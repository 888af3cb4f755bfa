// What the server has told one account about its orders, folded from raw messages as they arrived, and
// what must therefore be found after a restart.

import { DoneCause, OrderStatus, statusOfCause } from '../../shared/domain/order.ts';
import type { ClientMessages, Report, ServerMessages } from '../../shared/wire/schema.ts';

/** Command kind of a place in a report of a refusal. */
const PLACE = 1;

export interface AckedOrder {
  readonly place: ClientMessages['place'];
  /** Refused by the gateway: it never came to the venue. */
  refused: boolean;
  /** The first ack has come: it is on disk. */
  received: boolean;
  /** 0 until the engine's answer has come. */
  orderId: number;
  /** Undefined until the engine's answer has come. */
  status: OrderStatus | undefined;
  /** Done cause, or the reject code of a refused order. */
  cause: number;
  price: number;
  qty: number;
  filled: number;
  /** The cancel or amend without an answer yet. */
  change: ClientMessages['cancel'] | ClientMessages['amend'] | undefined;
}

/** An order as the restarted server tells it. */
export type FoundOrder = Pick<AckedOrder, 'orderId' | 'cause' | 'price' | 'qty' | 'filled'> & {
  readonly clientOrderId: number;
  readonly status: OrderStatus;
};

export class AckedOrders {
  readonly orders = new Map<number, AckedOrder>();
  readonly trades = new Set<string>();
  /** What a server must never do, in words. */
  readonly faults: string[] = [];
  acks = 0;
  /** Private seq of the last frame. */
  seq = 0;
  readonly #frames = new Map<number, string>();

  sent(place: ClientMessages['place']): AckedOrder {
    const { price, qty } = place;
    const nothing = { refused: false, received: false, orderId: 0, status: undefined, cause: 0 };
    const order: AckedOrder = { place, ...nothing, price, qty, filled: 0, change: undefined };
    this.orders.set(place.clientOrderId, order);
    return order;
  }

  take(message: ServerMessages[keyof ServerMessages]): void {
    if (message.is === 'received') {
      this.acks += 1;
      const order = this.orders.get(message.clientOrderId);
      if (order === undefined) this.faults.push(`received ${String(message.clientOrderId)}?`);
      else order.received = true;
    } else if (message.is === 'private') this.#frame(message);
  }

  /** The gateway's refusal of a place, or of the change under way. */
  refusedBy(clientOrderId: number, requestId: number, isPlace: boolean): void {
    const order = this.orders.get(clientOrderId);
    if (order === undefined) return;
    if (isPlace) order.refused = true;
    else if (order.change?.requestId === requestId) order.change = undefined;
  }

  /** Frames come over several connections: the same seq must say the same. */
  #frame(frame: ServerMessages['private']): void {
    const text = JSON.stringify([frame.prev, frame.commandSeq, frame.reports]);
    const known = this.#frames.get(frame.seq);
    if (known !== undefined) {
      if (known !== text) this.faults.push(`two frames have seq ${String(frame.seq)}`);
      return;
    }
    if (frame.seq <= this.seq) return;
    if (frame.seq !== this.seq + 1) this.faults.push(`a gap before seq ${String(frame.seq)}`);
    this.seq = frame.seq;
    this.#frames.set(frame.seq, text);
    for (const report of frame.reports) this.#report(report);
  }

  #report(report: Report): void {
    if (!('clientOrderId' in report)) return;
    this.acks += 1;
    const order = this.orders.get(report.clientOrderId);
    if (order === undefined) {
      this.faults.push(`${report.is} of an order that nobody sent`);
      return;
    }
    switch (report.is) {
      case 'accepted':
        if (order.orderId !== 0) this.faults.push(`${String(report.clientOrderId)} accepted twice`);
        order.orderId = report.orderId;
        order.status = OrderStatus.open;
        return;
      case 'rejected':
        return rejected(order, report);
      case 'amended':
        [order.price, order.qty] = [report.price, report.qty];
        order.change = undefined;
        return;
      case 'fill':
        this.#fill(order, report);
        return;
      case 'ended':
        order.status = statusOfCause(report.cause as DoneCause);
        [order.cause, order.filled, order.change] = [report.cause, report.filled, undefined];
        return;
    }
  }

  #fill(order: AckedOrder, report: Extract<Report, { is: 'fill' }>): void {
    const key = `${String(report.tradeId)} ${String(report.orderId)}`;
    if (this.trades.has(key)) this.faults.push(`fill ${key} told twice`);
    this.trades.add(key);
    order.filled = report.filled;
    if (report.leaves > 0) return;
    order.status = OrderStatus.filled;
    order.change = undefined;
  }

  /** Takes the restarted server's word for what was still open when it was killed. */
  settle(found: readonly FoundOrder[], seq: number): void {
    const byId = new Map(found.map((order) => [order.clientOrderId, order]));
    for (const [id, order] of this.orders) {
      const known = byId.get(id);
      if (known === undefined) this.orders.delete(id);
      else Object.assign(order, known, { received: true, change: undefined });
    }
    this.seq = seq;
    this.#frames.clear();
  }
}

function rejected(order: AckedOrder, report: Extract<Report, { is: 'rejected' }>): void {
  if (report.command !== PLACE) {
    if (order.change?.requestId === report.requestId) order.change = undefined;
    return;
  }
  if (order.status !== undefined) return;
  order.status = OrderStatus.rejected;
  order.cause = report.code;
}

/** What the restarted server gets wrong about orders that it acknowledged, in words. */
export function compareFound(
  orders: ReadonlyMap<number, AckedOrder>,
  found: readonly FoundOrder[],
): string[] {
  const rows = new Map<number, FoundOrder[]>();
  for (const row of found) {
    rows.set(row.clientOrderId, [...(rows.get(row.clientOrderId) ?? []), row]);
  }
  const faults: string[] = [];
  for (const [id, order] of orders) {
    const fault = faultOf(order, rows.get(id) ?? []);
    if (fault !== undefined) {
      const seen = JSON.stringify([order, rows.get(id)]);
      faults.push(`order ${String(id)} ${fault}: ${seen}`);
    }
  }
  for (const id of rows.keys()) {
    if (!orders.has(id)) faults.push(`order ${String(id)} is there and nobody sent it`);
  }
  return faults;
}

function faultOf(order: AckedOrder, rows: readonly FoundOrder[]): string | undefined {
  const [row] = rows;
  if (rows.length > 1) return 'is doubled';
  if (row === undefined) {
    const promised = order.received || order.status !== undefined;
    return promised && !order.refused ? 'is lost' : undefined;
  }
  if (order.refused) return 'was refused and is there';
  const { status } = order;
  if (status === undefined) return undefined;
  if (order.orderId !== row.orderId) return 'has another order id';
  if (row.filled < order.filled) return 'lost a fill';
  if (status !== OrderStatus.open) {
    const same = row.status === status && row.cause === order.cause && row.filled === order.filled;
    return same ? undefined : 'did not end as it was told';
  }
  return openFault(order, row);
}

/** An order that was open when the server was killed may have gone on, but only by what was asked. */
function openFault(order: AckedOrder, row: FoundOrder): string | undefined {
  const { change } = order;
  const wished = change?.is === 'amend' ? change : { price: 0, qty: 0 };
  if (row.price !== order.price && row.price !== wished.price) return 'has another price';
  if (row.qty !== order.qty && row.qty !== wished.qty) return 'has another quantity';
  const moved = row.status !== OrderStatus.open && row.status !== OrderStatus.filled;
  // A repeat is answered with the order id alone: that it met an own order at once stands in the frame
  // that the kill took.
  const metItself = row.cause === DoneCause.selfTrade;
  if (moved && change === undefined && !metItself) return 'ended unasked';
  return undefined;
}
