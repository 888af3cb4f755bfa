// Rotation: at each start, what is still sealed with an older key is sealed with the newest one.

import type { FieldCipher } from './field-cipher.ts';
import type { IdentityStore } from './open-identity-store.ts';

/** Every sealed column, and the name of its place: as the rooms that write it name it. */
const SEALED = [
  { table: 'user', id: 'id', field: 'email_sealed', column: 'email' },
  { table: 'user', id: 'id', field: 'totp_sealed', column: 'totp' },
  { table: 'profile', id: 'user_id', field: 'body_sealed', column: 'body' },
  { table: 'session', id: 'id', field: 'device_sealed', column: 'device' },
  { table: 'session', id: 'id', field: 'address_sealed', column: 'address' },
  { table: 'api_key', id: 'id', field: 'key_sealed', column: 'key' },
] as const;

/** How many values were sealed anew. All or nothing: a start that breaks off leaves the old ones. */
export function rotateFields(store: IdentityStore, cipher: FieldCipher): Promise<number> {
  return store.transaction().execute(async (inside) => {
    const { ref } = inside.dynamic;
    let rotated = 0;
    for (const { table, id, field, column } of SEALED) {
      const rows = (await inside.selectFrom(table).selectAll().execute()) as unknown[];
      for (const row of rows as Record<string, string>[]) {
        const [name, sealed] = [row[id]!, row[field]!];
        const fresh =
          sealed === '' ? undefined : cipher.rotate({ table, row: name, column }, sealed);
        if (fresh === undefined) continue;
        const update = inside.updateTable(table).set({ [field]: fresh });
        await update.where(ref(id), '=', name).execute();
        rotated++;
      }
    }
    return rotated;
  });
}
