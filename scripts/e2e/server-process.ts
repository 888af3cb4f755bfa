// A real server as a child process of a test: started on a free port, stopped or killed by its id.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
const READY = /ready at (http:\/\/\S+)/;
const START_MS = 30_000;

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it wrote. */
  output(): string;
  token(user: string): Promise<string>;
  /** Ends it and resolves with its exit code, or the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** Runs `npm start`'s program with flags; resolves with what it wrote and its exit code. */
export async function runToEnd(flags: readonly string[]): Promise<{ code: number; words: string }> {
  const child = launch(flags);
  let words = '';
  const collect = (chunk: Buffer) => (words += chunk.toString());
  child.stdout!.on('data', collect);
  child.stderr!.on('data', collect);
  const code = await new Promise<number>((resolve) => {
    child.once('exit', (status) => {
      resolve(status ?? -1);
    });
  });
  return { code, words };
}

export async function startServer(flags: readonly string[]): Promise<ServerProcess> {
  const child = launch(['--port', '0', ...flags]);
  let output = '';
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(code ?? signal ?? -1);
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not start:\n${output}`));
    }, START_MS);
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const match = READY.exec(output);
      if (match === null) return;
      clearTimeout(late);
      resolve(match[1]!);
    };
    child.stdout!.on('data', collect);
    child.stderr!.on('data', collect);
    void ended.then((code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${String(code)}:\n${output}`));
    });
  });
  return {
    url,
    pid: child.pid!,
    output: () => output,
    async token(user) {
      const response = await fetch(`${url}/api/demo-token?user=${user}`);
      return ((await response.json()) as { token: string }).token;
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function launch(flags: readonly string[]): ChildProcess {
  const program = ['--import', './scripts/check-node.mjs', 'scripts/start.ts'];
  return spawn(process.execPath, [...program, '--log-level', 'warn', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A folder for one test, and the way to remove it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'openbell-e2e-'));
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
