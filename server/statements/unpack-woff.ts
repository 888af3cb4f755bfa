// A web font (WOFF 1.0, W3C) as the plain font that it wraps. The PDF library reads the first as well, but
// unpacks a whole table for each character: seconds, where this takes milliseconds.

import { inflateSync } from 'node:zlib';
import { assert } from '../../shared/domain/assert.ts';

const SIGNATURE = 0x774f4646;
/** Sizes in bytes: the head and one row of the directory, packed and plain. */
const WOFF = { head: 44, row: 20 };
const SFNT = { head: 12, row: 16 };

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

export function unpackWoff(woff: Buffer): Uint8Array {
  assert(woff.readUInt32BE(0) === SIGNATURE, 'the font is WOFF');
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, k) =>
    readTable(woff, WOFF.head + k * WOFF.row),
  );
  return writeFont(woff.readUInt32BE(4), tables);
}

function readTable(woff: Buffer, at: number): Table {
  const offset = woff.readUInt32BE(at + 4);
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
  const length = woff.readUInt32BE(at + 12);
  const bytes = packed.length < length ? inflateSync(packed) : packed;
  assert(bytes.length === length, 'a table of the font has its length');
  return { tag: woff.readUInt32BE(at), checksum: woff.readUInt32BE(at + 16), bytes };
}

/** OpenType: tables begin at multiples of four; the search fields of the head are powers of two. */
function writeFont(flavour: number, tables: readonly Table[]): Uint8Array {
  const padded = (length: number): number => (length + 3) & ~3;
  const start = SFNT.head + tables.length * SFNT.row;
  const size = tables.reduce((sum, { bytes }) => sum + padded(bytes.length), start);
  const font = Buffer.alloc(size);
  const power = Math.floor(Math.log2(tables.length));
  font.writeUInt32BE(flavour, 0);
  font.writeUInt16BE(tables.length, 4);
  font.writeUInt16BE(SFNT.row * 2 ** power, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(SFNT.row * (tables.length - 2 ** power), 10);
  let offset = start;
  for (const [k, { tag, checksum, bytes }] of tables.entries()) {
    const row = [tag, checksum, offset, bytes.length];
    row.forEach((word, place) => font.writeUInt32BE(word, SFNT.head + k * SFNT.row + 4 * place));
    font.set(bytes, offset);
    offset += padded(bytes.length);
  }
  return font;
}
