// Client order ids in blocks, so that every window of a user has ids of its own and need not ask for
// each. A worker that starts anew begins above the clock and above what pages remember.

const BLOCK = 1_000;
/** Far more ids than anybody uses: what was given before a restart lies below the clock after it. */
const IDS_PER_MS = 256;

export interface IdBlocks {
  /** The next block: from, up to and without to. */
  block(): { readonly from: number; readonly to: number };
  next(): number;
  /** No id below this is given any more. */
  raise(floor: number): void;
}

export function clientIdBlocks(nowMs: () => number): IdBlocks {
  let free = nowMs() * IDS_PER_MS + 1;
  return {
    block() {
      const from = free;
      free += BLOCK;
      return { from, to: free };
    },
    next: () => free++,
    raise(floor) {
      free = Math.max(free, floor);
    },
  };
}
