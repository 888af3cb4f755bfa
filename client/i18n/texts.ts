// Where texts come from: what the shell always needs is here from the start, the texts of a panel come
// with the panel. A file `<name>-text.ts` exports `text = { en: {…}, zh: {…} }`; its namespace is `<name>`.

import { text as shell } from './shell-text.ts';
import { text as ui } from './ui-text.ts';
import { addTexts, type TextsByLanguage } from './text-table.ts';

addTexts('shell', shell);
addTexts('ui', ui);

interface TextModule {
  readonly text: TextsByLanguage;
}

const modules = import.meta.glob<TextModule>([
  './*-text.ts',
  '!./shell-text.ts',
  '!./ui-text.ts',
  '!./use-text.ts',
]);
const loaded = new Map<string, Promise<void>>();

/** Loads the texts of a namespace once; namespaces without a file have none. */
export function loadTexts(namespace: string): Promise<void> {
  const before = loaded.get(namespace);
  if (before !== undefined) return before;
  const load = modules[`./${namespace}-text.ts`];
  const loading =
    load === undefined
      ? Promise.resolve()
      : load().then(({ text }) => {
          addTexts(namespace, text);
        });
  loaded.set(namespace, loading);
  return loading;
}
