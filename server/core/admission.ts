// May this order enter? The checks of a place command, in the order that README.md states.

import { OrderFlag, OrderType, Side, TimeInForce } from '../../shared/domain/order.ts';
import { notionalMinor } from '../../shared/domain/order-cost.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { BOOK_CELL, LADDER_SHIFT, W } from './book.ts';
import { C } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, BALANCE_SHIFT, CounterWord } from './core-state.ts';
import {
  INSTRUMENT_SHIFT,
  INSTRUMENT_SLOTS_SHIFT,
  InstrumentSlot,
  IN_AUCTION,
} from './core-state.ts';
import { InstrumentWord, POSITION_SHIFT, UNSETTLED_SHIFT, UnsettledSlot } from './core-state.ts';
import type { CoreState } from './core-state.ts';
import { Money, type Ledger } from './ledger.ts';
import type { Matching } from './matching.ts';
import type { Risk } from './risk.ts';

export interface Admission {
  /** The checks after the client order id: 0, or the code of the first that refuses. Sets the limit
   * price (a market order's bound, at most the end of the window) and the expiry cell. */
  check(words: Int32Array, at: number): number;
  /** 0, or why price and quantity are out of the instrument's range, in the order of the rules. */
  checkSize(instrument: number, price: number, qty: number): number;
  /** 3001 when the price lies outside the band. */
  checkBand(instrument: number, price: number): number;
  /** The price, or the end of the window when it lies beyond that on its side. */
  inWindow(instrument: number, side: number, price: number): number;
  /** 3002 or 3003 when the account cannot hold `money[Money.hold]` more. */
  checkFunds(account: number, instrument: number, side: number): number;
}

const DAY_SECONDS = 86_400;

