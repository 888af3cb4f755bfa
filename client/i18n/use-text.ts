// The language of the page, and its texts for React and for painters.

import { create } from 'zustand';
import {
  translate,
  type Language,
  type TextKey,
  type TextValues,
  type Translate,
} from './text-table.ts';

interface LanguageState {
  readonly language: Language;
  /** One function per language, so that effects may depend on it. */
  readonly t: Translate;
}

function translator(language: Language): Translate {
  return (key, values) => translate(language, key, values);
}

export const languageStore = create<LanguageState>(() => ({ language: 'en', t: translator('en') }));

export function setLanguage(language: Language): void {
  if (languageStore.getState().language === language) return;
  languageStore.setState({ language, t: translator(language) });
}

/** `t('ticket.buy', { qty: '2' })`; the component is rendered again when the language changes. */
export function useText(): Translate {
  return languageStore((state) => state.t);
}

export function useLanguage(): Language {
  return languageStore((state) => state.language);
}

/** For painters and other code outside of React. */
export function textNow(key: TextKey, values?: TextValues): string {
  return languageStore.getState().t(key, values);
}
