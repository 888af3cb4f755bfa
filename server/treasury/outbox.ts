// Postings on their way to the core: written with the state that they belong to, sent in their order,
// sent again after a crash under the same number. So nothing is booked twice and nothing is lost.

import type { Transaction } from 'kysely';
import type { Posting } from './books.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import type { OutboxTable, TreasuryTables } from './treasury-tables.ts';

export type Trx = Transaction<TreasuryTables>;
export type OutboxRow = Omit<OutboxTable, 'id'> & { readonly id: number };

export interface Intent extends Posting {
  readonly kind: string;
  /** 0: none. */
  readonly withdrawal?: number;
  readonly deposit?: number;
}

export async function queuePosting(trx: Trx, nowMs: number, intent: Intent): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
      ...{ kind: intent.kind, withdrawal: intent.withdrawal ?? 0, deposit: intent.deposit ?? 0 },
      ...{ from_account: intent.from, to_account: intent.to, asset: intent.asset },
      ...{ amount_minor: intent.amountMinor, state: 'waiting', code: 0, created_ms: nowMs },
    })
    .execute();
}

export interface Outbox {
  /** Sends what waits, oldest first; resolves when nothing waits any more. */
  pump(): Promise<void>;
}

/** `booked` is called in the transaction that takes the row off the queue. */
export function createOutbox(
  { store, books }: TreasuryHouse,
  booked: (trx: Trx, row: OutboxRow, code: number) => Promise<void>,
): Outbox {
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    for (;;) {
      const row = await store
        .selectFrom('outbox')
        .selectAll()
        .where('state', '=', 'waiting')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return;
      const { id, from_account: from, to_account: to, asset, amount_minor: amountMinor } = row;
      const code = await books.post(id, { from, to, asset, amountMinor });
      await store.transaction().execute(async (trx) => {
        const state = code === 0 ? 'booked' : 'refused';
        await trx.updateTable('outbox').set({ state, code }).where('id', '=', id).execute();
        await booked(trx, row, code);
      });
    }
  }

  return {
    async pump() {
      // What was queued while the last round ended is sent by a round of its own.
      await running;
      running ??= drain().finally(() => {
        running = undefined;
      });
      await running;
    },
  };
}
