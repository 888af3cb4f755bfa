// The figure columns of a watchlist: how wide, which number, which text and tone.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Language } from '../../i18n/text-table.ts';
import type { QuoteColumns } from '../../state/market-views.ts';
import { Tone } from '../../ui/figure-canvas/figure-cells.ts';
import { changeText, priceText } from '../../ui/format.ts';
import { shortAmount } from '../../ui/large-figures.ts';

export const COLUMN_IDS = ['bid', 'ask', 'change', 'last', 'volume', 'high', 'low'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export const DEFAULT_COLUMNS: readonly ColumnId[] = ['bid', 'ask', 'change'];

export interface WatchColumn {
  readonly id: ColumnId;
  /** CSS px. */
  readonly width: number;
  /** A price in ticks stands on the column's point and may show its big figure. */
  readonly isPrice: boolean;
  /** A change of it is shown by a flash. */
  readonly flashes: boolean;
  /** What the figure depends on: while it stays, the text stays. */
  value(quotes: QuoteColumns, id: number): number;
  text(quotes: QuoteColumns, instrument: Instrument, language: Language): string;
}

type PriceColumn = 'bid' | 'ask' | 'last' | 'high24' | 'low24';

function price(id: ColumnId, column: PriceColumn, flashes = false): WatchColumn {
  return {
    id,
    width: 64,
    isPrice: true,
    flashes,
    value: (quotes, at) => quotes[column][at] ?? 0,
    text: (quotes, instrument) => priceText(quotes[column][instrument.id] ?? 0, instrument),
  };
}

const COLUMNS: Readonly<Record<ColumnId, WatchColumn>> = {
  bid: price('bid', 'bid', true),
  ask: price('ask', 'ask', true),
  last: price('last', 'last'),
  high: price('high', 'high24'),
  low: price('low', 'low24'),
  change: {
    id: 'change',
    width: 48,
    isPrice: false,
    flashes: false,
    value: (quotes, at) => changeOf(quotes, at),
    // The header says that it is percent.
    text: (quotes, { id }) =>
      changeText(quotes.open24[id] ?? 0, quotes.last[id] ?? 0).replace('%', ''),
  },
  volume: {
    id: 'volume',
    width: 52,
    isPrice: false,
    flashes: false,
    value: (quotes, at) => quotes.volume24[at] ?? 0,
    text: (quotes, { id, lotStep, qtyScale }, language) => {
      const lots = quotes.volume24[id] ?? 0;
      return lots === 0 ? '–' : shortAmount((lots * lotStep) / 10 ** qtyScale, language);
    },
  },
};

/** Relative change of the day; 0 where a price is missing. */
export function changeOf(quotes: QuoteColumns, id: number): number {
  const open = quotes.open24[id] ?? 0;
  const last = quotes.last[id] ?? 0;
  return open === 0 || last === 0 ? 0 : last / open - 1;
}

/** Out of a panel's parameters: known columns, each once, in the order of the board. */
export function readColumns(given: unknown): readonly ColumnId[] {
  if (!Array.isArray(given)) return DEFAULT_COLUMNS;
  const known = COLUMN_IDS.filter((id) => (given as readonly unknown[]).includes(id));
  return known.length === 0 ? DEFAULT_COLUMNS : known;
}

export function columnsOf(ids: readonly ColumnId[]): readonly WatchColumn[] {
  return ids.map((id) => COLUMNS[id]);
}

export function toneOf(column: WatchColumn, text: string, isStale: boolean): Tone {
  if (isStale) return Tone.text3;
  if (column.id === 'volume') return Tone.text2;
  if (column.id !== 'change') return Tone.text1;
  if (text.startsWith('+')) return Tone.up;
  return text.startsWith('−') ? Tone.down : Tone.text2;
}

export const COLUMN_GAP_PX = 4;
export const EDGE_PX = 8;

/** Right edges of the columns, and the width of all of them with the edge after them, CSS px. */
export function columnEdges(columns: readonly WatchColumn[]): {
  readonly rights: readonly number[];
  readonly width: number;
} {
  let x = 0;
  const rights = columns.map(({ width }) => (x += width + COLUMN_GAP_PX));
  return { rights, width: x + EDGE_PX };
}
