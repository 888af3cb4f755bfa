// Windows of a list that is too long for the page: those in and near sight are asked for, a few at once,
// nearest first; a bounded number is kept. The list stands still under a version; it is made anew when rows
// come while its head is in sight, so that nothing moves under the pointer elsewhere.

import { WINDOW_ROWS_MAX, type RowWindow } from '../../shared/domain/history-window.ts';

/** `version`: 0 asks for the list as it is now. */
export type LoadWindow<Row> = (
  offset: number,
  count: number,
  version: number,
) => Promise<RowWindow<Row> | undefined>;

export interface WindowsHeld<Row> {
  /** loading: nothing is known of this list yet, rows are of the one before. */
  readonly state: 'loading' | 'ready' | 'failed';
  readonly total: number;
  /** There are more rows than a list may have. */
  readonly more: boolean;
  /** Rows came that this list does not have. */
  readonly behind: boolean;
  /** By their number: window n has the rows from n * WINDOW_ROWS on. */
  readonly windows: ReadonlyMap<number, readonly Row[]>;
}

export const WINDOW_ROWS = 100;
export const WINDOWS_KEPT = 12;
const AT_ONCE = 2;
/** Times that an export begins anew. */
const BEGUN_MAX = 3;
/** ms from a report on the socket until the history has it. */
const WRITTEN_MS = 300;
/** The history may be late once: it is asked again after the second look. */
const LOOKS = 2;

const NOTHING = { state: 'loading', total: 0, more: false, behind: false, windows: new Map() };

export class RowWindows<Row> {
  readonly #onHeld: (held: WindowsHeld<Row>) => void;
  #held = NOTHING as WindowsHeld<Row>;
  #load: LoadWindow<Row> | undefined;
  /** Rises with every list: answers of another one are dropped. */
  #list = 0;
  /** 0: the list was not answered yet. */
  #version = 0;
  #flying = new Set<number>();
  #sight = { first: 0, last: 0, isHead: true };
  #looks = 0;
  #spacingMs = 0;
  #lookedMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onHeld: (held: WindowsHeld<Row>) => void) {
    this.#onHeld = onHeld;
  }

  /** Another order or filter: from its head on. At most one new list in `spacingMs`. */
  ask(load: LoadWindow<Row>, spacingMs: number): void {
    this.#load = load;
    this.#spacingMs = spacingMs;
    this.#sight = { first: 0, last: this.#sight.last - this.#sight.first, isHead: true };
    this.#looks = 0;
    this.#put({ state: 'loading', behind: false });
    this.#renew();
  }

  /** Rows `first` to `last` are in sight; head: nothing is above them. */
  see(first: number, last: number, isHead: boolean): void {
    this.#sight = { first, last, isHead };
    if (isHead) this.#lookLater();
    this.#pump();
  }

  /** Rows came, or changed. */
  news(): void {
    if (this.#load === undefined) return;
    this.#looks = LOOKS;
    if (this.#sight.isHead) this.#lookLater();
    else this.#put({ behind: true });
  }

  retry(): void {
    if (this.#version === 0) return this.#renew();
    this.#put({ state: 'ready' });
    this.#pump();
  }

  /** Every row of the list in its order, for an export; undefined: it could not be read. Where the server
   * keeps the list no longer, it is read from its head as it is then. */
  async all(): Promise<readonly Row[] | undefined> {
    const load = this.#load;
    let version = this.#version;
    let rows: Row[] = [];
    for (let began = 0; load !== undefined && began < BEGUN_MAX;) {
      const answer = await load(rows.length, WINDOW_ROWS_MAX, version);
      if (answer === undefined) return undefined;
      const isOther = rows.length > 0 && answer.version !== version;
      version = answer.version;
      if (isOther) {
        rows = [];
        began += 1;
        continue;
      }
      for (const row of answer.rows) rows.push(row);
      if (rows.length >= answer.total || answer.rows.length === 0) return rows;
    }
    return undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#load = undefined;
    this.#list += 1;
  }

  #put(part: Partial<WindowsHeld<Row>>): void {
    this.#held = { ...this.#held, ...part };
    this.#onHeld(this.#held);
  }

  #renew(): void {
    this.#list += 1;
    this.#version = 0;
    this.#flying = new Set();
    this.#lookedMs = Date.now();
    if (this.#held.state === 'failed') this.#put({ state: 'loading' });
    this.#pump();
  }

  #lookLater(): void {
    if (this.#looks === 0 || this.#timer !== undefined) return;
    const wait = Math.max(WRITTEN_MS, this.#lookedMs + this.#spacingMs - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#sight.isHead) return this.#put({ behind: true });
      this.#looks -= 1;
      this.#renew();
      this.#lookLater();
    }, wait);
  }

  /** The first answer of a list says which version the others are asked of. */
  #pump(): void {
    if (this.#held.state === 'failed') return;
    const most = this.#version === 0 ? 1 : AT_ONCE;
    for (const n of this.#wanted()) {
      if (this.#flying.size >= most) return;
      if (!this.#flying.has(n)) void this.#fetch(n);
    }
  }

  /** Windows in sight and then those beside them, without those that are there. */
  #wanted(): number[] {
    const [from, to] = [windowOf(this.#sight.first), windowOf(this.#sight.last)];
    if (this.#version === 0) return [from];
    const inSight = Array.from({ length: to - from + 1 }, (_, k) => from + k);
    const last = windowOf(Math.max(0, this.#held.total - 1));
    return [...inSight, to + 1, from - 1].filter(
      (n) => n >= 0 && n <= last && !this.#held.windows.has(n),
    );
  }

  async #fetch(n: number): Promise<void> {
    const load = this.#load;
    if (load === undefined) return;
    const list = this.#list;
    this.#flying.add(n);
    const answer = await load(n * WINDOW_ROWS, WINDOW_ROWS, this.#version);
    if (list !== this.#list) return;
    this.#flying.delete(n);
    if (answer === undefined) return this.#put({ state: 'failed' });
    this.#take(n, answer);
    this.#pump();
  }

  #take(n: number, { version, total, more, rows }: RowWindow<Row>): void {
    // Of a list that is no longer kept nothing fits to the new one, nor does what is still on its way.
    const isNew = version !== this.#version;
    if (isNew) {
      this.#list += 1;
      this.#flying = new Set();
    }
    const windows = new Map(isNew ? [] : this.#held.windows);
    windows.set(n, rows);
    this.#version = version;
    const behind = this.#looks > 0 && !this.#sight.isHead;
    this.#put({ state: 'ready', total, more, behind, windows: this.#nearest(windows) });
  }

  #nearest(windows: Map<number, readonly Row[]>): Map<number, readonly Row[]> {
    const middle = (this.#sight.first + this.#sight.last) / 2 / WINDOW_ROWS;
    const far = [...windows.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const n of far.slice(WINDOWS_KEPT)) windows.delete(n);
    return windows;
  }
}

function windowOf(row: number): number {
  return Math.floor(row / WINDOW_ROWS);
}

export function rowAt<Row>({ windows }: WindowsHeld<Row>, row: number): Row | undefined {
  return windows.get(windowOf(row))?.[row % WINDOW_ROWS];
}

/** Rows that are here, each with its place, in order. */
export function placedRows<Row>({
  windows,
}: WindowsHeld<Row>): readonly (readonly [number, Row])[] {
  const numbers = [...windows.keys()].sort((a, b) => a - b);
  return numbers.flatMap((n) =>
    windows.get(n)!.map((row, k) => [n * WINDOW_ROWS + k, row] as const),
  );
}
