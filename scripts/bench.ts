// npm run bench [-- engine|journal|codec|net|flood|browser|soak]: every goal against its peer in the same run, as a ratio.
// Prints a table, and writes it to docs/benchmarks.md with --write. Run through bench.mjs.

import { cpus } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchBrowser } from './bench/browser.ts';
import { benchCodec } from './bench/codec.ts';
import { benchEngine } from './bench/engine.ts';
import { benchFlood } from './bench/flood.ts';
import { benchJournal } from './bench/journal.ts';
import { benchNet } from './bench/net.ts';
import { benchSoak } from './bench/soak.ts';
import type { BenchRow } from './bench/bench-row.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  engine: benchEngine,
  journal: benchJournal,
  codec: benchCodec,
  net: benchNet,
  flood: benchFlood,
  browser: benchBrowser,
  soak: benchSoak,
};
/** Takes a working day: runs when it is named. */
const ON_REQUEST = 'soak';

function table(rows: readonly BenchRow[]): string {
  const mark = (met: boolean | null) => (met === null ? '–' : met ? 'met' : '**not met**');
  return [
    '| goal | what | figure | ratio | target | | conditions |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ goal, what, figure, ratio, target, met, conditions }) => {
      const shown = ratio === null ? '' : ratio.toFixed(ratio < 10 ? 2 : 0);
      return `| ${[goal, what, figure, shown, target, mark(met), conditions].join(' | ')} |`;
    }),
  ].join('\n');
}

/** Replaces what stands between the two marks of the page, one pair of marks per bench. */
function writePage(name: string, text: string): void {
  const file = join('docs', 'benchmarks.md');
  const page = readFileSync(file, 'utf8');
  const [from, to] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [before, rest] = page.split(from);
  const after = rest?.split(to)[1];
  if (before === undefined || after === undefined) throw new Error(`no marks for ${name}`);
  writeFileSync(file, `${before}${from}\n\n${text}\n\n${to}${after}`);
}

// Numbers belong to the flag before them.
const asked = process.argv.slice(2).filter((word) => !/^--|^\d+$/.test(word));
const machine = `${String(cpus().length)} cores of ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
process.stdout.write(`${machine}\n\n`);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length === 0 ? name === ON_REQUEST : !asked.includes(name)) continue;
  const rows = await bench();
  const text = `${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n${table(rows)}`;
  process.stdout.write(`${text}\n\n`);
  if (process.argv.includes('--write')) writePage(name, text);
  if (rows.some((row) => row.met === false)) process.exitCode = 1;
}
