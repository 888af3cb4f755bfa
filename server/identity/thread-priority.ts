// The priority of one thread. On Linux a thread is a task of its own to setpriority(2): the lowest for this
// one leaves every other thread of the process as it was.

import { readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** Number and niceness of the thread that asks; undefined where there is no /proc to read them from. */
export function ownThread(): { readonly id: number; readonly nice: number } | undefined {
  try {
    const id = Number(readFileSync('/proc/thread-self/stat', 'utf8').split(' ', 1)[0]);
    return { id, nice: getPriority(id) };
  } catch {
    return undefined;
  }
}

/** True when this thread has the lowest priority now. Without its own number it must not try: the number
 * of the process would slow down the engine. */
export function lowerOwnPriority(): boolean {
  const own = ownThread();
  if (own === undefined) return false;
  try {
    setPriority(own.id, constants.priority.PRIORITY_LOW);
  } catch {
    return false;
  }
  return ownThread()?.nice === constants.priority.PRIORITY_LOW;
}
