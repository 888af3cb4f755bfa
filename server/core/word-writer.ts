// A growing sequence of 32-bit words and float64 values, and its reader.

import { assert } from '../../shared/domain/assert.ts';

export interface WordWriter {
  int(value: number): void;
  double(value: number): void;
  words(from: Int32Array): void;
  /** Reserves a word for a count that is known later. */
  reserve(): number;
  patch(at: number, value: number): void;
  length(): number;
  /** A copy of what was written. */
  take(): Int32Array;
}

export function createWordWriter(): WordWriter {
  const double = new Float64Array(1);
  const halves = new Int32Array(double.buffer);
  let buffer = new Int32Array(1 << 12);
  let length = 0;

  function room(more: number): void {
    if (length + more <= buffer.length) return;
    const grown = new Int32Array(Math.max(buffer.length * 2, length + more));
    grown.set(buffer);
    buffer = grown;
  }

  function int(value: number): void {
    room(1);
    buffer[length++] = value;
  }

  return {
    int,
    double: (value) => {
      room(2);
      double[0] = value;
      buffer[length++] = halves[0]!;
      buffer[length++] = halves[1]!;
    },
    words: (from) => {
      room(from.length);
      buffer.set(from, length);
      length += from.length;
    },
    reserve: () => {
      int(0);
      return length - 1;
    },
    patch: (at, value) => {
      buffer[at] = value;
    },
    length: () => length,
    take: () => buffer.slice(0, length),
  };
}

export interface WordReader {
  int(): number;
  double(): number;
  /** The next `count` words, as a copy at the start of a buffer of its own. */
  words(count: number): Int32Array;
  atEnd(): boolean;
}

export function createWordReader(source: Int32Array, from: number): WordReader {
  const double = new Float64Array(1);
  const halves = new Int32Array(double.buffer);
  let at = from;

  function int(): number {
    assert(at < source.length, 'the state ends too early');
    return source[at++]!;
  }

  return {
    int,
    double: () => {
      halves[0] = int();
      halves[1] = int();
      return double[0]!;
    },
    words: (count) => {
      assert(at + count <= source.length, 'the state ends too early');
      at += count;
      return source.slice(at - count, at);
    },
    atEnd: () => at === source.length,
  };
}
