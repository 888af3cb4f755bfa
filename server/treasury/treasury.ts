// The treasury as the rest of the server sees it: money in, money out, and what does not agree.

import { createBankAccounts } from './bank-accounts.ts';
import { createCallbackDoor } from './callback-door.ts';
import { createDeposits } from './deposits.ts';
import { createOutbox } from './outbox.ts';
import { createPaymentRun } from './payment-run.ts';
import { createReconciliations } from './reconciliations.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import { createWithdrawals } from './withdrawals.ts';

const SETTLE_MS = 2_000;

export function createTreasury(house: TreasuryHouse) {
  const accounts = createBankAccounts(house);
  const withdrawals = createWithdrawals(house, accounts);
  const deposits = createDeposits(house);
  const run = createPaymentRun(house, accounts);
  const door = createCallbackDoor(house, run, deposits);
  const outbox = createOutbox(house, async (trx, row, code) => {
    if (row.withdrawal !== 0) await withdrawals.booked(trx, row, code);
    else await deposits.booked(trx, row, code);
  });
  let ticking: Promise<void> | undefined;

  /** Everything that is due: postings to the core, payments to the bank, questions, postings again. */
  async function work(): Promise<void> {
    await outbox.pump();
    await run.sendReserved();
    await run.askDue();
    await outbox.pump();
  }

  return {
    ...{ accounts, withdrawals, deposits },
    reconciliations: createReconciliations(house, deposits),
    receive: door.receive,
    /** Resolves when the postings that wait now are decided; for answers that should show them. With a
     * core that takes nothing (a full disk) it gives up waiting: the postings stay queued. */
    async settle(): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, SETTLE_MS);
      });
      await Promise.race([outbox.pump(), late]);
      clearTimeout(timer);
    },
    /** One round; called again while one is under way it waits for that one. */
    tick(): Promise<void> {
      ticking ??= work().finally(() => {
        ticking = undefined;
      });
      return ticking;
    },
    house,
  };
}

export type Treasury = ReturnType<typeof createTreasury>;
