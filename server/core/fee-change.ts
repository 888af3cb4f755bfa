// The fees of an instrument, set while its book stands. A fill pays the fee that is in force when it
// happens, so what the open buy orders hold is computed anew at the new fee, in the same command.
//
// Why so: a buy order holds notional and the dearer of both fees, and an order that rests may come to pay
// either as long as it rests. Left at the old hold it could pay more than it holds (I4, I5 broken); a fee
// kept per order needs a word that the order record has not left, and two customers at one price would pay
// two fees. So each open buy order holds what the new fee asks, the best price first and the oldest first
// at a price; one whose account has not that much more ends with cause operator and gives back what it
// held, which is there for the orders after it. Sell orders hold what they deliver, no fee.
//
//   setFees -> Rejected | Instrument (Done* Level)* Balance*    one balance per account with buy orders

import type { Instrument } from '../../shared/domain/instrument.ts';
import { DoneCause, Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { L, LADDER_SHIFT, LEVEL_WORDS, O, W } from './book.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { C, CommandKind } from './commands.ts';
import { BALANCE_SHIFT, BalanceSlot, INSTRUMENT_SHIFT, InstrumentWord } from './core-state.ts';
import { MAKERS_MAX, ORDER_SHIFT, OrderSlot, OrderWord, type CoreState } from './core-state.ts';
import { soundInstrument } from './definition-checks.ts';
import { installDuties } from './definition-commands.ts';
import { instrumentRecord, newSourcedRecord } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EVENT_WORDS, EventKind, Posting } from './events.ts';
import { Money, type Ledger } from './ledger.ts';
import type { LiveOrders } from './live-orders.ts';
import { phaseOf } from './phases.ts';
import { REPEATED, type Refusals } from './refusals.ts';

/** Rates of the commission in parts per million of the notional; and duties and the least commission, all
 * three or none of them: then they stay. */
export interface Fees {
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  readonly extras?: FeeExtras;
}

/** Duties in parts per million of the notional, the least commission in quote minor units. A type, not an
 * interface: it is kept as JSON. */
export type FeeExtras = Readonly<Record<'buyDutyPpm' | 'sellDutyPpm' | 'minFeeMinor', number>>;

/** Buy orders that a rise may meet: each may end with two events, for which the log keeps room. */
const BUYS_MAX = 4 * MAKERS_MAX;

export function feesRecord(
  instrument: number,
  { makerFeePpm, takerFeePpm, extras }: Fees,
  source = 0,
  sourceSeq = 0,
): Int32Array {
  const { words, slots } = newSourcedRecord(CommandKind.setFees, source, sourceSeq);
  words[C.instrument] = instrument;
  words[C.price] = makerFeePpm;
  words[C.qty] = takerFeePpm;
  if (extras === undefined) return words;
  words[C.session] = 1;
  words[C.seconds] = extras.buyDutyPpm;
  slots[C.clientOrderIdSlot] = extras.sellDutyPpm;
  slots[C.orderIdSlot] = extras.minFeeMinor;
  return words;
}

export interface FeeChangeParts {
  readonly state: CoreState;
  readonly log: EventLog;
  readonly refusals: Refusals;
  readonly ledger: Ledger;
  readonly live: LiveOrders;
  readonly collected: CollectedOrders;
}

