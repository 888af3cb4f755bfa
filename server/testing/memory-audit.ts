// An audit log in this thread that forgets at the end: the store itself behind the port.

import Database from 'better-sqlite3';
import { keepAnchorsInMemory } from '../audit/anchors.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { openAuditStore } from '../audit/audit-store.ts';
import { makeSigningKey } from '../audit/signing-key.ts';

export async function memoryAudit(): Promise<AuditLog> {
  const key = makeSigningKey();
  const store = await openAuditStore(new Database(':memory:'), keepAnchorsInMemory(key), key);
  return {
    record: (entry) => Promise.resolve(store.append([entry])[0]!),
    search: (filter) => Promise.resolve(store.search(filter)),
    verify: (from, to) => Promise.resolve(store.verify(from, to)),
    bundle: (from, to) => Promise.resolve(store.bundle(from, to)),
    close() {
      store.close();
      return Promise.resolve();
    },
  };
}
