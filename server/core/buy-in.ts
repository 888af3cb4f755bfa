// Buy-in of a delivery that fails (Regulation (EU) 909/2014 art. 7; Delegated Regulation (EU) 2018/1229):
// lots are bought from an agent for the account that does not deliver, and what it owed of them settles in
// the same command, lots against money. Where nobody sells, cash takes their place (art. 7(7)): what was
// booked for those lots goes back on both sides, and the receivers get their worth if that is more.

import { buyInDateOf } from '../../shared/domain/calendars/settlement-fails.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { C, CommandKind, FEE_ACCOUNT } from './commands.ts';
import { BALANCE_SHIFT, BalanceSlot, CounterSlot, INSTRUMENT_SHIFT } from './core-state.ts';
import { InstrumentWord, POSITION_SHIFT, UNSETTLED_SHIFT, UnsettledSlot } from './core-state.ts';
import type { CoreState, Obligation } from './core-state.ts';
import { newSourcedRecord } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EVENT_WORDS, EventKind, Posting } from './events.ts';
import { createForcedPosting } from './forced-posting.ts';
import { Money, type Ledger } from './ledger.ts';
import { REPEATED, type Refusals } from './refusals.ts';
import { emptyRow, rowsPerRun, type Settlement } from './settlement.ts';

export interface BuyIn {
  /** Which fails to deliver. */
  readonly account: number;
  readonly instrument: number;
  /** Ticks, at most a fifth away from the reference; 0: the reference, as always with agent 0. */
  readonly price: number;
  readonly lots: number;
  /** Who sells; 0: nobody, cash takes the place of the lots. */
  readonly agent: number;
}

/** A part of an obligation: the lots and the money of the row that go. */
interface Share {
  readonly row: Obligation;
  readonly lots: number;
  readonly money: number;
}

/** One part in so many is how far the price may be from the reference. */
const PRICE_BAND = 5;
/** Events of a share at most: two balances, a position, two obligations. */
const EVENTS_PER_ROW = 5;

export function buyInRecord(buyIn: BuyIn, source = 0, sourceSeq = 0): Int32Array {
  const { words } = newSourcedRecord(CommandKind.buyIn, source, sourceSeq);
  words[C.account] = buyIn.account;
  words[C.instrument] = buyIn.instrument;
  words[C.price] = buyIn.price;
  words[C.qty] = buyIn.lots;
  words[C.seconds] = buyIn.agent;
  return words;
}

export interface BuyInParts {
  readonly state: CoreState;
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly refusals: Refusals;
  readonly settlement: Settlement;
}

