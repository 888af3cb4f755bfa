// A real server as a child process of a test: started on a free port, stopped or killed by its id.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of the project, from the sources and from what is built of them. */
export const ROOT = rootAbove(import.meta.dirname);
const READY = /ready at (https?:\/\/\S+)/;
const START_MS = 60_000;

/** What a failed test left running must not outlive the process of the tests. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it wrote. */
  output(): string;
  token(user: string): Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** Runs `npm start`'s program with flags; resolves with what it wrote and its exit code. */
export function runToEnd(flags: readonly string[]): Promise<{ code: number; words: string }> {
  return runProgram(process.execPath, [...PROGRAM, ...flags]);
}

/** Runs a program in the root of the project until it ends; `words` is all that it wrote. */
export async function runProgram(
  program: string,
  args: readonly string[],
): Promise<{ code: number; words: string }> {
  const child = launch(program, args);
  let words = '';
  const collect = (chunk: Buffer) => (words += chunk.toString());
  child.stdout!.on('data', collect);
  child.stderr!.on('data', collect);
  const code = await new Promise<number>((resolve) => {
    child.once('close', (status) => {
      resolve(status ?? -1);
    });
  });
  return { code, words };
}

/** On a free port unless `flags` name one; resolves when it is ready. */
export async function startServer(flags: readonly string[]): Promise<ServerProcess> {
  const child = launch(process.execPath, [...PROGRAM, '--port', '0', ...flags]);
  let output = '';
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
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
    port: Number(new URL(url).port),
    pid: child.pid!,
    output: () => output,
    token: (user) => demoToken(url, user),
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

async function demoToken(url: string, user: string): Promise<string> {
  const response = await fetch(`${url}/api/demo-token?user=${user}`);
  return ((await response.json()) as { token: string }).token;
}

/** What `npm start` runs behind `node`. */
export const START: readonly string[] = startArguments();
const PROGRAM = [...START, '--log-level', 'warn', '--shutdown-seconds', '0'];

function startArguments(): string[] {
  const file = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const { start } = (JSON.parse(file) as { scripts: { start: string } }).scripts;
  return start.split(' ').slice(1);
}

function launch(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
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

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(join(folder, '..'));
}
