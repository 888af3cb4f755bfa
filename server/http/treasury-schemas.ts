// Shapes of the treasury's REST: what is taken (unknown keys are refused) and what is answered.

import { z } from '@hono/zod-openapi';
import { WITHDRAWAL_STATES } from '../treasury/withdrawal-states.ts';

const int = () => z.number().int();
const words = (max: number) => z.string().trim().max(max);

export const NewBankAccount = z.strictObject({
  iban: words(42).min(1),
  bic: words(11).default(''),
  holder: words(140).min(1),
  label: words(40).default(''),
});
export const NewWithdrawal = z.strictObject({
  bankAccount: int().min(1),
  asset: int().min(0),
  amountMinor: int().min(1).max(Number.MAX_SAFE_INTEGER),
  clientRequestId: z.string().regex(/^[\w-]{1,64}$/),
});
export const Note = z.strictObject({ note: words(280).min(1) });
export const Assignment = z.strictObject({ account: int().min(0), note: words(280).min(1) });
export const PayoutQuery = z.object({
  state: z.enum(WITHDRAWAL_STATES).optional(),
  needsOperator: z.enum(['0', '1']).default('0'),
});
export const RunDay = z.strictObject({ day: z.iso.date().optional() });
export const SimulatedPayInBody = z.strictObject({
  asset: int().min(0),
  amountMinor: int().min(1).max(1e15),
});

const History = z.array(
  z.object({ state: z.string(), actor: z.string(), note: z.string(), atMs: int() }),
);

export const BankAccountSchema = z
  .object({
    id: int(),
    iban: z.string().openapi({ description: 'Masked.' }),
    holder: z.string(),
    label: z.string(),
    createdMs: int(),
  })
  .openapi('BankAccount');

export const FundingSchema = z
  .object({
    canSimulate: z.boolean().openapi({ description: 'Whether a pay-in can be simulated.' }),
    instructions: z.object({
      holder: z.string(),
      iban: z.string().openapi({ description: "The customer's own virtual account." }),
      bic: z.string(),
      reference: z.string().openapi({ description: 'ISO 11649.' }),
    }),
    currencies: z.array(
      z.object({
        asset: int(),
        code: z.string(),
        scale: int(),
        withdrawableMinor: int(),
        heldMinor: int(),
        inTransitMinor: int().openapi({ description: 'Withdrawals without an end.' }),
        approvalAboveMinor: int(),
      }),
    ),
  })
  .openapi('Funding');

export const WithdrawalSchema = z
  .object({
    id: int(),
    account: int(),
    user: z.string(),
    bankAccount: int(),
    iban: z.string(),
    asset: int(),
    amountMinor: int(),
    clientRequestId: z.string(),
    endToEndId: z.string(),
    uetr: z.string(),
    state: z.string(),
    needsApproval: z.boolean(),
    needsOperator: z.boolean(),
    reason: z.string(),
    createdMs: int(),
    updatedMs: int(),
    approvals: z.array(z.string()),
    history: History,
  })
  .openapi('Withdrawal');

export const DepositSchema = z
  .object({
    id: int(),
    account: int().openapi({ description: '-1: nobody yet.' }),
    asset: int(),
    currency: z.string(),
    amountMinor: int(),
    state: z.string(),
    classification: z.string(),
    reference: z.string(),
    bankReference: z.string(),
    payer: z.string().openapi({ description: 'Masked.' }),
    valueOn: z.string(),
    receivedMs: int(),
    assignedBy: z.string(),
    note: z.string(),
    history: History,
  })
  .openapi('Deposit');

export const ReconciliationSchema = z
  .object({
    id: int(),
    day: z.string(),
    currency: z.string(),
    runBy: z.string(),
    runMs: int(),
    ledgerLines: int(),
    payments: int(),
    statementLines: int(),
    breakCount: int(),
    breaks: z.array(
      z.object({ kind: z.string(), key: z.string(), source: z.string(), words: z.string() }),
    ),
  })
  .openapi('Reconciliation');
