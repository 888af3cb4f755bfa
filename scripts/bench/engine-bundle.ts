// Bundles a contestant into plain JavaScript, as releases are.
//
// Running TypeScript directly costs a fifth of the speed here: the runtime's type stripper detaches an
// ArrayBuffer when it runs, and from then on V8 checks every access to a typed array for detachment.

import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

export interface Bundle {
  readonly file: string;
  remove(): void;
}

const ROOT = join(import.meta.dirname, '../..');

/** Inside the package, so that the bundle finds its dependencies. */
export async function bundle(source: string): Promise<Bundle> {
  const outDir = mkdtempSync(join(ROOT, 'node_modules/.openbell-bench-'));
  const name = `${basename(source, '.ts')}.mjs`;
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, source),
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: name } },
    },
  });
  return { file: join(outDir, name), remove: () => rmSync(outDir, { recursive: true }) };
}
