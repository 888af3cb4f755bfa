// Who imports whom: every import, types included, against the table in rooms.ts; no import cycles.

import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOMS } from './rooms.ts';

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g;
const TEST = /\.(test|prop\.test|fuzz\.test|contract|sim|bench)\.tsx?$/;
// Contract suites and helpers of tests live beside what they test and may use test libraries.
const TEST_PACKAGES = new Set(['vitest', 'fast-check']);

export function checkRooms(files: readonly string[]): string[] {
  const problems: string[] = [];
  const edges = new Map<string, string[]>();
  for (const file of files) {
    const targets = importsOf(file);
    edges.set(
      file,
      targets.filter((target) => files.includes(target)),
    );
    const room = roomOf(file);
    if (room === undefined) {
      problems.push(`${file}: stands in no room of scripts/rooms.ts`);
      continue;
    }
    if (TEST.test(file)) continue;
    for (const target of targets) {
      const problem = judge(room, file, target);
      if (problem !== '') problems.push(`${file}: ${problem}`);
    }
  }
  return [...problems, ...cycles(edges)];
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = (match[1] ?? match[2] ?? match[3])!;
    return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
  });
}

function roomOf(path: string): string | undefined {
  return (
    ROOMS.map(({ room }) => room)
      .filter((room) => path.startsWith(`${room}/`) || path === `${room}.ts`)
      .sort((a, b) => b.length - a.length)[0] ??
    (path === 'shared/index.ts' ? 'scripts' : undefined)
  );
}

function judge(room: string, file: string, target: string): string {
  const { may } = ROOMS.find((row) => row.room === room)!;
  if (may.includes('*')) return '';
  if (target.startsWith('node:')) return may.includes('node') ? '' : `may not use ${target}`;
  const local = /^(shared|server|client|scripts)\//.test(target);
  if (!local) {
    const name = target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/');
    if (TEST_PACKAGES.has(name) && room === 'server/testing') return '';
    return may.includes(name) ? '' : `may not use the package ${name}`;
  }
  const other = roomOf(target);
  if (other === undefined) return `imports ${target}, which stands in no room`;
  if (other === room) {
    const isForeign = panelOf(target) !== '' && panelOf(file) !== panelOf(target);
    return isForeign ? `imports another panel (${target})` : '';
  }
  if (other === 'server/testing') return 'imports server/testing, which is for tests and scripts';
  const allowed = may.some(
    (rule) => rule === other || (rule.endsWith('/*') && other.startsWith(rule.slice(0, -1))),
  );
  return allowed ? '' : `may not import ${other} (${target})`;
}

/** The panel that a file belongs to; a reusable part of panels stands in panels/grid. */
function panelOf(file: string): string {
  const panel = /^client\/panels\/([^/]+)\//.exec(file)?.[1] ?? '';
  return panel === 'grid' ? '' : panel;
}

function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const from = path.indexOf(file);
    if (from >= 0) {
      found.push(`import cycle: ${[...path.slice(from), file].join(' -> ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const target of edges.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}
