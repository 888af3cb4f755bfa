// One book of an account: its newest rows, and older ones on request.

import { useCallback, useState } from 'react';
import { readBook, type BookName, type BookRows } from '../../actions/account-books.ts';
import { useText } from '../../i18n/use-text.ts';
import { OlderButton } from '../../ui/OlderButton.tsx';
import { refusalWords } from '../../ui/use-form.ts';
import { useOlderAtOnce } from '../../ui/use-older.ts';
import { BOOK_COLUMNS, type BookColumn } from './book-columns.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { useFigures } from './use-figures.ts';
import { useMarketWords } from './use-market-words.ts';

interface AccountBookProps<Name extends BookName> {
  readonly account: number;
  readonly name: Name;
}

function useBook<Name extends BookName>({ account, name }: AccountBookProps<Name>) {
  const t = useText();
  const [rows, setRows] = useState<readonly BookRows[Name][]>([]);
  const [refusal, setRefusal] = useState('');
  const read = useCallback(
    async (before: string) => {
      const answer = await readBook(account, name, before);
      setRefusal(answer.ok ? '' : refusalWords(t, answer.code));
      if (!answer.ok) return undefined;
      setRows((known) => (before === '' ? answer.value.rows : [...known, ...answer.value.rows]));
      return answer.value.next;
    },
    [account, name, t],
  );
  const older = useOlderAtOnce(read);
  return { rows, refusal, older };
}

/** A book of another account or name is another element: give it a key of both. */
export function AccountBook<Name extends BookName>({ account, name }: AccountBookProps<Name>) {
  const t = useText();
  const words = { ...useMarketWords(), ...useFigures() };
  const { rows, refusal, older } = useBook({ account, name });
  const columns: readonly BookColumn<BookRows[Name]>[] = BOOK_COLUMNS[name];
  const isEmpty = rows.length === 0 && older.state === 'all';
  return (
    <>
      <OfficeTable
        label={t(`books.book.${name}`)}
        empty={isEmpty ? t('books.noRows') : refusal}
        columns={columns.map(({ title, isFigure = false }) => ({
          title: t(`books.column.${title}`),
          isFigure,
        }))}
        rows={rows.map((row, k) => ({
          key: k,
          cells: columns.map(({ text }) => text(row, words)),
        }))}
      />
      {!isEmpty && (
        <p className="acts">
          <OlderButton older={older} />
        </p>
      )}
    </>
  );
}
