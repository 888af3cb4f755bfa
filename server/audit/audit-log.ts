// Port: the audit log. Every act of an operator, every change of risk or of a right, every movement of
// money: who, when, what, why (row S13). Append-only; each entry seals the one before it.

import type { JsonObject } from './canonical-json.ts';

export interface AuditEntry {
  /** µs since 1970. */
  readonly atMicros: number;
  /** Ids only: never a name, an e-mail address or a bank account. */
  readonly who: { readonly user: string; readonly role: string };
  /** Whose affairs they are when not the actor's own, as `account:100`: both identities stand in the
   * entry. */
  readonly onBehalfOf?: string;
  /** What was done, as `account.block`. */
  readonly what: string;
  /** On what, as `account:100`. */
  readonly object: string;
  /** The reason that the actor gave. */
  readonly why?: string;
  /** Network address of the actor; empty: the server itself. */
  readonly address: string;
  /** `done`, or the name of the refusal. */
  readonly outcome: string;
  readonly details?: JsonObject;
}

/** `now`: with what came in the same turn. `soon`: within a fifth of a second, with everything that comes
 * until then; for what anybody can bring about at will, so that they do not have the disk as well. */
export type AuditHaste = 'now' | 'soon';

/** An entry as it is kept. */
export interface SealedEntry extends AuditEntry {
  /** From 1, without a gap. */
  readonly seq: number;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 over the canonical JSON of everything above, in hexadecimal. */
  readonly hash: string;
}

export interface AuditFilter {
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  readonly object?: string | undefined;
  readonly fromMicros?: number | undefined;
  /** Exclusive. */
  readonly toMicros?: number | undefined;
  /** Only entries before this number; 0: the newest. */
  readonly before: number;
  readonly limit: number;
}

export type AuditVerdict =
  | {
      readonly sound: true;
      readonly entries: number;
      /** Number and hash of the last entry looked at; 0 and zeros when there is none. */
      readonly head: number;
      readonly hash: string;
      /** Up to here a second store says the same. */
      readonly anchoredTo: number;
    }
  | { readonly sound: false; readonly badSeq: number; readonly why: string };

export interface AuditLog {
  /** Resolves with the entry's number once it is on disk. */
  record(entry: AuditEntry, haste?: AuditHaste): Promise<number>;
  /** Newest first. */
  search(filter: AuditFilter): Promise<readonly SealedEntry[]>;
  /** Looks at the entries `from` to `to` (0: the newest) and names the first that is not as written. */
  verify(from: number, to: number): Promise<AuditVerdict>;
  /** A signed bundle of those entries as text; undefined when there are none or they are not sound. */
  bundle(from: number, to: number): Promise<string | undefined>;
  close(): Promise<void>;
}
