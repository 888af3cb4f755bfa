// The cash ledger: every posting with its cause and reference in words, filtered, page by page, or as CSV.

import { ENTRY_CAUSES, EntryCause } from '../../../shared/domain/entry-cause.ts';
import { useState } from 'react';
import { makePostingsCsv } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import { filterQuery, isFilter, NO_FILTER, type PostingFilter } from './posting-filter.ts';
import { PostingTable } from './PostingTable.tsx';

export default function CashSection() {
  const t = useText();
  const zone = usePrefs((prefs) => prefs.zone);
  const [filter, setFilter] = useState(NO_FILTER);
  const isReady = isFilter(filter);
  const query = filterQuery(filter, zone).toString();
  return (
    <Block title={t('funding.cash')} words={t('funding.cashWords')}>
      <Filters filter={filter} isReady={isReady} onChange={setFilter} />
      {isReady && (
        <>
          <CsvButton query={query} />
          <PostingTable key={query} query={query} isFiltered={query !== ''} />
        </>
      )}
    </Block>
  );
}

interface FiltersProps {
  readonly filter: PostingFilter;
  readonly isReady: boolean;
  readonly onChange: (filter: PostingFilter) => void;
}

function Filters({ filter, isReady, onChange }: FiltersProps) {
  const t = useText();
  const assets = useInstruments((state) => state.assets);
  const change = (part: Partial<PostingFilter>) => {
    onChange({ ...filter, ...part });
  };
  return (
    <div className="filters" role="search">
      <ChoiceField
        label={t('funding.asset')}
        choices={[
          { value: '', label: t('funding.allAssets') },
          ...[...assets.values()].map(({ id, code }) => ({ value: String(id), label: code })),
        ]}
        value={filter.asset}
        onChange={(asset) => change({ asset })}
      />
      <ChoiceField
        label={t('funding.cause')}
        choices={[
          { value: '', label: t('funding.allCauses') },
          ...ENTRY_CAUSES.map((name) => ({
            value: String(EntryCause[name]),
            label: t(`funding.cause.${name}`),
          })),
        ]}
        value={filter.cause}
        onChange={(cause) => change({ cause })}
      />
      <TextField
        label={t('funding.fromDay')}
        type="date"
        value={filter.from}
        onChange={(from) => change({ from })}
      />
      <TextField
        label={t('funding.toDay')}
        type="date"
        value={filter.to}
        onChange={(to) => change({ to })}
        error={isReady ? undefined : t('funding.fault.order')}
      />
    </div>
  );
}

function CsvButton({ query }: { readonly query: string }) {
  const t = useText();
  const form = useForm(true, async () => {
    const answer = await makePostingsCsv(new URLSearchParams(query));
    if (answer.ok) saveFile(answer.value.name, answer.value.content);
    return answer;
  });
  return (
    <>
      {form.refusal !== '' && (
        <p className="form-refusal" role="alert">
          {form.refusal}
        </p>
      )}
      <Button
        className="to-file"
        icon="download"
        disabled={form.isBusy}
        aria-busy={form.isBusy}
        onClick={form.onSubmit}
      >
        {t('funding.csv')}
      </Button>
    </>
  );
}
