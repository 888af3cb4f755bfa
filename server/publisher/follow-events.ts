// Keeps a publisher in step with the bus: a state dump first, then the batches after it; after a gap
// the same again.

import type { BatchStamps, Bus } from '../bus/bus.ts';
import type { Publisher } from './publisher.ts';

/** Batches that wait while a dump is on its way; beyond it the oldest are dropped, and the gap that
 * this makes asks for another dump. */
const WAITING_MAX = 4096;

export interface Following {
  /** Resolves when the first dump is folded: from now on the state is whole. */
  readonly ready: Promise<void>;
  stop(): void;
}

/**
 * `restored` runs after every dump and before the batches that follow it: the place to load history
 * of the same moment. `failed` is told when the state cannot be had.
 */
export function followEvents(
  bus: Bus,
  publisher: Publisher,
  restored: () => Promise<void>,
  failed: (reason: string) => void,
): Following {
  const waiting: { readonly batch: Uint8Array; readonly stamps: BatchStamps }[] = [];
  let restoring = true;
  let stopped = false;

  const restore = async (): Promise<void> => {
    restoring = true;
    let inStep = false;
    while (!inStep && !stopped) {
      publisher.restore(await bus.requestState());
      await restored();
      inStep = drain();
    }
    restoring = false;
  };
  /** False when a batch is missing between the dump and what waited. */
  const drain = (): boolean => {
    for (const { batch, stamps } of waiting.splice(0)) {
      if (publisher.take(batch, stamps) === 'gap') return false;
    }
    return true;
  };
  const leave = bus.onEvents((batch, stamps) => {
    if (!restoring && publisher.take(batch, stamps) !== 'gap') return;
    waiting.push({ batch, stamps });
    if (waiting.length > WAITING_MAX) waiting.shift();
    if (!restoring) restore().catch((failure: unknown) => failed(String(failure)));
  });
  const ready = restore();
  ready.catch((failure: unknown) => failed(String(failure)));
  return {
    ready,
    stop() {
      stopped = true;
      leave();
    },
  };
}
