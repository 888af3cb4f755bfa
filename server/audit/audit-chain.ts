// The chain: each entry carries the hash of the one before, so that nothing can be changed, taken out,
// put in or moved without every later hash being another.

import { createHash } from 'node:crypto';
import type { AuditEntry, SealedEntry } from './audit-log.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { maskPersonal } from './mask-personal.ts';

/** What the first entry follows. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** The entry as the next one of the chain. Free text is masked here, before it is sealed for good. */
export function seal(entry: AuditEntry, seq: number, previous: string): SealedEntry {
  const { onBehalfOf, why, details } = entry;
  const open = {
    ...{ atMicros: entry.atMicros, who: { user: whole(entry.who.user), role: entry.who.role } },
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...{ what: whole(entry.what), object: whole(entry.object) },
    ...(why === undefined ? {} : { why: maskPersonal(why) }),
    ...{ address: entry.address, outcome: entry.outcome },
    ...(details === undefined ? {} : { details }),
    ...{ seq, previous },
  };
  return { ...open, hash: hashOf(open) };
}

/** Half a surrogate pair becomes U+FFFD, as it would in the database. */
function whole(text: string): string {
  return Buffer.from(text).toString();
}

/** SHA-256 over the canonical JSON of the entry without its hash. */
export function hashOf(entry: object): string {
  const { hash: _itself, ...rest } = entry as JsonObject;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** Why the text is not entry `seq` after `previous`; empty when it is. */
export function faultOf(text: string, seq: number, previous: string): string {
  const entry = parse(text);
  if (entry === undefined) return 'it is no entry';
  if (entry.seq !== seq) return `it says number ${String(entry.seq)}`;
  if (entry.previous !== previous) return 'it does not follow the entry before';
  if (canonicalJson(entry as unknown as JsonObject) !== text) return 'it is not as it was written';
  return hashOf(entry) === entry.hash ? '' : 'its hash is another';
}

function parse(text: string): SealedEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as SealedEntry) : undefined;
  } catch {
    // Somebody changed it: that is what the caller wants to know.
    return undefined;
  }
}
