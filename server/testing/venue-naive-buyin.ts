// What a fail costs in the naive venue: since when a row fails, and its penalties.

import { RECORD_WORDS } from '../core/commands.ts';
import { Posting } from '../core/events.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { emitBalance, emitPenalties } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { credit } from './venue-naive-money.ts';
import { balanceOf } from './venue-naive-state.ts';
import type { NaiveOwed, NaiveState } from './venue-naive-state.ts';

type Fail = Pick<NaiveOwed, 'lots' | 'failing' | 'penalty'>;

/** Netting two amounts leaves the fail of the one that the sum has the sign of. */
export function failOfBoth(one: Fail, other: Fail): Pick<NaiveOwed, 'failing' | 'penalty'> {
  const sum = one.lots + other.lots;
  const left = [one, other].filter(({ lots, failing }) => failing > 0 && lots * sum > 0);
  const failing = left.length === 0 ? 0 : Math.min(...left.map((row) => row.failing));
  return { failing, penalty: left.reduce((paid, row) => paid + row.penalty, 0) };
}

/** Last price of the instrument, before the first trade the opening price. */
export function referenceNaive(state: NaiveState, instrument: number): number {
  return state.lastPrice[instrument]! || state.instruments[instrument]!.openingTicks;
}

/** What each row pays, below 0: receives. */
export function finesOf(
  state: NaiveState,
  group: readonly NaiveOwed[],
  settled: ReadonlyMap<NaiveOwed, number>,
  days: number,
): Map<NaiveOwed, number> {
  const { instrument } = group[0]!;
  const { assetClass, tickValueMinor, quoteAsset } = state.instruments[instrument]!;
  const fines = new Map<NaiveOwed, number>();
  const ppm = state.penaltyPpm[assetClass]!;
  const price = referenceNaive(state, instrument);
  const missing = group.map((row) => ({ row, lots: row.lots - (settled.get(row) ?? 0) }));
  let pot = 0;
  for (const { row, lots } of missing.filter((of) => of.lots < 0)) {
    const value = BigInt(-lots) * BigInt(price) * BigInt(tickValueMinor);
    const asked = Number((value * BigInt(ppm) * BigInt(days)) / 1_000_000n);
    const { available } = balanceOf(state, row.account, quoteAsset);
    const most = Math.max(0, Number.MAX_SAFE_INTEGER + Math.min(0, available));
    const fine = Math.min(asked, most, Number.MAX_SAFE_INTEGER - pot);
    fines.set(row, fine);
    pot += fine;
  }
  const waiting = missing.filter((of) => of.lots > 0);
  const all = waiting.reduce((sum, { lots }) => sum + lots, 0);
  let given = 0;
  for (const { row, lots } of waiting) {
    const isLast = row === waiting.at(-1)!.row;
    const part = isLast ? pot - given : Number((BigInt(pot) * BigInt(lots)) / BigInt(all));
    given += part;
    fines.set(row, -part);
  }
  return new Map(group.filter((row) => fines.get(row)).map((row) => [row, fines.get(row)!]));
}

export function postFine(journal: NaiveJournal, row: NaiveOwed, fine: number): void {
  const { quoteAsset } = journal.state.instruments[row.instrument]!;
  entryNaive(journal, row.account, quoteAsset, -fine, Posting.penalty, row.instrument);
}

/** Whatever the account has: its line of credit follows. */
export function entryNaive(
  journal: NaiveJournal,
  account: number,
  asset: number,
  amount: number,
  posting: number,
  instrument: number,
  other = 0,
): void {
  const { state } = journal;
  credit(state, account, asset, amount);
  const balance = balanceOf(state, account, asset);
  const isShort = balance.available < -balance.credit;
  if (isShort) balance.credit = -balance.available;
  const more = { 5: instrument, 11: isShort ? 1 : 0 };
  emitBalance(journal, asset, amount, account, other, posting, state.businessDay, more);
}

export function setPenaltiesNaive(journal: NaiveJournal): number {
  const { words } = journal.command;
  const rates = [...words.slice(RECORD_WORDS, RECORD_WORDS + 5)];
  const isSound = words.length === 2 * RECORD_WORDS && rates.every((r) => r >= 0 && r <= 10_000);
  if (!isSound) return REJECTS.badField.code;
  journal.state.penaltyPpm = rates;
  emitPenalties(journal);
  return 0;
}
