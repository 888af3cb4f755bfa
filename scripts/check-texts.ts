// No words in the code of the screen: every text of a component comes from client/i18n, and every key that
// is asked for by name has its text in both languages.

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const ROOT = join(import.meta.dirname, '..');
const I18N = join(ROOT, 'client/i18n');
const LANGUAGES = ['en', 'zh'];
/** Names, keys and signs that are the same in every language. */
const SAME_EVERYWHERE = /^(Openbell|Ctrl .+|[A-Z]{1,4}|[^\p{L}]*|ms)$/u;
const WORDS_IN_ELEMENT =
  /(?<![=-])>\s*((?:\p{Lu}|\p{Script=Han})[^<>{}=;()&|]*?)\s*(?:<\/|\{|<[a-z])/gu;
const WORDS_IN_ATTRIBUTE =
  /\s(?:label|title|placeholder|aria-label|words|alt|unit|heading)="([^"]+)"/g;
const KEY = /\b(?:t|textNow)\(\s*'([\w-]+\.[\w.-]+)'/g;

function withoutComments(source: string): string {
  return source.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** Words that stand in the code of a component. */
export function hardCodedWords(source: string): string[] {
  const code = withoutComments(source);
  const found = [WORDS_IN_ELEMENT, WORDS_IN_ATTRIBUTE].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match[1]!.trim()),
  );
  return found.filter((words) => !SAME_EVERYWHERE.test(words));
}

export function askedKeys(source: string): string[] {
  return [...withoutComments(source).matchAll(KEY)].map((match) => match[1]!);
}

async function loadKeys(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const keys = new Map(LANGUAGES.map((language) => [language, new Set<string>()]));
  for (const file of await readdir(I18N)) {
    if (!file.endsWith('-text.ts') || file === 'use-text.ts') continue;
    const { text } = (await import(join(I18N, file))) as { readonly text: Texts };
    const namespace = basename(file, '-text.ts');
    for (const language of LANGUAGES)
      for (const key of Object.keys(text[language] ?? {}))
        keys.get(language)!.add(`${namespace}.${key.replace(/_(one|other)$/, '')}`);
  }
  return keys;
}

export async function checkTexts(files: readonly string[]): Promise<string[]> {
  const keys = await loadKeys();
  const problems: string[] = [];
  for (const file of files) {
    if (!/^client\/.*\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
    const source = readFileSync(join(ROOT, file), 'utf8');
    if (file.endsWith('.tsx'))
      for (const words of hardCodedWords(source))
        problems.push(`${file}: “${words}” stands in the code, not in client/i18n`);
    for (const key of askedKeys(source))
      for (const language of LANGUAGES)
        if (!keys.get(language)!.has(key)) problems.push(`${file}: no ${language} text for ${key}`);
  }
  return problems;
}

if (import.meta.main) {
  const files = (await readdir(join(ROOT, 'client'), { recursive: true })).map(
    (file) => `client/${file.replaceAll('\\', '/')}`,
  );
  const problems = await checkTexts(files);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
