// Events to rows of the orders table: an order that was accepted, and one that was refused.

import { flagsOf, sideOf, tifOf, typeOf } from '../core/commands.ts';
import { E } from '../core/events.ts';
import { OrderStatus } from '../../shared/domain/order.ts';
import type { EventBatch } from './event-reader.ts';
import type { OrderTable } from './tables.ts';

export function acceptedOrder(batch: EventBatch, at: number, dumped: boolean): OrderTable {
  const { words, slots, timeMicros } = batch;
  const slot = at >> 1;
  const attributes = words[at + E.attributes]!;
  return {
    key: slots[slot + E.orderIdSlot]!,
    account: words[at + E.account]!,
    client_order_id: slots[slot + E.clientOrderIdSlot]!,
    instrument: words[at + E.instrument]!,
    side: sideOf(attributes),
    type: typeOf(attributes),
    tif: tifOf(attributes),
    flags: flagsOf(attributes),
    price_ticks: words[at + E.price]!,
    qty_lots: words[at + E.qty]!,
    filled_lots: dumped ? words[at + 12]! : 0,
    status: OrderStatus.open,
    cause: 0,
    placed_micros: timeMicros,
    updated_micros: timeMicros,
  };
}

export function rejectedOrder(batch: EventBatch, at: number, commandSeq: number): OrderTable {
  const { words, slots, timeMicros } = batch;
  const attributes = words[at + 14]!;
  return {
    key: -commandSeq,
    account: words[at + E.account]!,
    client_order_id: slots[(at >> 1) + E.clientOrderIdSlot]!,
    instrument: words[at + E.instrument]!,
    side: sideOf(attributes),
    type: typeOf(attributes),
    tif: tifOf(attributes),
    flags: flagsOf(attributes),
    price_ticks: words[at + 12]!,
    qty_lots: words[at + 13]!,
    filled_lots: 0,
    status: OrderStatus.rejected,
    cause: words[at + E.code]!,
    placed_micros: timeMicros,
    updated_micros: timeMicros,
  };
}
