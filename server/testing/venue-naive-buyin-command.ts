// The buy-in of the naive venue, and the cash that takes its place.

import { FEE_ACCOUNT } from '../core/commands.ts';
import { Posting } from '../core/events.ts';
import { buyInDateOf } from '../../shared/domain/calendars/settlement-fails.ts';
import { Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { entryNaive, referenceNaive } from './venue-naive-buyin.ts';
import { emitPosition } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { movePosition, notional, plus } from './venue-naive-money.ts';
import { closeRow, moneyOf, noRow, receivableOf } from './venue-naive-settlement.ts';
import { balanceOf, positionOf } from './venue-naive-state.ts';
import type { NaiveOwed, NaiveState } from './venue-naive-state.ts';

interface Part {
  readonly row: NaiveOwed;
  readonly lots: number;
  readonly money: number;
}

export function buyInNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument, price: asked, qty: lots, seconds: agent } = command;
  if (agent === account || lots <= 0) return REJECTS.badField.code;
  if (agent === 0 ? asked !== 0 : asked < 0) return REJECTS.badField.code;
  const [row] = state.owed
    .filter((of) => of.account === account && of.instrument === instrument)
    .filter((of) => of.failing > 0 && of.lots < 0)
    .sort((a, b) => a.day - b.day);
  if (row === undefined || -row.lots < lots) return REJECTS.nothingFails.code;
  const definition = state.instruments[instrument]!;
  const due = buyInDateOf(definition.settlement ?? 0, definition.assetClass, row.failing);
  if (state.businessDay < due) return REJECTS.buyInNotDue.code;
  const reference = referenceNaive(state, instrument);
  const price = asked === 0 ? reference : asked;
  const isNear = 5 * price <= 6 * reference && 5 * price >= 4 * reference;
  if (!isNear) return REJECTS.buyInPrice.code;
  const value = Number(notional(definition, price, lots));
  const base = lots * definition.lotBaseMinor;
  if (!Number.isSafeInteger(value) || !Number.isSafeInteger(base)) return REJECTS.badField.code;
  if (agent !== 0) {
    const { available } = balanceOf(state, agent, definition.baseAsset);
    const has = available - receivableOf(state, agent, definition.baseAsset);
    if (has < base) return REJECTS.insufficientHoldings.code;
  }
  const parts = partsOf(state, row, lots);
  if (agent === 0) payInstead(journal, parts, reference);
  else {
    book(journal, { account: agent, other: account, lots: -lots, price, paid: -value });
    book(journal, { account, other: agent, lots, price, paid: value });
  }
  for (const part of parts) closeRow(journal, part.row, part.lots, part.money, part.row.day);
  return 0;
}

function partsOf(state: NaiveState, row: NaiveOwed, lots: number): Part[] {
  const others = state.owed
    .filter((of) => of !== row && of.instrument === row.instrument && of.day === row.day)
    .sort((a, b) => a.account - b.account);
  const buyers = others.filter((of) => of.lots > 0);
  const inTurn = [...buyers.filter((b) => b.failing > 0), ...buyers.filter((b) => b.failing === 0)];
  const parts = [{ row, lots: -lots, money: moneyOf(row, -lots) }];
  let open = lots;
  for (const buyer of inTurn) {
    const share = Math.min(open, buyer.lots);
    open -= share;
    if (share > 0) parts.push({ row: buyer, lots: share, money: moneyOf(buyer, share) });
  }
  const rest = -parts.reduce((sum, { money }) => sum + money, 0) + 0;
  const venue = others.find((of) => of.account === FEE_ACCOUNT);
  if (venue !== undefined || rest !== 0) {
    parts.push({ row: venue ?? noRow(row.instrument, row.day), lots: 0, money: rest });
  }
  return parts;
}

interface Deal {
  readonly account: number;
  readonly other: number;
  /** Below 0: it gives them. */
  readonly lots: number;
  readonly price: number;
  /** Below 0: it receives. */
  readonly paid: number;
}

/** Lots for money, and in the position as a fill at `price` with what differs as its fee. */
function book(journal: NaiveJournal, { account, other, lots, price, paid }: Deal): void {
  const { state, command } = journal;
  const { instrument } = command;
  const { baseAsset, quoteAsset, lotBaseMinor, ...definition } = state.instruments[instrument]!;
  const entry = (asset: number, amount: number): void => {
    if (amount === 0) return;
    entryNaive(journal, account, asset, amount, Posting.buyIn, instrument, other);
  };
  entry(baseAsset, lots * lotBaseMinor);
  entry(quoteAsset, -paid);
  if (lots === 0) return;
  const side = lots > 0 ? Side.buy : Side.sell;
  movePosition(state, { account, instrument, side }, price, Math.abs(lots));
  const position = positionOf(state, account, instrument);
  const fee = paid - lots * price * definition.tickValueMinor;
  position.realised = plus(position.realised, -fee);
  emitPosition(journal, account, instrument);
}

function payInstead(journal: NaiveJournal, parts: readonly Part[], price: number): void {
  const { instrument, account: late } = journal.command;
  const worth = price * journal.state.instruments[instrument]!.tickValueMinor;
  let bill = 0;
  for (const { row, lots, money } of parts) {
    if (row.account === late) continue;
    const due = lots > 0 ? Math.max(-money, lots * worth) : -money;
    bill += due;
    book(journal, { account: row.account, other: late, lots: -lots, price, paid: -due });
  }
  const { lots } = parts[0]!;
  book(journal, { account: late, other: 0, lots: -lots, price, paid: bill });
}
