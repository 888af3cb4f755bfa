// What a table has of a list that is too long for the page: its length, the rows that are here, and the words
// of its filter as they are asked of the server.

import { fold } from '../../shared/domain/fold-text.ts';
import {
  FILTER_TEXT_MAX,
  FILTER_WORDS_MAX,
  type FilterWord,
} from '../../shared/domain/history-window.ts';
import type { WindowsHeld } from '../state/row-windows.ts';
import type { RowId } from './table-selection.ts';

/** What a table of windows has beside its rows. */
export interface TableWindows<Row> extends Pick<
  WindowsHeld<Row>,
  'state' | 'total' | 'more' | 'behind'
> {
  /** undefined: not here yet. */
  readonly rowAt: (place: number) => Row | undefined;
  /** -1: nowhere. */
  readonly placeOf: (id: RowId) => number;
  readonly see: (first: number, last: number, isHead: boolean) => void;
  /** Rises when the table is to be shown from its head. */
  readonly start: number;
  readonly toHead: () => void;
  readonly retry: () => void;
  /** Every row in order; undefined: they could not be read. */
  readonly all: () => Promise<readonly Row[] | undefined>;
}

const LINE = 'line ';

/** Id of the cursor on a row that is not here yet. */
export function lineId(place: number): RowId {
  return `${LINE}${String(place)}`;
}

export function placeOfLine(id: RowId): number | undefined {
  const isLine = typeof id === 'string' && id.startsWith(LINE);
  return isLine ? Number(id.slice(LINE.length)) : undefined;
}

export function filterWords(
  filter: string,
  wordOf: (text: string) => FilterWord,
): readonly FilterWord[] {
  const texts = filter.split(/\s+/).map((text) => fold(text).slice(0, FILTER_TEXT_MAX));
  return texts.filter(Boolean).slice(0, FILTER_WORDS_MAX).map(wordOf);
}
