// What tax lots are folded from: the fills up to the end of the period, what moved holdings without a fill,
// and the trades that were taken back.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { HoldingMove, Period } from '../readmodel/ledger-queries.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { DAY_MICROS, dayMicros, eachPage, PAGE } from './statement.ts';
import type { StatementAsk, StatementSource } from './statement.ts';
import type { LotMove } from './tax-lots.ts';

export type DatedMove = LotMove & { readonly commandSeq: number };

/** Postings without a fill that one folding goes through. */
export const MOVES_MAX = 20_000;

/** Undefined: holdings moved more often than lots are folded for. */
export async function prepareLots(source: StatementSource, { account, to }: StatementAsk) {
  // In no zone the day ends a whole day after it does in UTC; what is later is left out by its day.
  const period: Period = { account, fromMicros: 0, toMicros: dayMicros(to) + 2 * DAY_MICROS };
  const [assets, instruments] = await Promise.all([source.assets(), source.instruments()]);
  const { fills, busted, lastSeq } = await source.lotsExtent(period);
  const { sums } = await source.ledgerSums(period);
  const rows = await source.holdingMoves(period, lastSeq, MOVES_MAX + 1);
  if (rows.length > MOVES_MAX) return undefined;
  const pages = () =>
    eachPage(
      (after) => source.fillPage(period, after, lastSeq, PAGE),
      (row) => [row.time_micros, row.trade_id],
    );
  const isComplete = sums.every((sum) => sum.recomputed_minor === sum.ledger_minor);
  const parts = { assets, instruments, busted, isComplete, moves: movesOf(rows, instruments) };
  return { fills, pages, parts };
}

/** Of what is traded in several instruments, transfers belong to the first; a part of a lot waits for the
 * rest of it. */
export function movesOf(
  rows: readonly HoldingMove[],
  instruments: readonly Instrument[],
): DatedMove[] {
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const firstOf = new Map(
    instruments.toReversed().map((instrument) => [instrument.baseAsset, instrument]),
  );
  const parts = new Map<number, number>();
  const moves: DatedMove[] = [];
  for (const [commandSeq, legs] of byCommand(rows)) {
    const [{ cause, asset, instrument, time_micros: timeMicros }] = legs;
    const isBuyIn = cause === EntryCause.buyIn;
    const traded = isBuyIn ? byId.get(instrument ?? -1) : firstOf.get(asset);
    if (traded === undefined) continue;
    const sumOf = (of: number): number =>
      legs.reduce((sum, leg) => sum + (leg.asset === of ? leg.amount_minor : 0), 0);
    const { id, baseAsset, quoteAsset, lotBaseMinor } = traded;
    const whole = sumOf(baseAsset) + (isBuyIn ? 0 : (parts.get(id) ?? 0));
    const signedLots = Math.trunc(whole / lotBaseMinor);
    if (!isBuyIn) parts.set(id, whole - signedLots * lotBaseMinor);
    if (signedLots === 0) continue;
    const move = { instrument: id, signedLots, timeMicros, commandSeq };
    const money = sumOf(quoteAsset);
    moves.push(isBuyIn ? { ...move, valueMinor: signedLots > 0 ? 0 - money : money } : move);
  }
  return moves;
}

type Legs = readonly [HoldingMove, ...HoldingMove[]];

function byCommand(rows: readonly HoldingMove[]): Map<number, Legs> {
  const commands = new Map<number, [HoldingMove, ...HoldingMove[]]>();
  for (const row of rows) {
    const legs = commands.get(row.command_seq);
    if (legs === undefined) commands.set(row.command_seq, [row]);
    else legs.push(row);
  }
  return commands;
}
