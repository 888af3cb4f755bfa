// Place, amend and cancel: from the command to its last event.

import { DoneCause, OrderFlag, OrderType, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, W } from './book.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { C } from './commands.ts';
import type { Admission } from './admission.ts';
import { ACCOUNT_SHIFT, AccountWord, COLLECTED, IN_AUCTION } from './core-state.ts';
import { INSTRUMENT_SHIFT, InstrumentWord } from './core-state.ts';
import { ORDER_SHIFT, OrderSlot, OrderWord, type CoreState } from './core-state.ts';
import type { Dedupe } from './dedupe.ts';
import type { EventLog } from './event-log.ts';
import { Money, type Ledger } from './ledger.ts';
import type { LiveOrders } from './live-orders.ts';
import type { Matching } from './matching.ts';
import { REPEATED, type Refusals } from './refusals.ts';
import type { Risk } from './risk.ts';

type Command = (words: Int32Array, slots: Float64Array, at: number) => void;

export interface OrderEntry {
  readonly place: Command;
  readonly amend: Command;
  readonly cancel: Command;
}

export interface OrderEntryParts {
  readonly state: CoreState;
  readonly ledger: Ledger;
  readonly log: EventLog;
  readonly live: LiveOrders;
  readonly collected: CollectedOrders;
  readonly matching: Matching;
  readonly admission: Admission;
  readonly dedupe: Dedupe;
  readonly refusals: Refusals;
  readonly risk: Risk;
}

