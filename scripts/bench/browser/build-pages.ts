// Builds what the browser loads from the sources under the working folder: the terminal as it is shipped,
// and the page of the peers; and asks how much the terminal weighs.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FloodPages } from './flood-venue.ts';

export interface BuiltPages extends FloodPages {
  remove(): void;
}

const VITE = join('node_modules', 'vite', 'bin', 'vite.js');
const PEERS = join('scripts', 'bench', 'browser', 'peer');

export function buildPages(): BuiltPages {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-pages-'));
  const terminal = join(folder, 'terminal');
  const peers = join(folder, 'peers');
  const build = (...args: string[]) =>
    execFileSync(process.execPath, [
      VITE,
      'build',
      ...args,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ]);
  build('--outDir', terminal);
  build(PEERS, '--outDir', peers, '--base', '/peer/');
  return {
    ...{ terminal, peers },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** kB of JavaScript in gzip that the page loads at once, by scripts/check-size.ts. */
export function firstLoadKb(): number {
  const words = weighed();
  return Number(/first load .*?([\d.]+) kB gz/.exec(words)?.[1] ?? NaN);
}

function weighed(): string {
  try {
    return execFileSync(process.execPath, [join('scripts', 'check-size.ts')], { encoding: 'utf8' });
  } catch (failure) {
    // Above its limit it ends with 1, having said how much it is.
    return String((failure as { readonly stdout?: unknown }).stdout ?? '');
  }
}
