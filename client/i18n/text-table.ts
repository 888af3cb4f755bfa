// The texts on the screen by key and language: registered by namespace, looked up by `translate`.

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Texts of one namespace: keys of its own, the same in every language. */
export type Texts = Readonly<Record<string, string>>;
export type TextsByLanguage = Readonly<Record<Language, Texts>>;

/** `namespace.key`: `ticket.buy`. */
export type TextKey = `${string}.${string}`;
/** `count` chooses between `key_one` and `key_other` where a text has both. */
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: TextValues) => string;

const tables: Record<Language, Map<string, string>> = { en: new Map(), zh: new Map() };
const plurals: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  zh: new Intl.PluralRules('zh'),
};

export function addTexts(namespace: string, texts: TextsByLanguage): void {
  for (const language of LANGUAGES) {
    const table = tables[language];
    for (const [key, text] of Object.entries(texts[language]))
      table.set(`${namespace}.${key}`, text);
  }
}

/** The text of a key with its `{{values}}` filled in; the key itself where there is no text, so that
 * a gap is seen and not silent. */
export function translate(language: Language, key: TextKey, values?: TextValues): string {
  const table = tables[language];
  const count = values?.['count'];
  const plural =
    typeof count === 'number' ? table.get(`${key}_${plurals[language].select(count)}`) : undefined;
  const text = plural ?? table.get(key) ?? table.get(`${key}_other`) ?? key;
  if (values === undefined) return text;
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function hasText(language: Language, key: TextKey): boolean {
  return tables[language].has(key) || tables[language].has(`${key}_other`);
}
