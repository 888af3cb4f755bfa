// The mirror of an external market: its depth stands in the venue's own book as orders of one account,
// its trades arrive as immediate-or-cancel orders of another. Whoever rests here queues against real
// depth and is filled when the real market trades through, or has worked off what stood in front.
//
// Depth comes in aggregates of 100 ms with absolute quantities, trades come at once and one by one, and
// the two streams are not synchronous. This is how they are kept consistent:
//
// 1. A trade takes off what it traded, immediately, from the front of the queue at its price. Before it,
//    own orders that it proves gone are withdrawn (a sell at 99 while our bid of 100 still stands means
//    that the bid of 100 left within these 100 ms), and when it took more than the last depth event had,
//    the lacking quantity is added at the back. So exactly the recorded quantity trades, and at the
//    recorded price, but for paper orders at a better price, which are rightly filled first.
// 2. Then the next depth event wins. Every price that it names, and every price that was touched since
//    the last one (by trades, by paper orders), is brought to the recorded absolute quantity. A trade
//    that the depth event already contains changes nothing more; one that it does not contain yet is
//    given back at the end of the queue and taken off by the event after it.
// 3. Quantity shrinks from the youngest own order (amended down, priority kept, or cancelled) and grows
//    by a further order at the back. A level is never cancelled and replaced, so nobody gains or loses
//    a place by the mirror's bookkeeping. Which orders of a real queue were cancelled is not recorded;
//    taking the youngest first is the assumption that favours a paper order least.
// 4. Paper orders stand on top of the recorded depth and do not change it: what they take is refilled
//    with the next depth event. When recorded depth moves through a paper order, the order is filled
//    whole at its own price and the recorded depth stands all the same.
//
// The mirror counts its own quantity from the venue's events only. One feed event is settled before the
// next is looked at; nothing waits for a timer.

import type { Bus } from '../bus/bus.ts';
import { E, EventKind, TAKER_BIT } from '../core/events.ts';
import { sideOf } from '../core/commands.ts';
import type { BookDelta, BookSnapshot, FeedEvent, FeedProblem, FeedTrade } from '../feeds/feed.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { assert, assertNever } from '../../shared/domain/assert.ts';
import { LIMITS } from '../../shared/domain/limits.ts';
import { DoneCause, Side, TimeInForce } from '../../shared/domain/order.ts';
import { CommandLane } from './command-lane.ts';
import { kindOf, scanEvents, slotOf, type EventView } from './event-scan.ts';
import { followVenue } from './follow-venue.ts';
import {
  LiquiditySource,
  MIRROR_DEPTH_ACCOUNT,
  MIRROR_TAKER_ACCOUNT,
} from './liquidity-accounts.ts';
import { MirrorBook } from './mirror-book.ts';
import { newMirrorReport, type MirrorReport } from './mirror-report.ts';

export interface MirrorOptions {
  readonly bus: Bus;
  /** The instruments that the feed speaks of. */
  readonly instruments: readonly Instrument[];
  /** Above every number that the mirror's source has used in this journal. */
  readonly firstSourceSeq: number;
  readonly inFlightMax?: number;
  /** Awaited before a refused submission is sent again; false gives up. */
  readonly pause: (rejectCode: number) => Promise<boolean>;
  /** Off only to prove that trades are what fills resting orders. */
  readonly isTradePathOn?: boolean;
}

/** Attempts to settle one feed event; more are needed only when others trade in between. */
const ROUNDS_MAX = 8;

/** Depth events (each 100 ms) in which only cancels are sent after the venue refused others. */
const HOLD_OFF_EVENTS = 10;

/** Word of massDone: 1 when one command could not cancel everything. */
const MORE_REMAIN = 12;

interface Mirrored {
  readonly book: MirrorBook;
  readonly report: MirrorReport;
  holdOff: number;
}

export class Mirror {
  readonly lane: CommandLane;
  private readonly options: MirrorOptions;
  private readonly mirrored = new Map<number, Mirrored>();
  private detach: (() => void) | undefined;
  private isStopped = false;
  /** Maker of the fill whose taker side comes next. */
  private maker = 0;
  private hasMoreToCancel = false;

