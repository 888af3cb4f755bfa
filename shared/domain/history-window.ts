// A window of an account's history: so many rows from a place on, in an order and through a filter. What is
// asked and what is answered, over REST.

/** Columns by which the history of orders comes in order; ties are newest first. */
export const ORDER_SORTS = [
  ...(['time', 'instrument', 'side', 'type', 'qty', 'filled', 'price', 'state', 'id'] as const),
] as const;
export const FILL_SORTS = [
  ...(['time', 'instrument', 'side', 'qty', 'price', 'value', 'fee', 'role'] as const),
  ...(['order', 'trade'] as const),
] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];
export type FillSort = (typeof FILL_SORTS)[number];

/** What an order is, where that needs no reason; how the others ended is their cause or reject code. */
export const WINDOW_STATES = ['working', 'partFilled', 'filled', 'rejected'] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

/** One word of a filter, in terms that no language has a part in: a row passes that has any of these. */
export interface FilterWord {
  /** Folded; part of an instrument's code, or the whole of an id. Empty: neither. */
  readonly text: string;
  readonly sides?: readonly number[] | undefined;
  /** Orders: type and time in force. */
  readonly types?: readonly (readonly [number, number])[] | undefined;
  readonly states?: readonly WindowState[] | undefined;
  /** Orders that ended unfilled: done causes; and refused ones: reject codes. */
  readonly causes?: readonly number[] | undefined;
  readonly codes?: readonly number[] | undefined;
  /** Fills: 1 took, 0 made. */
  readonly takers?: readonly number[] | undefined;
}

export interface WindowAsk<Sort extends string> {
  readonly sort: Sort;
  readonly falling: boolean;
  /** A row has to pass every word. */
  readonly words: readonly FilterWord[];
  /** Of the first row, from 0; beyond the last there are no rows. */
  readonly offset: number;
  readonly count: number;
  /** Of the answer before, so that rows which come meanwhile move none; 0: as it is now. */
  readonly version: number;
}

export interface RowWindow<Row> {
  /** Another than was asked for: that one is no longer kept, and this is as it is now. */
  readonly version: number;
  /** Rows of the whole list. */
  readonly total: number;
  /** There are more rows than a list may have: the first are in it. */
  readonly more: boolean;
  readonly offset: number;
  readonly rows: readonly Row[];
}

/** Rows of one answer. */
export const WINDOW_ROWS_MAX = 500;
/** Rows of a list: as many as a browser can scroll in one element (Firefox: 17.8 million px), 64 px each. */
export const LIST_ROWS_MAX = 250_000;
export const FILTER_WORDS_MAX = 8;
export const FILTER_TEXT_MAX = 40;
/** Of one kind in one word; more than there are reject codes. */
export const FILTER_CODES_MAX = 500;