export function createAdmission(
  state: CoreState,
  ledger: Ledger,
  matching: Matching,
  risk: Risk,
): Admission {
  const { account: C_ACCOUNT, instrument: C_INSTRUMENT, price: C_PRICE, qty: C_QTY } = C;
  const { seconds: C_SECONDS } = C;
  const { blocked: BLOCKED, openOrders: OPEN, openOrdersMax: OPEN_MAX } = AccountWord;
  const { limited: LIMITED } = AccountWord;
  const { phase: PHASE, minQty: MIN, maxQty: MAX, priceLimit: PRICE_LIMIT } = InstrumentWord;
  const { bandBps: BAND, boundBps: BOUND, reference: REFERENCE } = InstrumentWord;
  const { windowLow: LOW, windowHigh: HIGH } = InstrumentWord;
  const { base: BASE_ASSET, quote: QUOTE_ASSET, dayEnd: DAY_END } = InstrumentWord;
  const TERMS = InstrumentWord.settlement;
  const [UNSETTLED, LOCKED] = [UNSETTLED_SHIFT, UnsettledSlot.locked];
  const MOST_OWED = state.capacity.obligations;
  const { obligations, unsettled } = state;
  const { tickValue: TICK_VALUE, maxNotional: MAX_NOTIONAL } = InstrumentSlot;
  const { limitPrice: LIMIT, expire: EXPIRE, seconds: SECONDS } = CounterWord;
  const { base: BASE, end: END, bid: BID, ask: ASK } = W;
  const { free: FREE, top: TOP } = BOOK_CELL;
  const [ACC, INST, INST_SLOTS, BAL, POS, LADDER] = [
    ACCOUNT_SHIFT,
    INSTRUMENT_SHIFT,
    INSTRUMENT_SLOTS_SHIFT,
    BALANCE_SHIFT,
    POSITION_SHIFT,
    LADDER_SHIFT,
  ];
  const { postOnly: POST_ONLY, reduceOnly: REDUCE_ONLY } = OrderFlag;
  const { ioc: IOC, fok: FOK, day: DAY, gtd: GTD } = TimeInForce;
  const [MARKET, BUY, HOLD] = [OrderType.market, Side.buy, Money.hold];
  const blocked = REJECTS.accountBlocked.code;
  const halted = REJECTS.instrumentHalted.code;
  const notInAuction = REJECTS.notInAuction.code;
  const AUCTION = IN_AUCTION;
  const badCombination = REJECTS.badCombination.code;
  const badExpiry = REJECTS.badExpiry.code;
  const qtyTooSmall = REJECTS.qtyTooSmall.code;
  const qtyTooLarge = REJECTS.qtyTooLarge.code;
  const priceOffTick = REJECTS.priceOffTick.code;
  const notionalTooLarge = REJECTS.notionalTooLarge.code;
  const outsideBand = REJECTS.outsideBand.code;
  const tooManyOpenOrders = REJECTS.tooManyOpenOrders.code;
  const tableFull = REJECTS.capacity.code;
  const noLiquidity = REJECTS.noLiquidity.code;
  const reduceOnlyIncreases = REJECTS.reduceOnlyIncreases.code;
  const wouldCross = REJECTS.wouldCross.code;
  const notFilledWhole = REJECTS.notFilledWhole.code;
  const insufficientFunds = REJECTS.insufficientFunds.code;
  const insufficientHoldings = REJECTS.insufficientHoldings.code;

  const accountCount = state.capacity.accounts;
  const slotLimit = state.capacity.orders;
  const { accounts, instruments, instrumentSlots, balances, positions, words: cells } = state;
  const { ladders, cells: bookCells } = state.book;
  const { money, holdFor } = ledger;
  const { crosses, coverable } = matching;
  const { checkPlace: checkLimits } = risk;

  function check(words: Int32Array, at: number): number {
    const account = words[at + C_ACCOUNT]! << ACC;
    const instrument = words[at + C_INSTRUMENT]!;
    if (accounts[account + BLOCKED] !== 0) return blocked;
    if (instruments[(instrument << INST) + PHASE] !== 0) {
      const phase = checkPhase(words, at);
      if (phase !== 0) return phase;
    }
    const form = checkForm(words, at);
    if (form !== 0) return form;
    const market = ((words[at]! >> 9) & 1) === MARKET;
    const price = market ? boundOf(instrument, (words[at]! >> 8) & 1) : words[at + C_PRICE]!;
    const qty = words[at + C_QTY]!;
    const size =
      market && price === 0 ? checkQty(instrument, qty) : checkSize(instrument, price, qty);
    if (size !== 0) return size;
    if (!market && checkBand(instrument, price) !== 0) return outsideBand;
    if (accounts[account + LIMITED] !== 0) {
      const limit = checkLimits(words, at, price);
      if (limit !== 0) return limit;
    }
    if (accounts[account + OPEN]! >= accounts[account + OPEN_MAX]!) return tooManyOpenOrders;
    if (bookCells[FREE] === 0 && bookCells[TOP] === slotLimit) return tableFull;
    if (instruments[(instrument << INST) + TERMS] !== 0 && obligations.size >= MOST_OWED) {
      return tableFull;
    }
    if (market && price === 0) return noLiquidity;
    const level = inWindow(instrument, (words[at]! >> 8) & 1, price);
    cells[LIMIT] = level;
    return checkBook(words, at, instrument, level);
  }

  /** An auction takes orders that can rest in the book and need not; a halt takes none. */
  function checkPhase(words: Int32Array, at: number): number {
    if (instruments[(words[at + C_INSTRUMENT]! << INST) + PHASE] !== AUCTION) return halted;
    const tif = (words[at]! >> 11) & 7;
    const takes = ((words[at]! >> 9) & 1) === MARKET || tif === IOC || tif === FOK;
    return takes || ((words[at]! >> 14) & POST_ONLY) !== 0 ? notInAuction : 0;
  }

  /** Type, time in force and flags fit together; the expiry is in the future, and known for DAY. */
  function checkForm(words: Int32Array, at: number): number {
    const tif = (words[at]! >> 11) & 7;
    const immediate = tif === IOC || tif === FOK;
    const postOnly = ((words[at]! >> 14) & POST_ONLY) !== 0;
    if (tif > GTD) return badCombination;
    if (((words[at]! >> 9) & 1) === MARKET) {
      if (!immediate || postOnly || words[at + C_PRICE] !== 0) return badCombination;
    } else if (postOnly && immediate) return badCombination;
    cells[EXPIRE] = 0;
    if (tif < DAY) return 0;
    const now = cells[SECONDS]!;
    if (tif === GTD) {
      cells[EXPIRE] = words[at + C_SECONDS]!;
      return words[at + C_SECONDS]! > now ? 0 : badExpiry;
    }
    const today = now - (now % DAY_SECONDS);
    const end = today + instruments[(words[at + C_INSTRUMENT]! << INST) + DAY_END]!;
    cells[EXPIRE] = end > now ? end : end + DAY_SECONDS;
    return 0;
  }

  /** How far a market order may walk; 0 without an opposite price. */
  function boundOf(instrument: number, side: number): number {
    const ladder = instrument << LADDER;
    const bps = instruments[(instrument << INST) + BOUND]!;
    const base = ladders[ladder + BASE]!;
    if (side === BUY) {
      if (ladders[ladder + ASK] === ladders[ladder + END]) return 0;
      const ask = ladders[ladder + ASK]! - base;
      const walk = Math.floor((ask * bps) / 10_000);
      const bound = ask + (walk < 1 ? 1 : walk);
      const highest = instruments[(instrument << INST) + PRICE_LIMIT]! - 1;
      return bound < highest ? bound : highest;
    }
    const bid = ladders[ladder + BID]! - base;
    if (bid === 0) return 0;
    const walk = Math.floor((bid * bps) / 10_000);
    const bound = bid - (walk < 1 ? 1 : walk);
    return bound > 1 ? bound : 1;
  }

  function checkQty(instrument: number, qty: number): number {
    const inst = instrument << INST;
    if (qty < instruments[inst + MIN]!) return qtyTooSmall;
    return qty > instruments[inst + MAX]! ? qtyTooLarge : 0;
  }

  function checkSize(instrument: number, price: number, qty: number): number {
    const inst = instrument << INST;
    if (qty < instruments[inst + MIN]!) return qtyTooSmall;
    if (qty > instruments[inst + MAX]!) return qtyTooLarge;
    if (price < 1 || price >= instruments[inst + PRICE_LIMIT]!) return priceOffTick;
    const slots = instrument << INST_SLOTS;
    const notional = notionalMinor(price, qty, instrumentSlots[slots + TICK_VALUE]!);
    return notional > instrumentSlots[slots + MAX_NOTIONAL]! ? notionalTooLarge : 0;
  }

  function inWindow(instrument: number, side: number, price: number): number {
    const inst = instrument << INST;
    const high = instruments[inst + HIGH]!;
    if (high === 0) return price;
    if (side === BUY) return price < high ? price : high;
    const low = instruments[inst + LOW]!;
    return price > low ? price : low;
  }

  function checkBand(instrument: number, price: number): number {
    const inst = instrument << INST;
    const band = instruments[inst + BAND]!;
    if (band === 0) return 0;
    const reference = instruments[inst + REFERENCE]!;
    return Math.abs(price - reference) * 10_000 > band * reference ? outsideBand : 0;
  }

  /** What depends on positions, book and balances. */
  function checkBook(words: Int32Array, at: number, instrument: number, price: number): number {
    const w0 = words[at]!;
    const side = (w0 >> 8) & 1;
    const flags = (w0 >> 14) & 7;
    const account = words[at + C_ACCOUNT]!;
    const qty = words[at + C_QTY]!;
    if ((flags & REDUCE_ONLY) !== 0) {
      const lots = positions[(instrument * accountCount + account) << POS]!;
      if ((side === BUY ? -lots : lots) < qty) return reduceOnlyIncreases;
    }
    const level = ladders[(instrument << LADDER) + BASE]! + price;
    if ((flags & POST_ONLY) !== 0 && crosses(instrument, side, level)) return wouldCross;
    if (((w0 >> 11) & 7) === FOK) {
      if (!coverable(account, instrument, side, level, qty, (w0 >> 17) & 3)) return notFilledWhole;
    }
    holdFor(instrument, side, price, qty, 0);
    return checkFunds(account, instrument, side);
  }

  function checkFunds(account: number, instrument: number, side: number): number {
    const held = side === BUY ? QUOTE_ASSET : BASE_ASSET;
    const asset = instruments[(instrument << INST) + held]!;
    const balance = (asset * accountCount + account) << BAL;
    let free = balances[balance]! - money[HOLD]!;
    if (side !== BUY && instruments[(instrument << INST) + TERMS] !== 0) {
      free -= unsettled[((asset * accountCount + account) << UNSETTLED) + LOCKED]!;
    }
    if (free >= -balances[balance + 2]!) return 0;
    return side === BUY ? insufficientFunds : insufficientHoldings;
  }

  return { check, checkSize, checkBand, inWindow, checkFunds };
}
