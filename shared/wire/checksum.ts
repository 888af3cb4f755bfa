// CRC-32 (IEEE 802.3) over the ten best levels of a book: both sides of the wire compute it alike.
//
// The bytes: for each of at most ten bids, best first, then of at most ten asks, best first, the price
// in ticks as uint32 and the lots as uint64, both little endian. An empty book has checksum 0.

export const CHECKSUM_LEVELS = 10;

const TWO_32 = 0x1_0000_0000;
const TABLE = crcTable();

/** State of a checksum before its first byte. */
export const CRC_START = 0xffff_ffff;

/** Adds a level: for callers that walk their own structure, best first, bids then asks. */
export function crcLevel(crc: number, ticks: number, lots: number): number {
  const low = lots >>> 0;
  return crcWord(crcWord(crcWord(crc, ticks), low), Math.floor(lots / TWO_32));
}

/** The checksum that a state stands for. */
export function crcEnd(crc: number): number {
  return ~crc >>> 0;
}

/** Checksum of a book whose sides lie in arrays, best first. Levels beyond the tenth do not count. */
export function depthChecksum(
  bidTicks: ArrayLike<number>,
  bidLots: ArrayLike<number>,
  bids: number,
  askTicks: ArrayLike<number>,
  askLots: ArrayLike<number>,
  asks: number,
): number {
  const bidCount = Math.min(bids, CHECKSUM_LEVELS);
  const askCount = Math.min(asks, CHECKSUM_LEVELS);
  let crc = CRC_START;
  for (let i = 0; i < bidCount; i++) crc = crcLevel(crc, bidTicks[i], bidLots[i]);
  for (let i = 0; i < askCount; i++) crc = crcLevel(crc, askTicks[i], askLots[i]);
  return crcEnd(crc);
}

/** Checksum of plain bytes. */
export function crc32(bytes: Uint8Array): number {
  let crc = CRC_START;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return crcEnd(crc);
}

function crcWord(crc: number, word: number): number {
  let state = crc ^ word;
  state = TABLE[state & 0xff] ^ (state >>> 8);
  state = TABLE[state & 0xff] ^ (state >>> 8);
  state = TABLE[state & 0xff] ^ (state >>> 8);
  return TABLE[state & 0xff] ^ (state >>> 8);
}

function crcTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    table[byte] = value;
  }
  return table;
}
