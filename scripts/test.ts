// npm test: installs what the tests need where it can, runs the checks and every test, and ends with
// one line of counts.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check.ts';

/** Debian packages by a file that shows them installed, and what goes untested without them. */
const NEEDED: readonly (readonly [string, string, string])[] = [
  ['/usr/bin/strace', 'strace', 'the proof that syncs come before acks'],
  ['/usr/bin/gcc', 'gcc', 'load clients in C'],
  ['/usr/lib/python3/dist-packages/websockets', 'python3-websockets', 'the Python consumer'],
  ['/usr/lib/python3/dist-packages/msgpack', 'python3-msgpack', 'the Python consumer'],
  ['/usr/bin/chromium', 'chromium', 'the terminal in a browser'],
  [
    '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    'fonts-noto-cjk',
    'pictures of Chinese panels',
  ],
];

function install(): void {
  const missing = NEEDED.filter(([file]) => !existsSync(file));
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => name);
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    process.stdout.write(`installing ${names.join(' ')}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      env,
      stdio: 'ignore',
    });
  }
  for (const [file, name, what] of missing) {
    if (!existsSync(file)) process.stdout.write(`not tested: ${what}; install ${name}\n`);
  }
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs vitest; a suite that does not load counts as one failure. */
function runTests(filters: readonly string[]): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-test-'));
  const report = join(folder, 'report.json');
  try {
    spawnSync(
      join('node_modules/.bin/vitest'),
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    if (!existsSync(report)) return { passed: 0, failed: 1 };
    const counts = JSON.parse(readFileSync(report, 'utf8')) as VitestReport & { success: boolean };
    const failed = counts.numFailedTests;
    return { passed: counts.numPassedTests, failed: counts.success ? failed : Math.max(failed, 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.chdir(join(import.meta.dirname, '..'));
const filters = process.argv.slice(2);
install();
const checks = filters.length === 0 ? runChecks() : { passed: 0, failed: 0 };
const tests = runTests(filters);
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
process.stdout.write(`${String(passed)} passed, ${String(failed)} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
