// A million mutated frames at the decoders, and proof that the torture notices a broken one.

import { expect, test } from 'vitest';
import { codecFor, type WireCodec } from '../../shared/wire/codec.ts';
import { CLIENT_MESSAGES, PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { fuzzLong } from './fuzz-wire.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);

test(`a million mutated frames, seed ${String(SEED)}`, { timeout: 120_000 }, () => {
  const report = fuzzLong(1_000_000, SEED);
  expect(report.faults).toEqual([]);
  expect(report.kindsTaken).toBe(Object.keys(CLIENT_MESSAGES).length);
  // All of it was exercised: frames that pass, malformed ones, unknown kinds, wrong fields.
  expect(report.taken).toBeGreaterThan(1_000);
  for (const code of [2001, 2002, 2003]) expect(report.refused[code]).toBeGreaterThan(1_000);
});

const msgpack = codecFor(PROTOCOL_MSGPACK);
const json = codecFor(PROTOCOL_JSON);

/** Broken decoders, each in a way that the torture must notice. */
const BROKEN: readonly [string, WireCodec][] = [
  [
    'throws on garbage',
    {
      ...json,
      decodeClient(data) {
        JSON.parse(String(data));
        return json.decodeClient(data);
      },
    },
  ],
  [
    'remembers a bad frame',
    (() => {
      let poisoned = false;
      const decodeClient: WireCodec['decodeClient'] = (data) => {
        const decoded = msgpack.decodeClient(data);
        const answer = poisoned && decoded.ok ? msgpack.decodeClient('') : decoded;
        poisoned = !decoded.ok;
        return answer;
      };
      return { ...msgpack, decodeClient };
    })(),
  ],
  [
    'lets a foreign value through',
    {
      ...json,
      decodeClient(data) {
        const decoded = json.decodeClient(data);
        if (!decoded.ok || decoded.message.is !== 'ping') return decoded;
        return { ok: true, message: { ...decoded.message, clientMicros: -1 } };
      },
    },
  ],
  [
    'throws something else at a client',
    {
      ...msgpack,
      decodeServer(data) {
        if (data.length === 0) throw new RangeError('empty');
        return msgpack.decodeServer(data);
      },
    },
  ],
];

test.each(BROKEN)('the control: a decoder that %s is found', (_how, codec) => {
  expect(fuzzLong(20_000, 7, [codec]).faults.length).toBeGreaterThan(0);
});
