// The worker's inside: one socket of one user, shared by the pages that have a seat here. It knows
// nothing of workers, so that tests run it over a fake venue.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { Role } from '../../shared/domain/role.ts';
import { createFeedClient, type FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedHost, OpenSocket } from '../../shared/feed/host.ts';
import { createTradeClient, type TradeClient } from '../../shared/feed/trade-client.ts';
import { clientIdBlocks } from './client-id-blocks.ts';
import { createTraffic, type Traffic } from './feed-traffic.ts';
import { MarketHold } from './market-hold.ts';
import { OrderHold } from './order-hold.ts';
import { PageSeat } from './page-seat.ts';
import type { LinkPort, PageMessage, WorkerMessage, WorkerPlace } from './worker-protocol.ts';

/** What every terminal watches from the start: definitions, phases, all quotes and day statistics. */
const ALWAYS = ['instruments', 'status', 'quote.*@10', 'stats.*@250'] as const;

export interface RoomOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly host: FeedHost;
  readonly token: () => string | Promise<string>;
  /** This computer's clock, µs since 1970. */
  readonly clientMicros: () => number;
  /** Runs once the present message has been handled. */
  readonly soon: (run: () => void) => void;
  /** No page is left: the worker may go. */
  readonly empty: () => void;
}

export type Hello = PageMessage & { readonly is: 'hello' };

export class FeedRoom {
  readonly feed: FeedClient;
  readonly #options: RoomOptions;
  readonly #trade: TradeClient;
  readonly #market: MarketHold;
  readonly #orders: OrderHold;
  readonly #traffic: Traffic;
  readonly #seats = new Set<PageSeat>();
  readonly #assets = new Map<number, Asset>();
  readonly #phases = new Map<number, number>();
  readonly #ids;
  #signedIn: { readonly role: Role; readonly account: number } | undefined;
  #venueStatus = 0;
  #caughtUp = false;
  #flushIsDue = false;
  #listingsChanged = false;
  #accountChanged = false;
  #hasSnapshot = false;
  #token = '';

