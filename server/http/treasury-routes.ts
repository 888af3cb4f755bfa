// REST of the treasury: customers fund and withdraw, operators approve, assign and reconcile, and the bank
// calls back.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../gateway/authority.ts';
import type { Queries } from '../readmodel/queries.ts';
import { paymentReference, virtualIban } from '../treasury/payment-references.ts';
import { approvalAboveMinor } from '../treasury/treasury-house.ts';
import type { Treasury } from '../treasury/treasury.ts';
import { recordAct } from './audit-acts.ts';
import { Refusal } from './guard.ts';
import { serve, type Route } from './serve.ts';
import * as shapes from './treasury-schemas.ts';
import { whole } from './whole.ts';

interface TreasuryServices {
  readonly audit: AuditLog;
  readonly queries: Queries;
  readonly treasury: Treasury;
}

const FUNDING = '/api/v1/funding';
const OPERATIONS = '/api/v1/operations';
const Ok = z.object({ ok: z.boolean() });
const One = z.object({ id: whole(1) });

export function addTreasuryRoutes(app: OpenAPIHono, services: TreasuryServices): void {
  addFunding(app, services);
  addWithdrawals(app, services);
  addPayouts(app, services);
  addReconciliation(app, services);
  addBankDoor(app, services.treasury);
}

function addFunding(app: OpenAPIHono, services: TreasuryServices): void {
  const { audit, treasury } = services;
  const accounts = `${FUNDING}/bank-accounts`;
  serve(app, {
    ...{ path: FUNDING, grant: 'readAccount', answer: shapes.FundingSchema },
    summary: 'What can be withdrawn, and how to pay in.',
    run: ({ account }) => fundingOf(services, account),
  });
  serve(app, {
    ...{ path: accounts, grant: 'readAccount' },
    ...{ answer: z.array(shapes.BankAccountSchema), summary: 'Own bank accounts, masked.' },
    run: ({ account }) => treasury.accounts.list(account),
  });
  act(app, audit, {
    ...{ method: 'post', path: accounts, grant: 'fund', body: shapes.NewBankAccount },
    needsProof: true,
    ...{ answer: shapes.BankAccountSchema, summary: 'Add a bank account to withdraw to.' },
    run: ({ account, body }) => treasury.accounts.add(account, body),
  });
  act(app, audit, {
    ...{ method: 'delete', path: `${accounts}/{id}`, grant: 'fund', answer: Ok },
    summary: 'Remove a bank account.',
    params: One,
    run: async ({ account, params }) => {
      await treasury.accounts.remove(account, params.id);
      return { ok: true };
    },
  });
  serve(app, {
    ...{ path: `${FUNDING}/deposits`, grant: 'readAccount' },
    ...{ answer: z.array(shapes.DepositSchema), summary: 'Deposits, newest first.' },
    run: ({ account }) => treasury.deposits.ofAccount(account),
  });
  act(app, audit, {
    ...{ method: 'post', path: `${FUNDING}/simulated-pay-in`, grant: 'fund' },
    ...{ body: shapes.SimulatedPayInBody, answer: Ok },
    summary: 'Pay in at the simulated bank; only where that runs inside.',
    run: ({ principal, body }) => simulatedPayIn(treasury, principal, body),
  });
}

async function fundingOf({ treasury, queries }: TreasuryServices, account: number) {
  const { assets, holder, bank } = treasury.house;
  const [balances, withdrawals] = await Promise.all([
    queries.balances(account),
    treasury.withdrawals.list({ account }),
  ]);
  const open = ['awaitingApproval', 'reserved', 'sent', 'accepted', 'pendingUnknown'];
  return {
    canSimulate: bank.payIn !== undefined,
    instructions: {
      ...{ holder: holder.name, iban: virtualIban(account), bic: holder.bic },
      reference: paymentReference(account),
    },
    currencies: assets.map((asset) => {
      const balance = balances.find((row) => row.asset === asset.id);
      const inTransit = withdrawals.filter((it) => it.asset === asset.id && open.includes(it.state)); // prettier-ignore
      return {
        ...{ asset: asset.id, code: asset.code, scale: asset.scale },
        // What is sold and not paid for yet does not leave: the core would refuse it.
        withdrawableMinor: Math.max(
          0,
          (balance?.available_minor ?? 0) - (balance?.receivable_minor ?? 0),
        ),
        heldMinor: balance?.held_minor ?? 0,
        inTransitMinor: inTransit.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        approvalAboveMinor: approvalAboveMinor(asset),
      };
    }),
  };
}

async function simulatedPayIn(
  { house }: Treasury,
  { account, user }: Principal,
  { asset, amountMinor }: z.output<typeof shapes.SimulatedPayInBody>,
) {
  const found = house.assets.find(({ id }) => id === asset);
  if (house.bank.payIn === undefined) throw new Refusal(REJECTS.simulatedBankOff);
  if (found === undefined) throw new Refusal(REJECTS.notFundable);
  const isTaken = await house.bank.payIn({
    ...{ iban: virtualIban(account), reference: paymentReference(account), name: user },
    ...{ amount: formatDecimal(amountMinor, found.scale), currency: found.code },
  });
  if (!isTaken) throw new Refusal(REJECTS.bankSilent);
  return { ok: true };
}

