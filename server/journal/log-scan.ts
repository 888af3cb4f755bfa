// Looks through SQLite's write-ahead log before SQLite does. SQLite takes the first frame with a wrong
// checksum for the torn end of the log and forgets everything behind it; but each commit was synced
// before the next began, so whole commits behind a wrong frame mean that synced bytes were damaged.
//
// Format (https://www.sqlite.org/fileformat2.html#walformat), big endian: header of 32 bytes with magic,
// version, page size, checkpoint, two salts, two checksums; frames of 24 bytes + page with page number,
// pages after commit (0: no commit), salts, checksums. Checksums run on from frame to frame.

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Checksums are over big-endian words with the lowest bit of the magic set, else little-endian. */
const MAGIC = 0x377f0682;

/** What is wrong with the log of `database`, in words; undefined when it is sound or torn at its end. */
export function logFault(database: string): string | undefined {
  const log = readLog(`${database}-wal`);
  if (log === undefined) return undefined;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const pageBytes = pageBytesOf(database);
  if (pageBytes === undefined) return undefined;
  const frames = scanFrames(view, pageBytes);
  const wrong = frames.findIndex((frame) => !frame.follows);
  if (wrong < 0) return undefined;
  const commits = frames.slice(wrong).filter((frame) => frame.commit);
  // The first commit behind the wrong frame may be its own: written with it and never synced. One more
  // was begun after a sync that covered the wrong frame.
  const later = commits.slice(1).some((frame) => frame.whole);
  return later ? `frame ${String(wrong + 1)} of its write-ahead log is damaged` : undefined;
}

function readLog(file: string): Uint8Array | undefined {
  try {
    const log = readFileSync(file);
    return log.byteLength > HEADER_BYTES + FRAME_HEADER_BYTES ? log : undefined;
  } catch {
    // No log, nothing to look through; any other reason stops SQLite itself a moment later.
    return undefined;
  }
}

function pageBytesOf(database: string): number | undefined {
  const head = new Uint8Array(18);
  const descriptor = openSync(database, 'r');
  try {
    if (readSync(descriptor, head) < head.byteLength) return undefined;
  } finally {
    closeSync(descriptor);
  }
  const size = (head[16]! << 8) | head[17]!;
  // A power of two from 512 on; 1 stands for 65,536. SQLite itself refuses all others.
  if (size === 1) return 65_536;
  return size >= 512 && (size & (size - 1)) === 0 ? size : undefined;
}

interface Frame {
  /** Its salts are those of this run of the log, and its checksum runs on from everything before. */
  readonly follows: boolean;
  /** It ends a commit of this run of the log, by its own words. */
  readonly commit: boolean;
  /** Its checksum is right if one believes the checksum in the frame before. */
  readonly whole: boolean;
}

interface Sums {
  readonly a: number;
  readonly b: number;
}

function scanFrames(view: DataView, pageBytes: number): Frame[] {
  const littleEndian = (view.getUint32(0) & 1) === 0;
  const header = sums(view, 0, HEADER_BYTES - 8, { a: 0, b: 0 }, littleEndian);
  const stored = storedSums(view, HEADER_BYTES - 8);
  const sound = same(header, stored) && (view.getUint32(0) & ~1) === MAGIC;
  // With a damaged header the frames still tell their salts.
  const saltsAt = sound ? 16 : HEADER_BYTES + 8;
  const salts = { a: view.getUint32(saltsAt), b: view.getUint32(saltsAt + 4) };
  const frames: Frame[] = [];
  let chain = sound;
  let before = stored;
  const step = FRAME_HEADER_BYTES + pageBytes;
  for (let at = HEADER_BYTES; at + step <= view.byteLength; at += step) {
    const ofThisRun = same({ a: view.getUint32(at + 8), b: view.getUint32(at + 12) }, salts);
    const found = storedSums(view, at + 16);
    const whole = ofThisRun && same(found, frameSums(view, at, pageBytes, before, littleEndian));
    chain &&= whole;
    before = found;
    frames.push({ follows: chain, whole, commit: ofThisRun && view.getUint32(at + 4) !== 0 });
  }
  return frames;
}

function frameSums(
  view: DataView,
  at: number,
  pageBytes: number,
  before: Sums,
  littleEndian: boolean,
): Sums {
  const head = sums(view, at, 8, before, littleEndian);
  return sums(view, at + FRAME_HEADER_BYTES, pageBytes, head, littleEndian);
}

function sums(
  view: DataView,
  from: number,
  bytes: number,
  start: Sums,
  littleEndian: boolean,
): Sums {
  let { a, b } = start;
  for (let at = from; at < from + bytes; at += 8) {
    a = (a + view.getUint32(at, littleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, littleEndian) + a) >>> 0;
  }
  return { a, b };
}

const storedSums = (view: DataView, at: number): Sums => ({
  a: view.getUint32(at),
  b: view.getUint32(at + 4),
});
const same = (left: Sums, right: Sums): boolean => left.a === right.a && left.b === right.b;
