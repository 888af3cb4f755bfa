// Postings of one filter, newest first, with a way to older ones.

import { useCallback, useState } from 'react';
import { entryCauseName } from '../../../shared/domain/entry-cause.ts';
import { readPostings, type Posting } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { OlderButton } from '../../ui/OlderButton.tsx';
import { refusalWords } from '../../ui/use-form.ts';
import { useOlderAtOnce } from '../../ui/use-older.ts';
import { dateTimeText } from '../../ui/zoned-time.ts';
import { meaningOf } from './posting-filter.ts';

export interface PostingTableProps {
  /** Of the filters; another query is another table. */
  readonly query: string;
  readonly isFiltered: boolean;
}

const PAGE = '50';
const COLUMNS = ['time', 'cause', 'meaning', 'amount', 'entry'] as const;

function usePostings(query: string) {
  const [rows, setRows] = useState<readonly Posting[]>([]);
  const [code, setCode] = useState(0);
  const read = useCallback(
    async (before: string) => {
      const page = new URLSearchParams(query);
      page.set('limit', PAGE);
      if (before !== '') page.set('before', before);
      const answer = await readPostings(page);
      if (!answer.ok) {
        setCode(answer.code);
        return undefined;
      }
      setRows((known) => (before === '' ? answer.value.rows : [...known, ...answer.value.rows]));
      return answer.value.next;
    },
    [query],
  );
  const older = useOlderAtOnce(read);
  return { rows, code, older };
}

export function PostingTable({ query, isFiltered }: PostingTableProps) {
  const t = useText();
  const { rows, code, older } = usePostings(query);
  if (rows.length === 0 && older.state === 'failed') {
    return (
      <Empty
        urgent
        icon="warn"
        title={t('ui.readFailed')}
        words={refusalWords(t, code)}
        action={<Button onClick={() => void older.load()}>{t('ui.readAgain')}</Button>}
      />
    );
  }
  if (rows.length === 0 && older.state !== 'all') return <Loading label={t('ui.loading')} />;
  if (rows.length === 0) {
    const key = isFiltered ? 'funding.noneFound' : 'funding.noPostings';
    return <Empty title={t(key)} words={t('funding.noPostingsWords')} icon="search" />;
  }
  return (
    <>
      <table className="money-table postings">
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className={name === 'amount' ? 'figure' : undefined}>
                {t(`funding.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PostingRow key={`${String(row.command_seq)}.${String(row.ordinal)}`} row={row} />
          ))}
        </tbody>
      </table>
      <p className="older">
        <OlderButton older={older} />
      </p>
    </>
  );
}

function PostingRow({ row }: { readonly row: Posting }) {
  const t = useText();
  const zone = usePrefs((prefs) => prefs.zone);
  const asset = useInstruments((state) => state.assets.get(row.asset));
  const scale = asset?.scale ?? 0;
  const money = moneyText(row.amount_minor, scale, Math.min(scale, 8));
  const cause = entryCauseName(row.cause);
  const { is, number } = meaningOf(row);
  return (
    <tr>
      <td className="when">{dateTimeText(row.time_micros, zone)}</td>
      <td>
        {cause === undefined
          ? t('funding.cause.unknown', { cause: row.cause })
          : t(`funding.cause.${cause}`)}
      </td>
      <td className="meaning">{t(`funding.meaning.${is}`, { number })}</td>
      <td className={`figure ${row.amount_minor < 0 ? 'down' : 'up'}`}>
        {row.amount_minor > 0 ? `+${money}` : money} {asset?.code}
      </td>
      <td className="entry">{`${String(row.command_seq)}.${String(row.ordinal)}`}</td>
    </tr>
  );
}
