// The engine, genesis and orders of the torture runs.

import type { Engine } from '../../server/core/engine-port.ts';
import { createEngineCounting } from '../../server/sequencer/engine-counting.ts';
import { accountRecord } from '../../server/core/definitions.ts';
import { E, EVENT_BYTES, EVENT_WORDS, EventKind } from '../../server/core/events.ts';
import { viewsOf } from '../../server/journal/journal-record.ts';

export function createTortureEngine(): Engine {
  return createEngineCounting(1 << 12);
}

export const tortureGenesis = (): Int32Array[] => [accountRecord(2)];

/** Client order ids of the orders that an event batch accepts, in order. */
export function acceptedIds(eventBatch: Uint8Array): number[] {
  const { words, slots } = viewsOf(eventBatch);
  const ids: number[] = [];
  const blocks = eventBatch.byteLength / EVENT_BYTES;
  for (let block = 1; block < blocks; block += 1 + words[block * EVENT_WORDS + E.blocks]!) {
    if ((words[block * EVENT_WORDS]! & 0xff) !== EventKind.accepted) continue;
    const id = slots[block * (EVENT_WORDS / 2) + E.clientOrderIdSlot]!;
    if (id > 0) ids.push(id);
  }
  return ids;
}
