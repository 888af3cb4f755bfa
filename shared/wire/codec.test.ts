// Unit tests of the codec: what is refused with which code, and what a client passes over.

import { pack } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { codecFor, WireError } from './codec.ts';
import { checkValue } from './check-message.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from './schema.ts';

const msgpack = codecFor(PROTOCOL_MSGPACK);
const json = codecFor(PROTOCOL_JSON);
const MALFORMED = { ok: false, code: 2001, field: '', requestId: 0 };

const PLACE = [10, 7, 99, 3, 0, 0, 0, 100, 5, 0, 0, 0, 0, 0];
const at = (index: number, value: unknown) => PLACE.map((one, i) => (i === index ? value : one));
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** Frame, code, field, request id: the same for both encodings. */
const REFUSED: readonly [string, unknown, number, string, number][] = [
  ['no kind', [], 2001, '', 0],
  ['no array', 5, 2001, '', 0],
  ['kind is a text', ['place', 1], 2001, 'kind', 0],
  ['a kind of the server', [40, 1, 2, []], 2002, 'kind', 0],
  ['a kind of nobody', [1, 1], 2002, 'kind', 0],
  ['a negative kind', [-1], 2002, 'kind', 0],
  ['a field is missing', PLACE.slice(0, 13), 2003, 'clientMicros', 7],
  ['a surplus field', [...PLACE, 0], 2003, 'surplus', 7],
  ['text for a number', at(7, '100'), 2003, 'price', 7],
  ['nil for a number', at(7, null), 2003, 'price', 7],
  ['a fraction', at(7, 1.5), 2003, 'price', 7],
  ['beyond 2^53', at(2, 2 ** 53), 2003, 'clientOrderId', 7],
  ['client order id 0', at(2, 0), 2014, 'clientOrderId', 7],
  ['a negative instrument', at(3, -1), 2004, 'instrument', 7],
  ['side 2', at(4, 2), 2003, 'side', 7],
  ['side 256', at(4, 256), 2003, 'side', 7],
  ['type 2', at(5, 2), 2003, 'type', 7],
  ['time in force 5', at(6, 5), 2003, 'tif', 7],
  ['a price that fits no int32', at(7, 2 ** 31), 2006, 'price', 7],
  ['a quantity that fits no int32', at(8, 2 ** 32 + 1), 2008, 'qty', 7],
  ['flags 8', at(9, 8), 2003, 'flags', 7],
  ['self-trade mode 4', at(10, 4), 2003, 'stp', 7],
  ['a request id that fits no int32', at(1, 2 ** 31), 2003, 'requestId', 0],
  ['a topic without its second value', [4, 7, [['quote.*']]], 2003, 'topics', 7],
  ['a topic with a third', [4, 7, [['quote.*', null, 1]]], 2003, 'topics', 7],
  ['a negative last seq', [4, 7, [['trade.*', -1]]], 2003, 'topics', 7],
  ['topics are no list', [4, 7, 'quote.*'], 2003, 'topics', 7],
  ['a number for a flag', [2, 7, 'token', null, 1, 0], 2003, 'cancelOnDisconnect', 7],
  ['a text of 257 bytes', [2, 7, 'x'.repeat(257), null, true, 0], 2001, '', 0],
  ['513 topic ids', [5, 7, Array.from({ length: 513 }, () => 1)], 2001, '', 0],
  ['nested 9 deep', [4, 7, nested(8)], 2001, '', 0],
  ['nested as deep as allowed', [4, 7, nested(6)], 2003, 'topics', 7],
  ['a map', at(7, { price: 1 }), 2001, '', 0],
  ['a map with a poisonous key', JSON.parse('[10,7,{"__proto__":{"ok":true}}]'), 2001, '', 0],
  ['a frame of 4097 bytes', [4, 7, 'x'.repeat(4200)], 2001, '', 0],
];

