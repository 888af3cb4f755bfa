// The built tree: complete in itself, without TypeScript, and incremental.

import { existsSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { buildServer } from './build-server.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const SPECIFIER = /(?:from\s*|import\(|import\s*|new URL\()["'](\.\.?\/[^"']+)["']/g;

/** Relative specifiers of the built tree, workers included, that name nothing. */
function danglers(): string[] {
  const found: string[] = [];
  for (const room of ['server', 'shared', 'scripts']) {
    for (const entry of readdirSync(join(DIST, room), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
      const file = join(entry.parentPath, entry.name);
      for (const [, target] of readFileSync(file, 'utf8').matchAll(SPECIFIER)) {
        if (!existsSync(join(dirname(file), target!))) found.push(`${file}: ${target!}`);
      }
    }
  }
  return found;
}

it('names only files that are there, none of them TypeScript, and leaves tests out', async () => {
  await buildServer();
  expect(danglers()).toEqual([]);
  expect(existsSync(join(DIST, 'server/core/book.js'))).toBe(true);
  expect(existsSync(join(DIST, 'server/core/book.test.js'))).toBe(false);
  const worker = readFileSync(join(DIST, 'server/journal/journal-worker.js'), 'utf8');
  expect(worker).toContain('./journal-thread.js');
  // Control: the pattern sees the specifiers of sources.
  const source = readFileSync(join(ROOT, 'server/journal/journal-worker.ts'), 'utf8');
  expect([...source.matchAll(SPECIFIER)].map(([, target]) => target)).toContain(
    './journal-thread.ts',
  );
});

it('builds again what is older than its source, and nothing else', async () => {
  await buildServer();
  const built = join(DIST, 'server/core/state-hash.js');
  const before = statSync(join(DIST, 'server/core/word-writer.js')).mtimeMs;
  utimesSync(built, new Date(0), new Date(0));
  await buildServer();
  expect(statSync(built).mtimeMs).toBeGreaterThan(0);
  expect(statSync(join(DIST, 'server/core/word-writer.js')).mtimeMs).toBe(before);
});
