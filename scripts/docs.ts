// npm run docs: writes docs/protocol.md and docs/asyncapi.json from the schema, and the table of rooms in
// ARCHITECTURE.md; --check only compares.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi } from './docs/asyncapi.ts';
import { protocolPage } from './docs/protocol-page.ts';
import { withRoomsTable } from './docs/rooms-table.ts';

const FOLDER = join(import.meta.dirname, '../docs');
const ARCHITECTURE = join(import.meta.dirname, '../ARCHITECTURE.md');

/** The generated documents by file name. */
export function documents(): Readonly<Record<string, string>> {
  return {
    'protocol.md': protocolPage(),
    'asyncapi.json': `${JSON.stringify(asyncApi(), null, 2)}\n`,
  };
}

/** Names of the documents that are not what the schema says. */
export function outdated(folder: string = FOLDER): string[] {
  return Object.entries(documents()).flatMap(([name, text]) => {
    const path = join(folder, name);
    return existsSync(path) && readFileSync(path, 'utf8') === text ? [] : [name];
  });
}

function main(): void {
  const stale = outdated();
  const page = readFileSync(ARCHITECTURE, 'utf8');
  const architecture = withRoomsTable(page);
  if (process.argv.includes('--check')) {
    for (const name of stale) {
      process.stderr.write(`docs/${name} is out of date: run npm run docs\n`);
    }
    const isOldTable = page !== architecture;
    if (isOldTable) process.stderr.write('ARCHITECTURE.md is out of date: run npm run docs\n');
    process.exitCode = stale.length === 0 && !isOldTable ? 0 : 1;
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(documents())) writeFileSync(join(FOLDER, name), text);
  writeFileSync(ARCHITECTURE, architecture);
}

if (import.meta.main) main();
