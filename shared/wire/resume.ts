// The chain of a numbered stream: which message comes next, which was seen, and where one is missing.
// Both ends use it: the reader to notice a loss, the server to know what a reader still needs.

/** apply: it follows what was applied · duplicate: seen, drop it · gap: something is missing, ask. */
export type ChainStep = 'apply' | 'duplicate' | 'gap';

/** current: nothing is missing · gap: messages up to the stated number never came. */
export type TailState = 'current' | 'gap';

export interface StreamTracker {
  /** Epoch of what was built; -1 before the first start. */
  readonly epoch: number;
  /** Last seq that was applied. */
  readonly seq: number;
  /** True from a start (grant, snapshot) until a gap; while false only a start heals it. */
  readonly whole: boolean;
  /** The state as of `seq` was taken over: the chain begins here. */
  start(epoch: number, seq: number): void;
  /** A message came. After 'apply' the tracker has moved on; after a gap it stays where it was. */
  next(seq: number, prev: number): ChainStep;
  /** The other side says what its last seq is: finds a lost tail on an idle stream. */
  tail(seq: number): TailState;
  /** Whether `epoch` is another one: then everything built must be forgotten. */
  isNewEpoch(epoch: number): boolean;
  /** Forgets that it was whole, say on a checksum that does not match. */
  breakChain(): void;
}

/**
 * Identity proves a loss: a message applies only when the message before it (`prev`) is the last one
 * applied. Numbers at or below the last one are repeats, as a resume may send them.
 */
export function streamTracker(): StreamTracker {
  let epoch = -1;
  let last = 0;
  let whole = false;
  return {
    get epoch() {
      return epoch;
    },
    get seq() {
      return last;
    },
    get whole() {
      return whole;
    },
    start(newEpoch, seq) {
      epoch = newEpoch;
      last = seq;
      whole = true;
    },
    next(seq, prev) {
      if (!whole) return 'gap';
      if (seq <= last) return 'duplicate';
      if (prev !== last) {
        whole = false;
        return 'gap';
      }
      last = seq;
      return 'apply';
    },
    tail(seq) {
      if (seq > last) whole = false;
      return whole ? 'current' : 'gap';
    },
    isNewEpoch(other) {
      return epoch !== -1 && other !== epoch;
    },
    breakChain() {
      whole = false;
    },
  };
}