  constructor(options: MirrorOptions) {
    this.options = options;
    this.lane = new CommandLane({
      bus: options.bus,
      source: LiquiditySource.mirror,
      firstSourceSeq: options.firstSourceSeq,
      inFlightMax: options.inFlightMax ?? LIMITS.mirrorInFlight,
    });
    for (const instrument of options.instruments) {
      const report = newMirrorReport(instrument.symbol);
      this.mirrored.set(instrument.id, { book: new MirrorBook(instrument), report, holdOff: 0 });
    }
  }

  /** Learns the book as it stands and clears away what an earlier run of the mirror left in it. */
  async start(): Promise<void> {
    this.detach = await followVenue(
      this.options.bus,
      (state) => scanEvents(state, (at) => this.observeLevel(state, at)),
      (batch) => scanEvents(batch, (at) => this.observe(batch, at)),
    );
    for (const account of [MIRROR_DEPTH_ACCOUNT, MIRROR_TAKER_ACCOUNT]) {
      do {
        this.hasMoreToCancel = false;
        this.lane.cancelMany({ account, cause: DoneCause.operator });
      } while ((await this.settle()) && this.hasMoreToCancel);
    }
  }

  /** Takes one event of the feed; resolves when the venue has answered everything it led to. */
  async apply(event: FeedEvent): Promise<void> {
    if (event.kind === 'end') return;
    const mirrored = this.mirrored.get(event.instrument);
    assert(mirrored !== undefined, `the feed speaks of instrument ${event.instrument}`);
    switch (event.kind) {
      case 'bookSnapshot':
      case 'bookDelta':
        return this.applyDepth(mirrored, event);
      case 'trade':
        return this.applyTrade(mirrored, event);
      case 'gap':
        mirrored.report.gaps += 1;
        mirrored.book.forget();
        return this.reconcile(mirrored);
      case 'bestQuote':
        return;
      default:
        return assertNever(event);
    }
  }

  /** Takes all quotes back, for an orderly end. */
  async withdraw(): Promise<void> {
    for (const mirrored of this.mirrored.values()) {
      mirrored.book.forget();
      await this.reconcile(mirrored);
    }
  }

  /** Ends: the quotes stay as they are, and nothing more is sent. */
  stop(): void {
    this.isStopped = true;
    this.detach?.();
    this.lane.close();
  }

  isRunning(): boolean {
    return !this.isStopped;
  }

  reports(): readonly MirrorReport[] {
    return [...this.mirrored.values()].map(({ report }) => report);
  }

  private async applyDepth(mirrored: Mirrored, event: BookSnapshot | BookDelta): Promise<void> {
    const { book, report } = mirrored;
    if (event.kind === 'bookSnapshot') {
      report.snapshots += 1;
      book.forget();
    } else {
      report.deltas += 1;
    }
    book.aim(Side.buy, event.bids);
    book.aim(Side.sell, event.asks);
    await this.reconcile(mirrored);
  }

  private async reconcile(mirrored: Mirrored): Promise<void> {
    const { book, report } = mirrored;
    const isCancelOnly = mirrored.holdOff > 0;
    if (isCancelOnly) mirrored.holdOff -= 1;
    for (let round = 0; round < ROUNDS_MAX && book.plan(this.lane, isCancelOnly); round++) {
      const rejectedBefore = this.lane.rejected();
      if (!(await this.settle())) break;
      if (round > 0 && this.lane.rejected() > rejectedBefore) break;
    }
    report.levelsUnsettled = book.unsettled();
    // A halted instrument or blocked account: asking ten times a second for a thousand levels would
    // not help. The end of a halt shows as a phase event and ends this too.
    if (!isCancelOnly && report.levelsUnsettled > 0) mirrored.holdOff = HOLD_OFF_EVENTS;
  }

  private async applyTrade({ book, report }: Mirrored, trade: FeedTrade): Promise<void> {
    report.trades += 1;
    report.recordedLots += trade.lots;
    if (this.options.isTradePathOn === false) return;
    const makerSide = trade.aggressor === Side.buy ? Side.sell : Side.buy;
    const executedBefore = report.executedLots;
    const open = () => trade.lots - (report.executedLots - executedBefore);
    for (let round = 0; round < ROUNDS_MAX && open() > 0; round++) {
      report.staleOrdersWithdrawn += book.withdrawStale(this.lane, makerSide, trade.ticks);
      const lacking = open() - book.ownLots(makerSide, trade.ticks);
      if (lacking > 0) {
        const inTheWay = book.paperThrough(makerSide, trade.ticks);
        book.grow(this.lane, makerSide, trade.ticks, lacking + inTheWay);
        report.toppedUpLots += lacking;
      }
      this.take(book, trade, open());
      const rejectedBefore = this.lane.rejected();
      const openBefore = open();
      if (!(await this.settle())) {
        report.abandonedLots += open();
        return;
      }
      if (open() === openBefore && this.lane.rejected() > rejectedBefore) break;
    }
    report.refusedLots += open();
  }

