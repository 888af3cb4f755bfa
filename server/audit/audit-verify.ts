// Is every entry there, in its place, as it was written? Names the first that is not.

import type { Anchor } from './anchors.ts';
import { faultOf } from './audit-chain.ts';
import type { AuditVerdict, SealedEntry } from './audit-log.ts';
import type { AuditEntryTable } from './audit-tables.ts';

export interface VerifyParts {
  /** In order of their numbers. */
  readonly rows: Iterable<AuditEntryTable>;
  readonly from: number;
  /** Number of the last entry that there has to be. */
  readonly to: number;
  /** Hash of the entry before the first; undefined: that entry is gone. */
  readonly previous: string | undefined;
  /** What this process wrote last: nothing may follow it. */
  readonly head: Anchor;
  readonly anchors: readonly Anchor[];
}

export function verifyRows(parts: VerifyParts): AuditVerdict {
  const { rows, from, to, head } = parts;
  const anchored = new Map(parts.anchors.map(({ seq, hash }) => [seq, hash]));
  if (parts.previous === undefined) return unsound(from - 1, 'it is missing');
  let previous = parts.previous;
  let seq = from - 1;
  let anchoredTo = 0;
  for (const row of rows) {
    seq += 1;
    if (row.seq > seq) return unsound(seq, 'it is missing');
    if (seq > head.seq) return unsound(seq, 'nobody wrote it');
    const fault = faultOf(row.entry, seq, previous);
    if (fault !== '') return unsound(seq, fault);
    const entry = JSON.parse(row.entry) as SealedEntry;
    if (!isFoundBy(row, entry)) return unsound(seq, 'its columns are others');
    const anchor = anchored.get(seq) ?? (seq === head.seq ? head.hash : entry.hash);
    if (anchor !== entry.hash) return unsound(seq, 'a second store has another hash');
    if (anchored.has(seq)) anchoredTo = seq;
    previous = entry.hash;
  }
  if (seq < to) return unsound(seq + 1, 'it is missing');
  return { sound: true, entries: seq - from + 1, head: seq, hash: previous, anchoredTo };
}

/** A search must not pass over an entry because somebody changed what it is found by. */
function isFoundBy(row: AuditEntryTable, entry: SealedEntry): boolean {
  return (
    row.at_micros === entry.atMicros &&
    row.who === entry.who.user &&
    row.what === entry.what &&
    row.object === entry.object
  );
}

function unsound(badSeq: number, why: string): AuditVerdict {
  return { sound: false, badSeq, why };
}
