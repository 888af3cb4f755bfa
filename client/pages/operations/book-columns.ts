// Columns of the books of an account, as data: a title, and the text of a row.

import type { BookName, BookRows } from '../../actions/account-books.ts';
import { entryCauseName } from '../../../shared/domain/entry-cause.ts';
import { Side } from '../../../shared/domain/order.ts';
import { dayText, priceText, qtyText } from '../../ui/format.ts';
import type { Market } from './proposal-words.ts';

export interface BookWords extends Market {
  /** Minor units of an asset. */
  money(amountMinor: number, asset: number): string;
  /** µs since 1970. */
  time(micros: number): string;
}

export interface BookColumn<Row> {
  readonly title: string;
  readonly isFigure?: boolean;
  text(row: Row, words: BookWords): string;
}

type Columns = { readonly [Name in BookName]: readonly BookColumn<BookRows[Name]>[] };

interface Traded {
  readonly instrument: number;
}

const STATUSES = ['open', 'filled', 'cancelled', 'expired', 'rejected'];
const SETTLEMENTS = ['open', 'closed', 'failed'];

const symbolOf = ({ instrument }: Traded, { instruments }: BookWords) =>
  instruments.get(instrument)?.symbol ?? `#${String(instrument)}`;
const sideOf = ({ side }: { readonly side: number }, { t }: BookWords) =>
  t(side === Side.buy ? 'books.buy' : 'books.sell');

function lots(count: number, { instrument }: Traded, { instruments }: BookWords): string {
  const found = instruments.get(instrument);
  return found === undefined ? String(count) : qtyText(count, found);
}

function ticks(count: number, { instrument }: Traded, { instruments }: BookWords): string {
  const found = instruments.get(instrument);
  return found === undefined ? String(count) : priceText(count, found);
}

/** Minor units of what the instrument is paid in. */
function paid(amountMinor: number, { instrument }: Traded, words: BookWords): string {
  const found = words.instruments.get(instrument);
  return found === undefined ? String(amountMinor) : words.money(amountMinor, found.quoteAsset);
}

const symbol = { title: 'instrument', text: symbolOf };
const side = { title: 'side', text: sideOf };

export const BOOK_COLUMNS: Columns = {
  balances: [
    {
      title: 'asset',
      text: ({ asset }, { assets }) => assets.get(asset)?.code ?? `#${String(asset)}`,
    },
    {
      title: 'available',
      isFigure: true,
      text: (row, { money }) => money(row.available_minor, row.asset),
    },
    { title: 'held', isFigure: true, text: (row, { money }) => money(row.held_minor, row.asset) },
    {
      title: 'unsettled',
      isFigure: true,
      text: (row, { money }) => money(row.unsettled_minor, row.asset),
    },
  ],
  positions: [
    symbol,
    { title: 'traded', isFigure: true, text: (row, words) => lots(row.lots, row, words) },
    { title: 'settled', isFigure: true, text: (row, words) => lots(row.settled_lots, row, words) },
    { title: 'cost', isFigure: true, text: (row, words) => paid(row.cost_minor, row, words) },
    {
      title: 'realised',
      isFigure: true,
      text: (row, words) => paid(row.realised_minor, row, words),
    },
  ],
  orders: [
    { title: 'time', text: (row, { time }) => time(row.placed_micros) },
    // A refused order has no number of its own.
    { title: 'order', isFigure: true, text: ({ key }) => (key > 0 ? String(key) : '–') },
    symbol,
    side,
    { title: 'price', isFigure: true, text: (row, words) => ticks(row.price_ticks, row, words) },
    { title: 'quantity', isFigure: true, text: (row, words) => lots(row.qty_lots, row, words) },
    { title: 'filled', isFigure: true, text: (row, words) => lots(row.filled_lots, row, words) },
    {
      title: 'state',
      text: ({ status }, { t }) => t(`books.order.${STATUSES[status] ?? 'open'}`),
    },
  ],
  fills: [
    { title: 'time', text: (row, { time }) => time(row.time_micros) },
    { title: 'trade', isFigure: true, text: (row) => String(row.trade_id) },
    symbol,
    side,
    { title: 'price', isFigure: true, text: (row, words) => ticks(row.price_ticks, row, words) },
    { title: 'quantity', isFigure: true, text: (row, words) => lots(row.qty_lots, row, words) },
    { title: 'fee', isFigure: true, text: (row, words) => paid(row.fee_minor, row, words) },
  ],
  'cash-entries': [
    { title: 'time', text: (row, { time }) => time(row.time_micros) },
    {
      title: 'cause',
      text: ({ cause }, { t }) => t(`books.cause.${entryCauseName(cause) ?? 'other'}`),
    },
    { title: 'reference', isFigure: true, text: ({ reference }) => String(reference) },
    {
      title: 'amount',
      isFigure: true,
      text: (row, { money }) => money(row.amount_minor, row.asset),
    },
  ],
  obligations: [
    { title: 'valueDate', text: ({ value_date: day }) => dayText(day) },
    symbol,
    // What is open and what has settled are two figures: a delivery may come in parts.
    { title: 'openLots', isFigure: true, text: (row, words) => lots(row.lots, row, words) },
    { title: 'openMoney', isFigure: true, text: (row, words) => paid(row.money_minor, row, words) },
    {
      title: 'settledLots',
      isFigure: true,
      text: (row, words) => lots(row.settled_lots, row, words),
    },
    {
      title: 'settledMoney',
      isFigure: true,
      text: (row, words) => paid(row.settled_minor, row, words),
    },
    {
      title: 'state',
      text: ({ status }, { t }) => t(`books.obligation.${SETTLEMENTS[status] ?? 'open'}`),
    },
  ],
};

export const BOOK_NAMES = Object.keys(BOOK_COLUMNS) as readonly BookName[];
