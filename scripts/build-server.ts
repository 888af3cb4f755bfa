// Builds the server: every TypeScript file of server/, shared/ and scripts/, tests apart, as plain
// JavaScript into dist/, file by file. `npm start` and `npm run bench` run that.
//
// Not for want of a runtime that takes TypeScript: the type stripper of Node detaches an ArrayBuffer
// when it runs, and from then on V8 checks every access to any typed array for detachment.

import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformWithOxc } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist');
const ROOMS = ['server', 'shared', 'scripts'];
/** Its time is that of the sources it was built from; scripts/fresh-build.mjs looks at it. */
const STAMP = join(OUT, 'server/.built');
const TEST = /\.(test|sim|contract)\.ts$/;
/** The page of one panel is built from its sources, by Vite. */
const PAGE = /[/\\]e2e[/\\]panel/;
/** What the programs find beside themselves: sources in C, texts. */
const ASSET = /\.(c|md)$/;
/** Relative specifiers, of imports and of workers alike. */
const SPECIFIER = /(["'])(\.\.?\/[^"']+)\.ts\1/g;

interface Source {
  readonly from: string;
  readonly to: string;
}

function sourcesOf(room: string): Source[] {
  const folder = join(ROOT, room);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !TEST.test(entry.name))
    .filter(({ name, parentPath }) => !PAGE.test(join(parentPath, name)))
    .filter(({ name }) => name.endsWith('.ts') || ASSET.test(name))
    .map(({ parentPath, name }) => {
      const from = join(parentPath, name);
      return { from, to: join(OUT, relative(ROOT, from).replace(/\.ts$/, '.js')) };
    });
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Renamed into place: another start may be reading the file that is replaced. */
async function build({ from, to }: Source): Promise<void> {
  const part = `${to}.${String(process.pid)}`;
  mkdirSync(dirname(to), { recursive: true });
  if (from.endsWith('.ts')) {
    const options = { target: 'es2023', sourcemap: false, typescript: { onlyRemoveTypeImports: true } }; // prettier-ignore
    const { code } = await transformWithOxc(readFileSync(from, 'utf8'), from, options);
    writeFileSync(part, code.replace(SPECIFIER, '$1$2.js$1'));
  } else cpSync(from, part);
  renameSync(part, to);
}

/** What has no source any more would still be found by a program that names it. */
function removeStrangers(room: string, known: ReadonlySet<string>): void {
  for (const entry of readdirSync(join(OUT, room), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name.endsWith('.js') && !known.has(file)) rmSync(file);
  }
}

export async function buildServer(): Promise<number> {
  const begunAt = new Date();
  let built = 0;
  for (const room of ROOMS) {
    const sources = sourcesOf(room);
    const newer = sources.filter(({ from, to }) => timeOf(from) >= timeOf(to));
    await Promise.all(newer.map(build));
    removeStrangers(room, new Set(sources.map(({ to }) => to)));
    built += newer.length;
  }
  writeFileSync(STAMP, '');
  utimesSync(STAMP, begunAt, begunAt);
  return built;
}

if (import.meta.main) await buildServer();
