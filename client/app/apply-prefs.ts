// Preferences that the whole page shows: theme, colours of up and down, density, motion, language.

import { setLanguage } from '../i18n/use-text.ts';
import { prefsStore, type Prefs } from '../state/prefs-store.ts';

/** Applies them now and at every change; the answer stops that. */
export function applyPrefs(): () => void {
  apply(prefsStore.getState());
  return prefsStore.subscribe(apply);
}

function apply({ theme, updown, density, lang, reducedMotion }: Prefs): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.dataset['updown'] = updown;
  root.dataset['density'] = density;
  root.dataset['motion'] = reducedMotion ? 'reduced' : 'full';
  root.lang = lang === 'zh' ? 'zh-CN' : 'en';
  setLanguage(lang);
}
