// Auctions of the naive venue: every price of the ladder is tried, every pair is looked for anew.

import { DoneCause, OrderFlag, Phase, SelfTrade, Side } from '../../shared/domain/order.ts';
import type { PhaseCause } from '../../shared/domain/order.ts';
import { emitAmended, emitAuction, emitLevel, type NaiveJournal } from './venue-naive-events.ts';
import { endOrder, tradeAt } from './venue-naive-matching.ts';
import { reducibleLots, releaseLots } from './venue-naive-money.ts';
import { crosses, dequeue, enqueue, queueOf, secondsOf } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';
import { liesInWindow, reopenWindow, setOwnPhase, widenWindow } from './venue-naive-window.ts';

/** All orders of a side, the best price first; at a price the book's, then the collected ones. */
function ranked(state: NaiveState, id: number, side: number): NaiveOrder[] {
  const waiting = state.collected[id]!.filter((order) => order.side === side);
  const sign = side === Side.buy ? -1 : 1;
  return [...queueOf(state, id, side), ...waiting].sort((a, b) => sign * (a.price - b.price));
}

interface Found {
  readonly price: number;
  readonly lots: number;
  readonly surplus: number;
}

function findPrice(state: NaiveState, id: number): Found | undefined {
  const instrument = state.instruments[id]!;
  const window = state.windows[id]!;
  const reference = window.reference || state.lastPrice[id]! || instrument.openingTicks;
  const [buys, sells] = [ranked(state, id, Side.buy), ranked(state, id, Side.sell)];
  const wanted = (orders: NaiveOrder[], price: number): number =>
    orders
      .filter((order) => crosses(order.side, order.price, price))
      .reduce((lots, { leaves }) => lots + leaves, 0);
  let best: Found | undefined;
  for (let price = sells[0]?.price ?? Infinity; price <= (buys[0]?.price ?? 0); price++) {
    const [bought, sold] = [wanted(buys, price), wanted(sells, price)];
    const found = { price, lots: Math.min(bought, sold), surplus: bought - sold };
    if (found.lots > 0 && (best === undefined || isBetter(found, best, reference))) best = found;
  }
  return best;
}

function isBetter(a: Found, b: Found, reference: number): boolean {
  const rank = ({ price, lots, surplus }: Found): number[] => [
    -lots,
    Math.abs(surplus),
    Math.abs(price - reference),
  ];
  const [of, than] = [rank(a), rank(b)];
  const at = of.findIndex((value, k) => value !== than[k]);
  return at !== -1 && of[at]! < than[at]!;
}

function pairAt(journal: NaiveJournal, id: number, price: number, touched: Set<string>): boolean {
  const { state } = journal;
  const [buy] = ranked(state, id, Side.buy);
  const [sell] = ranked(state, id, Side.sell);
  if (buy === undefined || sell === undefined) return false;
  if (buy.price < price || sell.price > price) return false;
  const place = (order: NaiveOrder): number => state.collected[id]!.indexOf(order);
  const [maker, taker] = place(buy) < place(sell) ? [buy, sell] : [sell, buy];
  const before = [maker, taker].map(({ leaves }) => leaves);
  const inBook = [maker, taker].map((order) => place(order) === -1);
  meet(journal, price, maker, taker);
  [maker, taker].forEach((order, k) => {
    const isChanged = order.leaves !== before[k] || !state.open.has(order.id);
    if (inBook[k] && isChanged) touched.add(`${order.side} ${order.price}`);
  });
  return true;
}

function meet(journal: NaiveJournal, price: number, maker: NaiveOrder, taker: NaiveOrder): void {
  const { state } = journal;
  if (maker.account === taker.account) {
    meetOwn(journal, maker, taker);
    return;
  }
  const both = [maker, taker];
  const may = both.map((order) =>
    (order.flags & OrderFlag.reduceOnly) === 0 ? Infinity : reducibleLots(state, order),
  );
  const wanted = Math.min(maker.leaves, taker.leaves);
  const lots = Math.min(wanted, ...may);
  if (lots > 0) tradeAt(journal, taker, maker, lots, price);
  if (lots === wanted) return;
  both.forEach((order, k) => {
    if (may[k] === lots) endOrder(journal, order, DoneCause.reduceOnly, order.leaves);
  });
}

function meetOwn(journal: NaiveJournal, maker: NaiveOrder, taker: NaiveOrder): void {
  const end = (order: NaiveOrder): void =>
    endOrder(journal, order, DoneCause.selfTrade, order.leaves);
  if (taker.stp === SelfTrade.decrement) {
    const lots = Math.min(maker.leaves, taker.leaves);
    for (const order of [maker, taker]) {
      if (order.leaves === lots) {
        end(order);
        continue;
      }
      releaseLots(journal.state, order, lots);
      order.qty -= lots;
      emitAmended(journal, order, true);
    }
    return;
  }
  if (taker.stp !== SelfTrade.expireTaker) end(maker);
  if (taker.stp !== SelfTrade.expireMaker) end(taker);
}

/** Ends the auction; returns how many of the `room` steps it took. */
export function openNaive(
  journal: NaiveJournal,
  id: number,
  room: number,
  cause: PhaseCause,
): number {
  const { state, command } = journal;
  const now = secondsOf(command);
  const wasCalled = state.instruments[id]!.phase === Phase.auction;
  const waiting = state.collected[id]!;
  const hadWaiting = waiting.length > 0;
  const goOn = (until: number): void =>
    setOwnPhase(journal, id, Phase.auction, until, state.calls[id]!.cause);
  if (hadWaiting && state.venueHalted) {
    goOn(now);
    return 0;
  }
  let steps = 0;
  for (let found = findPrice(state, id); found && steps < room; found = findPrice(state, id)) {
    if (!liesInWindow(state, id, found.price)) {
      widenWindow(journal, id);
      goOn(now + 300);
      return steps;
    }
    const touched = new Set<string>();
    while (steps < room && pairAt(journal, id, found.price, touched)) steps += 1;
    for (const level of touched) {
      const [side, price] = level.split(' ').map(Number);
      emitLevel(journal, id, side!, price!);
    }
  }
  while (steps < room && waiting.length > 0) {
    const [order] = waiting as [NaiveOrder];
    dequeue(state, order);
    enqueue(state, order);
    emitLevel(journal, id, order.side, order.price);
    steps += 1;
  }
  if (waiting.length > 0) {
    goOn(now);
    return steps;
  }
  const price = state.lastPrice[id]! || state.instruments[id]!.openingTicks;
  if (wasCalled || hadWaiting) reopenWindow(journal, id, price);
  setOwnPhase(journal, id, Phase.open, 0, cause);
  return steps;
}

export function clockAuctions(journal: NaiveJournal, room: number): void {
  const { state, command } = journal;
  if (state.venueHalted) return;
  let left = room;
  for (const { id, phase } of [...state.instruments]) {
    if (phase !== Phase.auction) continue;
    const { until, cause } = state.calls[id]!;
    const isDue = until > 0 && secondsOf(command) >= until;
    if (isDue && left > 0) left -= openNaive(journal, id, left, cause);
    if (state.instruments[id]!.phase !== Phase.auction) continue;
    const found = findPrice(state, id);
    emitAuction(journal, id, found ?? { price: 0, lots: 0, surplus: 0 });
  }
}
