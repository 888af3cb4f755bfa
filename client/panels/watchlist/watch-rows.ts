// The rows of a watchlist: groups by asset class, or one list of the user's in its own order.

import { ASSET_CLASS_NAMES, type Instrument } from '../../../shared/domain/instrument.ts';
import type { WatchList } from '../../state/watch-groups.ts';

export interface GroupRow {
  readonly is: 'group';
  readonly key: string;
  /** -1: a list of the user's. */
  readonly assetClass: number;
  readonly name: string;
  readonly members: readonly Instrument[];
  readonly isOpen: boolean;
}

export interface InstrumentRow {
  readonly is: 'instrument';
  readonly key: string;
  readonly instrument: Instrument;
  /** Decimals that it lacks to those of its group. */
  readonly reserve: number;
}

/** A symbol of a list that is not listed here; kept, so that nothing is lost. */
export interface UnknownRow {
  readonly is: 'unknown';
  readonly key: string;
  readonly symbol: string;
}

export type WatchRow = GroupRow | InstrumentRow | UnknownRow;

/** More decimals than this are not waited for: a column would be wide for one instrument. */
const RESERVED_MAX = 3;

export function rowsByClass(
  instruments: readonly Instrument[],
  closed: ReadonlySet<string>,
): readonly WatchRow[] {
  const byClass: Instrument[][] = ASSET_CLASS_NAMES.map(() => []);
  for (const instrument of instruments) byClass[instrument.assetClass]?.push(instrument);
  return byClass.flatMap((members, assetClass) => {
    const name = ASSET_CLASS_NAMES[assetClass]!;
    return members.length === 0 ? [] : groupOf({ key: name, name, assetClass, members }, closed);
  });
}

export function rowsOfList(
  list: WatchList,
  bySymbol: ReadonlyMap<string, Instrument>,
  isShown: (instrument: Instrument) => boolean,
  closed: ReadonlySet<string>,
): readonly WatchRow[] {
  const members: Instrument[] = [];
  const unknown: UnknownRow[] = [];
  for (const symbol of list.symbols) {
    const instrument = bySymbol.get(symbol);
    if (instrument === undefined) unknown.push({ is: 'unknown', key: `?${symbol}`, symbol });
    else if (isShown(instrument)) members.push(instrument);
  }
  const rows = groupOf({ key: list.id, name: list.name, assetClass: -1, members }, closed);
  return closed.has(list.id) ? rows : [...rows, ...unknown];
}

function groupOf(
  group: Omit<GroupRow, 'is' | 'isOpen'>,
  closed: ReadonlySet<string>,
): readonly WatchRow[] {
  const isOpen = !closed.has(group.key);
  const head: GroupRow = { is: 'group', ...group, isOpen };
  if (!isOpen) return [head];
  const scale = group.members.reduce((most, one) => Math.max(most, one.priceScale), 0);
  const rows = group.members.map((instrument): InstrumentRow => {
    const missing = scale - instrument.priceScale;
    const reserve = missing > RESERVED_MAX ? 0 : missing;
    return { is: 'instrument', key: instrument.symbol, instrument, reserve };
  });
  return [head, ...rows];
}

/** The text by which typing finds a row. */
export function rowName(row: WatchRow): string {
  if (row.is === 'group') return row.name;
  return row.is === 'unknown' ? row.symbol : row.instrument.symbol;
}
