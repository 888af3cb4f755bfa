// How long this disk takes to sync a small write: decides where the journal runs, and warns of disks
// that cannot be telling the truth.

import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PROBE_BYTES = 4096;

export interface SyncProbe {
  readonly p50Micros: number;
  readonly p99Micros: number;
}

/** Overwrites one block of a preallocated file and syncs it, `rounds` times. */
export function probeSync(folder: string, rounds = 41, bytes = PROBE_BYTES): SyncProbe {
  const file = join(folder, `sync-probe-${String(process.pid)}`);
  const descriptor = openSync(file, 'w');
  try {
    const block = new Uint8Array(bytes).fill(7);
    writeSync(descriptor, block, 0, bytes, 0);
    fsyncSync(descriptor);
    const micros: number[] = [];
    for (let k = 0; k < rounds; k++) {
      block[0] = k & 0xff;
      const start = performance.now();
      writeSync(descriptor, block, 0, bytes, 0);
      fdatasyncSync(descriptor);
      micros.push((performance.now() - start) * 1000);
    }
    micros.sort((a, b) => a - b);
    const at = (share: number) => micros[Math.min(rounds - 1, Math.floor(rounds * share))]!;
    return { p50Micros: at(0.5), p99Micros: at(0.99) };
  } finally {
    closeSync(descriptor);
    rmSync(file, { force: true });
  }
}
