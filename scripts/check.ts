// npm run check: types, rooms, tidiness, format, lint, generated documents, texts in both languages, weight
// of the page. Each check is one line.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkRooms } from './check-rooms.ts';
import { checkTidy } from './check-tidy.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);

function run(command: string, ...args: string[]): string[] {
  return outcome(join('node_modules/.bin', command), args);
}

function outcome(program: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `${program} failed`];
}

/** A script of this folder in a process of its own, on the Node that runs this one. */
function runScript(name: string, ...args: string[]): string[] {
  return outcome(process.execPath, [`scripts/${name}.ts`, ...args]);
}

function sources(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((file) => /^(shared|server|client|scripts)\/.*\.tsx?$/.test(file));
}

const CHECKS: readonly (readonly [string, () => string[]])[] = [
  ['types', () => run('tsc', '-b')],
  ['rooms', () => checkRooms(sources())],
  ['tidy', () => checkTidy(sources())],
  ['format', () => run('prettier', '--check', '--log-level', 'warn', '.')],
  ['lint', () => run('oxlint', '--quiet')],
  ['documents', () => runScript('docs', '--check')],
  ['texts', () => runScript('check-texts')],
  ['size', () => runScript('check-size')],
];

/** Runs every check and prints a line for each; returns how many failed. */
export function runChecks(): { passed: number; failed: number } {
  let failed = 0;
  for (const [name, check] of CHECKS) {
    const problems = check();
    process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}\n`);
    for (const problem of problems) process.stdout.write(`     ${problem}\n`);
    if (problems.length > 0) failed++;
  }
  return { passed: CHECKS.length - failed, failed };
}

if (import.meta.main) process.exitCode = runChecks().failed === 0 ? 0 : 1;
