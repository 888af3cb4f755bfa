// Builds what is older than its sources, in a child process each. Plain JavaScript, as are the programs
// that use it: a process that has loaded TypeScript runs the venue a fifth slower (build-server.ts).

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** @param {string} room */
function newest(room) {
  return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (at, { parentPath, name }) => Math.max(at, statSync(join(parentPath, name)).mtimeMs),
      0,
    );
}

/** @param {string} built @param {string[]} rooms */
function isFresh(built, rooms) {
  const time = statSync(join(ROOT, 'dist', built), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return time > Math.max(...rooms.map(newest));
}

/** @param {string} what @param {string[]} args */
function build(what, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the ${what} cannot be built\n${stdout}${stderr}`);
}

export function buildServer() {
  if (isFresh('server/.built', ['server', 'shared', 'scripts'])) return;
  build('server', ['scripts/build-server.ts']);
}

export function buildTerminal() {
  if (isFresh('client/index.html', ['client', 'shared'])) return;
  build('terminal', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
}
