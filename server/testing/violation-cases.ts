// The cases of the protocol suite: what RFC 6455 allows and forbids, after groups 1-7 of Autobahn.

import { Opcode, type FrameShape } from './raw-peer.ts';

/** echo: the message comes back · pong: with this payload · open: nothing, and the connection lives ·
 * fail: the connection ends, with one of these codes (1006: cut without a close frame) ·
 * close: the server answers a close with this code. */
export type Outcome =
  | { readonly echo: string; readonly text?: boolean }
  | { readonly pong: string }
  | { readonly open: true }
  | { readonly fail: readonly number[] }
  | { readonly close: readonly number[] };

export interface ViolationCase {
  readonly name: string;
  readonly frames: readonly FrameShape[];
  readonly outcome: Outcome;
}

const PROTOCOL_ERROR = { fail: [1002, 1006] };
const BAD_TEXT = { fail: [1007, 1006, 1002] };
const TOO_BIG = { fail: [1009, 1006, 1002] };

const text = (payload: string | Uint8Array, fin = true): FrameShape => ({
  opcode: Opcode.text,
  payload,
  fin,
});
const more = (payload: string | Uint8Array, fin: boolean): FrameShape => ({
  opcode: Opcode.continuation,
  payload,
  fin,
});
const binary = (payload: string | Uint8Array, fin = true): FrameShape => ({
  opcode: Opcode.binary,
  payload,
  fin,
});
const closing = (payload: Uint8Array): FrameShape => ({ opcode: Opcode.close, payload });
const code = (value: number, reason = ''): Buffer =>
  Buffer.concat([Buffer.from([value >> 8, value & 0xff]), Buffer.from(reason)]);

function sizes(): ViolationCase[] {
  const cases = [0, 1, 125, 126, 127, 128, 1000, 4096].flatMap((size) => [
    {
      name: `text of ${size} bytes`,
      frames: [text('a'.repeat(size))],
      outcome: { echo: 'a'.repeat(size) },
    },
    {
      name: `binary of ${size} bytes`,
      frames: [binary('b'.repeat(size))],
      outcome: { echo: 'b'.repeat(size), text: false },
    },
  ]);
  return cases;
}

