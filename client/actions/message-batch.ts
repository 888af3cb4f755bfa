// Holds what the worker says for two milliseconds, or until the page's next frame if that is sooner. An order
// is received and accepted within that time: told one by one, its panels would be rendered twice for one
// picture. Held longer, they would be rendered in the frame itself, which is late then: between two frames
// there is time for it.

import type { LinkMessage } from '../net/link-contract.ts';

export interface MessageBatch {
  hold(message: LinkMessage): void;
  /** A frame begins: hands everything on, in order. */
  flush(): void;
}

const HELD_MS = 2;

export function createMessageBatch(
  take: (message: LinkMessage) => void,
  later: (ms: number, run: () => void) => void,
): MessageBatch {
  let held: LinkMessage[] = [];

  function flush(): void {
    const messages = held;
    held = [];
    for (const message of messages) take(message);
  }

  return {
    hold(message) {
      held.push(message);
      if (held.length === 1) later(HELD_MS, flush);
    },
    flush,
  };
}
