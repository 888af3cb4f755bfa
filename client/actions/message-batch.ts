// Holds what the worker says until the page's next frame. An order is sent, received and accepted within two
// milliseconds: told one by one, its panels would be rendered three times for one picture.

import type { LinkMessage } from '../net/link-contract.ts';

export interface MessageBatch {
  hold(message: LinkMessage): void;
  /** A frame begins: hands everything on, in order. */
  flush(): void;
}

/** A page that is hidden has no frames; it hears after this long. */
const WITHOUT_FRAMES_MS = 100;

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
      if (held.length === 1) later(WITHOUT_FRAMES_MS, flush);
    },
    flush,
  };
}
