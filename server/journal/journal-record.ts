// What a journal row holds, byte by byte: batch header with CRC-32, take-over note, SHA-256 chain.

import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  B,
  BATCH_MAGIC,
  C,
  COMMAND_SCHEMA_VERSION,
  RECORD_BYTES,
  RECORD_WORDS,
} from '../core/commands.ts';
import { TAKE_OVER_MAGIC } from './journal.ts';

export const HASH_BYTES = 32;
/** The chain value before the first row. */
export const ZERO_HASH: Uint8Array = new Uint8Array(HASH_BYTES);

export interface BatchHeader {
  /** Record blocks of 64 bytes behind the header. */
  readonly blocks: number;
  readonly batchSeq: number;
  readonly firstCommandSeq: number;
  readonly timeMicros: number;
  readonly leaderEpoch: number;
  readonly shard: number;
  readonly commands: number;
}

/** Two views of batch or event bytes; they share memory with the bytes where these are aligned. */
export interface BatchViews {
  readonly words: Int32Array;
  readonly slots: Float64Array;
}

export function viewsOf(bytes: Uint8Array): BatchViews {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const { buffer, byteOffset, byteLength } = aligned;
  return {
    words: new Int32Array(buffer, byteOffset, byteLength >> 2),
    slots: new Float64Array(buffer, byteOffset, byteLength >> 3),
  };
}

/** Completes a batch whose records stand behind the 64 header bytes of `bytes` already. */
export function writeBatchHeader(bytes: Uint8Array, views: BatchViews, header: BatchHeader): void {
  const { words, slots } = views;
  words.fill(0, 0, RECORD_WORDS);
  words[B.magic] = BATCH_MAGIC;
  words[B.version] = COMMAND_SCHEMA_VERSION;
  words[B.blocks] = header.blocks;
  words[B.bytes] = bytes.byteLength;
  slots[B.batchSeqSlot] = header.batchSeq;
  slots[B.firstCommandSeqSlot] = header.firstCommandSeq;
  slots[B.timeSlot] = header.timeMicros;
  words[B.leaderEpoch] = header.leaderEpoch;
  words[B.shard] = header.shard;
  words[B.crc] = crc32(bytes.subarray(RECORD_BYTES)) | 0;
  words[B.commands] = header.commands;
}

/** Reads the header of bytes in which `batchFault` found nothing. */
export function readBatchHeader(views: BatchViews): BatchHeader {
  const { words, slots } = views;
  return {
    blocks: words[B.blocks]!,
    batchSeq: slots[B.batchSeqSlot]!,
    firstCommandSeq: slots[B.firstCommandSeqSlot]!,
    timeMicros: slots[B.timeSlot]!,
    leaderEpoch: words[B.leaderEpoch]!,
    shard: words[B.shard]!,
    commands: words[B.commands]!,
  };
}

/** What is wrong with the bytes of a batch, in words; undefined when nothing is. */
export function batchFault(bytes: Uint8Array, views: BatchViews): string | undefined {
  const { words } = views;
  if (bytes.byteLength < RECORD_BYTES || bytes.byteLength % RECORD_BYTES !== 0) {
    return `its length of ${String(bytes.byteLength)} bytes is not that of a batch`;
  }
  if (words[B.magic] !== BATCH_MAGIC) return 'it does not begin like a batch';
  if (words[B.version] !== COMMAND_SCHEMA_VERSION) {
    return `its schema version is ${String(words[B.version])}, this program reads ${String(COMMAND_SCHEMA_VERSION)}`;
  }
  const blocks = bytes.byteLength / RECORD_BYTES - 1;
  if (words[B.bytes] !== bytes.byteLength || words[B.blocks] !== blocks) {
    return 'its length is not the one in its header';
  }
  if (words[B.crc] !== (crc32(bytes.subarray(RECORD_BYTES)) | 0)) return 'its CRC-32 is wrong';
  return recordsFault(words, blocks);
}

function recordsFault(words: Int32Array, blocks: number): string | undefined {
  let block = 1;
  let commands = 0;
  while (block <= blocks) {
    const further = words[block * RECORD_WORDS + C.blocks]!;
    if (further < 0) return 'a record has a negative length';
    block += 1 + further;
    commands++;
  }
  if (block !== blocks + 1) return 'its last record is not whole';
  if (commands !== words[B.commands]) return 'its number of commands is not the one in its header';
  return undefined;
}

// One-shot hashing of contiguous bytes takes half the time of a hash object for a small batch.
const SMALL_BYTES = 4096;
const scratch = new Uint8Array(HASH_BYTES + SMALL_BYTES);

/** SHA-256(prevHash, bytes). */
export function chainHash(prevHash: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > SMALL_BYTES) {
    return createHash('sha256').update(prevHash).update(bytes).digest();
  }
  scratch.set(prevHash, 0);
  scratch.set(bytes, HASH_BYTES);
  return hash('sha256', scratch.subarray(0, HASH_BYTES + bytes.byteLength), 'buffer');
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false;
  for (let k = 0; k < a.byteLength; k++) if (a[k] !== b[k]) return false;
  return true;
}

const TAKE_OVER_BYTES = new TextEncoder().encode(TAKE_OVER_MAGIC);

export function takeOverBytes(note: string): Uint8Array {
  return new TextEncoder().encode(TAKE_OVER_MAGIC + note);
}

export function isTakeOver(bytes: Uint8Array): boolean {
  if (bytes.byteLength < TAKE_OVER_BYTES.byteLength) return false;
  return TAKE_OVER_BYTES.every((byte, k) => bytes[k] === byte);
}