function addWithdrawals(app: OpenAPIHono, services: TreasuryServices): void {
  const { audit, treasury } = services;
  const { withdrawals, settle } = treasury;
  const path = `${FUNDING}/withdrawals`;
  serve(app, {
    ...{ path, grant: 'readAccount', answer: z.array(shapes.WithdrawalSchema) },
    summary: 'Withdrawals with their history, newest first.',
    run: ({ account }) => withdrawals.list({ account }),
  });
  act(app, audit, {
    ...{ method: 'post', path, grant: 'fund', body: shapes.NewWithdrawal },
    needsProof: true,
    ...{ answer: shapes.WithdrawalSchema, summary: 'Withdraw; the same clientRequestId once.' },
    run: async ({ account, principal: { user }, body }) => {
      const id = await withdrawals.request({ account, user, ...body });
      // The answer says whether the money is held.
      await settle();
      const view = await withdrawals.view(id);
      if (view.state === 'refused') throw new Refusal(REJECTS.insufficientFunds);
      return view;
    },
  });
  act(app, audit, {
    ...{ method: 'post', path: `${path}/{id}/cancel`, grant: 'fund' },
    ...{ answer: shapes.WithdrawalSchema, summary: 'Cancel what has not left.' },
    params: One,
    run: async ({ account, principal: { user }, params: { id } }) => {
      await withdrawals.cancel(account, user, id);
      await settle();
      return withdrawals.view(id);
    },
  });
}

function addPayouts(app: OpenAPIHono, services: TreasuryServices): void {
  const { audit, treasury } = services;
  const { withdrawals, settle } = treasury;
  const path = `${OPERATIONS}/payouts`;
  serve(app, {
    ...{ path, grant: 'approvePayout', answer: z.array(shapes.WithdrawalSchema) },
    summary: 'Withdrawals of all customers; `state` and `needsOperator=1` choose.',
    query: shapes.PayoutQuery,
    run: ({ query: { state, needsOperator } }) =>
      withdrawals.list({ needsOperator: needsOperator === '1', ...(state && { state }) }),
  });
  for (const [verb, summary] of [
    ['approve', 'Approve; the second of two persons sets it free.'],
    ['refuse', 'Refuse: the money goes back.'],
  ] as const) {
    act(app, audit, {
      ...{ method: 'post', path: `${path}/{id}/${verb}`, grant: 'approvePayout', summary },
      ...{ body: shapes.Note, answer: shapes.WithdrawalSchema },
      params: One,
      run: async ({ principal: { user }, params: { id }, body }) => {
        await withdrawals[verb](user, id, body.note);
        await settle();
        return withdrawals.view(id);
      },
    });
  }
}

function addReconciliation(app: OpenAPIHono, services: TreasuryServices): void {
  const { audit, treasury } = services;
  const { deposits, reconciliations, settle } = treasury;
  const grant = 'reconcile';
  const unmatched = `${OPERATIONS}/unmatched`;
  const runs = `${OPERATIONS}/reconciliations`;
  serve(app, {
    ...{ path: unmatched, grant, answer: z.array(shapes.DepositSchema) },
    summary: 'Credits of the bank that belong to nobody known.',
    run: () => deposits.unmatched(),
  });
  act(app, audit, {
    ...{ method: 'post', path: `${unmatched}/{id}/assign`, grant, body: shapes.Assignment },
    ...{ answer: Ok, summary: 'Give it to a customer, out of suspense.' },
    params: One,
    run: async ({ principal: { user }, params: { id }, body }) => {
      await deposits.assign(user, id, body.account, body.note);
      await settle();
      return { ok: true };
    },
  });
  serve(app, {
    ...{ path: runs, grant, answer: z.array(shapes.ReconciliationSchema) },
    summary: 'Reconciliations, newest first.',
    run: () => reconciliations.list(),
  });
  act(app, audit, {
    ...{ method: 'post', path: `${runs}/run`, grant, body: shapes.RunDay },
    ...{ answer: z.array(shapes.ReconciliationSchema) },
    summary: 'Compare ledger, payments and bank statement of a day (default: today, UTC).',
    run: async ({ principal: { user }, body }) => {
      await settle();
      return reconciliations.run(user, body.day ?? new Date().toISOString().slice(0, 10));
    },
  });
  serve(app, {
    ...{ path: `${runs}/{id}`, grant, answer: shapes.ReconciliationSchema },
    summary: 'One reconciliation.',
    params: One,
    run: ({ params }) => reconciliations.view(params.id),
  });
}

/** Nobody signs in here: the signature over the raw body is the proof. */
function addBankDoor(app: OpenAPIHono, treasury: Treasury): void {
  app.post('/api/bank/callbacks', async (c) => {
    const { status, answer } = await treasury.receive({
      eventId: c.req.header('x-bank-event') ?? '',
      timestamp: c.req.header('x-bank-timestamp') ?? '',
      signature: c.req.header('x-bank-signature') ?? '',
      body: await c.req.text(),
    });
    return c.json({ answer }, status as 200 | 401 | 422);
  });
}

/** What changes something stands in the audit log, whoever did it and whatever came of it (f:H10). */
function act<
  Query extends z.ZodType,
  Params extends z.ZodType,
  Body extends z.ZodType,
  Who extends Grant,
>(app: OpenAPIHono, audit: AuditLog, route: Route<Query, Params, Body, Who>): void {
  serve(app, {
    ...route,
    async run(call) {
      const { method, path: object } = call.context.req;
      const why = (call.body as { readonly note?: string } | undefined)?.note;
      const tell = (outcome: string) => {
        const done = { what: `treasury.${method.toLowerCase()}`, object, outcome };
        return recordAct(audit, call, why === undefined ? done : { ...done, why });
      };
      try {
        const answer = await route.run(call);
        await tell('done');
        return answer;
      } catch (error) {
        if (error instanceof Refusal) await tell(error.row.name);
        throw error;
      }
    },
  });
}
