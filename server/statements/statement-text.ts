// Words and figures of a statement, the same in every form of it.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import { Side } from '../../shared/domain/order.ts';
import type { LedgerRow } from '../readmodel/ledger-queries.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import type { StatementHead } from './statement.ts';

export type StatementLanguage = 'en' | 'zh';

const CAUSES: Readonly<Record<StatementLanguage, Readonly<Record<number, string>>>> = {
  en: {
    [EntryCause.trade]: 'Trade',
    [EntryCause.fee]: 'Fee',
    [EntryCause.duty]: 'Stamp duty',
    [EntryCause.transfer]: 'Transfer',
    [EntryCause.move]: 'Transfer',
    [EntryCause.reversal]: 'Reversal',
    [EntryCause.penalty]: 'Fail penalty',
    [EntryCause.buyIn]: 'Buy-in',
  },
  zh: {
    [EntryCause.trade]: '成交',
    [EntryCause.fee]: '手续费',
    [EntryCause.duty]: '印花税',
    [EntryCause.transfer]: '划转',
    [EntryCause.move]: '划转',
    [EntryCause.reversal]: '成交冲正',
    [EntryCause.penalty]: '交收违约罚金',
    [EntryCause.buyIn]: '补购',
  },
};
const OTHER = { en: 'Other', zh: '其他' };

/** One posting in words. */
export interface PostingText {
  /** ISO 8601 in UTC, to the millisecond. */
  readonly time: string;
  readonly entry: string;
  readonly currency: string;
  readonly cause: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  /** Of the currency, after the posting. */
  readonly balance: string;
  readonly reference: string;
}

/** Turns postings into words one after the other, keeping the running balance of each currency. */
export function createPostingWriter(
  head: StatementHead,
  language: StatementLanguage,
): (row: LedgerRow) => PostingText {
  const instruments = new Map(head.instruments.map((one) => [one.id, one]));
  const assets = new Map(head.assets.map((asset) => [asset.id, asset]));
  const balances = new Map(head.currencies.map((line) => [line.asset, line.openingMinor]));
  return (row) => {
    const { code, scale } = assets.get(row.asset)!;
    const balance = (balances.get(row.asset) ?? 0) + row.amount_minor;
    balances.set(row.asset, balance);
    const instrument = row.instrument === null ? undefined : instruments.get(row.instrument);
    return {
      time: new Date(Math.floor(row.time_micros / 1_000)).toISOString(),
      entry: `${String(row.command_seq)}.${String(row.ordinal)}`,
      currency: code,
      cause: CAUSES[language][row.cause] ?? OTHER[language],
      ...(instrument === undefined ? NO_FILL : fillText(row, instrument, language)),
      amount: formatDecimal(row.amount_minor, scale),
      balance: formatDecimal(balance, scale),
      reference: String(row.reference),
    };
  };
}

const NO_FILL = { symbol: '', side: '', quantity: '', price: '' };
const SIDES = { en: ['Buy', 'Sell'], zh: ['买入', '卖出'] } as const;

function fillText(row: LedgerRow, instrument: Instrument, language: StatementLanguage) {
  return {
    symbol: instrument.symbol,
    side: SIDES[language][row.side === Side.buy ? 0 : 1],
    quantity: lotsText(row.qty_lots ?? 0, instrument),
    price: formatDecimal((row.price_ticks ?? 0) * instrument.tickStep, instrument.priceScale),
  };
}

export function lotsText(lots: number, { lotStep, qtyScale }: Instrument): string {
  return formatDecimal(lots * lotStep, qtyScale);
}