function pings(): ViolationCase[] {
  const last = 'p'.repeat(125);
  return [
    { name: 'ping without payload', frames: [{ opcode: Opcode.ping }], outcome: { pong: '' } },
    {
      name: 'ping of 125 bytes',
      frames: [{ opcode: Opcode.ping, payload: last }],
      outcome: { pong: last },
    },
    {
      name: 'ping of 126 bytes',
      frames: [{ opcode: Opcode.ping, payload: `${last}p` }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'pong that nobody asked for',
      frames: [{ opcode: Opcode.pong, payload: 'x' }],
      outcome: { open: true },
    },
    {
      name: 'pong of 126 bytes',
      frames: [{ opcode: Opcode.pong, payload: `${last}p` }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'fragmented ping',
      frames: [{ opcode: Opcode.ping, fin: false }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'fragmented pong',
      frames: [{ opcode: Opcode.pong, fin: false }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'ping between fragments',
      frames: [text('a', false), { opcode: Opcode.ping, payload: 'm' }],
      outcome: { pong: 'm' },
    },
  ];
}

function reserved(): ViolationCase[] {
  const bits = [1, 2, 3, 4, 5, 6, 7].map((set) => ({
    name: `reserved bits ${set} on a text`,
    frames: [{ ...text('x'), reserved: set }],
    outcome: PROTOCOL_ERROR,
  }));
  const others = [Opcode.binary, Opcode.ping, Opcode.close].map((opcode) => ({
    name: `compression bit on opcode ${opcode}`,
    frames: [{ opcode, reserved: 4, payload: opcode === Opcode.close ? code(1000) : 'x' }],
    outcome: PROTOCOL_ERROR,
  }));
  const fragment = {
    name: 'compression bit on a continuation',
    frames: [text('a', false), { ...more('b', true), reserved: 4 }],
    outcome: PROTOCOL_ERROR,
  };
  return [...bits, ...others, fragment];
}

function opcodes(): ViolationCase[] {
  return [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
    { name: `opcode ${opcode}`, frames: [{ opcode, payload: 'x' }], outcome: PROTOCOL_ERROR },
    {
      name: `opcode ${opcode} between fragments`,
      frames: [text('a', false), { opcode }],
      outcome: PROTOCOL_ERROR,
    },
  ]);
}

function fragments(): ViolationCase[] {
  return [
    {
      name: 'text in two',
      frames: [text('ab', false), more('cd', true)],
      outcome: { echo: 'abcd' },
    },
    {
      name: 'binary in three',
      frames: [binary('a', false), more('b', false), more('c', true)],
      outcome: { echo: 'abc', text: false },
    },
    {
      name: 'empty fragments',
      frames: [text('', false), more('', false), more('', true)],
      outcome: { echo: '' },
    },
    {
      name: 'fifteen fragments',
      frames: [
        text('0', false),
        ...Array.from({ length: 13 }, () => more('1', false)),
        more('2', true),
      ],
      outcome: { echo: `0${'1'.repeat(13)}2` },
    },
    { name: 'continuation of nothing', frames: [more('x', true)], outcome: PROTOCOL_ERROR },
    {
      name: 'unfinished continuation of nothing',
      frames: [more('x', false)],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'continuation after the end',
      frames: [text('a', false), more('b', true), more('c', true)],
      outcome: PROTOCOL_ERROR,
    },
    { name: 'text inside a text', frames: [text('a', false), text('b')], outcome: PROTOCOL_ERROR },
    {
      name: 'binary inside a text',
      frames: [text('a', false), binary('b')],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'fragments that are too big together',
      frames: [text('a'.repeat(4000), false), more('b'.repeat(97), true)],
      outcome: TOO_BIG,
    },
  ];
}

function masksAndLengths(): ViolationCase[] {
  const huge = [127, 0x7f, 255, 255, 255, 255, 255, 255, 255];
  return [
    { name: 'unmasked text', frames: [{ ...text('x'), masked: false }], outcome: PROTOCOL_ERROR },
    {
      name: 'unmasked binary',
      frames: [{ ...binary('x'), masked: false }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'unmasked ping',
      frames: [{ opcode: Opcode.ping, masked: false }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'unmasked close',
      frames: [{ ...closing(code(1000)), masked: false }],
      outcome: PROTOCOL_ERROR,
    },
    { name: 'one byte too many', frames: [binary('x'.repeat(4097))], outcome: TOO_BIG },
    {
      name: 'a length of 65536',
      frames: [{ ...binary(''), lengthBytes: [127, 0, 0, 0, 0, 0, 1, 0, 0] }],
      outcome: TOO_BIG,
    },
    {
      name: 'a length of 2^32',
      frames: [{ ...binary(''), lengthBytes: [127, 0, 0, 0, 1, 0, 0, 0, 0] }],
      outcome: TOO_BIG,
    },
    {
      name: 'a length of 2^63 - 1',
      frames: [{ ...binary(''), lengthBytes: huge }],
      outcome: TOO_BIG,
    },
    {
      name: 'a length with the top bit',
      frames: [{ ...binary(''), lengthBytes: [127, 255, 255, 255, 255, 255, 255, 255, 255] }],
      outcome: TOO_BIG,
    },
    {
      name: 'a 16-bit length in the control frame',
      frames: [{ opcode: Opcode.ping, lengthBytes: [126, 0, 1], payload: 'x' }],
      outcome: PROTOCOL_ERROR,
    },
  ];
}

function texts(): ViolationCase[] {
  const bad: [string, readonly number[]][] = [
    ['a stray continuation byte', [0x80]],
    ['a cut sequence', [0xce]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong zero', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond the last code point', [0xf4, 0x90, 0x80, 0x80]],
    ['a five-byte form', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['bytes that never occur', [0xfe, 0xff]],
  ];
  const cases: ViolationCase[] = bad.map(([what, bytes]) => ({
    name: `text with ${what}`,
    frames: [text(Buffer.concat([Buffer.from('ok '), Buffer.from(bytes)]))],
    outcome: BAD_TEXT,
  }));
  const kappa = Buffer.from('κόσμε €𝄞');
  cases.push({ name: 'text beyond ASCII', frames: [text(kappa)], outcome: { echo: 'κόσμε €𝄞' } });
  cases.push({
    name: 'a character cut by a fragment border',
    frames: [text(kappa.subarray(0, 1), false), more(kappa.subarray(1), true)],
    outcome: { echo: 'κόσμε €𝄞' },
  });
  cases.push({
    name: 'a bad sequence across a fragment border',
    frames: [text(Buffer.from([0xce]), false), more('a', true)],
    outcome: BAD_TEXT,
  });
  cases.push({
    name: 'the same bytes as binary',
    frames: [binary(Buffer.from([0xff]))],
    outcome: { open: true },
  });
  return cases;
}

function closes(): ViolationCase[] {
  const good = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999].map((value) => ({
    name: `close with ${value}`,
    frames: [closing(code(value))],
    outcome: { close: [value, 1000, 1005] },
  }));
  const bad = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535].map((value) => ({
    name: `close with the forbidden ${value}`,
    frames: [closing(code(value))],
    outcome: { fail: [1002, 1005, 1006] },
  }));
  return [
    ...good,
    ...bad,
    {
      name: 'close without a code',
      frames: [closing(Buffer.alloc(0))],
      outcome: { close: [1000, 1005] },
    },
    {
      name: 'close with half a code',
      frames: [closing(Buffer.from([3]))],
      outcome: { fail: [1002, 1005, 1006] },
    },
    {
      name: 'close with a reason',
      frames: [closing(code(1000, 'bye'))],
      outcome: { close: [1000, 1005] },
    },
    {
      name: 'close of 126 bytes',
      frames: [closing(code(1000, 'x'.repeat(124)))],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'fragmented close',
      frames: [{ ...closing(code(1000)), fin: false }],
      outcome: PROTOCOL_ERROR,
    },
    {
      name: 'a text after the close',
      frames: [closing(code(1000)), text('late')],
      outcome: { close: [1000, 1005] },
    },
  ];
}

export const VIOLATION_CASES: readonly ViolationCase[] = [
  ...sizes(),
  ...pings(),
  ...reserved(),
  ...opcodes(),
  ...fragments(),
  ...masksAndLengths(),
  ...texts(),
  ...closes(),
];
