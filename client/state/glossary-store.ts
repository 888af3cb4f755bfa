// Which term somebody asked about; the shell opens the glossary at it.

import { create } from 'zustand';

export interface GlossaryState {
  /** Key of its words: `glossary.term_<term>`; undefined: the whole list. */
  readonly term: string | undefined;
  /** Raised with every question: the same one twice opens it twice. */
  readonly number: number;
}

export const glossaryStore = create<GlossaryState>(() => ({ term: undefined, number: 0 }));

export function askTerm(term: string | undefined): void {
  glossaryStore.setState(({ number }) => ({ term, number: number + 1 }));
}
