// The account's postings, newest first: read when the view opens, older pages on demand.

import { useCallback, useState } from 'react';
import { loadCashEntries, type CashEntry } from '../../actions/load-history.ts';
import { useOlderAtOnce, type Older } from '../../ui/use-older.ts';

export interface CashFlow {
  readonly entries: readonly CashEntry[];
  readonly older: Older;
}

export function entryKey({ commandSeq, ordinal }: CashEntry): string {
  return `${String(commandSeq)}.${String(ordinal)}`;
}

/** Entries that are not there yet are added behind: pages come newest first. */
export function addEntries(
  known: readonly CashEntry[],
  page: readonly CashEntry[],
): readonly CashEntry[] {
  const keys = new Set(known.map(entryKey));
  return [...known, ...page.filter((entry) => !keys.has(entryKey(entry)))];
}

export function useCashFlow(): CashFlow {
  const [entries, setEntries] = useState<readonly CashEntry[]>([]);
  const read = useCallback(async (before: string) => {
    const page = await loadCashEntries(before);
    if (page === undefined) return undefined;
    setEntries((known) => addEntries(known, page.rows));
    return page.next;
  }, []);
  const older = useOlderAtOnce(read);
  return { entries, older };
}
