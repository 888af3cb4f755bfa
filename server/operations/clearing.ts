// Deliveries that fail: which of them are due to be bought in, and those that the house can sell, which are
// bought in at the end of the day without anybody asking (CSDR art. 7(3): the buy-in is not a choice).

import { buyInDateOf } from '../../shared/domain/calendars/settlement-fails.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { REJECTS, rejectByCode } from '../../shared/domain/reject.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { BuyIn } from '../core/buy-in.ts';
import type { OperatorCommands } from './operator-commands.ts';

/** What an account fails to deliver; days since 1970. */
export interface FailingDelivery {
  readonly account: number;
  readonly instrument: number;
  /** When it is tried next. */
  readonly valueDate: number;
  readonly lots: number;
  /** What it gets for them. */
  readonly moneyMinor: number;
  readonly failedSince: number;
  /** Paid for it so far, less what it got. */
  readonly penaltyMinor: number;
}

/** What the clearing knows of the books; as they are after the last command that was answered. */
export interface ClearingBooks {
  failing(): Promise<readonly FailingDelivery[]>;
  instruments(): Promise<readonly Instrument[]>;
  /** House accounts with so much of the asset, those first that have the most. */
  sellers(asset: number, amountMinor: number): Promise<readonly number[]>;
}

export interface Failing extends FailingDelivery {
  /** The business day, days since 1970, from which it may be bought in. */
  readonly due: number;
  readonly isDue: boolean;
}

export interface Clearing {
  /** What fails, the oldest first, as it stands on that business day. */
  failing(day: number): Promise<readonly Failing[]>;
  /** Orders the buy-in of all that is due by `day` and that one house account can sell; the rest stays
   * listed for the operators. */
  orderDue(day: number, atMicros: number): Promise<void>;
}

const VENUE = { who: { user: 'venue', role: '' }, address: '' };
const WHY = 'The time to deliver is over.';
/** House accounts that are asked in turn; the core knows what each of them may sell. */
const SELLERS_MAX = 8;

export interface ClearingParts {
  readonly audit: AuditLog;
  readonly commands: OperatorCommands;
  readonly books: ClearingBooks;
}

export function createClearing({ audit, commands, books }: ClearingParts): Clearing {
  async function failing(day: number): Promise<readonly Failing[]> {
    const rows = await books.failing();
    const instruments = new Map((await books.instruments()).map((one) => [one.id, one]));
    return rows.map((row) => {
      const { settlement, assetClass } = instruments.get(row.instrument)!;
      const due = buyInDateOf(settlement ?? 0, assetClass, row.failedSince);
      return { ...row, due, isDue: due <= day };
    });
  }

  /** Asks one after the other; what came of it stands in the audit log. */
  async function order(buyIn: Omit<BuyIn, 'agent'>, sellers: readonly number[], atMicros: number) {
    const object = `account:${String(buyIn.account)}`;
    const entry: Omit<AuditEntry, 'outcome'> = {
      ...{ ...VENUE, atMicros, what: 'delivery.buy-in', object, onBehalfOf: object, why: WHY },
      details: { ...buyIn, sellers: sellers.join(' ') },
    };
    await audit.record({ ...entry, outcome: 'ordered' });
    let code: number = REJECTS.insufficientHoldings.code;
    for (const agent of sellers) {
      code = await commands.buyIn({ ...buyIn, agent });
      if (code !== REJECTS.insufficientHoldings.code) break;
    }
    const outcome = code === 0 ? 'done' : (rejectByCode(code) ?? REJECTS.badField).name;
    await audit.record({ ...entry, outcome });
  }

  return {
    failing,
    async orderDue(day, atMicros) {
      const due = (await failing(day)).filter((row) => row.isDue);
      if (due.length === 0) return;
      const instruments = new Map((await books.instruments()).map((one) => [one.id, one]));
      for (const { account, instrument, lots } of due) {
        const { baseAsset, lotBaseMinor } = instruments.get(instrument)!;
        const able = await books.sellers(baseAsset, lots * lotBaseMinor);
        const sellers = able.filter((seller) => seller !== account).slice(0, SELLERS_MAX);
        if (sellers.length === 0) continue;
        await order({ account, instrument, lots, price: 0 }, sellers, atMicros);
      }
    },
  };
}
