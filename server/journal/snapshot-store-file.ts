// Snapshots as files in a folder: written beside, synced, renamed; checked whole when loaded.
//
// A file is: 'OBS1', length of the description (uint32, little endian), the description in JSON, the
// state, CRC-32 of all before it (uint32, little endian).

import { mkdirSync } from 'node:fs';
import { open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder } from './disk-reserve.ts';
import { HASH_BYTES } from './journal-record.ts';
import type { Snapshot, SnapshotStore } from './snapshot-store.ts';

export const SNAPSHOT_SCHEMA = 1;
const MAGIC = Buffer.from('OBS1');
const NAME = /^snapshot-(\d{16})\.obs$/;

export interface SnapshotStoreFileOptions {
  readonly folder: string;
  /** Gets the words that say why a file cannot be used. */
  onDamage(file: string, reason: string): void;
}

export function createSnapshotStoreFile(options: SnapshotStoreFileOptions): SnapshotStore {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const fileOf = (seq: number) => join(folder, `snapshot-${String(seq).padStart(16, '0')}.obs`);

  async function save(snapshot: Snapshot): Promise<void> {
    const file = fileOf(snapshot.seq);
    const beside = `${file}.new`;
    const handle = await open(beside, 'w', 0o600);
    try {
      for (const part of encode(snapshot)) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    await syncFolder(folder);
  }

  async function list(): Promise<number[]> {
    const names = await readdir(folder);
    const seqs = names.flatMap((name) => {
      const match = NAME.exec(name);
      return match === null ? [] : [Number(match[1])];
    });
    return seqs.sort((a, b) => b - a);
  }

  async function load(seq: number): Promise<Snapshot | undefined> {
    const file = fileOf(seq);
    try {
      const snapshot = decode(await readFile(file));
      if (snapshot.seq !== seq) throw new Error('it holds another sequence than its name says');
      return snapshot;
    } catch (error) {
      options.onDamage(file, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  async function prune(keep: number): Promise<void> {
    for (const seq of (await list()).slice(keep)) await rm(fileOf(seq), { force: true });
    for (const name of await readdir(folder)) {
      if (name.endsWith('.obs.new')) await rm(join(folder, name), { force: true });
    }
  }

  return { save, list, load, prune };
}

function encode(snapshot: Snapshot): Uint8Array[] {
  const { bytes, journalHash, ...plain } = snapshot;
  const described = { ...plain, journalHash: Buffer.from(journalHash).toString('hex') };
  const description = Buffer.from(JSON.stringify({ ...described, stateBytes: bytes.byteLength }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(description.byteLength);
  const parts = [MAGIC, length, description, bytes];
  const end = Buffer.alloc(4);
  end.writeUInt32LE(parts.reduce((crc, part) => crc32(part, crc), 0));
  return [...parts, end];
}

function decode(file: Buffer): Snapshot {
  if (file.byteLength < 12 || !file.subarray(0, 4).equals(MAGIC)) {
    throw new Error('it does not begin like a snapshot');
  }
  const body = file.subarray(0, file.byteLength - 4);
  if (crc32(body) !== file.readUInt32LE(body.byteLength)) {
    throw new Error('its CRC-32 is wrong: it is cut off or damaged');
  }
  const stateAt = 8 + file.readUInt32LE(4);
  const described = JSON.parse(file.toString('utf8', 8, stateAt)) as Described;
  if (described.schema !== SNAPSHOT_SCHEMA) {
    throw new Error(
      `its schema is ${String(described.schema)}, this program reads ${String(SNAPSHOT_SCHEMA)}`,
    );
  }
  const { stateBytes, journalHash, ...plain } = described;
  const bytes = Uint8Array.from(body.subarray(stateAt));
  const hash = Buffer.from(journalHash, 'hex');
  if (bytes.byteLength !== stateBytes || hash.byteLength !== HASH_BYTES) {
    throw new Error('its parts do not have the lengths it states');
  }
  return { ...plain, journalHash: hash, bytes };
}

type Described = Omit<Snapshot, 'bytes' | 'journalHash'> & {
  readonly journalHash: string;
  readonly stateBytes: number;
};
