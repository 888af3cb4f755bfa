// The worker's inside: one socket of one user, shared by the pages that have a seat here. It knows
// nothing of workers, so that tests run it over a fake venue.

import type { Role } from '../../shared/domain/role.ts';
import { createFeedClient, type FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedHost, OpenSocket } from '../../shared/feed/host.ts';
import { clientIdBlocks, type IdBlocks } from './client-id-blocks.ts';
import { createTraffic, feedFigures, type Traffic } from './feed-traffic.ts';
import { MarketHold } from './market-hold.ts';
import { PageSeat } from './page-seat.ts';
import type { TopicSlot } from './topic-slot.ts';
import { TradingHold } from './trading-hold.ts';
import { VenueFacts } from './venue-facts.ts';
import type { LinkPort, PageMessage, WorkerMessage } from './worker-protocol.ts';

/** What every terminal watches from the start: definitions, phases, all quotes and day statistics. */
const ALWAYS = ['instruments', 'status', 'quote.*@10', 'stats.*@100'] as const;

export interface RoomOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly host: FeedHost;
  readonly token: () => string | Promise<string>;
  /** This computer's clock, µs since 1970. */
  readonly clientMicros: () => number;
  /** Runs once the present message has been handled. */
  readonly soon: (run: () => void) => void;
}

export type Hello = PageMessage & { readonly is: 'hello' };
export type SeatMessage = Exclude<PageMessage, { readonly is: 'hello' | 'bye' }>;

export class FeedRoom {
  readonly feed: FeedClient;
  readonly #options: RoomOptions;
  readonly #market: MarketHold;
  readonly #trading: TradingHold;
  readonly #facts: VenueFacts;
  readonly #traffic: Traffic;
  readonly #ids: IdBlocks;
  readonly #seats = new Set<PageSeat>();
  #signedIn: WorkerMessage | undefined;
  #caughtUp = false;
  #flushIsDue = false;
  #token = '';

