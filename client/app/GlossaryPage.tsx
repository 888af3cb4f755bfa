// The glossary: the words of the trading screen, found by typing.

import { useDeferredValue, useState } from 'react';
import { translate } from '../i18n/text-table.ts';
import { useLanguage, useText } from '../i18n/use-text.ts';
import { glossaryStore } from '../state/glossary-store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { findTerms } from './glossary-search.ts';
import { closeOverlay } from './overlay-store.ts';

export function GlossaryPage() {
  const t = useText();
  const language = useLanguage();
  const [search, setSearch] = useState(() => {
    const { term } = glossaryStore.getState();
    return term === undefined ? '' : translate(language, `glossary.term_${term}`);
  });
  const terms = findTerms(useDeferredValue(search), language);
  return (
    <Dialog title={t('shell.glossary')} onClose={closeOverlay} wide>
      <div className="glossary-search">
        <input
          type="search"
          aria-label={t('glossary.search')}
          placeholder={t('glossary.search')}
          spellCheck={false}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <span role="status">{t('glossary.found', { count: terms.length })}</span>
      </div>
      {terms.length === 0 && <p className="dialog-note">{t('glossary.none')}</p>}
      <dl className="glossary" tabIndex={0} aria-label={t('shell.glossary')}>
        {terms.map((id) => (
          <div key={id}>
            <dt>{t(`glossary.term_${id}`)}</dt>
            <dd>{t(`glossary.words_${id}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
