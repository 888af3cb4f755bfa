// Starts the torture venue as a child process, traced or not, and reads what it says.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ChildSettings {
  readonly folder: string;
  readonly firstId: number;
  readonly orders: number;
  /** Orders in flight, and orders per submit. */
  readonly window: number;
  readonly burst: number;
  readonly thread: 'main' | 'worker';
  readonly sync: boolean;
  readonly reserveBytes: number;
  readonly checkpointBytes: number;
  readonly snapshotCommands: number;
}

export const CHILD_SETTINGS: Omit<ChildSettings, 'folder'> = {
  firstId: 1,
  orders: 1_000_000_000,
  window: 64,
  burst: 4,
  thread: 'main',
  sync: true,
  reserveBytes: 0,
  checkpointBytes: 1 << 20,
  snapshotCommands: 2_000,
};

export interface VenueProcess {
  readonly child: ChildProcess;
  /** Ids acknowledged so far, in order. */
  readonly acked: number[];
  /** State hashes by sequence. */
  readonly hashes: Map<number, string>;
  readonly refused: number[];
  readonly errors: string[];
  /** Resolves when the child serves; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** `before`: a command that runs the node process, for example a tracer with its arguments. */
export function spawnVenue(settings: ChildSettings, before: readonly string[] = []): VenueProcess {
  const program = fileURLToPath(new URL('./venue-child.ts', import.meta.url));
  const command = [...before, process.execPath, program, JSON.stringify(settings)];
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  const acked: number[] = [];
  const hashes = new Map<number, string>();
  const refused: number[] = [];
  const errors: string[] = [];
  let readyNow = (): void => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    readyNow = resolve;
    child.once('close', () => {
      reject(new Error(`the venue ended before it served: ${errors.join(' ')}`));
    });
  });
  ready.catch(() => undefined);

  eachLine(child.stdout, (line) => {
    const [kind, ...rest] = line.split(' ');
    if (kind === 'ack') for (const id of rest) acked.push(Number(id));
    if (kind === 'hash' || kind === 'ready') hashes.set(Number(rest[0]), rest[1]!);
    if (kind === 'refused') refused.push(Number(rest[0]));
    if (kind === 'ready') readyNow();
  });
  eachLine(child.stderr, (line) => void errors.push(line));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  return { child, acked, hashes, refused, errors, ready, ended };
}

/** Whole lines only: what a kill cut off was not said. */
function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}

/** The path of a program, or undefined when this machine does not have it. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
