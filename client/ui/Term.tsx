// A word that is in the glossary: says what it means when the pointer rests on it, and opens the glossary.
// It is no stop of the Tab key: the glossary has a key of its own.

import type { TermId } from '../i18n/glossary-terms.ts';
import { useText } from '../i18n/use-text.ts';
import { askTerm } from '../state/glossary-store.ts';

export interface TermProps {
  readonly id: TermId;
  /** The word as it stands here. */
  readonly children: string;
}

export function Term({ id, children }: TermProps) {
  const t = useText();
  return (
    <button
      type="button"
      className="term"
      tabIndex={-1}
      title={t(`glossary.words_${id}`)}
      onClick={() => {
        askTerm(id);
      }}
    >
      {children}
    </button>
  );
}
