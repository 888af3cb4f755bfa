// A trader for tests: places orders as a session would and remembers what became of them.

import type { Bus } from '../bus/bus.ts';
import { RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import { writeCancelMany, writePlace, type PlaceFields } from '../core/command-writer.ts';
import { E, EventKind } from '../core/events.ts';
import { DoneCause } from '../../shared/domain/order.ts';
import { kindOf, scanEvents, viewBatch } from './event-scan.ts';

export interface PaperFill {
  readonly ticks: number;
  readonly lots: number;
}

export class PaperTrader {
  readonly fills: PaperFill[] = [];
  readonly rejects: number[] = [];
  private readonly bus: Bus;
  private readonly account: number;
  private clientOrderId = 0;

  constructor(bus: Bus, account: number) {
    this.bus = bus;
    this.account = account;
    bus.onEvents((batch) => {
      const view = viewBatch(batch);
      scanEvents(view, (at) => {
        const { words } = view;
        if (words[at + E.account] !== account) return;
        const kind = kindOf(view, at);
        if (kind === EventKind.rejected) this.rejects.push(words[at + E.code]!);
        if (kind !== EventKind.fill) return;
        this.fills.push({ ticks: words[at + E.price]!, lots: words[at + E.qty]! });
      });
    });
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
