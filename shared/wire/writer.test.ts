// Unit tests of the MessagePack writer: every size class against another library, pool and views.

import { unpack } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { JsonWriter } from './json-writer.ts';
import { MsgpackWriter } from './writer.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** Value and the bytes that its shortest form takes. */
const INTEGERS: readonly [number, number][] = [
  [0, 1],
  [127, 1],
  [128, 2],
  [255, 2],
  [256, 3],
  [65_535, 3],
  [65_536, 5],
  [0x7fff_ffff, 5],
  [0x8000_0000, 5],
  [0xffff_ffff, 5],
  [0x1_0000_0000, 9],
  [0x1_ffff_ffff, 9],
  [MAX, 9],
  [-1, 1],
  [-32, 1],
  [-33, 2],
  [-128, 2],
  [-129, 3],
  [-32_768, 3],
  [-32_769, 5],
  [-0x8000_0000, 5],
  [-0x8000_0001, 9],
  [-0x1_0000_0000, 9],
  [-0x1_0000_0001, 9],
  [-MAX, 9],
];

describe('MessagePack writer', () => {
  test.each(INTEGERS)('%d takes %d bytes and reads back', (value, size) => {
    const writer = new MsgpackWriter();
    writer.int(value);
    const bytes = writer.take();
    expect(bytes.length).toBe(size);
    expect(Number(unpack(bytes))).toBe(value);
  });

  test.each([0.5, NaN, Infinity, -1, 2 ** 53])('refuses %d as an unsigned integer', (value) => {
    expect(() => new MsgpackWriter().uint(value)).toThrow('integers');
    expect(() => new JsonWriter().uint(value)).toThrow('integers');
  });

  test.each([-0.5, -(2 ** 53), NaN])('refuses %d as an integer', (value) => {
    expect(() => new MsgpackWriter().int(value)).toThrow('integers');
    expect(() => new JsonWriter().int(value)).toThrow('integers');
  });

  test.each([0, 1, 31, 32, 255, 256, 65_535, 65_536])('a text of %d bytes reads back', (size) => {
    const writer = new MsgpackWriter(16);
    writer.text('x'.repeat(size));
    expect(unpack(writer.take())).toBe('x'.repeat(size));
  });

  test('texts of all planes read back; half a pair is refused', () => {
    const writer = new MsgpackWriter(16);
    writer.text('aé€😀');
    expect(unpack(writer.take())).toBe('aé€😀');
    expect(() => writer.text('\ud800')).toThrow('Unicode');
  });

  test.each([0, 15, 16, 65_535, 65_536])('an array of %d values has the right header', (count) => {
    const writer = new MsgpackWriter(16);
    writer.array(count);
    for (let i = 0; i < count; i++) writer.uint(1);
    writer.end();
    expect(unpack(writer.take())).toEqual(Array.from({ length: count }, () => 1));
  });

  test('views stay as they were while the pool grows, until reset', () => {
    const writer = new MsgpackWriter(16);
    const views: Uint8Array[] = [];
    for (let i = 0; i < 100; i++) {
      writer.text(`value ${String(i)}`);
      views.push(writer.take());
    }
    expect(views.map((view): unknown => unpack(view))).toEqual(
      views.map((_, i) => `value ${String(i)}`),
    );
    writer.reset();
    writer.text('anew');
    expect(unpack(writer.take())).toBe('anew');
  });

  test('owned bytes outlive a reset, pooled ones do not', () => {
    const writer = new MsgpackWriter(16);
    writer.text('kept');
    const owned = writer.takeOwned();
    writer.text('lost');
    const pooled = writer.take();
    writer.reset();
    writer.text('next');
    expect(unpack(owned)).toBe('kept');
    expect(unpack(pooled)).toBe('next');
  });
});
