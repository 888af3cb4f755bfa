// Disk space that is held back in a file, and given up when the disk is full so that cancels can still
// be journaled.

import { constants } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const CHUNK_BYTES = 1 << 20;

export interface DiskReserve {
  release(): Promise<void>;
  /** Writes the reserve again; false when there is not enough space. */
  restore(): Promise<boolean>;
}

export function createDiskReserve(file: string, reserveBytes: number): DiskReserve {
  let wanted = true;
  let restoring: Promise<boolean> | undefined;

  function restore(): Promise<boolean> {
    wanted = true;
    restoring ??= take().finally(() => {
      restoring = undefined;
    });
    return restoring;
  }

  async function take(): Promise<boolean> {
    if (reserveBytes === 0) return true;
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size === reserveBytes) return true;
    try {
      if (await fill(file, reserveBytes, () => wanted)) return true;
      await rm(file, { force: true });
      return false;
    } catch (error) {
      // A part of a reserve only takes the space that the journal needs now.
      await rm(file, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
      throw error;
    }
  }

  return {
    restore,
    async release() {
      // A file that is removed while it is written keeps its space: the writing has to end first.
      wanted = false;
      await restoring?.catch(() => false);
      await rm(file, { force: true });
      await syncFolder(dirname(file));
    },
  };
}

// Real bytes, because a file of holes reserves nothing. False when it was given up on the way.
async function fill(file: string, bytes: number, wanted: () => boolean): Promise<boolean> {
  const handle = await open(
    file,
    constants.O_CREAT | constants.O_WRONLY | constants.O_TRUNC,
    0o600,
  );
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let at = 0; at < bytes; at += CHUNK_BYTES) {
      if (!wanted()) return false;
      await handle.write(chunk, 0, Math.min(CHUNK_BYTES, bytes - at));
    }
    await handle.sync();
    return wanted();
  } finally {
    await handle.close();
  }
}

/** Makes a name that was created, renamed or removed in the folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
