// The JSON form of the writer: the same arrays of integers as text.

import { assert } from '../domain/assert.ts';
import type { Writer } from './writer.ts';

export class JsonWriter implements Writer {
  #text = '';
  /** Nothing stands before the next value in its array. */
  #first = true;

  /** Drops what was not taken, such as the first half of a message that turned out to be invalid. */
  reset(): void {
    this.#text = '';
    this.#first = true;
  }

  /** The text since the last `take`; it stays valid for ever. */
  take(): string {
    const taken = this.#text;
    this.reset();
    return taken;
  }

  array(_count: number): void {
    this.#text += this.#first ? '[' : ',[';
    this.#first = true;
  }

  end(): void {
    this.#text += ']';
    this.#first = false;
  }

  uint(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'the wire carries integers up to 2^53 - 1');
    this.raw(String(value));
  }

  int(value: number): void {
    assert(Number.isSafeInteger(value), 'the wire carries integers up to 2^53 - 1');
    this.raw(String(value));
  }

  bool(value: boolean): void {
    this.raw(value ? 'true' : 'false');
  }

  nil(): void {
    this.raw('null');
  }

  text(value: string): void {
    this.raw(JSON.stringify(value));
  }

  /** A value that is JSON text already. */
  raw(part: string): void {
    this.#text += this.#first ? part : `,${part}`;
    this.#first = false;
  }
}
