// How a valid frame becomes a bad one: in MessagePack bytes and in JSON text.

import type { Random } from './seeded-random.ts';

/** Pieces that have broken decoders elsewhere. */
const NASTY_BYTES: readonly (readonly number[])[] = [
  [0xc1],
  [0xc7, 0x02, 0x70, 0x01, 0x01], // extension of CVE-2023-52079
  [0xc9, 0xff, 0xff, 0xff, 0xff, 0x70],
  [0xd4, 0x01, 0x00],
  [0xd6, 0xff, 0, 0, 0, 1], // timestamp
  [0xdc, 0xff, 0xff],
  [0xdd, 0xff, 0xff, 0xff, 0xff], // array of 2^32 - 1
  [0xdf, 0x7f, 0xff, 0xff, 0xff], // map of 2^31 - 1
  [0xdb, 0xff, 0xff, 0xff, 0xff], // text of 4 GB
  [0xc6, 0xff, 0xff, 0xff, 0xff],
  [0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], // NaN
  [0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], // infinity
  [0xcb, 0x43, 0x40, 0, 0, 0, 0, 0, 0], // 2^53 as a float
  [0xcb, 0x80, 0, 0, 0, 0, 0, 0, 0], // -0
  [0xca, 0x7f, 0x80, 0, 0],
  [0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xcf, 0x00, 0x20, 0, 0, 0, 0, 0, 0], // 2^53
  [0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0],
  [0x81, 0xa9, ...Buffer.from('__proto__'), 0x81, 0xa8, ...Buffer.from('polluted'), 0xc3],
  [0x82, 0xa1, 0x61, 1, 0xa1, 0x61, 2], // duplicate keys
  [0xa2, 0xc0, 0x80], // overlong
  [0xa3, 0xed, 0xa0, 0x80], // surrogate
  [0xa9, ...Buffer.from('__proto__')],
  Array.from({ length: 40 }, () => 0x91),
  Array.from({ length: 3000 }, () => 0x91),
  [0xc4, 0x01, 0x00],
];

const NASTY_TEXTS: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":1,"a":2}',
  '"__proto__"',
  '"\\ud800"',
  '"\\u0000"',
  'NaN',
  'Infinity',
  '1e999',
  '-1e999',
  '-0',
  '1.5',
  '1e3',
  '9007199254740992',
  '-9007199254740993',
  '1'.repeat(400),
  '[',
  ']',
  '['.repeat(3000),
  `${'['.repeat(12)}${']'.repeat(12)}`,
  '{}',
  'null',
  'true',
  ',',
  '\u2028',
  '\ud800',
];

export function mutateBytes(frame: Uint8Array, random: Random): Uint8Array {
  let bytes = Array.from(frame);
  for (let rounds = 1 + random.below(3); rounds > 0; rounds--) bytes = alter(bytes, random);
  return Uint8Array.from(bytes);
}

export function mutateText(frame: string, random: Random): string {
  let text = frame;
  for (let rounds = 1 + random.below(3); rounds > 0; rounds--) text = alterText(text, random);
  return text;
}

function alter(bytes: number[], random: Random): number[] {
  const at = random.below(bytes.length + 1);
  const size = random.below(8);
  switch (random.below(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte));
    case 2:
      return bytes.map((byte, i) => (i === at ? random.below(256) : byte));
    case 3:
      return [...bytes.slice(0, at), ...random.pick(NASTY_BYTES), ...bytes.slice(at)];
    case 4:
      return [...bytes.slice(0, at), ...random.pick(NASTY_BYTES), ...bytes.slice(at + size)];
    case 5:
      return [...bytes.slice(0, at), ...bytes.slice(at + size)];
    default:
      return [...bytes, ...bytes.slice(at, at + size)];
  }
}

function alterText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const size = random.below(8);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCharCode(random.below(128)) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + random.pick(NASTY_TEXTS) + text.slice(at);
    case 3:
      return replaceValue(text, random);
    case 4:
      return text.slice(0, at) + text.slice(at + size);
    default:
      return text + text.slice(at, at + size);
  }
}

/** Puts a nasty piece in the place of one value, so that the rest stays well-formed. */
function replaceValue(text: string, random: Random): string {
  const values = [...text.matchAll(/-?\d+|true|false|null|"[^"]*"/g)];
  const value = values[random.below(values.length)];
  if (value === undefined) return text + random.pick(NASTY_TEXTS);
  const end = value.index + value[0].length;
  return text.slice(0, value.index) + random.pick(NASTY_TEXTS) + text.slice(end);
}