  constructor(options: RoomOptions) {
    const { url, host, openSocket } = options;
    this.#options = options;
    this.#traffic = createTraffic(openSocket, host);
    this.#ids = clientIdBlocks(() => Math.floor(options.clientMicros() / 1000));
    this.feed = createFeedClient({
      url,
      host,
      openSocket: this.#traffic.openSocket,
      token: () => this.#newToken(),
      quotes: (topic, bid, bidLots, spread, askLots) => {
        this.#market.quote(topic.instrument, bid, bidLots, spread, askLots);
      },
    });
    this.#orders = new OrderHold(options.clientMicros);
    this.#trade = createTradeClient({
      feed: this.feed,
      nextClientOrderId: () => this.#ids.next(),
      changed: (order) => {
        this.#orders.tracked(order);
        this.#later();
      },
    });
    const slotChanged = (slot: Parameters<PageSeat['tell']>[0]) => {
      for (const seat of this.#seats) seat.tell(slot, this.#isLive());
    };
    this.#market = new MarketHold({ host, feed: this.feed, traffic: this.#traffic, slotChanged });
    this.#listen();
    this.feed.subscribe(...ALWAYS);
    this.feed.start();
  }

  /** Gives a page a seat; it is told everything that is known. */
  enter(port: LinkPort, hello: Hello): PageSeat {
    const seat = new PageSeat(port);
    this.#seats.add(seat);
    this.#ids.raise(hello.idFloor);
    seat.post({ is: 'ids', ...this.#ids.block() });
    this.#recover(hello.inFlight);
    seat.post({ is: 'feed', state: this.feed.state, caughtUp: this.#caughtUp });
    seat.post({ is: 'venue', status: this.#venueStatus });
    if (this.#signedIn !== undefined) seat.post({ is: 'signedIn', ...this.#signedIn });
    seat.post(this.#listings());
    if (this.#hasSnapshot) {
      seat.post({ is: 'orders', rows: [...this.#orders.rows.values()], whole: true });
      seat.post({ is: 'fills', fills: this.#orders.fills });
      seat.post(this.#account());
    }
    return seat;
  }

  leave(seat: PageSeat): void {
    if (!this.#seats.delete(seat)) return;
    for (const { slot } of seat.watched.values()) this.#market.unwatch(slot);
    seat.watched.clear();
    if (this.#seats.size === 0) this.#options.empty();
  }

  close(): void {
    this.#trade.close();
    this.feed.close();
  }

  handle(seat: PageSeat, message: Exclude<PageMessage, Hello>): void {
    switch (message.is) {
      case 'pull':
        return seat.sendFrame(this.#market.board, message.buffer, this.#options.host.now());
      case 'watch': {
        const slot = this.#market.watch(message.interest);
        seat.watch(message.handle, slot);
        return seat.tell(slot, this.#isLive());
      }
      case 'unwatch': {
        const watched = seat.watched.get(message.handle);
        seat.watched.delete(message.handle);
        if (watched !== undefined) this.#market.unwatch(watched.slot);
        return undefined;
      }
      case 'place':
        return this.#place(message.terms);
      case 'cancel':
        this.#trade.cancel(message.clientOrderId);
        return undefined;
      case 'amend':
        this.#trade.amend(message.clientOrderId, message.terms);
        return undefined;
      case 'ask':
        return this.#answer(seat, message);
      case 'moreIds':
        return seat.post({ is: 'ids', ...this.#ids.block() });
      case 'interrupt':
        return this.feed.interrupt();
      case 'signOut':
        return this.feed.close();
      case 'bye':
        return this.leave(seat);
      default:
        return message satisfies never;
    }
  }

  #isLive(): boolean {
    return this.feed.state.is === 'live';
  }

  #newToken(): string | Promise<string> {
    const keep = (token: string) => (this.#token = token);
    const token = this.#options.token();
    return typeof token === 'string' ? keep(token) : token.then(keep);
  }

  /** Orders of an earlier page whose fate is not known are asked for. */
  #recover(inFlight: readonly WorkerPlace[]): void {
    for (const terms of inFlight) {
      if (this.#orders.rows.has(terms.clientOrderId)) continue;
      this.#orders.asked(terms);
      // Without a deadline: the inquiry waits until nothing of the old connection can still arrive.
      this.#trade.recover(terms.clientOrderId, 0);
    }
  }

  #place(terms: WorkerPlace): void {
    this.#orders.asked(terms);
    const { keyMicros: _keyMicros, ...order } = terms;
    if (!this.#trade.place(order).ok) this.#orders.notSent(terms.clientOrderId);
    this.#later();
  }

  #answer(seat: PageSeat, message: PageMessage & { readonly is: 'ask' }): void {
    const { id } = message;
    switch (message.question) {
      case 'cancelAll': {
        const { instrument, side } = message.terms;
        void this.#trade.cancelAll(instrument, side).then((answer) => {
          seat.post({ is: 'answer', id, question: 'cancelAll', answer });
        });
        return;
      }
      case 'bars':
        void this.feed.ask({ is: 'queryBars', ...message.terms }).then((given) => {
          const isBars = given.is === 'answer' && given.message.is === 'bars';
          const answer = isBars ? given.message.bars : undefined;
          seat.post({ is: 'answer', id, question: 'bars', answer });
        });
        return;
      case 'token':
        seat.post({ is: 'answer', id, question: 'token', answer: this.#token });
        return;
      default:
        message satisfies never;
    }
  }

  #listen(): void {
    this.feed.listen(this.#market.listener());
    this.feed.listen({
      state: () => this.#connectionChanged(),
      welcome: ({ status }) => this.#venue(status),
      signedIn: ({ role, account }) => {
        this.#signedIn = { role: role as Role, account };
        this.#tell({ is: 'signedIn', ...this.#signedIn });
      },
      caughtUp: () => this.#connectionChanged(true),
      disconnected: () => this.#connectionChanged(false),
      instrument: (_topic, { is: _is, topicId: _id, seq: _seq, ...instrument }) => {
        this.#market.defined(instrument as Instrument);
        this.#listed();
      },
      asset: (_topic, { id, code, scale }) => {
        this.#assets.set(id, { id, code, scale });
        this.#listed();
      },
      status: (_topic, { instrument, phase }) => {
        this.#phases.set(instrument, phase);
        this.#listed();
      },
      account: (account) => {
        this.#hasSnapshot = true;
        this.#orders.snapshot([...account.orders.values()]);
        for (const { clientOrderId, status } of account.orders.values()) {
          // Whatever is open can be cancelled here, whoever placed it.
          if (status === 0 && clientOrderId > 0) this.#trade.recover(clientOrderId, 0);
        }
        this.#accountChanged = true;
        this.#later();
      },
      report: (report, frame) => {
        this.#traffic.journalSeq = Math.max(this.#traffic.journalSeq, frame.commandSeq);
        this.#orders.report(report, frame, this.feed.account);
        if (report.is === 'accepted') this.#trade.recover(report.clientOrderId, 0);
        if (report.is === 'balance' || report.is === 'position') this.#accountChanged = true;
        this.#later();
      },
      notice: ({ code, severity, value, text }) => {
        const STATUS_CHANGE = 2;
        if (code === STATUS_CHANGE) this.#venue(value);
        this.#tell({ is: 'notice', kind: 'notice', severity, code, text });
      },
      message: (message) => {
        if (message.is === 'received') {
          this.#traffic.journalSeq = Math.max(this.#traffic.journalSeq, message.commandSeq);
        } else if (message.is === 'error' && message.requestId === 0) {
          const { code, words: text } = message;
          this.#tell({ is: 'notice', kind: 'refusal', severity: 1, code, text });
        }
      },
      tick: () => this.#tellHealth(),
    });
  }

  #venue(status: number): void {
    this.#venueStatus = status;
    this.#tell({ is: 'venue', status });
  }

  #connectionChanged(caughtUp = this.#caughtUp): void {
    this.#caughtUp = caughtUp;
    this.#flush();
    this.#tell({ is: 'feed', state: this.feed.state, caughtUp });
    for (const slot of this.#market.slots()) {
      for (const seat of this.#seats) seat.tell(slot, this.#isLive());
    }
  }

  #listed(): void {
    this.#listingsChanged = true;
    this.#later();
  }

  #later(): void {
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    this.#options.soon(() => this.#flush());
  }

  #flush(): void {
    this.#flushIsDue = false;
    if (this.#listingsChanged) this.#tell(this.#listings());
    this.#listingsChanged = false;
    const { rows, fills } = this.#orders.take();
    if (rows.length > 0) this.#tell({ is: 'orders', rows, whole: false });
    if (fills.length > 0) this.#tell({ is: 'fills', fills });
    if (this.#accountChanged) this.#tell(this.#account());
    this.#accountChanged = false;
  }

  #listings(): WorkerMessage {
    const instruments = [...this.#market.instruments.values()];
    const assets = [...this.#assets.values()];
    return { is: 'listings', instruments, assets, phases: [...this.#phases] };
  }

  #account(): WorkerMessage {
    const { balances, positions } = this.feed.account;
    return {
      is: 'account',
      balances: [...balances.values()],
      positions: [...positions.values()],
    };
  }

  #tellHealth(): void {
    const slots = [...this.#market.slots()];
    const offsetMicros = this.feed.serverMicros() - this.#options.clientMicros();
    const health = this.#traffic.health(
      this.feed,
      slots,
      this.#market.updates,
      offsetMicros,
      this.#seats.size,
    );
    this.#market.updates = 0;
    this.#tell({ is: 'health', health });
  }

  #tell(message: WorkerMessage): void {
    for (const seat of this.#seats) seat.post(message);
  }
}
