// The parent's side of the flood server.

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { FloodSettings } from './flood-market.ts';
import type { FloodPages } from './flood-venue.ts';

export interface FloodUsage {
  /** Quote updates handed to the gateway since the start. */
  readonly sent: number;
  readonly cpuSeconds: number;
}

export interface FloodServer {
  readonly url: string;
  readonly peerPort: number;
  /** Takes effect at once; the answer is the usage so far. */
  set(settings: FloodSettings): Promise<FloodUsage>;
  stop(): Promise<void>;
}

export async function startFloodServer(count: number, pages: FloodPages): Promise<FloodServer> {
  const file = join(import.meta.dirname, './flood-server.ts');
  const args = [String(count), pages.terminal, pages.peers];
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ports = await answer<{ readonly port: number; readonly peerPort: number }>(child);
  return {
    url: `http://127.0.0.1:${String(ports.port)}`,
    peerPort: ports.peerPort,
    set(settings) {
      child.send(settings);
      return answer<FloodUsage>(child);
    },
    stop() {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.disconnect();
      return gone;
    },
  };
}

function answer<Given>(child: ChildProcess): Promise<Given> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null): void => {
      reject(new Error(`the flood server died: ${String(code)}`));
    };
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      resolve(message as Given);
    });
  });
}
