// Start and stop: parts stop in the reverse of the order they started; a second signal stops at once.

import type { Log } from './log.ts';

export interface Lifecycle {
  /** `stop` runs when the process ends, last registered first. */
  onStop(part: string, stop: () => Promise<void> | void): void;
  stop(reason: string, code: number): Promise<void>;
  /** Stops on SIGINT and SIGTERM. */
  listen(): void;
}

export function createLifecycle(log: Log, exit: (code: number) => void): Lifecycle {
  const parts: { part: string; stop: () => Promise<void> | void }[] = [];
  let stopping = false;

  async function stop(reason: string, code: number): Promise<void> {
    if (stopping) {
      exit(code === 0 ? 1 : code);
      return;
    }
    stopping = true;
    log.info({ reason }, 'stopping');
    let result = code;
    for (const { part, stop: stopPart } of parts.toReversed()) {
      try {
        await stopPart();
      } catch (error) {
        // The other parts still have to stop; the exit code tells that one did not.
        log.error({ part, err: error }, 'a part did not stop cleanly');
        result = 1;
      }
    }
    log.info('stopped');
    exit(result);
  }

  return {
    onStop(part, stopPart) {
      parts.push({ part, stop: stopPart });
    },
    stop,
    listen() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => void stop(signal, 0));
      }
    },
  };
}