  private take(book: MirrorBook, trade: FeedTrade, lots: number): void {
    for (let rest = lots; rest > 0;) {
      const qty = Math.min(rest, book.orderLotsMax(trade.ticks));
      this.lane.place({
        account: MIRROR_TAKER_ACCOUNT,
        instrument: book.instrument.id,
        side: trade.aggressor,
        price: trade.ticks,
        qty,
        tif: TimeInForce.ioc,
      });
      rest -= qty;
    }
  }

  private settle(): Promise<boolean> {
    return this.lane.flush(async (rejectCode) => {
      return !this.isStopped && (await this.options.pause(rejectCode)) && !this.isStopped;
    });
  }

  private observe(view: EventView, at: number): void {
    const { words } = view;
    const account = words[at + E.account]!;
    const kind = kindOf(view, at);
    if (kind === EventKind.fill) this.observeFill(view, at, account);
    else if (kind === EventKind.level) this.observeLevel(view, at);
    else if (account === MIRROR_DEPTH_ACCOUNT) this.observeOwn(view, at, kind);
    if (kind === EventKind.phase) {
      const mirrored = this.mirrored.get(words[at + E.instrument]!);
      if (mirrored !== undefined) mirrored.holdOff = 0;
    }
    if (kind === EventKind.massDone && words[at + MORE_REMAIN] === 1) this.hasMoreToCancel = true;
    this.lane.observe(view, at);
  }

  private observeOwn(view: EventView, at: number, kind: number): void {
    const { words } = view;
    const book = this.mirrored.get(words[at + E.instrument]!)?.book;
    if (book === undefined) return;
    const orderId = slotOf(view, at, E.orderIdSlot);
    if (kind === EventKind.accepted) {
      const side = sideOf(words[at + E.attributes]!) as Side;
      book.onAccepted(orderId, side, words[at + E.price]!, words[at + E.qty]!);
    } else if (kind === EventKind.amended) {
      book.onLeaves(orderId, words[at + E.leaves]!, words[at + E.qty]!);
    } else if (kind === EventKind.done) {
      book.onDone(orderId);
    }
  }

  private observeLevel(view: EventView, at: number): void {
    const { words } = view;
    if (kindOf(view, at) !== EventKind.level) return;
    const book = this.mirrored.get(words[at + E.instrument]!)?.book;
    const side = words[at + E.side] === Side.buy ? Side.buy : Side.sell;
    book?.onLevel(side, words[at + E.price]!, slotOf(view, at, E.lotsSlot));
  }

  private observeFill(view: EventView, at: number, account: number): void {
    const { words } = view;
    const mirrored = this.mirrored.get(words[at + E.instrument]!);
    if (mirrored === undefined) return;
    const { book, report } = mirrored;
    const lots = words[at + E.qty]!;
    if (account === MIRROR_DEPTH_ACCOUNT) {
      book.onLeaves(slotOf(view, at, E.orderIdSlot), words[at + E.leaves]!);
    }
    if ((words[at]! & TAKER_BIT) === 0) {
      this.maker = account;
      return;
    }
    const isMakerPaper = this.maker !== MIRROR_DEPTH_ACCOUNT;
    if (account === MIRROR_TAKER_ACCOUNT) {
      report.executedLots += lots;
      if (isMakerPaper) report.paperTradedLots += lots;
    } else if (account === MIRROR_DEPTH_ACCOUNT) {
      report.paperCrossedLots += lots;
    } else if (!isMakerPaper) {
      report.paperTookLots += lots;
    }
  }
}

/** Runs a feed into the mirror until it ends or the mirror is stopped; tells why a feed broke off. */
export async function driveMirror(
  mirror: Mirror,
  events: AsyncIterable<FeedEvent>,
): Promise<FeedProblem | undefined> {
  for await (const event of events) {
    if (!mirror.isRunning()) return undefined;
    if (event.kind === 'end') return event.problem;
    await mirror.apply(event);
  }
  return undefined;
}
