// How much JavaScript the terminal loads: builds it and weighs, in gzip, what the page loads at once, and
// what the trading view needs beside that. Fails above the limit of the first load.

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const FIRST_LOAD_MAX_KB = 160;
const TRADING_PANELS = ['Watchlist', 'Chart', 'Ladder', 'Ticket', 'Tape', 'Orders'];

interface Chunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly isEntry: boolean;
  readonly gzipBytes: number;
}

export interface Weights {
  readonly firstKb: number;
  readonly dockKb: number;
  readonly panelsKb: number;
  readonly workerKb: number;
}

async function buildChunks(): Promise<{ chunks: Map<string, Chunk>; workerBytes: number }> {
  const config = {
    root: join(ROOT, 'client'),
    logLevel: 'error',
    build: { write: false },
  } as const;
  const built = await build({ ...config, configFile: join(ROOT, 'vite.config.ts') });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunks = new Map<string, Chunk>();
  let workerBytes = 0;
  for (const output of outputs) {
    if (output.type === 'chunk') {
      const { fileName, imports, isEntry, code } = output;
      chunks.set(fileName, { fileName, imports, isEntry, gzipBytes: gzipSync(code).length });
    } else if (/feed-worker.*\.js$/.test(output.fileName))
      workerBytes += gzipSync(output.source).length;
  }
  return { chunks, workerBytes };
}

/** A chunk and everything that it loads before it runs. */
function closure(chunks: ReadonlyMap<string, Chunk>, roots: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    chunks.get(file)?.imports.forEach(visit);
  };
  for (const root of roots) visit(root);
  return seen;
}

function without(files: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...files].filter((file) => !others.has(file)));
}

export async function weighTerminal(): Promise<Weights> {
  const { chunks, workerBytes } = await buildChunks();
  const named = (names: readonly string[]) =>
    [...chunks.keys()].filter((file) => names.some((name) => file.includes(`/${name}-`)));
  const entries = [...chunks.values()].filter(({ isEntry }) => isEntry);
  const first = closure(
    chunks,
    entries.map(({ fileName }) => fileName),
  );
  const dock = without(closure(chunks, named(['DockHost'])), first);
  const panels = closure(chunks, named(TRADING_PANELS.map((name) => `${name}Panel`)));
  const kb = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + (chunks.get(file)?.gzipBytes ?? 0), 0) / 1000;
  return {
    firstKb: kb(first),
    dockKb: kb(dock),
    panelsKb: kb(without(without(panels, first), dock)),
    workerKb: workerBytes / 1000,
  };
}

if (import.meta.main) {
  const { firstKb, dockKb, panelsKb, workerKb } = await weighTerminal();
  const line = (what: string, kb: number) =>
    `${what.padEnd(36)}${kb.toFixed(1).padStart(8)} kB gz\n`;
  process.stdout.write(line(`first load (at most ${String(FIRST_LOAD_MAX_KB)})`, firstKb));
  process.stdout.write(line('then the dock', dockKb));
  process.stdout.write(line('then the panels of the trading view', panelsKb));
  process.stdout.write(line('beside the page: the worker', workerKb));
  if (firstKb > FIRST_LOAD_MAX_KB) process.exitCode = 1;
}
