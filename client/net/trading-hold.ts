// The trading account on the worker's side: the trade client, the rows of its orders, and what of them
// pages have not been told.

import { OrderStatus } from '../../shared/domain/order.ts';
import type { FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedListener } from '../../shared/feed/feed-listener.ts';
import {
  createTradeClient,
  type AmendTerms,
  type MassResult,
  type TradeClient,
} from '../../shared/feed/trade-client.ts';
import type { InquiryAnswer } from '../../shared/feed/order-inquiry.ts';
import { OrderHold } from './order-hold.ts';
import type { WorkerMessage, WorkerPlace } from './worker-protocol.ts';

export interface TradingHooks {
  readonly feed: FeedClient;
  readonly nextClientOrderId: () => number;
  /** This computer's clock, µs since 1970. */
  readonly clientMicros: () => number;
  /** Something is to be told once the present message has been handled. */
  readonly later: () => void;
}

/** Reports after which balances, positions and obligations are told anew. */
const OF_ACCOUNT: ReadonlySet<string> = new Set(['balance', 'position', 'obligation', 'discount']);

export class TradingHold {
  /** Highest sequence of the venue that an ack or a report named. */
  journalSeq = 0;
  readonly #hooks: TradingHooks;
  readonly #trade: TradeClient;
  readonly #orders: OrderHold;
  #accountChanged = false;
  #hasSnapshot = false;
  #snapshotIsNew = false;

  constructor(hooks: TradingHooks) {
    const { feed, nextClientOrderId, clientMicros } = hooks;
    this.#hooks = hooks;
    this.#orders = new OrderHold(clientMicros);
    this.#trade = createTradeClient({
      feed,
      nextClientOrderId,
      changed: (order) => {
        this.#orders.tracked(order);
        hooks.later();
      },
    });
    feed.listen(this.#listener());
  }

  place(terms: WorkerPlace): void {
    this.#orders.asked(terms);
    const { keyMicros: _keyMicros, ...order } = terms;
    if (!this.#trade.place(order).ok) this.#orders.notSent(terms.clientOrderId);
    this.#hooks.later();
  }

  cancel(clientOrderId: number): void {
    this.#trade.cancel(clientOrderId);
  }

  amend(clientOrderId: number, terms: AmendTerms): void {
    this.#trade.amend(clientOrderId, terms);
  }

  askNow(clientOrderId: number): Promise<InquiryAnswer> {
    return this.#trade.askNow(clientOrderId);
  }

  cancelAll(instrument: number, side: number): Promise<MassResult> {
    return this.#trade.cancelAll(instrument, side);
  }

  /** Orders of an earlier page whose fate is not known are asked for. */
  recover(inFlight: readonly WorkerPlace[]): void {
    for (const terms of inFlight) {
      if (this.#orders.rows.has(terms.clientOrderId)) continue;
      this.#orders.asked(terms);
      // Without a deadline: the inquiry waits until nothing of the old connection can still arrive.
      this.#trade.recover(terms.clientOrderId, 0);
    }
  }

  /** Everything, for a page that has just come. */
  whole(): readonly WorkerMessage[] {
    const rows = [...this.#orders.rows.values()];
    if (!this.#hasSnapshot) return rows.length === 0 ? [] : [{ is: 'orders', rows, whole: false }];
    return [
      { is: 'orders', rows, whole: true },
      { is: 'fills', fills: this.#orders.fills },
      this.#account(),
    ];
  }

  /** What changed since the last call. */
  take(): readonly WorkerMessage[] {
    const { rows, fills } = this.#orders.take();
    const messages: WorkerMessage[] = [];
    if (this.#accountChanged) messages.push(this.#account());
    if (fills.length > 0) messages.push({ is: 'fills', fills });
    // A snapshot without orders is news too: there are none.
    if (rows.length > 0 || this.#snapshotIsNew) {
      messages.push({ is: 'orders', rows, whole: this.#snapshotIsNew });
    }
    this.#snapshotIsNew = false;
    this.#accountChanged = false;
    return messages;
  }

  close(): void {
    this.#trade.close();
  }

  #listener(): FeedListener {
    const { feed, later } = this.#hooks;
    return {
      account: (account) => {
        this.#hasSnapshot = true;
        this.#snapshotIsNew = true;
        this.#accountChanged = true;
        this.#orders.snapshot([...account.orders.values()]);
        for (const { clientOrderId, status } of account.orders.values()) {
          // Whatever is open can be cancelled here, whoever placed it.
          if (status === OrderStatus.open) this.#adopt(clientOrderId);
        }
        later();
      },
      report: (report, frame) => {
        this.journalSeq = Math.max(this.journalSeq, frame.commandSeq);
        this.#orders.report(report, frame, feed.account);
        if (report.is === 'accepted') this.#adopt(report.clientOrderId);
        if (OF_ACCOUNT.has(report.is)) this.#accountChanged = true;
        later();
      },
      message: (message) => {
        if (message.is === 'received') {
          this.journalSeq = Math.max(this.journalSeq, message.commandSeq);
        }
      },
    };
  }

  #adopt(clientOrderId: number): void {
    if (clientOrderId > 0) this.#trade.recover(clientOrderId, 0);
  }

  #account(): WorkerMessage {
    const { balances, positions, obligations, makerDiscountPpm, takerDiscountPpm } =
      this.#hooks.feed.account;
    return {
      is: 'account',
      balances: [...balances.values()],
      positions: [...positions.values()],
      obligations: [...obligations.values()],
      ...{ makerDiscountPpm, takerDiscountPpm },
    };
  }
}
