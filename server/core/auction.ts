// The auction of an instrument: orders that come while it lasts are collected beside the book, which
// stands still; at its end all that cross trade at one price, and the rest comes into the book.

import { DoneCause, Phase, SelfTrade, Side } from '../../shared/domain/order.ts';
import type { PhaseCause } from '../../shared/domain/order.ts';
import { auctionPrice, type AuctionPrice, type Interest } from './auction-price.ts';
import { L, LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, LEVEL_WORDS, W } from './book.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { CounterSlot, CounterWord, IN_AUCTION, INSTRUMENT_SHIFT } from './core-state.ts';
import { InstrumentWord, ORDER_SHIFT, OrderWord, VENUE_HALT, WINDOW_SHIFT } from './core-state.ts';
import { WindowSlot, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import { Money, type Ledger } from './ledger.ts';
import type { LiveOrders } from './live-orders.ts';
import type { Matching } from './matching.ts';
import type { Phases } from './phases.ts';
import { PAUSE_SECONDS, type PriceWindows } from './price-window.ts';
import type { Settlement } from './settlement.ts';

export interface Auctions {
  /** Ends the auction of the instrument, or what a halt left of it: trades, fills the book, opens. At most
   * `room` trades and orders that enter; what is left waits for the next clock command. */
  open(instrument: number, room: number, cause: PhaseCause): number;
  /** Ends the auctions that are due, and tells of those that go on what would trade. */
  clock(room: number): void;
}

export interface AuctionParts {
  readonly state: CoreState;
  readonly ledger: Ledger;
  readonly log: EventLog;
  readonly live: LiveOrders;
  readonly matching: Matching;
  readonly settlement: Settlement;
  readonly collected: CollectedOrders;
  readonly phases: Phases;
  readonly windows: PriceWindows;
}

/** One side of an auction while it trades: what it collected at the price or better, the best first. */
interface Queue {
  readonly side: Side;
  readonly waiting: readonly number[];
  next: number;
}

/** A round at one price. */
interface Round {
  readonly instrument: number;
  /** Ticks. */
  readonly price: number;
  readonly buys: Queue;
  readonly sells: Queue;
  /** Place of each order that was collected: the later one takes. */
  readonly arrival: ReadonlyMap<number, number>;
  /** Levels of the book that changed, with their side, in the order met. */
  readonly touched: Map<number, Side>;
}

export function createAuctions(parts: AuctionParts): Auctions {
  const { state, ledger, log, live, matching, settlement, collected, phases, windows } = parts;
  const { instruments, instrumentList, counters, words: cells, book } = state;
  const { orders, levels, levelLots, ladders } = book;
  const wordOf = (id: number): number => id << INSTRUMENT_SHIFT;
  const field = (slot: number, word: number): number => orders[(slot << ORDER_SHIFT) + word]!;
  const leavesOf = (slot: number): number => field(slot, OrderWord.leaves);
  const sideOf = (slot: number): Side => ((field(slot, OrderWord.attributes) >> 8) & 1) as Side;
  const baseOf = (id: number): number => ladders[(id << LADDER_SHIFT) + W.base]!;
  const priceOf = (slot: number): number =>
    field(slot, OrderWord.level) - baseOf(field(slot, OrderWord.instrument));
  const isBetter = (side: Side, price: number, than: number): boolean =>
    side === Side.buy ? price > than : price < than;

  /** Best price of the book's side, 0: none. */
  function bestOf(id: number, side: Side): number {
    return side === Side.buy ? book.bestBid(id) : book.bestAsk(id);
  }

  /** What wants to trade on a side, as far as `limit`: collected orders and whole levels of the book. */
  function interest(id: number, side: Side, limit: number): Interest[] {
    const rows = collected
      .of(id)
      .filter((slot) => sideOf(slot) === side)
      .map((slot) => ({ price: priceOf(slot), lots: leavesOf(slot) }));
    const ladder = id << LADDER_SHIFT;
    const base = baseOf(id);
    const end = ladders[ladder + (side === Side.buy ? W.base : W.end)]!;
    const next = side === Side.buy ? book.nextBelow : book.nextAbove;
    let level = ladders[ladder + (side === Side.buy ? W.bid : W.ask)]!;
    for (; level !== end && !isBetter(side, limit, level - base); level = next(id, level)) {
      rows.push({ price: level - base, lots: levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT]! });
    }
    return rows;
  }

  /** The most that a side gives, 0: nothing. */
  function bestInterest(id: number, side: Side): number {
    let best = bestOf(id, side);
    for (const slot of collected.of(id)) {
      const price = priceOf(slot);
      if (sideOf(slot) === side && (best === 0 || isBetter(side, price, best))) best = price;
    }
    return best;
  }

  function crosses(id: number): boolean {
    const [buy, sell] = [bestInterest(id, Side.buy), bestInterest(id, Side.sell)];
    return buy !== 0 && sell !== 0 && buy >= sell;
  }

  /** The price at which the auction would trade now. */
  function priceNow(id: number): AuctionPrice | undefined {
    if (!crosses(id)) return undefined;
    const buys = interest(id, Side.buy, bestInterest(id, Side.sell));
    const sells = interest(id, Side.sell, bestInterest(id, Side.buy));
    return auctionPrice(buys, sells, referenceOf(id));
  }

  /** Where its window lies, without one its last price. */
  function referenceOf(id: number): number {
    const kept = state.windows[(id << WINDOW_SHIFT) + WindowSlot.reference]!;
    return kept === 0 ? instruments[wordOf(id) + InstrumentWord.reference]! : kept;
  }

  function queueOf(id: number, side: Side, price: number): Queue {
    const waiting = collected
      .of(id)
      .filter((slot) => sideOf(slot) === side && !isBetter(side, price, priceOf(slot)))
      .sort((a, b) => (side === Side.buy ? priceOf(b) - priceOf(a) : priceOf(a) - priceOf(b)));
    return { side, waiting, next: 0 };
  }

  /** The order that is next on a side: the better price, then the book, then the earlier. 0: none. */
  function nextOf({ instrument, price }: Round, queue: Queue): number {
    while (queue.next < queue.waiting.length && leavesOf(queue.waiting[queue.next]!) === 0) {
      queue.next++;
    }
    const waiting = queue.waiting[queue.next] ?? 0;
    const best = bestOf(instrument, queue.side);
    if (best === 0 || isBetter(queue.side, price, best)) return waiting;
    if (waiting !== 0 && isBetter(queue.side, priceOf(waiting), best)) return waiting;
    return levels[(baseOf(instrument) + best) * LEVEL_WORDS + L.head]!;
  }

  /** Trades at one price, at most `room` steps; returns how many it took. */
  function trade(id: number, price: number, room: number): number {
    const round: Round = {
      instrument: id,
      price,
      buys: queueOf(id, Side.buy, price),
      sells: queueOf(id, Side.sell, price),
      arrival: new Map(collected.of(id).map((slot, place) => [slot, place])),
      touched: new Map(),
    };
    let steps = 0;
    for (; steps < room; steps++) {
      const [buy, sell] = [nextOf(round, round.buys), nextOf(round, round.sells)];
      if (buy === 0 || sell === 0) break;
      meet(round, buy, sell);
    }
    for (const [level, side] of round.touched) log.level(id, side, level);
    return steps;
  }

  function meet(round: Round, buy: number, sell: number): void {
    const place = (slot: number): number => round.arrival.get(slot) ?? -1;
    const [maker, taker] = place(buy) < place(sell) ? [buy, sell] : [sell, buy];
    if (field(maker, OrderWord.account) === field(taker, OrderWord.account)) {
      return meetOwn(round, maker, taker);
    }
    const natural = Math.min(leavesOf(maker), leavesOf(taker));
    const makerMay = matching.allowed(maker, natural);
    const takerMay = matching.allowed(taker, natural);
    const lots = Math.min(makerMay, takerMay);
    if (lots > 0) fill(round, maker, taker, lots);
    if (lots === natural) return;
    if (makerMay === lots) end(round, maker, DoneCause.reduceOnly);
    if (takerMay === lots) end(round, taker, DoneCause.reduceOnly);
  }

  /** The order's level is to be told, when it stands in one. */
  function touch(round: Round, slot: number): void {
    const level = field(slot, OrderWord.level);
    if (!collected.has(slot) && !round.touched.has(level)) round.touched.set(level, sideOf(slot));
  }

  function end(round: Round, slot: number, cause: DoneCause): void {
    touch(round, slot);
    live.end(slot, cause);
  }

  /** Takes lots out of where the order stands; its record is changed by the ledger. */
  function takeOut(round: Round, slot: number, lots: number): void {
    touch(round, slot);
    const isWhole = leavesOf(slot) === lots;
    if (isWhole) live.leave(slot);
    else if (!collected.has(slot)) {
      levelLots[field(slot, OrderWord.level) * LEVEL_SLOTS + LEVEL_LOTS_SLOT]! -= lots;
    }
  }

  function fill(round: Round, maker: number, taker: number, lots: number): void {
    const { instrument, price } = round;
    const at = wordOf(instrument);
    takeOut(round, maker, lots);
    takeOut(round, taker, lots);
    counters[CounterSlot.trades]!++;
    instruments[at + InstrumentWord.reference] = price;
    instruments[at + InstrumentWord.traded] = 1;
    ledger.settle(maker, taker, price, lots);
    log.filled(maker, price, lots, 0, Money.makerFee);
    log.filled(taker, price, lots, 1, Money.takerFee);
    if (instruments[at + InstrumentWord.settlement] !== 0) settlement.owe(maker, taker, lots);
    for (const slot of [maker, taker]) if (leavesOf(slot) === 0) live.closed(slot);
  }

  function meetOwn(round: Round, maker: number, taker: number): void {
    const mode = (field(taker, OrderWord.attributes) >> 17) & 3;
    if (mode === SelfTrade.decrement) return decrement(round, maker, taker);
    if (mode !== SelfTrade.expireTaker) end(round, maker, DoneCause.selfTrade);
    if (mode !== SelfTrade.expireMaker) end(round, taker, DoneCause.selfTrade);
  }

  /** Both lose the smaller quantity; the one that keeps some keeps its place. */
  function decrement(round: Round, maker: number, taker: number): void {
    const lots = Math.min(leavesOf(maker), leavesOf(taker));
    for (const slot of [maker, taker]) {
      if (leavesOf(slot) === lots) {
        end(round, slot, DoneCause.selfTrade);
        continue;
      }
      takeOut(round, slot, lots);
      orders[(slot << ORDER_SHIFT) + OrderWord.leaves]! -= lots;
      orders[(slot << ORDER_SHIFT) + OrderWord.total]! -= lots;
      ledger.rehold(slot);
      log.amended(slot, 1);
    }
  }

  /** What the auction has left comes into the book, the oldest first; returns how many did. */
  function enter(id: number, room: number): number {
    const entering = collected.of(id).slice(0, room);
    for (const slot of entering) {
      const [side, level] = [sideOf(slot), field(slot, OrderWord.level)];
      collected.remove(slot);
      book.enqueue(id, side, level, slot);
      log.level(id, side, level);
    }
    return entering.length;
  }

  /** Holds the instrument in its auction until the second. */
  function hold(id: number, until: number): void {
    const cause = instruments[wordOf(id) + InstrumentWord.phaseCause]! as PhaseCause;
    phases.set(id, Phase.auction, until, cause);
  }

  /** Orders that the window has left may lead it there. */
  function liesOutside(id: number, price: number): boolean {
    const at = wordOf(id);
    const high = instruments[at + InstrumentWord.windowHigh]!;
    return high !== 0 && (price > high || price < instruments[at + InstrumentWord.windowLow]!);
  }

  function open(id: number, room: number, cause: PhaseCause): number {
    const at = wordOf(id);
    const now = cells[CounterWord.seconds]!;
    const isCalled = (instruments[at + InstrumentWord.phase]! & IN_AUCTION) !== 0;
    const isFilled = instruments[at + InstrumentWord.collectedHead] !== 0;
    if (isFilled && (instruments[at + InstrumentWord.phase]! & VENUE_HALT) !== 0) {
      hold(id, now);
      return 0;
    }
    let steps = 0;
    for (let found = priceNow(id); found !== undefined && steps < room; found = priceNow(id)) {
      if (liesOutside(id, found.price)) {
        windows.widen(id);
        hold(id, now + PAUSE_SECONDS);
        return steps;
      }
      steps += trade(id, found.price, room - steps);
    }
    if (steps < room) steps += enter(id, room - steps);
    if (instruments[at + InstrumentWord.collectedHead] !== 0) hold(id, now);
    else {
      if (isCalled || isFilled) windows.reopen(id, instruments[at + InstrumentWord.reference]!);
      phases.set(id, Phase.open, 0, cause);
    }
    return steps;
  }

  function tellPrice(id: number): void {
    const found = priceNow(id);
    const event = log.open(EventKind.auction);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 2] = id;
    log.words[event + 3] = found?.price ?? 0;
    log.slots[(event >> 1) + 3] = found?.lots ?? 0;
    log.slots[(event >> 1) + 4] = found?.surplus ?? 0;
  }

  function clock(room: number): void {
    const now = cells[CounterWord.seconds]!;
    let left = room;
    for (const { id } of instrumentList) {
      const at = wordOf(id);
      if (instruments[at + InstrumentWord.phase] !== IN_AUCTION) continue;
      const until = instruments[at + InstrumentWord.auctionUntil]!;
      if (left > 0 && until !== 0 && now >= until) {
        left -= open(id, left, instruments[at + InstrumentWord.phaseCause]! as PhaseCause);
      }
      if (instruments[at + InstrumentWord.phase] === IN_AUCTION) tellPrice(id);
    }
  }

  return { open, clock };
}
