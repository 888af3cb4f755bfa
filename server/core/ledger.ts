// Money and holdings: holds of orders, the postings of a fill, positions. Every posting balances.

import { LADDER_SHIFT, W } from './book.ts';
import { FEE_ACCOUNT } from './commands.ts';
import {
  ACCOUNT_SHIFT,
  AccountWord,
  BALANCE_SHIFT,
  INSTRUMENT_SHIFT,
  INSTRUMENT_SLOTS_SHIFT,
} from './core-state.ts';
import { InstrumentSlot, InstrumentWord, ORDER_SHIFT, OrderSlot } from './core-state.ts';
import { OrderWord, POSITION_SHIFT, type CoreState } from './core-state.ts';

/** Cells of `money`, minor units. */
export const Money = {
  ...{ makerFee: 0, takerFee: 1, notional: 2, hold: 3, holdFee: 4, duty: 5 },
} as const;

export interface Ledger {
  readonly money: Float64Array;
  /** What an order in `slot` (0: one that has not traded) holds, into `money[Money.hold]`. */
  holdFor(instrument: number, side: number, price: number, lots: number, slot: number): void;
  /** Brings the hold of an order in line with its leaves and level: the difference moves between
   * available and held. Leaves 0 give everything back. */
  rehold(slot: number): void;
  /** Posts the first hold of an order, just computed by holdFor. */
  hold(slot: number): void;
  /** Gives back what an order with no leaves still holds. */
  unhold(slot: number): void;
  /** Posts a fill: takes the lots off both orders, moves base, notional and fees, keeps positions. */
  settle(maker: number, taker: number, price: number, qty: number): void;
  /** `signed` lots for `money[Money.notional]`, with the fee in cell `feeAt`. */
  addToPosition(account: number, instrument: number, signed: number, feeAt: number): void;
}

