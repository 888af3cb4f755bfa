// The tax lots of an account for a period, as CSV or JSON: what was closed in it, and what is open at its end.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import { csvLine } from './csv-text.ts';
import { dayMicros, type StatementAsk } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import { createLotBook, type ClosedLot, type LotFill, type LotMethod } from './tax-lots.ts';

export const LOTS_FORMATS = ['csv', 'json'] as const;
export type LotsFormat = (typeof LOTS_FORMATS)[number];

export interface LotsTask extends StatementAsk {
  readonly method: LotMethod;
  readonly format: LotsFormat;
  readonly language: StatementLanguage;
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
  /** Trades that were taken back before the end of the period. */
  readonly busted: readonly number[];
}

export interface LotsReport {
  add(fills: readonly LotFill[]): void;
  end(): Uint8Array;
}

/** Totals of the closed lots in one currency, minor units. */
interface Totals {
  readonly asset: number;
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly shortTermMinor: number;
  readonly longTermMinor: number;
}

const HEADINGS = {
  en: 'Lot,Instrument,Opened (UTC),Closed (UTC),Side,Quantity,Currency,Cost,Proceeds,Gain,Term',
  zh: '批次,合约,开立（UTC）,了结（UTC）,方向,数量,币种,成本,所得,盈亏,期限',
};
const WORDS = {
  en: { closed: 'closed', open: 'open', long: 'long', short: 'short', more: 'long-term', less: 'short-term' }, // prettier-ignore
  zh: { closed: '已了结', open: '未了结', long: '多头', short: '空头', more: '长期', less: '短期' },
};
const BYTE_ORDER_MARK = '\uFEFF';

export function createLotsReport(task: LotsTask): LotsReport {
  const { from, to, method, instruments } = task;
  const book = createLotBook(instruments, method);
  const busted = new Set(task.busted);
  const begins = dayMicros(from);
  const closed: ClosedLot[] = [];
  return {
    add(fills) {
      for (const fill of fills) {
        if (busted.has(fill.trade_id)) continue;
        closed.push(...book.add(fill).filter((lot) => lot.closedMicros >= begins));
      }
    },
    end() {
      const text = task.format === 'csv' ? csvOf() : jsonOf();
      return new TextEncoder().encode(text);
    },
  };

  function jsonOf(): string {
    const { account } = task;
    const head = { account, from, to, method, totals: totalsOf(closed, instruments) };
    return `${JSON.stringify({ ...head, closed, open: book.open() })}\n`;
  }

  function csvOf(): string {
    const words = WORDS[task.language];
    const rowOf = createRows(task);
    const lines = [
      ...closed.map((lot) =>
        rowOf(words.closed, lot, {
          ...{ closedMicros: lot.closedMicros, costMinor: lot.costMinor },
          ...{ proceedsMinor: lot.proceedsMinor, gainMinor: lot.gainMinor },
          term: lot.isLongTerm ? words.more : words.less,
        }),
      ),
      ...book.open().map((lot) => {
        const value = lot.isShort
          ? { proceedsMinor: lot.valueMinor }
          : { costMinor: lot.valueMinor };
        return rowOf(words.open, lot, value);
      }),
    ];
    return `${BYTE_ORDER_MARK}${HEADINGS[task.language]}\r\n${lines.join('')}`;
  }
}

interface RowFigures {
  readonly closedMicros?: number;
  readonly costMinor?: number;
  readonly proceedsMinor?: number;
  readonly gainMinor?: number;
  readonly term?: string;
}

function createRows({ assets, instruments, language }: LotsTask) {
  const words = WORDS[language];
  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const money = new Map(assets.map((asset) => [asset.id, asset]));
  const timeText = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();

  return (
    what: string,
    lot: Pick<ClosedLot, 'instrument' | 'openedMicros' | 'isShort' | 'lots'>,
    figures: RowFigures,
  ): string => {
    const { symbol, quoteAsset, lotStep, qtyScale } = known.get(lot.instrument)!;
    const { code, scale } = money.get(quoteAsset)!;
    const { closedMicros, costMinor, proceedsMinor, gainMinor, term = '' } = figures;
    const amount = (minor?: number) => (minor === undefined ? '' : formatDecimal(minor, scale));
    return csvLine([
      ...[what, symbol, timeText(lot.openedMicros)],
      closedMicros === undefined ? '' : timeText(closedMicros),
      lot.isShort ? words.short : words.long,
      formatDecimal(lot.lots * lotStep, qtyScale),
      ...[code, amount(costMinor), amount(proceedsMinor), amount(gainMinor), term],
    ]);
  };
}

function totalsOf(closed: readonly ClosedLot[], instruments: readonly Instrument[]): Totals[] {
  const assetOf = new Map(instruments.map(({ id, quoteAsset }) => [id, quoteAsset]));
  const totals = new Map<number, Totals>();
  for (const { instrument, costMinor, proceedsMinor, gainMinor, isLongTerm } of closed) {
    const asset = assetOf.get(instrument)!;
    const sum = totals.get(asset) ?? {
      ...{ asset, costMinor: 0, proceedsMinor: 0, shortTermMinor: 0, longTermMinor: 0 },
    };
    totals.set(asset, {
      asset,
      costMinor: sum.costMinor + costMinor,
      proceedsMinor: sum.proceedsMinor + proceedsMinor,
      shortTermMinor: sum.shortTermMinor + (isLongTerm ? 0 : gainMinor),
      longTermMinor: sum.longTermMinor + (isLongTerm ? gainMinor : 0),
    });
  }
  return [...totals.values()].sort((a, b) => a.asset - b.asset);
}
