// What decoders read from, and its MessagePack form: strict, bounded, and it never throws.

import { readUtf8 } from './utf8.ts';

/**
 * Values one after the other. The first one that is not as asked sets `ok` to false; from then on
 * what is returned means nothing, so callers look at `ok` before they use a value.
 */
export interface Reader {
  readonly ok: boolean;
  /** Enters an array and says how many values it has. */
  array(): number;
  /** Leaves the innermost array; all of its values were read. */
  end(): void;
  /** An integer of at most 2^53 - 1 in size. */
  int(): number;
  bool(): boolean;
  text(): string;
  /** Whether the next value is nil; takes it if so. */
  nil(): boolean;
  /** Passes over one value of whatever kind. */
  skip(): void;
  /** What was read is well-formed, but not what the caller can take. */
  refuse(): void;
}

export interface ReadLimits {
  readonly arrayMax: number;
  readonly textBytesMax: number;
  readonly depthMax: number;
}

/** What a client expects of a server that it trusts with more than the server trusts it. */
export const CLIENT_READ_LIMITS: ReadLimits = {
  arrayMax: 1 << 20,
  textBytesMax: 1 << 20,
  depthMax: 16,
};

const TWO_32 = 0x1_0000_0000;
/** High word of the first integer that a double no longer holds exactly. */
const HIGH_MAX = 0x20_0000;
const FLOAT_32 = 0xca;
const FLOAT_64 = 0xcb;

/**
 * Reads nil, booleans, integers, texts and arrays. A float counts as an integer when it is one (some
 * libraries send large integers so). Maps and extensions are in no message of any version: they fail
 * everywhere, so no key is ever read from the wire. Byte strings can only be passed over.
 */
export class MsgpackReader implements Reader {
  ok = true;
  readonly #limits: ReadLimits;
  readonly #scratch = new DataView(new ArrayBuffer(8));
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Starts on new bytes. */
  reset(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
    this.ok = true;
  }

  /** Forgets the bytes; true when all of them were read and all was well. */
  finish(): boolean {
    const whole = this.ok && this.#at === this.#bytes.length;
    this.#bytes = EMPTY;
    return whole;
  }

