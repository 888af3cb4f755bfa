// Bus within one process: calls at once, but copies every message, as a bus between machines would.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { BatchStamps, Bus, EventHandler, Refused } from './bus.ts';

export function createBusLocal(): Bus {
  const handlers = new Set<EventHandler>();
  let take: ((records: Uint8Array) => number) | undefined;
  let give: (() => Uint8Array | Promise<Uint8Array>) | undefined;
  let closed = false;

  function submit(records: Uint8Array, refused: Refused): void {
    if (closed) {
      refused(REJECTS.stopping.code);
      return;
    }
    if (take === undefined) {
      refused(REJECTS.recovering.code);
      return;
    }
    // The engine's side copies into its inbox before it returns, so the caller's array is not kept.
    const code = take(records);
    if (code !== 0) refused(code);
  }

  function publishEvents(batch: Uint8Array, stamps: BatchStamps): void {
    if (closed) return;
    for (const handler of handlers) handler(copyOf(batch), { ...stamps });
  }

  return {
    submit,
    serveCommands(taker) {
      take = taker;
    },
    publishEvents,
    onEvents(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    async requestState() {
      if (closed || give === undefined) throw new Error('no engine serves its state on this bus');
      return copyOf(await give());
    },
    serveState(giver) {
      give = giver;
    },
    close() {
      closed = true;
      handlers.clear();
    },
  };
}

/** In memory of its own that begins on an 8-byte border, so that numbers can be read in place. */
function copyOf(bytes: Uint8Array): Uint8Array {
  // The slice of a Buffer would share its memory.
  return Uint8Array.prototype.slice.call(bytes);
}
