// Which terms of the glossary a search finds: by the term in either language first, then by what is said of
// it.

import { TERMS, type TermId } from '../i18n/glossary-terms.ts';
import { LANGUAGES, translate, type Language } from '../i18n/text-table.ts';
import { fold } from '../../shared/domain/fold-text.ts';

export function findTerms(search: string, language: Language): readonly TermId[] {
  const wanted = fold(search);
  if (wanted === '') return TERMS;
  const isNamed = (id: TermId) =>
    LANGUAGES.some((one) => fold(translate(one, `glossary.term_${id}`)).includes(wanted));
  const isSaid = (id: TermId) => fold(translate(language, `glossary.words_${id}`)).includes(wanted);
  return [...TERMS.filter(isNamed), ...TERMS.filter((id) => !isNamed(id) && isSaid(id))];
}
