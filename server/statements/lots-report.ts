// The tax lots of an account for a period: what was closed in it, what is open at its end, and their totals.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { createLotDays } from './lot-days.ts';
import type { LotMethod } from './lot-queue.ts';
import type { DatedMove } from './lot-source.ts';
import type { StatementAsk } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import type { StatementFormat } from './statement-writer.ts';
import { createLotBook, type ClosedLot, type LotFill, type OpenLot } from './tax-lots.ts';

/** How lots are asked for. The days of the period are days of the zone. */
export interface LotsAsk extends StatementAsk {
  readonly method: LotMethod;
  /** IANA name or offset. */
  readonly zone: string;
  /** Held more days than these is long; undefined: more than a year. */
  readonly longDays?: number | undefined;
  readonly withOpen: boolean;
  /** JSON has the last so many lots of each kind only; undefined: all. */
  readonly last?: number | undefined;
  readonly format: StatementFormat;
  readonly language: StatementLanguage;
}

export interface LotsTask extends LotsAsk {
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
  /** Trades that were taken back. */
  readonly busted: readonly number[];
  /** In the order of their commands. */
  readonly moves: readonly DatedMove[];
  /** False: the ledger's history begins later than the account. */
  readonly isComplete: boolean;
}

/** Totals in one currency, minor units. */
export interface LotTotals {
  readonly asset: number;
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly shortTermMinor: number;
  readonly longTermMinor: number;
  /** What open lots cost, and what open short ones brought. */
  readonly openCostMinor: number;
  readonly openProceedsMinor: number;
}

export interface LotsReport {
  readonly task: LotsTask;
  readonly totals: readonly LotTotals[];
  /** Oldest closing first. */
  readonly closed: readonly ClosedLot[];
  readonly open: readonly OpenLot[];
}

export type SequencedFill = LotFill & { readonly command_seq: number };

export interface LotsFold {
  add(fills: readonly SequencedFill[]): void;
  end(): LotsReport | 'too long';
}

/** Lots of one report: about 2,900 pages. */
export const LOTS_MAX = 100_000;

export function createLotsFold(task: LotsTask): LotsFold {
  const { from, to, method, zone, longDays, instruments, moves } = task;
  const days = createLotDays(zone, longDays);
  const book = createLotBook(instruments, method, days);
  const busted = new Set(task.busted);
  const closed: ClosedLot[] = [];
  let moved = 0;

  function keep(lots: readonly ClosedLot[]): void {
    // One more than is allowed says that there are too many.
    for (const lot of lots)
      if (lot.closedDay >= from && closed.length <= LOTS_MAX) closed.push(lot);
  }

  function moveBefore(commandSeq: number): void {
    for (; (moves[moved]?.commandSeq ?? Infinity) < commandSeq; moved++) {
      const move = moves[moved]!;
      if (days.of(move.timeMicros) <= to) keep(book.move(move));
    }
  }

  return {
    add(fills) {
      for (const fill of fills) {
        moveBefore(fill.command_seq);
        if (busted.has(fill.trade_id) || days.of(fill.time_micros) > to) continue;
        keep(book.add(fill));
      }
    },
    end() {
      moveBefore(Infinity);
      const open = task.withOpen ? book.open() : [];
      if (closed.length + open.length > LOTS_MAX) return 'too long';
      return { task, totals: totalsOf(closed, open, instruments), closed, open };
    },
  };
}

function totalsOf(
  closed: readonly ClosedLot[],
  open: readonly OpenLot[],
  instruments: readonly Instrument[],
): LotTotals[] {
  const assetOf = new Map(instruments.map(({ id, quoteAsset }) => [id, quoteAsset]));
  const totals = new Map<number, LotTotals>();
  const add = (instrument: number, part: Partial<LotTotals>): void => {
    const asset = assetOf.get(instrument)!;
    const sum = totals.get(asset) ?? { ...NOTHING, asset };
    totals.set(asset, {
      asset,
      costMinor: sum.costMinor + (part.costMinor ?? 0),
      proceedsMinor: sum.proceedsMinor + (part.proceedsMinor ?? 0),
      shortTermMinor: sum.shortTermMinor + (part.shortTermMinor ?? 0),
      longTermMinor: sum.longTermMinor + (part.longTermMinor ?? 0),
      openCostMinor: sum.openCostMinor + (part.openCostMinor ?? 0),
      openProceedsMinor: sum.openProceedsMinor + (part.openProceedsMinor ?? 0),
    });
  };
  for (const { instrument, costMinor, proceedsMinor, gainMinor, ...lot } of closed) {
    const gain = lot.isLongTerm ? { longTermMinor: gainMinor } : { shortTermMinor: gainMinor };
    if (!lot.isTakenOut) add(instrument, { costMinor, proceedsMinor, ...gain });
  }
  for (const { instrument, isShort, valueMinor } of open) {
    add(instrument, isShort ? { openProceedsMinor: valueMinor } : { openCostMinor: valueMinor });
  }
  return [...totals.values()].sort((a, b) => a.asset - b.asset);
}

const NOTHING = {
  ...{ costMinor: 0, proceedsMinor: 0, shortTermMinor: 0, longTermMinor: 0 },
  ...{ openCostMinor: 0, openProceedsMinor: 0 },
};
