// A watchlist as a text file: JSON with a version, a name and symbols in order. What is written is read back
// as it was; symbols that are not listed here are kept and named.

import { readName, readSymbols, type WatchList } from './watch-groups.ts';

const FORMAT = 'openbell.watchlist';
const VERSION = 1;
/** A megabyte is far more than any list; bigger files are not read. */
export const LARGEST_FILE_BYTES = 1_000_000;

export type ListContent = Pick<WatchList, 'name' | 'symbols'>;

export type ListFile =
  | { readonly ok: true; readonly list: ListContent }
  /** unreadable: no such file of ours · newer: written by a later version. */
  | { readonly ok: false; readonly why: 'unreadable' | 'newer' };

export function writeListFile({ name, symbols }: ListContent): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, symbols }, null, 2)}\n`;
}

export function readListFile(text: string): ListFile {
  const given = parse(text);
  if (given?.['format'] !== FORMAT) return { ok: false, why: 'unreadable' };
  const version = given['version'];
  if (typeof version !== 'number') return { ok: false, why: 'unreadable' };
  if (version > VERSION) return { ok: false, why: 'newer' };
  const name = readName(given['name']);
  if (name === undefined || !Array.isArray(given['symbols']))
    return { ok: false, why: 'unreadable' };
  return { ok: true, list: { name, symbols: readSymbols(given['symbols']) } };
}

/** Symbols of a list that are not listed at this venue, in the list's order. */
export function unknownSymbols(
  symbols: readonly string[],
  isListed: (symbol: string) => boolean,
): readonly string[] {
  return symbols.filter((symbol) => !isListed(symbol));
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
