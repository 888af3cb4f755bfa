// The whole history of fills as a table of windows.

import { useMemo } from 'react';
import { fold } from '../../../shared/domain/fold-text.ts';
import { FILL_SORTS, type FilterWord } from '../../../shared/domain/history-window.ts';
import { Side } from '../../../shared/domain/order.ts';
import { loadFillWindow } from '../../actions/load-window.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FillRow } from '../../state/fills-store.ts';
import { withDates } from '../../ui/order-columns.tsx';
import type { Column } from '../../ui/table-rows.ts';
import type { RowId } from '../../ui/table-selection.ts';
import type { Table } from '../../ui/use-table.ts';
import { useWindowTable } from '../../ui/use-window-table.ts';

/** px of `11-20 15:34:08.123`. */
const DATED_PX = 124;

/** Asks for nothing while it is not shown. */
export function useFillHistory(
  columns: readonly Column<FillRow>[],
  rowKey: (row: FillRow) => RowId,
  known: readonly FillRow[],
  isShown: boolean,
): Table<FillRow> {
  const t = useText();
  const wordOf = useMemo(() => (text: string) => fillWord(t, text), [t]);
  const dated = useMemo(() => withDates(columns, DATED_PX), [columns]);
  return useWindowTable({
    ...{ id: 'fills', columns: dated, rowKey, sorts: FILL_SORTS, wordOf, news: known },
    load: isShown ? loadFillWindow : undefined,
  });
}

/** A word of the filter in terms of the server, which does not know how a side is called. */
function fillWord(t: Translate, text: string): FilterWord {
  const says = (words: string) => fold(words).includes(text);
  return {
    text,
    sides: Object.values(Side).filter((side) =>
      says(t(side === Side.buy ? 'orders.buy' : 'orders.sell')),
    ),
    takers: [0, 1].filter((taker) => says(t(taker === 1 ? 'fills.took' : 'fills.made'))),
  };
}
