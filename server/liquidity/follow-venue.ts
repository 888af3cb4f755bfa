// Joins a running venue: its state once, then every batch after it, in order, none twice.

import type { Bus } from '../bus/bus.ts';
import { EB } from '../core/events.ts';
import { slotOf, viewBatch, type EventView } from './event-scan.ts';

/** Resolves when the state was taken; returns the way out. */
export async function followVenue(
  bus: Bus,
  takeState: (state: EventView) => void,
  take: (batch: EventView) => void,
): Promise<() => void> {
  // Batches that come before the state: some are in it already, the others follow it.
  const early: EventView[] = [];
  let isJoined = false;
  const detach = bus.onEvents((bytes) => {
    const batch = viewBatch(bytes);
    if (isJoined) take(batch);
    else early.push(batch);
  });
  const state = viewBatch(await bus.requestState());
  takeState(state);
  isJoined = true;
  for (const batch of early) if (seqOf(batch) > seqOf(state)) take(batch);
  return detach;
}

const seqOf = (batch: EventView): number => slotOf(batch, 0, EB.batchSeqSlot);
