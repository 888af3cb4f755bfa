// Bust of a trade: the entries of a fill once more with the other sign, as entries of their own. What was
// booked stays as it was; a correction is a bust and a trade under another id.

import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { C, CommandKind, FEE_ACCOUNT, RECORD_SLOTS } from './commands.ts';
import { BALANCE_SHIFT, BalanceSlot, CounterSlot, INSTRUMENT_SHIFT } from './core-state.ts';
import { INSTRUMENT_SLOTS_SHIFT, InstrumentSlot, InstrumentWord } from './core-state.ts';
import { POSITION_SHIFT, type CoreState } from './core-state.ts';
import { newSourcedRecord } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EventKind, Posting } from './events.ts';
import { Money, type Ledger } from './ledger.ts';
import { REPEATED, type Refusals } from './refusals.ts';
import { LAST_DAY, type Settlement } from './settlement.ts';

export interface Reversal {
  readonly buyer: number;
  readonly seller: number;
  readonly instrument: number;
  /** Ticks and lots of the fill. */
  readonly price: number;
  readonly qty: number;
  readonly buyerFeeMinor: number;
  readonly sellerFeeMinor: number;
  readonly tradeId: number;
  /** Value date of the trade; 0, or one that has come: that of a trade made now. */
  readonly valueDate?: number;
  /** Operations: an account that cannot give it back gets the credit that it needs. */
  readonly forced?: boolean;
}

export function reversalRecord(reversal: Reversal, source = 0, sourceSeq = 0): Int32Array {
  const { words, slots } = newSourcedRecord(CommandKind.reverseTrade, source, sourceSeq, 1);
  words[C.account] = reversal.buyer;
  words[C.instrument] = reversal.instrument;
  words[C.price] = reversal.price;
  words[C.qty] = reversal.qty;
  words[C.seconds] = reversal.seller;
  slots[C.clientOrderIdSlot] = reversal.buyerFeeMinor;
  slots[C.orderIdSlot] = reversal.sellerFeeMinor;
  words[C.session] = reversal.forced === true ? 1 : 0;
  slots[RECORD_SLOTS] = reversal.tradeId;
  slots[RECORD_SLOTS + 1] = reversal.valueDate ?? 0;
  return words;
}

