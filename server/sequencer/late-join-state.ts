// The engine's state as one event batch with the dump mark, for those who join late.

import { EVENT_BYTES } from '../core/events.ts';
import type { Engine } from '../core/engine-port.ts';
import { createEventBuffer } from './apply-batch.ts';
import type { Position } from './position.ts';

export function stateDump(engine: Engine, position: Position): Uint8Array {
  const out = createEventBuffer();
  engine.dump((words, blocks) => {
    out.append(new Uint8Array(words.buffer, words.byteOffset, blocks * EVENT_BYTES));
  });
  const header = {
    blocks: 0,
    batchSeq: position.seq,
    firstCommandSeq: position.nextCommandSeq,
    timeMicros: position.timeMicros,
    leaderEpoch: position.leaderEpoch,
    shard: 0,
    commands: 0,
  };
  out.complete(header, position.streamEpoch, position.eventCrc, true);
  return out.bytes();
}