describe('the server refuses', () => {
  test.each(REFUSED)('%s', (_what, frame, code, field, requestId) => {
    const expected = { ok: false, code, field, requestId };
    expect(msgpack.decodeClient(pack(frame))).toEqual(expected);
    expect(json.decodeClient(JSON.stringify(frame))).toEqual(expected);
    expect(json.decodeClient(Buffer.from(JSON.stringify(frame)))).toEqual(expected);
  });

  test('the control: the frame that these were made from is taken', () => {
    const message = { is: 'place', requestId: 7, clientOrderId: 99, instrument: 3, price: 100 };
    const expected = { ok: true, message };
    expect(msgpack.decodeClient(pack(PLACE))).toMatchObject(expected);
    expect(json.decodeClient(JSON.stringify(PLACE))).toMatchObject(expected);
    expect(checkValue(PLACE)).toMatchObject(expected);
  });

  test.each([
    ['nothing', []],
    ['the unused byte', [0xc1]],
    ['a cut header', [0xdc, 0]],
    ['a header of 4 G values', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['a text of 4 GB', [0x92, 0x0a, 0xdb, 0xff, 0xff, 0xff, 0xff]],
    ['an extension', [0x92, 0x0a, 0xd4, 1, 0]],
    ['the extension of CVE-2023-52079', [0x92, 0x0a, 0xc7, 2, 0x70, 1, 1]],
    ['a timestamp', [0x92, 0x0a, 0xd6, 0xff, 0, 0, 0, 1]],
    ['NaN', [0x92, 0x08, 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]],
    ['infinity', [0x92, 0x08, 0xca, 0x7f, 0x80, 0, 0]],
    ['a map with duplicate keys', [0x92, 0x08, 0x82, 0xa1, 0x61, 1, 0xa1, 0x61, 2]],
    ['trailing bytes', [0x92, 0x08, 0x01, 0x01]],
    ['a text that is no UTF-8', [0x96, 2, 7, 0xa1, 0xff, 0xc0, 0xc2, 0]],
    ['an overlong UTF-8', [0x96, 2, 7, 0xa2, 0xc0, 0x80, 0xc0, 0xc2, 0]],
    ['a surrogate in UTF-8', [0x96, 2, 7, 0xa3, 0xed, 0xa0, 0x80, 0xc0, 0xc2, 0]],
  ])('bytes: %s', (_what, bytes) => {
    expect(msgpack.decodeClient(Uint8Array.from(bytes))).toEqual(MALFORMED);
    // Nothing of a bad frame is left in the decoder.
    expect(msgpack.decodeClient(pack(PLACE)).ok).toBe(true);
  });

  test.each([
    '',
    '[',
    '[8,1',
    '[8,NaN]',
    '[8,1e999]',
    '{"is":"ping"}',
    '[2,7,"\\ud800",null,true,0]',
  ])('text: %s', (text) => {
    expect(json.decodeClient(text)).toEqual(MALFORMED);
    expect(json.decodeClient(JSON.stringify(PLACE)).ok).toBe(true);
  });

  test('binary on a text connection and text on a binary one', () => {
    expect(json.decodeClient(pack(PLACE))).toEqual(MALFORMED);
    expect(msgpack.decodeClient(JSON.stringify(PLACE))).toEqual(MALFORMED);
  });
});

test('a library that sends large integers as floats is understood', () => {
  const bytes = pack([8, 1_763_800_000_000_000]);
  expect(bytes[2]).toBe(0xcb);
  expect(msgpack.decodeClient(bytes)).toMatchObject({
    message: { clientMicros: 1_763_800_000_000_000 },
  });
});

describe('a client', () => {
  const both = (frame: unknown) => {
    const decoded = msgpack.decodeServer(pack(frame));
    expect(json.decodeServer(JSON.stringify(frame))).toEqual(decoded);
    return decoded;
  };

  test('passes over a kind that it does not know', () => {
    expect(both([60, 1, [2, [3]], 'x'])).toBeUndefined();
  });

  test('passes over trailing fields of a message and of a record', () => {
    expect(both([37, 1, 2, 'new', [1]])).toEqual({ is: 'pong', clientMicros: 1, serverMicros: 2 });
    const heartbeat = both([38, 1, 2, [[3, 4, 'new']]]);
    expect(heartbeat).toMatchObject({ topics: [{ topicId: 3, seq: 4 }] });
  });

  test('passes over unknown updates and keeps those around them', () => {
    const frame = both([
      40,
      1,
      2,
      [
        [67, 1, 2, 3],
        [95, 1, 2, [4]],
        [71, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'new'],
      ],
    ]);
    expect(frame).toMatchObject({ updates: [{ is: 'depthChecksum' }, { is: 'status', phase: 0 }] });
  });

  test('passes over unknown reports', () => {
    expect(both([41, 2, 1, 0, 9, [[127], [104, 7, 30]]])).toMatchObject({
      reports: [{ is: 'deadMan', requestId: 7, seconds: 30 }],
    });
  });

  test('takes an empty delta and a large snapshot', () => {
    expect(both([40, 1, 2, [[66, 1, 2, 0]]])).toMatchObject({ updates: [{ levels: [] }] });
    const levels = Array.from({ length: 20_000 }, (_, i) => i);
    const frame = both([40, 1, 2, [[65, 1, 2, 100, 5, 5_000, ...levels]]]);
    expect(frame).toMatchObject({ updates: [{ levels }] });
  });

  test.each([
    ['a missing field', [37, 1]],
    ['a wrong type', [37, 'a', 2]],
    ['a negative unsigned', [37, -1, 2]],
    ['no kind', []],
    ['no array', 7],
    ['an update that is none', [40, 1, 2, [5]]],
  ])('throws on %s', (_what, frame) => {
    expect(() => msgpack.decodeServer(pack(frame))).toThrow(WireError);
    expect(() => json.decodeServer(JSON.stringify(frame))).toThrow(WireError);
  });

  test('throws on bytes that are no frame', () => {
    expect(() => msgpack.decodeServer(Uint8Array.of(0x93, 37, 1))).toThrow(WireError);
    expect(() => msgpack.decodeServer(Uint8Array.of(0x93, 37, 1, 2, 0))).toThrow(WireError);
    expect(() => json.decodeServer('[37,1,2')).toThrow(WireError);
  });
});

test.each([msgpack, json])('an invalid message is refused and leaves nothing behind', (codec) => {
  const good = codec.encodeClient({ is: 'ping', clientMicros: 1 });
  for (const clientMicros of [NaN, 0.5, -1, 2 ** 53]) {
    expect(() => codec.encodeClient({ is: 'ping', clientMicros })).toThrow('integers');
    expect(codec.encodeClient({ is: 'ping', clientMicros: 1 })).toEqual(good);
  }
});

test('a sub-protocol that nobody speaks is a mistake of the program', () => {
  expect(() => codecFor('openbell.v0')).toThrow('sub-protocol');
});
