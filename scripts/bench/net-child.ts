// A server of the network benches in a process of its own, so that its CPU time is its own.

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Usage {
  /** CPU seconds of the process, user and system. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly rssBytes: number;
  /** Whatever the server counts itself. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface NetServer {
  readonly port: number;
  readonly pid: number | undefined;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

type FromChild = { readonly port: number } | Usage;

/** The child's side: says its port, then answers every question with its usage so far. */
export function serveBench(port: number, figures: () => Readonly<Record<string, number>>): void {
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({
      cpuSeconds: (user + system) / 1e6,
      wallSeconds: performance.now() / 1e3,
      rssBytes: process.memoryUsage.rss(),
      figures: figures(),
    } satisfies Usage);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}

export async function startNetServer(
  mode: string,
  ...args: (string | number)[]
): Promise<NetServer> {
  const file = join(import.meta.dirname, './net-server.ts');
  const inlining = [
    '--max-inlined-bytecode-size-cumulative=10000',
    '--max-inlined-bytecode-size=1000',
  ];
  // As scripts/start.mjs sets them.
  const execArgv = ['--expose-gc', ...inlining];
  const child = fork(file, [mode, ...args.map(String)], { execArgv });
  const first = await answer(child);
  if (!('port' in first)) throw new Error('the server did not say its port');
  return {
    port: first.port,
    pid: child.pid,
    async usage() {
      child.send('usage');
      const usage = await answer(child);
      if ('port' in usage) throw new Error('the server answered with something else');
      return usage;
    },
    stop() {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.disconnect();
      return gone;
    },
  };
}

function answer(child: ChildProcess): Promise<FromChild> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null): void => reject(new Error(`server died: ${String(code)}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      resolve(message as FromChild);
    });
  });
}
