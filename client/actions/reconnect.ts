// One user intent: give the connection up and make a new one now.

import { currentLink } from './current-link.ts';

export function reconnect(): boolean {
  const link = currentLink();
  link?.interrupt();
  return link !== undefined;
}
