// What encoders write to, and its MessagePack form: smallest integers, one pooled buffer that grows.

import { assert } from '../domain/assert.ts';
import { utf8Length, writeUtf8 } from './utf8.ts';

/** A frame, or a part of one: bytes in MessagePack, text in JSON. */
export type Wire = Uint8Array | string;

/** Values one after the other; `array` states how many follow, `end` closes the innermost array. */
export interface Writer {
  array(count: number): void;
  end(): void;
  uint(value: number): void;
  int(value: number): void;
  bool(value: boolean): void;
  text(value: string): void;
  nil(): void;
  /** What was written since the last `take`. See the writer for how long it stays valid. */
  take(): Wire;
}

const TWO_32 = 0x1_0000_0000;
/** Longest header with its integer: one byte of type, eight of value. */
const SCALAR_BYTES = 9;

/**
 * Standard MessagePack. Integers take their shortest form and are never floats, so that a reader in
 * any language sees integers; those of 2^32 and more are uint64 (int64 below -2^31).
 *
 * `take` returns a view into the pool: it stays valid until `reset`, and costs no copy. When the pool
 * has to grow, earlier views keep the old memory.
 */
export class MsgpackWriter implements Writer {
  #bytes: Uint8Array;
  #at = 0;
  #mark = 0;

  constructor(poolBytes = 64 * 1024) {
    this.#bytes = new Uint8Array(poolBytes);
  }

  /** Starts the pool anew: everything taken before is void. */
  reset(): void {
    this.#at = 0;
    this.#mark = 0;
  }

  take(): Uint8Array {
    const taken = this.#bytes.subarray(this.#mark, this.#at);
    this.#mark = this.#at;
    return taken;
  }

  /** Like `take`, in memory of its own, and the pool is free again. */
  takeOwned(): Uint8Array {
    const taken = this.#bytes.slice(this.#mark, this.#at);
    this.#at = this.#mark;
    return taken;
  }

  array(count: number): void {
    const at = this.#room(SCALAR_BYTES);
    if (count < 16) this.#byte(at, 0x90 | count);
    else if (count <= 0xffff) this.#two(at, 0xdc, count);
    else this.#four(at, 0xdd, count);
  }

  end(): void {}

  uint(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'the wire carries integers up to 2^53 - 1');
    const at = this.#room(SCALAR_BYTES);
    if (value <= 0x7f) this.#byte(at, value);
    else if (value <= 0xff) this.#one(at, 0xcc, value);
    else if (value <= 0xffff) this.#two(at, 0xcd, value);
    else if (value < TWO_32) this.#four(at, 0xce, value);
    else this.#eight(at, 0xcf, value);
  }

  int(value: number): void {
    if (value >= 0) return this.uint(value);
    assert(Number.isSafeInteger(value), 'the wire carries integers up to 2^53 - 1');
    const at = this.#room(SCALAR_BYTES);
    if (value >= -32) this.#byte(at, value & 0xff);
    else if (value >= -0x80) this.#one(at, 0xd0, value);
    else if (value >= -0x8000) this.#two(at, 0xd1, value);
    else if (value >= -0x8000_0000) this.#four(at, 0xd2, value);
    else this.#eight(at, 0xd3, value);
  }

  bool(value: boolean): void {
    this.#byte(this.#room(1), value ? 0xc3 : 0xc2);
  }

  nil(): void {
    this.#byte(this.#room(1), 0xc0);
  }

  text(value: string): void {
    const size = utf8Length(value);
    assert(size >= 0, 'a text on the wire is well-formed Unicode');
    const at = this.#room(SCALAR_BYTES + size);
    if (size < 32) this.#byte(at, 0xa0 | size);
    else if (size <= 0xff) this.#one(at, 0xd9, size);
    else if (size <= 0xffff) this.#two(at, 0xda, size);
    else this.#four(at, 0xdb, size);
    this.#at = writeUtf8(value, this.#bytes, this.#at);
  }

  /** Values that are encoded already. */
  raw(part: Uint8Array): void {
    const size = part.length;
    const at = this.#room(size);
    const bytes = this.#bytes;
    if (size <= 32) for (let i = 0; i < size; i++) bytes[at + i] = part[i];
    else bytes.set(part, at);
    this.#at = at + size;
  }

  /** Makes room for `size` more bytes and says where they start. */
  #room(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, at + size));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }

  #byte(at: number, value: number): void {
    this.#bytes[at] = value;
    this.#at = at + 1;
  }

  #one(at: number, type: number, value: number): void {
    const bytes = this.#bytes;
    bytes[at] = type;
    bytes[at + 1] = value;
    this.#at = at + 2;
  }

  #two(at: number, type: number, value: number): void {
    const bytes = this.#bytes;
    bytes[at] = type;
    bytes[at + 1] = value >> 8;
    bytes[at + 2] = value;
    this.#at = at + 3;
  }

  #four(at: number, type: number, value: number): void {
    this.#bytes[at] = type;
    this.#word(at + 1, value | 0);
    this.#at = at + 5;
  }

  #eight(at: number, type: number, value: number): void {
    this.#bytes[at] = type;
    this.#word(at + 1, Math.floor(value / TWO_32) | 0);
    this.#word(at + 5, value | 0);
    this.#at = at + 9;
  }

  #word(at: number, value: number): void {
    const bytes = this.#bytes;
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >> 16;
    bytes[at + 2] = value >> 8;
    bytes[at + 3] = value;
  }
}
