// The visited frame against the decoded one: same updates in the same order, same refusals.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codecFor } from './codec.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK, type ServerMessages, type Update } from './schema.ts';

const codec = codecFor(PROTOCOL_MSGPACK);
const RUNS = { numRuns: 400 };

const uint = fc.oneof(
  fc.nat({ max: 200 }),
  fc.nat({ max: 70_000 }),
  fc.nat({ max: 0x7fffffff }),
  fc.maxSafeNat(),
);
const quote = fc
  .tuple(uint, uint, uint, uint, uint, uint)
  .map(([topicId, seq, bid, bidLots, spread, askLots]): Update => {
    return { is: 'quote', topicId, seq, bid, bidLots, spread, askLots };
  });
const delta = fc
  .tuple(uint, uint, fc.array(fc.integer({ min: -70_000, max: 70_000 }), { maxLength: 6 }))
  .map(([topicId, seq, levels]): Update => ({ is: 'depthDelta', topicId, seq, bids: 0, levels }));
const resync = fc
  .tuple(uint, uint)
  .map(([topicId, seq]): Update => ({ is: 'resync', topicId, seq, skipped: 1, reason: 1 }));
const updates = fc.array(fc.oneof({ weight: 3, arbitrary: quote }, delta, resync), {
  maxLength: 20,
});

function visited(bytes: Uint8Array): ServerMessages['market'] | false {
  const seen: Update[] = [];
  let times = [-1, -1];
  const isMarket = codec.visitMarket(bytes, {
    quote: (topicId, seq, bid, bidLots, spread, askLots) =>
      seen.push({ is: 'quote', topicId, seq, bid, bidLots, spread, askLots }),
    update: (update) => seen.push(update),
    frame: (engineMicros, sendMicros) => (times = [engineMicros, sendMicros]),
  });
  if (!isMarket) return false;
  return { is: 'market', engineMicros: times[0], sendMicros: times[1], updates: seen };
}

function market(list: readonly Update[]): Uint8Array {
  return codec.encodeServer({
    is: 'market',
    engineMicros: 1,
    sendMicros: 2,
    updates: list,
  }) as Uint8Array;
}

test('a frame is visited as it is decoded', () => {
  fc.assert(
    fc.property(updates, (list) => {
      const bytes = market(list);
      expect(visited(bytes)).toEqual(codec.decodeServer(bytes));
    }),
    RUNS,
  );
});

test('a frame that is cut or damaged is refused by both or by neither', () => {
  fc.assert(
    fc.property(updates, fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (list, at, byte, isCut) => {
      const whole = market(list);
      const place = at % whole.length;
      const bytes = isCut ? whole.slice(0, place) : whole.slice();
      if (!isCut) bytes[place] = byte;
      let decoded: unknown;
      try {
        decoded = codec.decodeServer(bytes);
      } catch {
        decoded = 'refused';
      }
      let seen: unknown;
      try {
        seen = visited(bytes);
      } catch {
        seen = 'refused';
      }
      // What is no market frame any more is left to the decoder.
      if (seen !== false) expect(seen).toEqual(decoded);
    }),
    RUNS,
  );
});

test('other frames, longer ones of a later version, and JSON are left to the decoder', () => {
  const pong = codec.encodeServer({ is: 'pong', clientMicros: 1, serverMicros: 2 });
  expect(visited(pong as Uint8Array)).toBe(false);
  const longer = Uint8Array.from([0x95, 40, 1, 2, 0x90, 7]);
  expect(visited(longer)).toBe(false);
  expect(codec.decodeServer(longer)).toMatchObject({ is: 'market', updates: [] });
  const nothing = { quote: () => undefined, update: () => undefined, frame: () => undefined };
  expect(codecFor(PROTOCOL_JSON).visitMarket('[40,1,2,[]]', nothing)).toBe(false);
});

test('a quote of a later version is taken without what it has more', () => {
  const bytes = Uint8Array.from([0x94, 40, 1, 2, 0x91, 0x98, 64, 5, 6, 7, 8, 9, 10, 11]);
  expect(visited(bytes)).toEqual(codec.decodeServer(bytes));
});
