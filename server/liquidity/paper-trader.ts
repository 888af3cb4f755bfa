// A trader for tests: places orders as a session would and remembers what became of them.

import type { Bus } from '../bus/bus.ts';
import { RECORD_SLOTS, RECORD_WORDS, sideOf } from '../core/commands.ts';
import { writeCancelMany, writePlace, type PlaceFields } from '../core/command-writer.ts';
import { E, EventKind } from '../core/events.ts';
import { DoneCause } from '../../shared/domain/order.ts';
import { kindOf, scanEvents, slotOf, viewBatch, type EventView } from './event-scan.ts';

export interface PaperFill {
  readonly ticks: number;
  readonly lots: number;
}

interface PaperOrder {
  readonly side: number;
  readonly ticks: number;
  leaves: number;
}

export class PaperTrader {
  readonly fills: PaperFill[] = [];
  readonly rejects: number[] = [];
  private readonly open = new Map<number, PaperOrder>();
  private readonly bus: Bus;
  private readonly account: number;
  private clientOrderId = 0;

  constructor(bus: Bus, account: number) {
    this.bus = bus;
    this.account = account;
    bus.onEvents((batch) => {
      const view = viewBatch(batch);
      scanEvents(view, (at) => {
        if (view.words[at + E.account] === account) this.observe(view, at);
      });
    });
  }

  /** Lots that rest at a price. */
  restingLots(side: number, ticks: number): number {
    let lots = 0;
    for (const order of this.open.values()) {
      if (order.side === side && order.ticks === ticks) lots += order.leaves;
    }
    return lots;
  }

  private observe(view: EventView, at: number): void {
    const { words } = view;
    const orderId = slotOf(view, at, E.orderIdSlot);
    switch (kindOf(view, at)) {
      case EventKind.rejected:
        this.rejects.push(words[at + E.code]!);
        return;
      case EventKind.accepted: {
        const side = sideOf(words[at + E.attributes]!);
        this.open.set(orderId, { side, ticks: words[at + E.price]!, leaves: words[at + E.qty]! });
        return;
      }
      case EventKind.done:
        this.open.delete(orderId);
        return;
      case EventKind.fill: {
        this.fills.push({ ticks: words[at + E.price]!, lots: words[at + E.qty]! });
        const order = this.open.get(orderId);
        if (order !== undefined) order.leaves = words[at + E.leaves]!;
        if (words[at + E.leaves] === 0) this.open.delete(orderId);
        return;
      }
      default:
        return;
    }
  }

  filledLots(): number {
    return this.fills.reduce((sum, { lots }) => sum + lots, 0);
  }

  place(order: Omit<PlaceFields, 'account' | 'clientOrderId'>): void {
    this.clientOrderId += 1;
    const { account, clientOrderId } = this;
    this.submit((words, slots) =>
      writePlace(words, slots, 0, { ...order, account, clientOrderId }),
    );
  }

  cancelAll(): void {
    const { account } = this;
    this.submit((words, slots) => {
      writeCancelMany(words, slots, 0, { account, cause: DoneCause.user });
    });
  }

  private submit(write: (words: Int32Array, slots: Float64Array) => void): void {
    const slots = new Float64Array(RECORD_SLOTS);
    const words = new Int32Array(slots.buffer, 0, RECORD_WORDS);
    write(words, slots);
    this.bus.submit(new Uint8Array(slots.buffer), () => {
      throw new Error('the venue refused a paper order');
    });
  }
}
