// The order to pay of a withdrawal: made from its row alone, so that every resend is the same message.

import { dateOf, dateTimeOf } from '../iso20022/amounts.ts';
import { writePain001 } from '../iso20022/pain001.ts';
import type { PayTarget } from './bank-accounts.ts';
import type { TreasuryHouse } from './treasury-house.ts';
import type { Withdrawal } from './withdrawal-steps.ts';

/** At most 35 characters; unique at the venue. */
export const endToEndIdOf = (id: number): string => `OB-W-${String(id)}`;

export function paymentMessage(house: TreasuryHouse, row: Withdrawal, target: PayTarget): string {
  const { name, iban, bic } = house.holder;
  const currency = house.assets.find(({ id }) => id === row.asset)!.code;
  return writePain001({
    messageId: `OB-M-${String(row.id)}`,
    createdAt: dateTimeOf(row.created_ms),
    executeOn: dateOf(row.created_ms),
    debtor: { name, iban, bic },
    payments: [
      {
        endToEndId: row.end_to_end_id,
        uetr: row.uetr,
        amount: { minor: row.amount_minor, currency },
        creditor: {
          name: target.holder,
          iban: target.iban,
          ...(target.bic === '' ? {} : { bic: target.bic }),
        },
        remittance: `Openbell ${row.end_to_end_id}`,
      },
    ],
  });
}