  constructor(options: RoomOptions) {
    const { url, host, openSocket, clientMicros } = options;
    this.#options = options;
    this.#traffic = createTraffic(openSocket, host, () => this.#offer());
    this.#ids = clientIdBlocks(() => Math.floor(clientMicros() / 1000));
    this.feed = createFeedClient({
      url,
      host,
      openSocket: this.#traffic.openSocket,
      token: () => this.#newToken(),
      quotes: (topic, bid, bidLots, spread, askLots) =>
        this.#market.quote(topic.instrument, bid, bidLots, spread, askLots),
    });
    const later = () => this.#later();
    const { feed } = this;
    this.#trading = new TradingHold({
      ...{ feed, clientMicros, later },
      nextClientOrderId: () => this.#ids.next(),
    });
    this.#market = new MarketHold({
      ...{ host, feed, traffic: this.#traffic },
      slotChanged: (slot) => this.#tellSlot(slot),
    });
    this.#facts = new VenueFacts({
      defined: (instrument) => this.#market.defined(instrument),
      tell: (message) => this.#tell(message),
      later,
    });
    this.#listen();
    feed.subscribe(...ALWAYS);
    feed.start();
  }

  /** Gives a page a seat; it is told everything that is known. */
  enter(port: LinkPort, hello: Hello): PageSeat {
    // What the others have not been told yet is theirs first; the new one gets all of it at once.
    this.#flush();
    this.#ids.raise(hello.idFloor);
    this.#trading.recover(hello.inFlight);
    const seat = new PageSeat(port, this.#market.board, this.#options.host);
    this.#seats.add(seat);
    seat.post({ is: 'ids', ...this.#ids.block() });
    seat.post({ is: 'feed', state: this.feed.state, caughtUp: this.#caughtUp });
    if (this.#signedIn !== undefined) seat.post(this.#signedIn);
    for (const message of this.#facts.whole()) seat.post(message);
    for (const message of this.#trading.whole()) seat.post(message);
    return seat;
  }

  leave(seat: PageSeat): void {
    if (!this.#seats.delete(seat)) return;
    for (const { slot } of seat.watched.values()) this.#market.unwatch(slot);
    seat.leave();
  }

  handle(seat: PageSeat, message: SeatMessage): void {
    switch (message.is) {
      case 'credit':
        return seat.grant(message.frames, message.buffers);
      case 'watch':
        return this.#watch(seat, message);
      case 'unwatch': {
        const watched = seat.watched.get(message.handle);
        seat.watched.delete(message.handle);
        if (watched !== undefined) this.#market.unwatch(watched.slot);
        return undefined;
      }
      case 'place':
        return this.#trading.place(message.terms);
      case 'cancel':
        return this.#trading.cancel(message.clientOrderId);
      case 'amend':
        return this.#trading.amend(message.clientOrderId, message.terms);
      case 'ask':
        return this.#answer(seat, message);
      case 'moreIds':
        return seat.post({ is: 'ids', ...this.#ids.block() });
      case 'interrupt':
        return this.feed.interrupt();
      case 'retry':
        if (this.feed.state.is === 'reconnecting') this.feed.interrupt();
        return undefined;
      case 'signOut':
        this.feed.close();
        return this.#trading.close();
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

  #watch(seat: PageSeat, { handle, interest }: PageMessage & { readonly is: 'watch' }): void {
    const slot = this.#market.watch(interest);
    seat.watch(handle, slot);
    seat.tell(slot, this.#isLive());
    seat.offer();
  }

  #answer(seat: PageSeat, message: PageMessage & { readonly is: 'ask' }): void {
    const { id } = message;
    switch (message.question) {
      case 'cancelAll': {
        const { instrument, side } = message.terms;
        void this.#trading.cancelAll(instrument, side).then((answer) => {
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
      case 'outcome':
        void this.#trading.askNow(message.terms.clientOrderId).then((answer) => {
          // The row first: whoever asked reads it when the answer is there.
          this.#flush();
          seat.post({ is: 'answer', id, question: 'outcome', answer });
        });
        return;
      default:
        message satisfies never;
    }
  }

  #listen(): void {
    this.feed.listen(this.#market.listener());
    this.feed.listen(this.#facts.listener());
    this.feed.listen({
      state: () => this.#connectionChanged(),
      signedIn: ({ role, account }) => {
        this.#signedIn = { is: 'signedIn', role: role as Role, account };
        this.#tell(this.#signedIn);
      },
      caughtUp: () => this.#connectionChanged(true),
      disconnected: () => this.#connectionChanged(false),
      tick: () => this.#tellHealth(),
    });
  }

  #connectionChanged(caughtUp = this.#caughtUp): void {
    this.#caughtUp = caughtUp;
    this.#flush();
    this.#tell({ is: 'feed', state: this.feed.state, caughtUp });
    for (const slot of this.#market.slots()) this.#tellSlot(slot);
    this.#offer();
  }

  /** The market may have changed. What is said of orders goes ahead of it. */
  #offer(): void {
    if (this.#flushIsDue) this.#flush();
    for (const seat of this.#seats) seat.offer();
  }

  #later(): void {
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    this.#options.soon(() => this.#flush());
  }

  #flush(): void {
    this.#flushIsDue = false;
    for (const message of this.#facts.take()) this.#tell(message);
    for (const message of this.#trading.take()) this.#tell(message);
  }

  #tellHealth(): void {
    const { feed } = this;
    const figures = feedFigures(feed, this.#market.slots(), this.#options.clientMicros());
    const rates = this.#traffic.rates(this.#market.takeUpdates());
    const { journalSeq } = this.#trading;
    const windows = this.#seats.size;
    this.#tell({ is: 'health', health: { ...figures, ...rates, journalSeq, windows } });
    this.#offer();
  }

  #tellSlot(slot: TopicSlot): void {
    for (const seat of this.#seats) seat.tell(slot, this.#isLive());
  }

  #tell(message: WorkerMessage): void {
    for (const seat of this.#seats) seat.post(message);
  }
}