export function createFeeChange(
  parts: FeeChangeParts,
): (words: Int32Array, slots: Float64Array, at: number) => void {
  const { state, log, refusals, ledger, live, collected } = parts;
  const { instruments, instrumentList, balances, orderSlots, book } = state;
  const { orders, levels, ladders } = book;
  const accountCount = state.capacity.accounts;

  /** Calls with every price level that has buy orders, the best first. */
  function forEachBid(instrument: number, visit: (level: number) => void): void {
    const ladder = instrument << LADDER_SHIFT;
    const base = ladders[ladder + W.base]!;
    let level = ladders[ladder + W.bid]!;
    for (; level > base; level = book.nextBelow(instrument, level)) visit(level);
  }

  function collectedBuys(instrument: number): number[] {
    return collected
      .of(instrument)
      .filter((slot) => ((orders[(slot << ORDER_SHIFT) + OrderWord.attributes]! >> 8) & 1) === 0);
  }

  function buyOrders(instrument: number): number {
    let count = 0;
    forEachBid(instrument, (level) => {
      count += levels[level * LEVEL_WORDS + L.orders]!;
    });
    return count + collectedBuys(instrument).length;
  }

  /** Takes the new hold of the order; false: its account has not that much. */
  function holds(slot: number, instrument: number, price: number): boolean {
    const order = slot << ORDER_SHIFT;
    ledger.holdFor(instrument, Side.buy, price, orders[order + OrderWord.leaves]!, slot);
    const hold = ledger.money[Money.hold]!;
    const more = hold - orderSlots[(order >> 1) + OrderSlot.held]!;
    const quote = instrumentList[instrument]!.quoteAsset;
    const balance = (quote * accountCount + orders[order + OrderWord.account]!) << BALANCE_SHIFT;
    const free = balances[balance + BalanceSlot.available]! - more;
    if (hold > MAX_SAFE || free < -balances[balance + BalanceSlot.credit]!) return false;
    ledger.rehold(slot);
    return true;
  }

  /** Holds of all open buy orders at the fee that is set. */
  function reholdAll(instrument: number): void {
    const accounts = new Set<number>();
    const base = ladders[(instrument << LADDER_SHIFT) + W.base]!;
    /** False: the order has ended. */
    const holdsAnew = (slot: number): boolean => {
      const order = slot << ORDER_SHIFT;
      const does = holds(slot, instrument, orders[order + OrderWord.level]! - base);
      if (does) accounts.add(orders[order + OrderWord.account]!);
      else live.end(slot, DoneCause.operator);
      return does;
    };
    forEachBid(instrument, (level) => {
      let ended = 0;
      for (let slot = levels[level * LEVEL_WORDS + L.head]!; slot !== 0;) {
        const next = orders[(slot << ORDER_SHIFT) + O.next]!;
        if (!holdsAnew(slot)) ended++;
        slot = next;
      }
      if (ended > 0) log.level(instrument, Side.buy, level);
    });
    for (const slot of collectedBuys(instrument)) holdsAnew(slot);
    for (const account of accounts) balanceEvent(account, instrumentList[instrument]!.quoteAsset);
  }

  /** Nothing came or went: no posting, only what is available and held now. */
  function balanceEvent(account: number, asset: number): void {
    const at = log.open(EventKind.balance);
    const balance = (asset * accountCount + account) << BALANCE_SHIFT;
    log.words.fill(0, at + 1, at + EVENT_WORDS);
    log.words[at + 1] = account;
    log.words[at + 2] = asset;
    log.words[at + 4] = Posting.hold;
    log.words[at + 10] = log.privateSeq(account);
    log.slots[(at >> 1) + 3] = balances[balance + BalanceSlot.available]!;
    log.slots[(at >> 1) + 4] = balances[balance + BalanceSlot.held]!;
  }

  /** The whole definition, as it follows from a new one, with the phase that holds. */
  function definitionEvent(instrument: number): void {
    const definition = instrumentList[instrument]!;
    const phase = instruments[(instrument << INSTRUMENT_SHIFT) + InstrumentWord.phase]!;
    const record = instrumentRecord({ ...definition, phase: phaseOf(phase) });
    const event = log.open(EventKind.instrument);
    log.extend(record[C.blocks]!);
    for (let k = 1; k < record.length; k++) log.words[event + k] = record[k]!;
  }

  function decide(instrument: number, { makerFeePpm, takerFeePpm, extras }: Fees): number {
    const old = instrumentList[instrument]!;
    const fresh = { ...old, makerFeePpm, takerFeePpm, ...extras, version: old.version + 1 };
    if (!soundInstrument(fresh)) return REJECTS.badField.code;
    const [before, after] = [holdTerms(old), holdTerms(fresh)];
    const rises = after.some((term, k) => term > before[k]!);
    if (rises && buyOrders(instrument) > BUYS_MAX) return REJECTS.capacity.code;
    const at = instrument << INSTRUMENT_SHIFT;
    instrumentList[instrument] = fresh;
    instruments[at + InstrumentWord.makerFee] = makerFeePpm;
    instruments[at + InstrumentWord.takerFee] = takerFeePpm;
    instruments[at + InstrumentWord.holdFee] = Math.max(makerFeePpm, takerFeePpm);
    installDuties(state, fresh);
    definitionEvent(instrument);
    if (after.some((term, k) => term !== before[k])) reholdAll(instrument);
    return 0;
  }

  return (words, slots, at) => {
    const instrument = words[at + C.instrument]!;
    let code = refusals.exists(instrument)
      ? refusals.repeat(words, slots, at)
      : REJECTS.unknownInstrument.code;
    if (code === REPEATED) return;
    if (code === 0) {
      code = decide(instrument, readFees(words, slots, at));
    }
    if (code !== 0) refusals.rejected(words, slots, at, code);
  };
}

/** What of the fees a buy order holds. */
function holdTerms(i: Instrument): readonly number[] {
  return [Math.max(i.makerFeePpm, i.takerFeePpm), i.buyDutyPpm ?? 0, i.minFeeMinor ?? 0];
}

function readFees(words: Int32Array, slots: Float64Array, at: number): Fees {
  const fees = { makerFeePpm: words[at + C.price]!, takerFeePpm: words[at + C.qty]! };
  if (words[at + C.session] !== 1) return fees;
  const extras = {
    buyDutyPpm: words[at + C.seconds]!,
    sellDutyPpm: slots[(at >> 1) + C.clientOrderIdSlot]!,
    minFeeMinor: slots[(at >> 1) + C.orderIdSlot]!,
  };
  return { ...fees, extras };
}
