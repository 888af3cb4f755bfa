// Runs the load client of the network benches: compiled from C on the spot.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CountResult {
  /** Per second, all connections together. */
  readonly frames: number;
  readonly bytes: number;
  /** Cores that the client used: near 1 it was the limit, not the server. */
  readonly cpu: number;
}

export interface LatencyResult {
  readonly sent: number;
  readonly answered: number;
  /** µs. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

const CLIENT_CORE = 1;
export const SERVER_CORE = 0;

export type LoadOptions = Readonly<Record<string, string | number>>;

export interface LoadClient {
  count(options: LoadOptions, running?: () => void): Promise<CountResult>;
  latency(options: LoadOptions): Promise<LatencyResult>;
  remove(): void;
}

/** Both ends of a round trip on cores of their own: where the scheduler puts both on one core a round
 * trip takes a third of the time, and it does so for some contestants only. */
export function pinTo(pid: number | undefined, core: number): void {
  if (pid === undefined || availableParallelism() < 2) return;
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });
}

/** Undefined where there is no C compiler. */
export function buildLoadClient(): LoadClient | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-load-'));
  const binary = join(folder, 'load-client');
  try {
    execFileSync('gcc', ['-O2', '-o', binary, join(import.meta.dirname, 'load-client.c')]);
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  return {
    count: (options, running) => run<CountResult>(binary, { mode: 'count', ...options }, running),
    latency: (options) => run<LatencyResult>(binary, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run<Result>(binary: string, options: LoadOptions, running?: () => void): Promise<Result> {
  const args = Object.entries(options).map(([name, value]) => `${name}=${String(value)}`);
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (options['mode'] !== 'count') pinTo(child.pid, CLIENT_CORE);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const first = !text.includes('READY');
    text += chunk.toString();
    if (first && text.includes('READY')) running?.();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const line = text.trim().split('\n').at(-1) ?? '';
      if (!line.startsWith('{') || line.includes('"error"'))
        reject(new Error(`load client: ${text}`));
      else resolve(JSON.parse(line) as Result);
    });
  });
}
