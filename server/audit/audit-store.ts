// The audit log in SQLite: appends, searches, verifies. Synchronous, for the worker thread that owns it;
// Kysely writes the SQL, every value is a parameter.

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type CompiledQuery } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { AnchorStore } from './anchors.ts';
import { makeBundle } from './audit-bundle.ts';
import { NOTHING_BEFORE, seal } from './audit-chain.ts';
import type { AuditEntry, AuditFilter, AuditVerdict, SealedEntry } from './audit-log.ts';
import { auditMigrations, type AuditEntryTable, type AuditTables } from './audit-tables.ts';
import { verifyRows } from './audit-verify.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import type { SigningKey } from './signing-key.ts';

const FULL = 2;
/** Entries of one bundle: about 40 MB of text. */
const BUNDLE_MAX = 100_000;

export interface AuditStore {
  /** All or none, in one transaction; the numbers that they got. */
  append(entries: readonly AuditEntry[]): number[];
  search(filter: AuditFilter): SealedEntry[];
  verify(from: number, to: number): AuditVerdict;
  bundle(from: number, to: number): string | undefined;
  /** Writes the head to the second store, if it moved since. */
  anchor(): void;
  close(): void;
}

export async function openAuditStore(
  database: Database.Database,
  anchors: AnchorStore,
  key: SigningKey,
): Promise<AuditStore> {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  if (database.pragma('synchronous', { simple: true }) !== FULL) {
    throw new Error('the audit log did not take synchronous=FULL');
  }
  const db = new Kysely<AuditTables>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider: auditMigrations }).migrateToLatest();
  if (error !== undefined) throw error;
  return new Store(database, db, anchors, key);
}

class Store implements AuditStore {
  private readonly database: Database.Database;
  private readonly db: Kysely<AuditTables>;
  private readonly anchors: AnchorStore;
  private readonly key: SigningKey;
  private head = { seq: 0, hash: NOTHING_BEFORE };
  private anchoredTo: number;

  constructor(
    database: Database.Database,
    db: Kysely<AuditTables>,
    anchors: AnchorStore,
    key: SigningKey,
  ) {
    this.database = database;
    this.db = db;
    this.anchors = anchors;
    this.key = key;
    const query = db.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').limit(1);
    const last = this.rows(query.compile())[0];
    if (last !== undefined) this.head = { seq: last.seq, hash: hashIn(last) };
    this.anchoredTo = anchors.read().anchors.at(-1)?.seq ?? 0;
  }

  append(entries: readonly AuditEntry[]): number[] {
    const seqs: number[] = [];
    let { seq, hash } = this.head;
    this.database.transaction(() => {
      for (const entry of entries) {
        const sealed = seal(entry, seq + 1, hash);
        ({ seq, hash } = sealed);
        seqs.push(seq);
        this.run(this.db.insertInto('audit_entry').values(rowOf(sealed)).compile());
      }
    })();
    this.head = { seq, hash };
    return seqs;
  }

  search({ who, what, object, fromMicros, toMicros, before, limit }: AuditFilter): SealedEntry[] {
    let query = this.db.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').limit(limit);
    if (who !== undefined) query = query.where('who', '=', who);
    if (what !== undefined) query = query.where('what', '=', what);
    if (object !== undefined) query = query.where('object', '=', object);
    if (fromMicros !== undefined) query = query.where('at_micros', '>=', fromMicros);
    if (toMicros !== undefined) query = query.where('at_micros', '<', toMicros);
    if (before > 0) query = query.where('seq', '<', before);
    return this.rows(query.compile()).map((row) => JSON.parse(row.entry) as SealedEntry);
  }

  verify(from: number, to: number): AuditVerdict {
    const { anchors, bad } = this.anchors.read();
    const anchoredTo = anchors.at(-1)?.seq ?? 0;
    if (bad || anchoredTo < this.anchoredTo) {
      return { sound: false, badSeq: anchoredTo + 1, why: 'the second store is not as written' };
    }
    const first = Math.max(1, from);
    const before = this.rows(this.between(first - 1, first - 1))[0];
    return verifyRows({
      rows: this.each(this.between(first, to === 0 ? Number.MAX_SAFE_INTEGER : to)),
      from: first,
      to: to === 0 ? Math.max(this.head.seq, anchoredTo) : to,
      previous: first === 1 ? NOTHING_BEFORE : before && hashIn(before),
      head: this.head,
      anchors,
    });
  }

  bundle(from: number, to: number): string | undefined {
    const first = Math.max(1, from);
    const last = to === 0 ? this.head.seq : Math.min(to, this.head.seq);
    if (last < first || last - first >= BUNDLE_MAX) return undefined;
    if (!this.verify(first, last).sound) return undefined;
    const lines = this.rows(this.between(first, last)).map((row) => row.entry);
    const { previous } = JSON.parse(lines[0]!) as SealedEntry;
    const { hash: head } = JSON.parse(lines.at(-1)!) as SealedEntry;
    return makeBundle({ from: first, to: last, previous, head }, lines, this.key);
  }

  anchor(): void {
    if (this.head.seq === this.anchoredTo) return;
    this.anchors.add(this.head);
    this.anchoredTo = this.head.seq;
  }

  close(): void {
    this.anchor();
    this.anchors.close();
    this.database.close();
  }

  private between(from: number, to: number): CompiledQuery<AuditEntryTable> {
    const query = this.db.selectFrom('audit_entry').selectAll().orderBy('seq');
    return query.where('seq', '>=', from).where('seq', '<=', to).compile();
  }

  private rows({ sql, parameters }: CompiledQuery<AuditEntryTable>): AuditEntryTable[] {
    return this.database.prepare<unknown[], AuditEntryTable>(sql).all(...parameters);
  }

  private each({ sql, parameters }: CompiledQuery<AuditEntryTable>): Iterable<AuditEntryTable> {
    return this.database.prepare<unknown[], AuditEntryTable>(sql).iterate(...parameters);
  }

  private run({ sql, parameters }: CompiledQuery): void {
    this.database.prepare(sql).run(...parameters);
  }
}

function rowOf(entry: SealedEntry): AuditEntryTable {
  return {
    ...{ seq: entry.seq, at_micros: entry.atMicros, who: entry.who.user },
    ...{ what: entry.what, object: entry.object },
    entry: canonicalJson(entry as unknown as JsonObject),
  };
}

/** The hash that a row claims; whether it is right is for verify to say. */
function hashIn(row: AuditEntryTable): string {
  return /"hash":"([0-9a-f]{64})"/.exec(row.entry)?.[1] ?? '';
}
