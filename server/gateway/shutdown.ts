// A planned stop: everybody is told how long is left, every second; then connections close with 1012.

import { CloseCode } from './close-codes.ts';
import type { Connection } from './client-connection.ts';

export interface ShutdownParts {
  readonly connections: () => Iterable<Connection>;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const SHUTDOWN_NOTICE = 1;
const CRITICAL = 2;
const STEP_MS = 1_000;
/** What is left for close frames to leave before the transport is torn down. */
const LAST_WORDS_MS = 100;

export async function shutdown(parts: ShutdownParts, countdownMs: number): Promise<void> {
  const endMs = parts.nowMs() + countdownMs;
  for (let leftMs = countdownMs; leftMs > 0; leftMs = endMs - parts.nowMs()) {
    const value = Math.ceil(leftMs);
    const text = 'The server stops. Connect again in a moment.';
    for (const connection of parts.connections()) {
      connection.send({ is: 'notice', code: SHUTDOWN_NOTICE, severity: CRITICAL, value, text });
    }
    await parts.wait(Math.min(STEP_MS, leftMs));
  }
  let open = 0;
  for (const connection of parts.connections()) {
    open += 1;
    connection.close(CloseCode.restart, 'the server restarts', parts.nowMs());
  }
  if (open > 0) await parts.wait(LAST_WORDS_MS);
}
