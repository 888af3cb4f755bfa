// UTF-8 by hand: this room has neither the globals of Node nor those of a browser, and it must be strict.

const REPLACEMENT = 0xfffd;

/** Bytes that `text` takes; -1 when it holds half of a surrogate pair, which no UTF-8 can carry. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else {
      if (unit > 0xdbff || !isLow(text.charCodeAt(i + 1))) return -1;
      bytes += 4;
      i += 1;
    }
  }
  return bytes;
}

/** Writes `text` from `at` on and returns where it ends; half a pair becomes U+FFFD. */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  let to = at;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      bytes[to++] = point;
      continue;
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (point <= 0xdbff && isLow(low)) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        i += 1;
      } else {
        point = REPLACEMENT;
      }
    }
    to = writePoint(point, bytes, to);
  }
  return to;
}

/** The text of bytes [from, to), or undefined: cut, overlong, a surrogate, or beyond U+10FFFF. */
export function readUtf8(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  let at = from;
  while (at < to) {
    const first = bytes[at];
    if (first < 0x80) {
      text += String.fromCharCode(first);
      at += 1;
      continue;
    }
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + size > to) return undefined;
    const point = readPoint(bytes, at, size);
    if (point < 0) return undefined;
    text += String.fromCodePoint(point);
    at += size;
  }
  return text;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function writePoint(point: number, bytes: Uint8Array, at: number): number {
  let to = at;
  if (point < 0x800) {
    bytes[to++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x10000) {
      bytes[to++] = 0xe0 | (point >> 12);
    } else {
      bytes[to++] = 0xf0 | (point >> 18);
      bytes[to++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[to++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[to++] = 0x80 | (point & 0x3f);
  return to;
}

/** The code point of `size` bytes, or -1 where they are not its shortest form. */
function readPoint(bytes: Uint8Array, at: number, size: number): number {
  let point = bytes[at] & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const next = bytes[at + i];
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 0x3f);
  }
  if (size === 3 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff))) return -1;
  if (size === 4 && (point < 0x10000 || point > 0x10ffff)) return -1;
  return point;
}
