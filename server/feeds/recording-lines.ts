// Lines of a recording, as streamed from a .gz or plain file; damage is told in one sentence.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { FeedProblem } from './feed.ts';

/** Yields each non-empty line; returns what went wrong, if anything. */
export async function* recordingLines(
  path: string,
): AsyncGenerator<string, FeedProblem | undefined> {
  const isGzip = await startsLikeGzip(path);
  if (typeof isGzip !== 'boolean') return isGzip;
  const text = isGzip ? unzipped(path) : createReadStream(path);
  text.setEncoding('utf8');
  let lines = 0;
  let rest = '';
  try {
    for await (const chunk of text) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        if (line.trim() === '') continue;
        lines += 1;
        yield line;
      }
    }
  } catch (error) {
    return damaged(path, lines, error);
  } finally {
    text.destroy();
  }
  if (rest.trim() !== '') yield rest;
  return undefined;
}

/** The unzipped text; an error of the file ends it as one of its own does. */
function unzipped(path: string): Gunzip {
  const gunzip = createGunzip();
  const file = createReadStream(path);
  file.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => file.destroy());
  return file.pipe(gunzip);
}

async function startsLikeGzip(path: string): Promise<boolean | FeedProblem> {
  try {
    const file = await open(path);
    try {
      const magic = new Uint8Array(2);
      const { bytesRead } = await file.read(magic, 0, 2, 0);
      if (bytesRead === 0) return empty(path);
      return magic[0] === 0x1f && magic[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (error) {
    return missing(path, error);
  }
}

export function empty(path: string): FeedProblem {
  return { code: 'RECORDING_EMPTY', sentence: `The recording ${path} holds no messages.` };
}

function missing(path: string, error: unknown): FeedProblem {
  return {
    code: 'RECORDING_MISSING',
    sentence: `The recording ${path} cannot be opened (${reasonOf(error)}).`,
  };
}

function damaged(path: string, lines: number, error: unknown): FeedProblem {
  return {
    code: 'RECORDING_DAMAGED',
    sentence: `The recording ${path} is damaged after line ${lines} (${reasonOf(error)}).`,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
