// The second store: each minute the head of the chain, signed, on a line of its own file. Whoever
// rewrites the whole chain or cuts its tail is given away by it.

import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { SigningKey } from './signing-key.ts';

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export interface AnchorStore {
  /** In order; a line that is not genuine is told as `bad`. */
  read(): { readonly anchors: readonly Anchor[]; readonly bad: boolean };
  add(anchor: Anchor): void;
  close(): void;
}

export function openAnchorFile(file: string, key: SigningKey): AnchorStore {
  const handle = openSync(file, 'a', 0o600);
  // A power cut may leave the last line unfinished: it counts for nothing, and the next begins anew.
  const bytes = readFileSync(file);
  ftruncateSync(handle, bytes.lastIndexOf(0x0a) + 1);
  return {
    read: () => readLines(textOf(file), key),
    add(anchor) {
      writeSync(handle, `${lineOf(anchor, key)}\n`);
      fsyncSync(handle);
    },
    close: () => {
      closeSync(handle);
    },
  };
}

/** For a log that forgets at the end. */
export function keepAnchorsInMemory(key: SigningKey): AnchorStore {
  let text = '';
  return {
    read: () => readLines(text, key),
    add(anchor) {
      text += `${lineOf(anchor, key)}\n`;
    },
    close: () => undefined,
  };
}

function lineOf({ seq, hash }: Anchor, key: SigningKey): string {
  const head = `${String(seq)} ${hash}`;
  return `${head} ${key.sign(head)}`;
}

function readLines(text: string, key: SigningKey): { anchors: Anchor[]; bad: boolean } {
  const anchors: Anchor[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const [seq = '', hash = '', signature = ''] = line.split(' ');
    if (!key.isSigned(`${seq} ${hash}`, signature)) return { anchors, bad: true };
    anchors.push({ seq: Number(seq), hash });
  }
  return { anchors, bad: false };
}

/** A store that somebody removed holds nothing, which the caller finds out. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