export function createTradeReversal(
  state: CoreState,
  log: EventLog,
  ledger: Ledger,
  refusals: Refusals,
  settlement: Settlement,
): (words: Int32Array, slots: Float64Array, at: number) => void {
  const { balances, positions, instruments, instrumentSlots, counters } = state;
  const accountCount = state.capacity.accounts;
  const balanceAt = (account: number, asset: number): number =>
    (asset * accountCount + account) << BALANCE_SHIFT;

  function reverseTrade(words: Int32Array, slots: Float64Array, at: number): void {
    const buyer = words[at + C.account]!;
    const seller = words[at + C.seconds]!;
    const instrument = words[at + C.instrument]!;
    let code = 0;
    if (!refusals.trades(buyer) || !refusals.trades(seller)) code = REJECTS.unknownAccount.code;
    else if (!refusals.exists(instrument)) code = REJECTS.unknownInstrument.code;
    else code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    if (code === 0 && (buyer === seller || words[at + C.blocks] !== 1)) {
      code = REJECTS.badField.code;
    }
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const reversal = read(words, slots, at);
    code = sound(reversal) ? fundsRefusal(reversal) : REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    post(reversal);
  }

  function read(words: Int32Array, slots: Float64Array, at: number): Required<Reversal> {
    const slot = at >> 1;
    return {
      buyer: words[at + C.account]!,
      seller: words[at + C.seconds]!,
      instrument: words[at + C.instrument]!,
      price: words[at + C.price]!,
      qty: words[at + C.qty]!,
      buyerFeeMinor: slots[slot + C.clientOrderIdSlot]!,
      sellerFeeMinor: slots[slot + C.orderIdSlot]!,
      tradeId: slots[slot + RECORD_SLOTS]!,
      valueDate: slots[slot + RECORD_SLOTS + 1]!,
      forced: words[at + C.session] === 1,
    };
  }

  function figures({ instrument, price, qty }: Reversal) {
    const slots = instrument << INSTRUMENT_SLOTS_SHIFT;
    const inst = instrument << INSTRUMENT_SHIFT;
    return {
      notional: price * qty * instrumentSlots[slots + InstrumentSlot.tickValue]!,
      delivered: qty * instrumentSlots[slots + InstrumentSlot.lotBase]!,
      base: instruments[inst + InstrumentWord.base]!,
      quote: instruments[inst + InstrumentWord.quote]!,
    };
  }

  function sound(reversal: Required<Reversal>): boolean {
    const { notional, delivered } = figures(reversal);
    const { price, qty, buyerFeeMinor, sellerFeeMinor, tradeId, valueDate } = reversal;
    const whole = [buyerFeeMinor, sellerFeeMinor, tradeId, valueDate].every(
      (value) => Number.isSafeInteger(value) && value >= 0,
    );
    return (
      whole &&
      price >= 1 &&
      qty >= 1 &&
      notional + buyerFeeMinor + sellerFeeMinor <= MAX_SAFE &&
      delivered <= MAX_SAFE &&
      sellerFeeMinor <= notional &&
      valueDate <= LAST_DAY
    );
  }

  /** What each account gives: the buyer the base, the seller the money, the venue its fees. */
  function gives(reversal: Reversal): readonly [number, number, number, number][] {
    const { notional, delivered, base, quote } = figures(reversal);
    const { buyerFeeMinor, sellerFeeMinor } = reversal;
    const { insufficientHoldings, insufficientFunds } = REJECTS;
    return [
      [reversal.buyer, base, delivered, insufficientHoldings.code],
      [reversal.seller, quote, notional - sellerFeeMinor, insufficientFunds.code],
      [FEE_ACCOUNT, quote, buyerFeeMinor + sellerFeeMinor, insufficientFunds.code],
    ];
  }

  function fundsRefusal(reversal: Required<Reversal>): number {
    for (const [account, asset, amount, code] of gives(reversal)) {
      const at = balanceAt(account, asset);
      const left = balances[at + BalanceSlot.available]! - amount;
      if (Math.abs(left) > MAX_SAFE) return REJECTS.badField.code;
      const short = left < -balances[at + BalanceSlot.credit]!;
      if (short && !reversal.forced) return code;
    }
    return 0;
  }

  function post(reversal: Required<Reversal>): void {
    const { buyer, seller, instrument, qty, buyerFeeMinor, sellerFeeMinor, tradeId } = reversal;
    const { notional, delivered, base, quote } = figures(reversal);
    const fees = buyerFeeMinor + sellerFeeMinor;
    move(buyer, base, -delivered, tradeId);
    move(buyer, quote, notional + buyerFeeMinor, tradeId);
    reversePosition(buyer, instrument, -qty, notional, buyerFeeMinor);
    move(seller, base, delivered, tradeId);
    move(seller, quote, sellerFeeMinor - notional, tradeId);
    reversePosition(seller, instrument, qty, notional, sellerFeeMinor);
    if (fees !== 0) move(FEE_ACCOUNT, quote, -fees, tradeId);
    if (instruments[(instrument << INSTRUMENT_SHIFT) + InstrumentWord.settlement] === 0) return;
    const isToCome = reversal.valueDate > counters[CounterSlot.businessDay]!;
    const due = isToCome ? reversal.valueDate : settlement.valueDate(instrument);
    settlement.add(buyer, instrument, due, -qty, notional + buyerFeeMinor, -qty, 0);
    settlement.add(seller, instrument, due, qty, sellerFeeMinor - notional, 0, 0);
    if (fees !== 0) settlement.add(FEE_ACCOUNT, instrument, due, 0, -fees, 0, 0);
  }

  function move(account: number, asset: number, amount: number, tradeId: number): void {
    const at = balanceAt(account, asset);
    balances[at + BalanceSlot.available]! += amount;
    const used = -balances[at + BalanceSlot.available]!;
    // Only forced: else it was refused.
    if (used > balances[at + BalanceSlot.credit]!) balances[at + BalanceSlot.credit] = used;
    const event = log.open(EventKind.balance);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 2] = asset;
    log.words[event + 4] = Posting.reversal;
    log.words[event + 10] = log.privateSeq(account);
    log.slots[(event >> 1) + 3] = balances[at + BalanceSlot.available]!;
    log.slots[(event >> 1) + 4] = balances[at + BalanceSlot.held]!;
    log.slots[(event >> 1) + 6] = amount;
    log.slots[(event >> 1) + 7] = tradeId;
  }

  /** As a fill of the other side at the same price, with the fee given back. */
  function reversePosition(
    account: number,
    instrument: number,
    signed: number,
    notional: number,
    fee: number,
  ): void {
    ledger.money[Money.notional] = notional;
    ledger.money[Money.makerFee] = -fee;
    ledger.addToPosition(account, instrument, signed, Money.makerFee);
    const row = (instrument * accountCount + account) << POSITION_SHIFT;
    const event = log.open(EventKind.position);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 2] = instrument;
    for (let k = 0; k < 3; k++) log.slots[(event >> 1) + 3 + k] = positions[row + k]! + 0;
  }

  return reverseTrade;
}