export function createLedger(state: CoreState): Ledger {
  const { leaves: LEAVES, level: LEVEL, account: ACCOUNT } = OrderWord;
  const { instrument: INSTRUMENT, attributes: ATTRIBUTES } = OrderWord;
  const { held: HELD } = OrderSlot;
  const { base: BASE_ASSET, quote: QUOTE_ASSET, holdFee: HOLD_FEE } = InstrumentWord;
  const { makerFee: MAKER_PPM, takerFee: TAKER_PPM } = InstrumentWord;
  const { tickValue: TICK_VALUE, lotBase: LOT_BASE } = InstrumentSlot;
  const { makerFee: MAKER_FEE, takerFee: TAKER_FEE, notional: NOTIONAL, hold: HOLD } = Money;
  const { holdFee: HOLD_FEE_CELL, duty: DUTY } = Money;
  const { hasExtras: EXTRAS, buyDuty: BUY_DUTY, sellDuty: SELL_DUTY } = InstrumentWord;
  const { minFee: MIN_FEE } = InstrumentWord;
  const { makerDiscount: MAKER_DISCOUNT, takerDiscount: TAKER_DISCOUNT } = AccountWord;
  const ACC = ACCOUNT_SHIFT;
  const [PPM, PER_PPM] = [1_000_000, 1e-6];
  const [ORDER, INST, INST_SLOTS, BAL] = [
    ORDER_SHIFT,
    INSTRUMENT_SHIFT,
    INSTRUMENT_SLOTS_SHIFT,
    BALANCE_SHIFT,
  ];
  const [POS, LADDER, FEES] = [POSITION_SHIFT, LADDER_SHIFT, FEE_ACCOUNT];
  const { base: LADDER_BASE } = W;
  const accountCount = state.capacity.accounts;
  const { instruments, instrumentSlots, balances, positions, orderSlots } = state;
  const { accounts, commissions } = state;
  const { orders, ladders } = state.book;
  const money = new Float64Array(6);

  /** The fee on the amount in cell `from`, into cell `to`: `feeMinor` of order-cost.ts, from cell to
   * cell, as a double that crosses a call costs an allocation, and without its divisions. The half that
   * is added is more than the rounding error of the product and less than a step of the quotient. */
  function feeInto(from: number, to: number, ppm: number): void {
    const amount = money[from]!;
    let millions = Math.floor(amount * PER_PPM);
    let rest = amount - millions * PPM;
    if (rest < 0) {
      millions -= 1;
      rest += PPM;
    } else if (rest >= PPM) {
      millions += 1;
      rest -= PPM;
    }
    money[to] = millions * ppm + Math.floor((rest * ppm + 0.5) * PER_PPM);
  }

  function holdFor(
    instrument: number,
    side: number,
    price: number,
    lots: number,
    slot: number,
  ): void {
    const inst = instrument << INST_SLOTS;
    if (side !== 0) {
      money[HOLD] = lots * instrumentSlots[inst + LOT_BASE]!;
      return;
    }
    money[HOLD] = price * lots * instrumentSlots[inst + TICK_VALUE]!;
    const words = instrument << INST;
    feeInto(HOLD, HOLD_FEE_CELL, instruments[words + HOLD_FEE]!);
    if (instruments[words + EXTRAS] !== 0 && lots !== 0) {
      const least = instruments[words + MIN_FEE]!;
      if (least !== 0) restOfLeast(HOLD_FEE_CELL, slot, least);
      feeInto(HOLD, DUTY, instruments[words + BUY_DUTY]!);
      money[HOLD_FEE_CELL]! += money[DUTY]!;
    }
    money[HOLD]! += money[HOLD_FEE_CELL]!;
  }

  /** The commission in the cell, which comes by the rate, as what is charged beyond what was:
   * `commissionMinor` of order-cost.ts. */
  function restOfLeast(cell: number, slot: number, least: number): void {
    const raw = commissions[slot << 1]! + money[cell]!;
    const due = (raw < least ? least : raw) - commissions[(slot << 1) + 1]!;
    money[cell] = due > 0 ? due : 0;
  }

  /** Commission at the account's discount, and what comes to it, into the cell. */
  function chargeFill(slot: number, side: number, ppm: number, discount: number, to: number): void {
    const words = orders[(slot << ORDER) + INSTRUMENT]! << INST;
    const rate = discount === 0 ? ppm : Math.floor((ppm * (PPM - discount)) / PPM);
    feeInto(NOTIONAL, to, rate);
    if (instruments[words + EXTRAS] === 0) return;
    feeInto(NOTIONAL, DUTY, instruments[words + (side === 0 ? BUY_DUTY : SELL_DUTY)]!);
    const least = instruments[words + MIN_FEE]!;
    if (least !== 0) {
      const byRate = money[to]!;
      restOfLeast(to, slot, least);
      // A seller pays from what it receives; what is missing comes with its next fill.
      if (side !== 0 && money[to]! + money[DUTY]! > money[NOTIONAL]!) {
        money[to] = money[NOTIONAL]! - money[DUTY]!;
      }
      commissions[slot << 1]! += byRate;
      commissions[(slot << 1) + 1]! += money[to]!;
    }
    money[to]! += money[DUTY]!;
  }

  function rehold(slot: number): void {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const price = orders[order + LEVEL]! - ladders[(instrument << LADDER) + LADDER_BASE]!;
    holdFor(instrument, side, price, orders[order + LEAVES]!, slot);
    const more = money[HOLD]! - orderSlots[(order >> 1) + HELD]!;
    orderSlots[(order >> 1) + HELD] = money[HOLD]!;
    const asset = instruments[(instrument << INST) + (side === 0 ? QUOTE_ASSET : BASE_ASSET)]!;
    const balance = (asset * accountCount + orders[order + ACCOUNT]!) << BAL;
    balances[balance]! -= more;
    balances[balance + 1]! += more;
  }

  function hold(slot: number): void {
    const order = slot << ORDER;
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const inst = orders[order + INSTRUMENT]! << INST;
    const asset = instruments[inst + (side === 0 ? QUOTE_ASSET : BASE_ASSET)]!;
    const balance = (asset * accountCount + orders[order + ACCOUNT]!) << BAL;
    orderSlots[(order >> 1) + HELD] = money[HOLD]!;
    balances[balance]! -= money[HOLD]!;
    balances[balance + 1]! += money[HOLD]!;
  }

  function unhold(slot: number): void {
    const order = slot << ORDER;
    const side = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const inst = orders[order + INSTRUMENT]! << INST;
    const asset = instruments[inst + (side === 0 ? QUOTE_ASSET : BASE_ASSET)]!;
    const balance = (asset * accountCount + orders[order + ACCOUNT]!) << BAL;
    balances[balance]! += orderSlots[(order >> 1) + HELD]!;
    balances[balance + 1]! -= orderSlots[(order >> 1) + HELD]!;
    orderSlots[(order >> 1) + HELD] = 0;
  }

  function settle(maker: number, taker: number, price: number, qty: number): void {
    const makerAt = maker << ORDER;
    const takerAt = taker << ORDER;
    const instrument = orders[takerAt + INSTRUMENT]!;
    const inst = instrument << INST;
    money[NOTIONAL] = price * qty * instrumentSlots[(instrument << INST_SLOTS) + TICK_VALUE]!;
    const side = (orders[takerAt + ATTRIBUTES]! >> 8) & 1;
    const makerOff = accounts[(orders[makerAt + ACCOUNT]! << ACC) + MAKER_DISCOUNT]!;
    const takerOff = accounts[(orders[takerAt + ACCOUNT]! << ACC) + TAKER_DISCOUNT]!;
    chargeFill(maker, 1 - side, instruments[inst + MAKER_PPM]!, makerOff, MAKER_FEE);
    chargeFill(taker, side, instruments[inst + TAKER_PPM]!, takerOff, TAKER_FEE);
    const fees = (instruments[inst + QUOTE_ASSET]! * accountCount + FEES) << BAL;
    balances[fees]! += money[MAKER_FEE]! + money[TAKER_FEE]!;
    orders[makerAt + LEAVES]! -= qty;
    orders[takerAt + LEAVES]! -= qty;
    if (side === 0) {
      buy(taker, qty, TAKER_FEE);
      sell(maker, qty, MAKER_FEE);
    } else {
      buy(maker, qty, MAKER_FEE);
      sell(taker, qty, TAKER_FEE);
    }
  }

  /** The buyer's hold shrinks with its leaves; it pays notional and fee and receives the base. */
  function buy(slot: number, qty: number, feeAt: number): void {
    const order = slot << ORDER;
    const account = orders[order + ACCOUNT]!;
    const instrument = orders[order + INSTRUMENT]!;
    const inst = instrument << INST;
    if (orders[order + LEAVES] === 0) unhold(slot);
    else rehold(slot);
    const quote = (instruments[inst + QUOTE_ASSET]! * accountCount + account) << BAL;
    balances[quote]! -= money[NOTIONAL]! + money[feeAt]!;
    const base = (instruments[inst + BASE_ASSET]! * accountCount + account) << BAL;
    balances[base]! += qty * instrumentSlots[(instrument << INST_SLOTS) + LOT_BASE]!;
    addToPosition(account, instrument, qty, feeAt);
  }

  /** The seller's hold of the base is delivered; it receives notional less fee. */
  function sell(slot: number, qty: number, feeAt: number): void {
    const order = slot << ORDER;
    const account = orders[order + ACCOUNT]!;
    const instrument = orders[order + INSTRUMENT]!;
    const inst = instrument << INST;
    const delivered = qty * instrumentSlots[(instrument << INST_SLOTS) + LOT_BASE]!;
    orderSlots[(order >> 1) + HELD]! -= delivered;
    const base = (instruments[inst + BASE_ASSET]! * accountCount + account) << BAL;
    balances[base + 1]! -= delivered;
    const quote = (instruments[inst + QUOTE_ASSET]! * accountCount + account) << BAL;
    balances[quote]! += money[NOTIONAL]! - money[feeAt]!;
    addToPosition(account, instrument, -qty, feeAt);
  }

  /** `signed` lots come to the position for `money[Money.notional]` in all. */
  function addToPosition(account: number, instrument: number, signed: number, feeAt: number): void {
    const at = (instrument * accountCount + account) << POS;
    const lots = positions[at]!;
    positions[at] = lots + signed;
    positions[at + 2]! -= money[feeAt]!;
    const notional = money[NOTIONAL]!;
    if (signed > 0 ? lots >= 0 : lots <= 0) positions[at + 1]! += signed > 0 ? notional : -notional;
    else reduce(at, lots, signed);
  }

  /** The position was closed in part or whole, or turned: cost goes out, the result is realised. */
  function reduce(at: number, lots: number, signed: number): void {
    const size = Math.abs(lots);
    const qty = Math.abs(signed);
    const closed = qty < size ? qty : size;
    const unit = money[NOTIONAL]! / qty;
    const cost = positions[at + 1]!;
    const part = Math.floor(Math.abs(cost) * (closed / size));
    const off = closed === size ? cost : cost < 0 ? -part : part;
    const value = closed * unit;
    positions[at + 2]! += lots > 0 ? value - off : -off - value;
    const turned = qty - closed;
    positions[at + 1] = cost - off + (signed > 0 ? turned * unit : -turned * unit);
  }

  return { money, holdFor, rehold, hold, unhold, settle, addToPosition };
}
