// Tidiness as a test: sizes, headers, unique names, words that do not belong, determinism of the core.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const LINES_MAX = 400;
const TEST_LINES_MAX = 600;
const TEST = /\.(test|prop\.test|fuzz\.test|contract|sim|bench|e2e)\.tsx?$/;
const FORBIDDEN_FOLDERS = /(^|\/)(utils|lib|helpers|common|types|constants)\//;

/** A pattern, where it applies, and what to do instead. */
const RULES: readonly (readonly [RegExp, RegExp, string])[] = [
  [/\bTODO\b|\bFIXME\b|\bXXX\b/, /./, 'finish it, or file an issue'],
  [/@ts-ignore|@ts-nocheck|@ts-expect-error/, /./, 'fix the type'],
  [/\bas any\b|: any\b/, /./, 'use unknown and check'],
  [/\b(it|test|describe)\.(skip|only)\b/, /./, 'a test runs or is deleted'],
  [/console\.(log|error|warn|info)/, /^(server|shared|client)\//, 'use ops/log'],
  [
    /\bDate\.|new Date|Math\.random|setTimeout|setInterval|setImmediate|process\.|\bIntl\.|toLocale|localeCompare|parseFloat|toFixed|\basync\b|\bPromise\b/,
    /^(server\/core|shared\/domain)\//,
    'the core is deterministic: time and chance enter as commands',
  ],
  [
    /Math\.(pow|exp|expm1|log|log2|log10|log1p|sin|cos|tan|atan2?|asin|acos|cbrt|hypot)\b|(?<!\b2 )\*\*/,
    /^server\/core\//,
    'approximate in the language: use integers',
  ],
];
const EXEMPT = /^scripts\/check-tidy/;

export function checkTidy(files: readonly string[]): string[] {
  const problems: string[] = [];
  const names = new Map<string, string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n');
    const isTest = TEST.test(file);
    const max = isTest ? TEST_LINES_MAX : LINES_MAX;
    if (lines.length > max)
      problems.push(`${file}: ${String(lines.length)} lines, at most ${String(max)}`);
    if (!isTest && !lines[0]!.startsWith('// ')) {
      problems.push(`${file}: line 1 must say what the file is`);
    }
    if (FORBIDDEN_FOLDERS.test(file)) problems.push(`${file}: a folder name that says nothing`);
    // A bench carries the name of what it measures.
    const name = file.startsWith('scripts/bench/') ? file : basename(file);
    const other = names.get(name);
    if (other !== undefined && name !== 'index.ts') problems.push(`${file}: same name as ${other}`);
    names.set(name, file);
    if (!EXEMPT.test(file)) problems.push(...judgeLines(file, lines, isTest));
  }
  return problems;
}

function judgeLines(file: string, lines: readonly string[], isTest: boolean): string[] {
  const problems: string[] = [];
  lines.forEach((line, k) => {
    const code = line.replace(/\/\*.*?(\*\/|$)/g, '').replace(/^\s*\*.*$|\/\/.*$/, '');
    for (const [pattern, where, instead] of RULES) {
      const determinism = where.source.includes('core');
      if (!where.test(file) || (isTest && determinism)) continue;
      const found = pattern.exec(determinism ? code : line);
      if (found !== null) {
        problems.push(`${file}:${String(k + 1)}: "${found[0]}": ${instead}`);
      }
    }
  });
  return problems;
}
