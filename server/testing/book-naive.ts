// The reference matcher of the tapes: one queue per tick, best prices found by walking. Slow, obvious.

import { Side } from '../../shared/domain/order.ts';
import { Report } from './tape-report.ts';
import type { ReportSink } from './tape-report.ts';

export interface NaiveBook {
  add(seq: number, id: number, side: number, price: number, qty: number, isIoc: boolean): void;
  cancel(seq: number, id: number): void;
  /** Cancels and enters anew with the same id; loses priority. */
  modify(seq: number, id: number, price: number, qty: number): void;
  has(id: number): boolean;
}

interface Resting {
  readonly id: number;
  readonly side: number;
  readonly price: number;
  qty: number;
}

/** Prices that any tape uses lie below this. */
const PRICES = 1 << 17;

/** `onGone` hears of every resting order that was filled or cancelled. */
export function createNaiveBook(report: ReportSink, onGone?: (id: number) => void): NaiveBook {
  const queues: (Resting[] | undefined)[] = new Array(PRICES).fill(undefined);
  const resting = [0, 0];
  const orders = new Map<number, Resting>();
  let bestBid = 0;
  let bestAsk = Infinity;

  const settleBests = (): void => {
    if (resting[Side.buy] === 0) bestBid = 0;
    if (resting[Side.sell] === 0) bestAsk = Infinity;
    while (bestBid > 0 && queues[bestBid] === undefined) bestBid--;
    while (bestAsk < PRICES && queues[bestAsk] === undefined) bestAsk++;
  };
  const forget = (order: Resting): void => {
    orders.delete(order.id);
    resting[order.side]! -= 1;
    onGone?.(order.id);
  };
  const bestFor = (side: number): number => (side === Side.buy ? bestAsk : bestBid);
  const reaches = (side: number, price: number): boolean =>
    side === Side.buy ? bestAsk <= price : bestBid > 0 && bestBid >= price;

  const takeLevel = (seq: number, taker: number, price: number, qty: number): number => {
    const queue = queues[price]!;
    let left = qty;
    let emptied = 0;
    for (const maker of queue) {
      if (left === 0) break;
      const lots = Math.min(maker.qty, left);
      report(Report.trade, seq, 0, maker.id, price, lots, taker);
      left -= lots;
      maker.qty -= lots;
      if (maker.qty > 0) break;
      emptied++;
      forget(maker);
    }
    queue.splice(0, emptied);
    if (queue.length === 0) queues[price] = undefined;
    settleBests();
    return left;
  };
  const enter = (seq: number, order: Resting, isIoc: boolean): void => {
    const { id, side, price } = order;
    while (order.qty > 0 && reaches(side, price)) {
      order.qty = takeLevel(seq, id, bestFor(side), order.qty);
    }
    if (order.qty === 0) return;
    if (isIoc) {
      report(Report.cancelled, seq, side, id, price, order.qty, 0);
      return;
    }
    (queues[price] ??= []).push(order);
    orders.set(id, order);
    resting[side]! += 1;
    if (side === Side.buy) bestBid = Math.max(bestBid, price);
    else bestAsk = Math.min(bestAsk, price);
  };
  const remove = (order: Resting): void => {
    const queue = queues[order.price]!;
    queue.splice(queue.indexOf(order), 1);
    if (queue.length === 0) queues[order.price] = undefined;
    orders.delete(order.id);
    resting[order.side]! -= 1;
    settleBests();
  };
  return {
    add(seq, id, side, price, qty, isIoc) {
      report(Report.accepted, seq, side, id, price, qty, 0);
      enter(seq, { id, side, price, qty }, isIoc);
    },
    cancel(seq, id) {
      const order = orders.get(id);
      if (order === undefined) {
        report(Report.cancelRejected, seq, 0, id, 0, 0, 0);
        return;
      }
      remove(order);
      onGone?.(id);
      report(Report.cancelled, seq, order.side, id, order.price, order.qty, 0);
    },
    modify(seq, id, price, qty) {
      const order = orders.get(id);
      if (order === undefined) {
        report(Report.modifyRejected, seq, 0, id, 0, 0, 0);
        return;
      }
      remove(order);
      report(Report.modified, seq, order.side, id, price, qty, 0);
      enter(seq, { id, side: order.side, price, qty }, false);
    },
    has: (id) => orders.has(id),
  };
}