  array(): number {
    const type = this.#next();
    let count = -1;
    if (type >= 0x90 && type <= 0x9f) count = type & 0x0f;
    else if (type === 0xdc) count = this.#unsigned(2);
    else if (type === 0xdd) count = this.#unsigned(4);
    // Every value takes a byte at least: a header that promises more than is there is refused here,
    // before anything is allocated for it.
    if (count > this.#limits.arrayMax || count > this.#bytes.length - this.#at) count = -1;
    if (count < 0) return this.#fail();
    return count;
  }

  end(): void {}

  int(): number {
    const type = this.#next();
    if (type <= 0x7f) return type;
    if (type >= 0xe0) return type - 0x100;
    switch (type) {
      case 0xcc:
        return this.#unsigned(1);
      case 0xcd:
        return this.#unsigned(2);
      case 0xce:
        return this.#unsigned(4);
      case 0xcf:
        return this.#wide(false);
      case 0xd0:
        return (this.#unsigned(1) << 24) >> 24;
      case 0xd1:
        return (this.#unsigned(2) << 16) >> 16;
      case 0xd2:
        return this.#unsigned(4) | 0;
      case 0xd3:
        return this.#wide(true);
      case FLOAT_32:
      case FLOAT_64:
        return this.#integral(this.#float(type));
      default:
        return this.#fail();
    }
  }

  /** Whether the next two bytes are these; takes nothing. */
  startsWith(first: number, second: number): boolean {
    return this.#bytes[this.#at] === first && this.#bytes[this.#at + 1] === second;
  }

  /** Goes over bytes that were looked at. */
  pass(count: number): void {
    this.#at += count;
  }

  /** `count` unsigned integers at once: a third of the time of as many calls of `int`. */
  uints(into: Float64Array, count: number): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let k = 0; k < count; k++) {
      const type = bytes[at];
      if (type <= 0x7f) {
        into[k] = type;
        at += 1;
      } else if (type === 0xcd && at + 2 < bytes.length) {
        into[k] = (bytes[at + 1] << 8) | bytes[at + 2];
        at += 3;
      } else if (type === 0xce && at + 4 < bytes.length) {
        const high = (bytes[at + 1] << 8) | bytes[at + 2];
        into[k] = high * 0x1_0000 + ((bytes[at + 3] << 8) | bytes[at + 4]);
        at += 5;
      } else {
        this.#at = at;
        into[k] = this.int();
        if (into[k] < 0) this.ok = false;
        at = this.#at;
      }
    }
    this.#at = at;
  }

  bool(): boolean {
    const type = this.#next();
    if (type !== 0xc2 && type !== 0xc3) this.#fail();
    return type === 0xc3;
  }

  nil(): boolean {
    if (this.#bytes[this.#at] !== 0xc0) return false;
    this.#at += 1;
    return true;
  }

  text(): string {
    const type = this.#next();
    let size = -1;
    if (type >= 0xa0 && type <= 0xbf) size = type & 0x1f;
    else if (type >= 0xd9 && type <= 0xdb) size = this.#unsigned(1 << (type - 0xd9));
    if (size < 0 || size > this.#limits.textBytesMax || !this.#has(size)) {
      this.#fail();
      return '';
    }
    const text = readUtf8(this.#bytes, this.#at, this.#at + size);
    this.#at += size;
    if (text === undefined) this.#fail();
    return text ?? '';
  }

  refuse(): void {
    this.ok = false;
  }

  skip(): void {
    this.#skip(this.#limits.depthMax);
  }

  #skip(depth: number): void {
    const type = this.#bytes[this.#at];
    if (depth === 0 || type === undefined) {
      this.#fail();
    } else if ((type >= 0x90 && type <= 0x9f) || type === 0xdc || type === 0xdd) {
      const count = this.array();
      for (let i = 0; i < count && this.ok; i++) this.#skip(depth - 1);
    } else if (type >= 0xc4 && type <= 0xc6) {
      this.#at += 1;
      const size = this.#unsigned(1 << (type - 0xc4));
      if (this.#has(size)) this.#at += size;
      else this.#fail();
    } else if ((type >= 0xa0 && type <= 0xbf) || (type >= 0xd9 && type <= 0xdb)) {
      this.text();
    } else if (type === 0xc0 || type === 0xc2 || type === 0xc3) {
      this.#at += 1;
    } else {
      this.#skipNumber(type);
    }
  }

  /** A number that no field asks for may be of any size, but it must be finite. */
  #skipNumber(type: number): void {
    this.#at += 1;
    if (type <= 0x7f || type >= 0xe0) return;
    if (type === FLOAT_32 || type === FLOAT_64) {
      if (!Number.isFinite(this.#float(type))) this.#fail();
      return;
    }
    const size = type >= 0xcc && type <= 0xd3 ? 1 << ((type - 0xcc) & 3) : -1;
    if (size < 0 || !this.#has(size)) this.#fail();
    else this.#at += size;
  }

  #next(): number {
    if (this.#at < this.#bytes.length) return this.#bytes[this.#at++];
    this.#fail();
    return 0xc1; // the one byte that MessagePack never uses: no caller takes it for a value
  }

  #has(size: number): boolean {
    return this.ok && size <= this.#bytes.length - this.#at;
  }

  /** An unsigned integer of 1, 2 or 4 bytes, most significant first. */
  #unsigned(size: number): number {
    if (!this.#has(size)) return this.#fail();
    const bytes = this.#bytes;
    const at = this.#at;
    this.#at = at + size;
    if (size === 1) return bytes[at];
    const high = (bytes[at] << 8) | bytes[at + 1];
    return size === 2 ? high : high * 0x1_0000 + ((bytes[at + 2] << 8) | bytes[at + 3]);
  }

  #wide(signed: boolean): number {
    const raised = this.#unsigned(4);
    const high = signed ? raised | 0 : raised;
    const low = this.#unsigned(4);
    const value = high * TWO_32 + low;
    if (high >= HIGH_MAX || high < -HIGH_MAX || !Number.isSafeInteger(value)) return this.#fail();
    return value;
  }

  #float(type: number): number {
    const wide = type === FLOAT_64;
    const scratch = this.#scratch;
    scratch.setUint32(0, this.#unsigned(4));
    if (wide) scratch.setUint32(4, this.#unsigned(4));
    return wide ? scratch.getFloat64(0) : scratch.getFloat32(0);
  }

  #integral(value: number): number {
    // Adding 0 makes -0 an ordinary 0.
    return Number.isSafeInteger(value) ? value + 0 : this.#fail();
  }

  #fail(): number {
    this.ok = false;
    return -1;
  }
}

const EMPTY = new Uint8Array(0);
