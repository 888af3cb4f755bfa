// What the clearing reads of the books: the read model, caught up with what was answered.

import type { ClearingBooks } from '../operations/clearing.ts';
import type { ReadModel } from '../readmodel/readmodel.ts';

/** House accounts; see the numbers in ARCHITECTURE.md. */
const [HOUSE_FROM, HOUSE_TO] = [10, 99];

export function clearingBooks(readModel: ReadModel): ClearingBooks {
  return {
    async failing() {
      await readModel.flush();
      return (await readModel.failing()).map((row) => ({
        ...{ account: row.account, instrument: row.instrument, lots: row.lots },
        ...{ valueDate: row.value_date, failedSince: row.failed_since },
        ...{ moneyMinor: row.money_minor, penaltyMinor: row.penalty_minor },
      }));
    },
    instruments: () => readModel.instruments(),
    async sellers(asset, amountMinor) {
      const house = (await readModel.accounts()).filter((id) => id >= HOUSE_FROM && id <= HOUSE_TO);
      const able: { account: number; has: number }[] = [];
      for (const account of house) {
        const balance = (await readModel.balances(account)).find((row) => row.asset === asset);
        const has = balance?.available_minor ?? 0;
        if (has >= amountMinor) able.push({ account, has });
      }
      return able.sort((a, b) => b.has - a.has).map(({ account }) => account);
    },
  };
}