export function createOrderEntry(parts: OrderEntryParts): OrderEntry {
  const { account: C_ACCOUNT, instrument: C_INSTRUMENT, price: C_PRICE, qty: C_QTY } = C;
  const { clientOrderIdSlot: C_CLIENT_ID } = C;
  const { leaves: LEAVES, level: LEVEL, account: ACCOUNT, instrument: INSTRUMENT } = OrderWord;
  const { attributes: ATTRIBUTES, total: TOTAL } = OrderWord;
  const { user: USER, immediateRemainder: REMAINDER, marketBound: MARKET_BOUND } = DoneCause;
  const { ioc: IOC, fok: FOK } = TimeInForce;
  const [ORDER, LADDER, INST, ACC] = [ORDER_SHIFT, LADDER_SHIFT, INSTRUMENT_SHIFT, ACCOUNT_SHIFT];
  const [LOTS_STRIDE, LOTS] = [LEVEL_SLOTS, LEVEL_LOTS_SLOT];
  const [HELD, HOLD, BASE, PHASE] = [OrderSlot.held, Money.hold, W.base, InstrumentWord.phase];
  const [BLOCKED, POST_ONLY, MARKET] = [AccountWord.blocked, OrderFlag.postOnly, OrderType.market];
  const [REPEAT, AUCTION, IN_LIST] = [REPEATED, IN_AUCTION, COLLECTED];
  const unknownAccount = REJECTS.unknownAccount.code;
  const unknownInstrument = REJECTS.unknownInstrument.code;
  const unknownOrder = REJECTS.unknownOrder.code;
  const deadlinePassed = REJECTS.deadlinePassed.code;
  const conflict = REJECTS.duplicateConflict.code;
  const blocked = REJECTS.accountBlocked.code;
  const halted = REJECTS.instrumentHalted.code;
  const notInAuction = REJECTS.notInAuction.code;
  const nothingToChange = REJECTS.nothingToChange.code;
  const belowFilled = REJECTS.qtyBelowFilled.code;
  const wouldCross = REJECTS.wouldCross.code;

  const { state, ledger, log, live, collected, matching, admission } = parts;
  const { dedupe, refusals, risk } = parts;
  const { accounts, instruments, orderSlots, book } = state;
  const { orders, levelLots, ladders, enqueue } = book;
  const { rehold, hold, unhold, holdFor, money } = ledger;
  const { accepted, amended, done, level: levelEvent } = log;
  const { create, opened, closed, release, leave, withdraw, named } = live;
  const { trade, crosses } = matching;
  const { check, checkSize, checkBand, inWindow, checkFunds } = admission;
  const { find, same, remember } = dedupe;
  const { rejected, replayed, trades, exists, repeat, expired } = refusals;
  const { checkAmend: checkLimits } = risk;
  const LIMITED = AccountWord.limited;

  function place(words: Int32Array, slots: Float64Array, at: number): void {
    if (!trades(words[at + C_ACCOUNT]!)) return rejected(words, slots, at, unknownAccount);
    if (!exists(words[at + C_INSTRUMENT]!)) return rejected(words, slots, at, unknownInstrument);
    const seen = repeat(words, slots, at);
    if (seen === REPEAT) return;
    if (seen !== 0) return rejected(words, slots, at, seen);
    if (expired(words, slots, at)) return rejected(words, slots, at, deadlinePassed);
    const hasId = slots[(at >> 1) + C_CLIENT_ID] !== 0;
    if (hasId) {
      const entry = find(words, slots, at);
      if (entry >= 0) {
        if (same(entry, words, at)) return replayed(words, slots, at, entry);
        return rejected(words, slots, at, conflict);
      }
    }
    const code = check(words, at);
    if (code !== 0) {
      if (hasId) remember(words, slots, at, code, 0);
      return rejected(words, slots, at, code);
    }
    const slot = create(words, slots, at);
    if (hasId) remember(words, slots, at, 0, slot);
    hold(slot);
    accepted(slot);
    if (instruments[(words[at + C_INSTRUMENT]! << INST) + PHASE] === 0) enter(slot);
    else collect(slot);
  }

  /** A new order trades what it can; the rest comes to stand in the book or ends. */
  function enter(slot: number): void {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const attributes = orders[order + ATTRIBUTES]!;
    const side = (attributes >> 8) & 1;
    const level = orders[order + LEVEL]!;
    const total = orders[order + TOTAL]!;
    let cause = 0;
    if (crosses(instrument, side, level)) {
      cause = trade(slot);
      if (orders[order + LEAVES] === 0) return release(slot);
    }
    if (cause === 0) cause = causeOfRest(attributes);
    if (cause !== 0) {
      finish(slot, cause);
      return release(slot);
    }
    enqueue(instrument, side, level, slot);
    opened(slot);
    // Lowered by decrement: nothing else would tell of its quantity and of the hold that was freed.
    if (orders[order + TOTAL] !== total) amended(slot, 1);
    levelEvent(instrument, side, level);
  }

  /** A new order waits for the end of the auction. */
  function collect(slot: number): void {
    collected.add(slot);
    opened(slot);
  }

  /** Why what is left of an order may not rest; 0: it may. */
  function causeOfRest(attributes: number): number {
    if (((attributes >> 9) & 1) === MARKET) return MARKET_BOUND;
    const tif = (attributes >> 11) & 7;
    return tif === IOC || tif === FOK ? REMAINDER : 0;
  }

  /** Gives back what an unqueued order still holds and reports its end. */
  function finish(slot: number, cause: number): void {
    const order = slot << ORDER;
    const lots = orders[order + LEAVES]!;
    orders[order + LEAVES] = 0;
    unhold(slot);
    done(slot, cause, lots);
  }

  function cancel(words: Int32Array, slots: Float64Array, at: number): void {
    const slot = target(words, slots, at);
    if (slot !== 0) withdraw(slot, USER);
  }

  /** The checks that amend and cancel share; the slot of the order meant, 0 when it was answered. */
  function target(words: Int32Array, slots: Float64Array, at: number): number {
    let code = 0;
    if (!trades(words[at + C_ACCOUNT]!)) code = unknownAccount;
    else {
      code = repeat(words, slots, at);
      if (code === REPEAT) return 0;
      if (code === 0 && expired(words, slots, at)) code = deadlinePassed;
    }
    const slot = code === 0 ? named(words, slots, at) : 0;
    if (slot === 0) rejected(words, slots, at, code === 0 ? unknownOrder : code);
    return slot;
  }

  function amend(words: Int32Array, slots: Float64Array, at: number): void {
    const slot = target(words, slots, at);
    if (slot === 0) return;
    const order = slot << ORDER;
    const ladder = (orders[order + INSTRUMENT]! << LADDER) + BASE;
    const oldPrice = orders[order + LEVEL]! - ladders[ladder]!;
    const oldTotal = orders[order + TOTAL]!;
    const asked = words[at + C_PRICE] === 0 ? oldPrice : words[at + C_PRICE]!;
    const total = words[at + C_QTY] === 0 ? oldTotal : words[at + C_QTY]!;
    const code = checkAmend(slot, asked, total);
    if (code !== 0) return rejected(words, slots, at, code);
    if (asked === oldPrice && total < oldTotal) return reduceInPlace(slot, oldTotal - total);
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const price = inWindow(orders[order + INSTRUMENT]!, side, asked);
    enterAnew(slot, ladders[ladder]! + price, total);
  }

  function checkAmend(slot: number, asked: number, total: number): number {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const account = orders[order + ACCOUNT]!;
    const attributes = orders[order + ATTRIBUTES]!;
    const side = (attributes >> 8) & 1;
    const base = ladders[(instrument << LADDER) + BASE]!;
    const newPrice = base + asked !== orders[order + LEVEL]!;
    const anew = newPrice || total > orders[order + TOTAL]!;
    const price = anew ? inWindow(instrument, side, asked) : asked;
    const filled = orders[order + TOTAL]! - orders[order + LEAVES]!;
    if (accounts[(account << ACC) + BLOCKED] !== 0) return blocked;
    const phase = instruments[(instrument << INST) + PHASE]!;
    if (phase !== 0 && phase !== AUCTION) return halted;
    if (!newPrice && total === orders[order + TOTAL]) return nothingToChange;
    if (total <= filled) return belowFilled;
    const size = checkSize(instrument, asked, total);
    if (size !== 0) return size;
    const band = checkBand(instrument, asked);
    if (band !== 0) return band;
    if (accounts[(account << ACC) + LIMITED] !== 0) {
      const limit = checkLimits(slot, asked, total, total - filled);
      if (limit !== 0) return limit;
    }
    if (((attributes >> 14) & POST_ONLY) !== 0) {
      // It may become less where it stands; what comes anew to an auction is ready to trade.
      if (phase === AUCTION && anew) return notInAuction;
      if (crosses(instrument, side, base + price)) return wouldCross;
    }
    holdFor(instrument, side, price, total - filled, slot);
    money[HOLD]! -= orderSlots[(order >> 1) + HELD]!;
    return money[HOLD]! > 0 ? checkFunds(account, instrument, side) : 0;
  }

  /** Fewer lots at the same price: the place in the queue is kept. */
  function reduceInPlace(slot: number, lots: number): void {
    const order = slot << ORDER;
    const level = orders[order + LEVEL]!;
    orders[order + TOTAL]! -= lots;
    orders[order + LEAVES]! -= lots;
    const inBook = (orders[order + ATTRIBUTES]! & IN_LIST) === 0;
    if (inBook) levelLots[level * LOTS_STRIDE + LOTS]! -= lots;
    rehold(slot);
    amended(slot, 1);
    if (inBook)
      levelEvent(orders[order + INSTRUMENT]!, (orders[order + ATTRIBUTES]! >> 8) & 1, level);
  }

  /** The order leaves its queue and comes in again with its id. */
  function enterAnew(slot: number, level: number, total: number): void {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const oldLevel = orders[order + LEVEL]!;
    const inBook = (orders[order + ATTRIBUTES]! & IN_LIST) === 0;
    leave(slot);
    orders[order + LEAVES]! += total - orders[order + TOTAL]!;
    orders[order + TOTAL] = total;
    orders[order + LEVEL] = level;
    rehold(slot);
    amended(slot, 0);
    if (instruments[(instrument << INST) + PHASE] !== 0) {
      collected.add(slot);
      if (inBook) levelEvent(instrument, side, oldLevel);
      return;
    }
    const cause = crosses(instrument, side, level) ? trade(slot) : 0;
    const rests = cause === 0 && orders[order + LEAVES] !== 0;
    if (rests) {
      enqueue(instrument, side, level, slot);
      if (orders[order + TOTAL] !== total) amended(slot, 1);
    }
    levelEvent(instrument, side, oldLevel);
    if (rests) {
      if (level !== oldLevel) levelEvent(instrument, side, level);
      return;
    }
    if (cause !== 0) finish(slot, cause);
    closed(slot);
  }

  return { place, amend, cancel };
}
