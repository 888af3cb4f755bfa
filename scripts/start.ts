// npm start: builds the terminal when it is missing or older than its sources, then starts the server.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, helpText, readConfig } from '../server/app/config.ts';
import { InvariantError } from '../shared/domain/assert.ts';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/client/index.html');

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (at, { parentPath, name }) => Math.max(at, statSync(join(parentPath, name)).mtimeMs),
      0,
    );
}

async function buildTerminal(): Promise<void> {
  const sources = Math.max(newest(join(root, 'client')), newest(join(root, 'shared')));
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

/** One sentence for what a person can mend; the whole stack only for a fault of the program. */
function sentenceOf(error: unknown): string {
  const isOurs = error instanceof TypeError || error instanceof InvariantError;
  if (!(error instanceof Error) || isOurs) return String((error as Error).stack ?? error);
  return error.message.replace(/\.?$/, '.');
}

const argv = process.argv.slice(2);
if (argv.includes('--help')) {
  process.stdout.write(`${helpText()}\n`);
} else {
  try {
    const config = readConfig(argv, process.env);
    await buildTerminal();
    const { main } = await import('../server/app/main.ts');
    await main(config, join(root, 'dist/client'));
  } catch (error) {
    process.stderr.write(`Openbell cannot start: ${sentenceOf(error)}\n`);
    // Threads of what was opened already would keep the process alive.
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}
