// The JSON form of the reader: walks a parsed value as if it were a stream of values.

import { utf8Length } from './utf8.ts';
import type { ReadLimits, Reader } from './reader.ts';

export class JsonReader implements Reader {
  ok = true;
  readonly #limits: ReadLimits;
  /** Arrays that were entered, outermost first, and the next index in each. */
  #arrays: (readonly unknown[])[] = [];
  #indexes: number[] = [];

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Starts on a parsed value. */
  reset(value: unknown): void {
    this.#arrays = [[value]];
    this.#indexes = [0];
    this.ok = true;
  }

  array(): number {
    const value = this.#next();
    if (!Array.isArray(value) || value.length > this.#limits.arrayMax) return this.#fail();
    this.#arrays.push(value);
    this.#indexes.push(0);
    return value.length;
  }

  end(): void {
    if (this.#arrays.length === 1) return;
    this.#arrays.pop();
    this.#indexes.pop();
  }

  int(): number {
    const value = this.#next();
    if (!Number.isSafeInteger(value)) return this.#fail();
    // Adding 0 makes -0 an ordinary 0.
    return (value as number) + 0;
  }

  bool(): boolean {
    const value = this.#next();
    if (typeof value !== 'boolean') this.#fail();
    return value === true;
  }

  text(): string {
    const value = this.#next();
    if (typeof value === 'string' && this.#fits(value)) return value;
    this.#fail();
    return '';
  }

  nil(): boolean {
    const top = this.#arrays.length - 1;
    if (this.#arrays[top][this.#indexes[top]] !== null) return false;
    this.#indexes[top] += 1;
    return true;
  }

  refuse(): void {
    this.ok = false;
  }

  skip(): void {
    if (!this.#isPlain(this.#next(), this.#limits.depthMax)) this.#fail();
  }

  #isPlain(value: unknown, depth: number): boolean {
    if (depth === 0) return false;
    if (typeof value === 'string') return this.#fits(value);
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value === 'boolean' || value === null) return true;
    // What is left of JSON is arrays and objects; objects are in no message of any version.
    if (!Array.isArray(value) || value.length > this.#limits.arrayMax) return false;
    return value.every((item) => this.#isPlain(item, depth - 1));
  }

  #fits(value: string): boolean {
    const size = utf8Length(value);
    return size >= 0 && size <= this.#limits.textBytesMax;
  }

  #next(): unknown {
    const top = this.#arrays.length - 1;
    const array = this.#arrays[top];
    const index = this.#indexes[top];
    if (index >= array.length) {
      this.#fail();
      return undefined;
    }
    this.#indexes[top] = index + 1;
    return array[index];
  }

  #fail(): number {
    this.ok = false;
    return -1;
  }
}
