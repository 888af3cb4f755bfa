// The order that this ticket sent last, as one of a few looks: shape and word before colour.

import type { OrderRow, OrderStage } from '../../state/orders-store.ts';

/** busy: under way · doubt: nobody knows yet · good, bad, plain: the truth. */
export type LastTone = 'busy' | 'doubt' | 'good' | 'bad' | 'plain';

export interface LastLook {
  readonly tone: LastTone;
  /** Key of its words: `ticket.last_<word>`. */
  readonly word: 'sending' | 'slow' | OrderStage | 'partFilled';
  /** It was unknown for a while: what is told now is the answer. */
  readonly resolved: boolean;
  /** Its values can be put back into the form. */
  readonly repairs: boolean;
}

/** An answer that takes longer than this is told to be slow. */
export const SLOW_MICROS = 1_000_000;

const TONES: Readonly<Record<OrderStage, LastTone>> = {
  pending: 'busy',
  received: 'busy',
  unknown: 'doubt',
  open: 'plain',
  filled: 'good',
  cancelled: 'plain',
  expired: 'plain',
  rejected: 'bad',
  neverReceived: 'bad',
  endedUnseen: 'plain',
};

/** `row` undefined: handed to the worker, which has not shown it yet. */
export function lastLook(row: OrderRow | undefined, ageMicros: number): LastLook {
  const stage = row?.stage ?? 'pending';
  const isPending = stage === 'pending' || stage === 'received';
  if (isPending && ageMicros > SLOW_MICROS) {
    return { tone: 'doubt', word: 'slow', resolved: false, repairs: false };
  }
  const resolved =
    !isPending && stage !== 'unknown' && (row?.life.some(({ is }) => is === 'unknown') ?? false);
  const isPart = stage === 'open' && row !== undefined && row.filled > 0;
  return {
    tone: TONES[stage],
    word: isPart ? 'partFilled' : stage === 'pending' ? 'sending' : stage,
    resolved,
    repairs: stage === 'rejected' || stage === 'neverReceived',
  };
}
