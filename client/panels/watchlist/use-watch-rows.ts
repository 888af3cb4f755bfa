// The rows of a watchlist out of what is listed, the chosen list and the filter; made again only when one of
// them changes.

import { useEffect, useMemo, useState } from 'react';
import { createInstrumentIndex, type Initials } from '../../state/instrument-search.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { loadInitials } from '../../state/pinyin-initials.ts';
import type { WatchList } from '../../state/watch-groups.ts';
import { rowsByClass, rowsOfList, type WatchRow } from './watch-rows.ts';

const NO_INITIALS: Initials = () => '';

export function useWatchRows(
  list: WatchList | undefined,
  filter: string,
  closed: ReadonlySet<string>,
): readonly WatchRow[] {
  const instruments = useInstruments((state) => state.instruments);
  const all = useMemo(() => [...instruments.values()], [instruments]);
  const bySymbol = useMemo(() => new Map(all.map((one) => [one.symbol, one])), [all]);
  const isFiltered = filter.trim() !== '';
  const [initials, setInitials] = useState<{ readonly of: Initials }>({ of: NO_INITIALS });
  useEffect(() => {
    let isWanted = isFiltered;
    // Without them Chinese names are found by their characters; so a failure to load is none to show.
    if (isWanted)
      loadInitials(all).then(
        (of) => {
          if (isWanted) setInitials({ of });
        },
        () => {},
      );
    return () => {
      isWanted = false;
    };
  }, [all, isFiltered]);
  const index = useMemo(
    () => (isFiltered ? createInstrumentIndex(all, initials.of) : undefined),
    [all, initials, isFiltered],
  );
  const found = useMemo(
    () => (index === undefined ? undefined : new Set(index.search(filter, all.length))),
    [index, filter, all],
  );
  return useMemo(() => {
    const isShown = ({ id }: { readonly id: number }) => found === undefined || found.has(id);
    if (list !== undefined) return rowsOfList(list, bySymbol, isShown, closed);
    return rowsByClass(found === undefined ? all : all.filter(isShown), closed);
  }, [all, bySymbol, found, list, closed]);
}