export function createBuyIn(
  parts: BuyInParts,
): (words: Int32Array, slots: Float64Array, at: number) => void {
  const { state, log, ledger, refusals, settlement } = parts;
  const { balances, positions, instruments, instrumentList, counters, obligations } = state;
  const accountCount = state.capacity.accounts;
  const post = createForcedPosting(state, log);
  const referenceOf = (instrument: number): number =>
    instruments[(instrument << INSTRUMENT_SHIFT) + InstrumentWord.reference]!;

  function buyIn(words: Int32Array, slots: Float64Array, at: number): void {
    const given: BuyIn = {
      account: words[at + C.account]!,
      instrument: words[at + C.instrument]!,
      price: words[at + C.price]!,
      lots: words[at + C.qty]!,
      agent: words[at + C.seconds]!,
    };
    const { account, agent, instrument } = given;
    let code = 0;
    const known = refusals.trades(account) && (agent === 0 || refusals.trades(agent));
    if (!known) code = REJECTS.unknownAccount.code;
    else if (!refusals.exists(instrument)) code = REJECTS.unknownInstrument.code;
    else code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    const row = code === 0 ? failing(account, instrument) : undefined;
    if (code === 0) code = refusal(given, row);
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const shares = sharesOf(row!, given.lots);
    if (agent === 0) compensate(shares, referenceOf(instrument));
    else trade(given);
    for (const { row: of, lots, money } of shares) settlement.close(of, lots, money, of.day);
  }

  /** What the account fails to deliver, the earliest of it. */
  function failing(account: number, instrument: number): Obligation | undefined {
    let found: Obligation | undefined;
    for (const row of obligations.values()) {
      const isIt = row.account === account && row.instrument === instrument;
      if (!isIt || row.failedSince === 0 || row.lots >= 0) continue;
      if (found === undefined || row.day < found.day) found = row;
    }
    return found;
  }

  function refusal(given: BuyIn, row: Obligation | undefined): number {
    const { account, instrument, price, lots, agent } = given;
    const priced = agent === 0 ? price === 0 : price >= 0;
    if (agent === account || lots < 1 || !priced) return REJECTS.badField.code;
    if (row === undefined || lots > -row.lots) return REJECTS.nothingFails.code;
    const { settlement: terms, assetClass } = instrumentList[instrument]!;
    const due = buyInDateOf(terms ?? 0, assetClass, row.failedSince);
    if (counters[CounterSlot.businessDay]! < due) return REJECTS.buyInNotDue.code;
    const reference = referenceOf(instrument);
    const off = Math.abs(price - reference) * PRICE_BAND;
    if (price !== 0 && off > reference) return REJECTS.buyInPrice.code;
    const rows = 3 + group(row).length;
    if (EVENTS_PER_ROW * rows > 4 * rowsPerRun(state)) return REJECTS.capacity.code;
    return fundsRefusal(given, price || reference);
  }

  /** The agent delivers from what it has received, on no credit. */
  function fundsRefusal({ account, instrument, lots, agent }: BuyIn, price: number): number {
    const { baseAsset, quoteAsset, lotBaseMinor, tickValueMinor } = instrumentList[instrument]!;
    const [value, delivered] = [price * lots * tickValueMinor, lots * lotBaseMinor];
    if (value > MAX_SAFE || delivered > MAX_SAFE) return REJECTS.badField.code;
    if (agent === 0) return 0;
    const availableOf = (whose: number, asset: number): number =>
      balances[((asset * accountCount + whose) << BALANCE_SHIFT) + BalanceSlot.available]!;
    const left = availableOf(account, quoteAsset) - value;
    const more = availableOf(agent, quoteAsset) + value;
    if (-left > MAX_SAFE || more > MAX_SAFE) return REJECTS.badField.code;
    const toCome =
      ((baseAsset * accountCount + agent) << UNSETTLED_SHIFT) + UnsettledSlot.receivable;
    const has = availableOf(agent, baseAsset) - state.unsettled[toCome]!;
    return has < delivered ? REJECTS.insufficientHoldings.code : 0;
  }

  /** The other rows of the value date, in order of account. */
  function group(row: Obligation): Obligation[] {
    const { account, instrument, day } = row;
    return [...obligations.values()]
      .filter((other) => other.instrument === instrument && other.day === day)
      .filter((other) => other.account !== account)
      .sort((a, b) => a.account - b.account);
  }

  /** So many lots of the row and of those that wait for them, the ones first that do so since their own
   * value date; the fee account stands between, so that they sum to zero. */
  function sharesOf(row: Obligation, lots: number): Share[] {
    const others = group(row);
    const shares: Share[] = [{ row, lots: 0 - lots, money: settlement.shareOf(row, 0 - lots) }];
    const receivers = others.filter((other) => other.lots > 0);
    const waiting = receivers.filter((other) => other.failedSince !== 0);
    let left = lots;
    for (const other of [...waiting, ...receivers.filter((of) => of.failedSince === 0)]) {
      const taken = Math.min(other.lots, left);
      if (taken === 0) break;
      shares.push({ row: other, lots: taken, money: settlement.shareOf(other, taken) });
      left -= taken;
    }
    const fees = others.find(({ account }) => account === FEE_ACCOUNT);
    const paid = shares.reduce((sum, { money }) => sum + money, 0);
    if (fees === undefined && paid === 0) return shares;
    const between = fees ?? emptyRow(FEE_ACCOUNT, row.instrument, row.day);
    return [...shares, { row: between, lots: 0, money: 0 - paid }];
  }

  /** The agent sells to the account, without a fee. */
  function trade({ account, instrument, price, lots, agent }: BuyIn): void {
    const { tickValueMinor } = instrumentList[instrument]!;
    const value = (price || referenceOf(instrument)) * lots * tickValueMinor;
    entries(agent, instrument, 0 - lots, value, account);
    position(agent, instrument, 0 - lots, value, value);
    entries(account, instrument, lots, 0 - value, agent);
    position(account, instrument, lots, value, value);
  }

  /** What was booked for the shares goes back. A receiver gets for its lots what it paid or what they are
   * worth at the reference, whichever is more; the account that did not deliver pays for
   * all of it and keeps its lots. */
  function compensate(shares: readonly Share[], reference: number): void {
    const [deliverer, ...others] = shares as [Share, ...Share[]];
    const { tickValueMinor } = instrumentList[deliverer.row.instrument]!;
    const worth = ({ lots }: Share): number => Math.abs(lots) * reference * tickValueMinor;
    let cash = 0;
    for (const share of others) {
      const { account, instrument } = share.row;
      const gets = share.lots === 0 ? 0 - share.money : Math.max(0 - share.money, worth(share));
      cash += gets;
      entries(account, instrument, 0 - share.lots, gets, deliverer.row.account);
      if (share.lots !== 0) position(account, instrument, 0 - share.lots, worth(share), gets);
    }
    const { account, instrument } = deliverer.row;
    entries(account, instrument, 0 - deliverer.lots, 0 - cash, 0);
    position(account, instrument, 0 - deliverer.lots, worth(deliverer), cash);
  }

  /** Lots and money that come to the account (below 0: leave it). */
  function entries(
    account: number,
    instrument: number,
    lots: number,
    money: number,
    other: number,
  ): void {
    const { baseAsset, quoteAsset, lotBaseMinor } = instrumentList[instrument]!;
    const entry = { account, other, posting: Posting.buyIn, instrument };
    if (lots !== 0) post({ ...entry, asset: baseAsset, amount: lots * lotBaseMinor });
    if (money !== 0) post({ ...entry, asset: quoteAsset, amount: money });
  }

  /** `signed` lots at `value`; what was paid or got above it counts as a fee does. */
  function position(
    account: number,
    instrument: number,
    signed: number,
    value: number,
    paid: number,
  ): void {
    ledger.money[Money.notional] = value;
    ledger.money[Money.makerFee] = signed > 0 ? paid - value : value - paid;
    ledger.addToPosition(account, instrument, signed, Money.makerFee);
    const row = (instrument * accountCount + account) << POSITION_SHIFT;
    const event = log.open(EventKind.position);
    log.words.fill(0, event + 1, event + EVENT_WORDS);
    log.words[event + 1] = account;
    log.words[event + 2] = instrument;
    for (let k = 0; k < 3; k++) log.slots[(event >> 1) + 3 + k] = positions[row + k]! + 0;
  }

  return buyIn;
}
