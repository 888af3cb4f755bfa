// The core's ledger as the treasury reads it: its own postings, out of the read model.

import type { ReadModel } from '../readmodel/readmodel.ts';
import { numberOf, REFERENCES } from '../treasury/books-lane.ts';
import type { Ledger } from '../treasury/books.ts';

type Entries = Pick<ReadModel, 'flush' | 'entriesOf' | 'transfers'>;

/** Whether a posting was done: everything that is decided is in the tables after the flush. */
export async function hasEntry(readModel: Entries, account: number, reference: number) {
  await readModel.flush();
  return (await readModel.entriesOf(account, reference)).length > 0;
}

export function ledgerOf(readModel: Entries): Ledger {
  return {
    async outside(fromMs, toMs) {
      await readModel.flush();
      const rows = await readModel.transfers({
        ...{ fromReference: REFERENCES.from, toReference: REFERENCES.to },
        ...{ fromMicros: fromMs * 1000, toMicros: toMs * 1000 },
      });
      return rows.map(({ reference, account, asset, amount_minor: amountMinor, time_micros }) => ({
        ...{ number: numberOf(reference), account, asset, amountMinor },
        timeMs: Math.floor(time_micros / 1000),
      }));
    },
  };
}
