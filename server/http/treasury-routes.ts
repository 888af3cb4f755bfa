// REST of the treasury: customers fund and withdraw, operators approve, assign and reconcile, and the bank
// calls back.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../gateway/authority.ts';
import type { Queries } from '../readmodel/queries.ts';
import { paymentReference, virtualIban } from '../treasury/payment-references.ts';
import { approvalAboveMinor } from '../treasury/treasury-house.ts';
import { TreasuryRefusal } from '../treasury/treasury-refusal.ts';
import type { Treasury } from '../treasury/treasury.ts';
import { WITHDRAWAL_STATES } from '../treasury/withdrawal-states.ts';
import { recordAct } from './audit-acts.ts';
import { addressOf, permit, Refusal, requireStepUp } from './guard.ts';
import { RefusalSchema } from './rest-schemas.ts';
import { policyOf } from './serve.ts';
import * as shapes from './treasury-schemas.ts';

interface TreasuryServices {
  readonly audit: AuditLog;
  readonly queries: Queries;
  readonly treasury: Treasury;
}

interface Call<Body> {
  readonly who: Principal;
  readonly id: number;
  readonly body: Body;
  readonly query: Readonly<Record<string, string>>;
}

interface TreasuryRoute<Body> {
  readonly method: 'get' | 'post' | 'delete';
  /** `{id}` is a whole number. */
  readonly path: string;
  readonly summary: string;
  readonly grant: Grant;
  /** Money leaves by it: the user proves anew who they are (ASVS 5.0, 7.5.3). */
  readonly needsProof?: boolean;
  readonly body?: z.ZodType<Body>;
  readonly answer: z.ZodType;
  readonly run: (call: Call<Body>) => Promise<unknown>;
}

const FUNDING = '/api/v1/funding';
const OPERATIONS = '/api/v1/operations';
const Ok = z.object({ ok: z.boolean() });

export function addTreasuryRoutes(app: OpenAPIHono, services: TreasuryServices): void {
  addFunding(app, services);
  addWithdrawals(app, services);
  addPayouts(app, services);
  addReconciliation(app, services);
  addBankDoor(app, services.treasury);
}

function addFunding(app: OpenAPIHono, services: TreasuryServices): void {
  const { treasury } = services;
  const accounts = `${FUNDING}/bank-accounts`;
  add(app, services, {
    ...{ method: 'get', path: FUNDING, grant: 'readAccount', answer: shapes.FundingSchema },
    summary: 'What can be withdrawn, and how to pay in.',
    run: ({ who }) => fundingOf(services, who.account),
  });
  add(app, services, {
    ...{ method: 'get', path: accounts, grant: 'readAccount' },
    ...{ answer: z.array(shapes.BankAccountSchema), summary: 'Own bank accounts, masked.' },
    run: ({ who }) => treasury.accounts.list(who.account),
  });
  add(app, services, {
    ...{ method: 'post', path: accounts, grant: 'fund', body: shapes.NewBankAccount },
    needsProof: true,
    ...{ answer: shapes.BankAccountSchema, summary: 'Add a bank account to withdraw to.' },
    run: ({ who, body }) => treasury.accounts.add(who.account, body),
  });
  add(app, services, {
    ...{ method: 'delete', path: `${accounts}/{id}`, grant: 'fund', answer: Ok },
    summary: 'Remove a bank account.',
    run: async ({ who, id }) => {
      await treasury.accounts.remove(who.account, id);
      return { ok: true };
    },
  });
  add(app, services, {
    ...{ method: 'get', path: `${FUNDING}/deposits`, grant: 'readAccount' },
    ...{ answer: z.array(shapes.DepositSchema), summary: 'Deposits, newest first.' },
    run: ({ who }) => treasury.deposits.ofAccount(who.account),
  });
  add(app, services, {
    ...{ method: 'post', path: `${FUNDING}/simulated-pay-in`, grant: 'fund' },
    ...{ body: shapes.SimulatedPayInBody, answer: Ok },
    summary: 'Pay in at the simulated bank; only where that runs inside.',
    run: ({ who, body }) => simulatedPayIn(treasury, who, body),
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
  const { withdrawals, settle } = services.treasury;
  const path = `${FUNDING}/withdrawals`;
  add(app, services, {
    ...{ method: 'get', path, grant: 'readAccount', answer: z.array(shapes.WithdrawalSchema) },
    summary: 'Withdrawals with their history, newest first.',
    run: ({ who }) => withdrawals.list({ account: who.account }),
  });
  add(app, services, {
    ...{ method: 'post', path, grant: 'fund', body: shapes.NewWithdrawal },
    needsProof: true,
    ...{ answer: shapes.WithdrawalSchema, summary: 'Withdraw; the same clientRequestId once.' },
    run: async ({ who, body }) => {
      const { account, user } = who;
      const id = await withdrawals.request({ account, user, ...body });
      // The answer says whether the money is held.
      await settle();
      const view = await withdrawals.view(id);
      if (view.state === 'refused') throw new Refusal(REJECTS.insufficientFunds);
      return view;
    },
  });
  add(app, services, {
    ...{ method: 'post', path: `${path}/{id}/cancel`, grant: 'fund' },
    ...{ answer: shapes.WithdrawalSchema, summary: 'Cancel what has not left.' },
    run: async ({ who, id }) => {
      await withdrawals.cancel(who.account, who.user, id);
      await settle();
      return withdrawals.view(id);
    },
  });
}

function addPayouts(app: OpenAPIHono, services: TreasuryServices): void {
  const { withdrawals, settle } = services.treasury;
  const path = `${OPERATIONS}/payouts`;
  const State = z.enum(WITHDRAWAL_STATES).optional();
  add(app, services, {
    ...{ method: 'get', path, grant: 'approvePayout', answer: z.array(shapes.WithdrawalSchema) },
    summary: 'Withdrawals of all customers; `state` and `needsOperator=1` choose.',
    run: async ({ query }) => {
      const state = State.safeParse(query['state']);
      if (!state.success) throw new Refusal({ ...REJECTS.badField, field: 'state' });
      const needsOperator = query['needsOperator'] === '1';
      return withdrawals.list({ needsOperator, ...(state.data === undefined ? {} : { state: state.data }) }); // prettier-ignore
    },
  });
  for (const [verb, summary] of [
    ['approve', 'Approve; the second of two persons sets it free.'],
    ['refuse', 'Refuse: the money goes back.'],
  ] as const) {
    add(app, services, {
      ...{ method: 'post', path: `${path}/{id}/${verb}`, grant: 'approvePayout', summary },
      ...{ body: shapes.Note, answer: shapes.WithdrawalSchema },
      run: async ({ who, id, body }) => {
        await withdrawals[verb](who.user, id, body.note);
        await settle();
        return withdrawals.view(id);
      },
    });
  }
}

function addReconciliation(app: OpenAPIHono, services: TreasuryServices): void {
  const { deposits, reconciliations, settle } = services.treasury;
  const grant = 'reconcile';
  const unmatched = `${OPERATIONS}/unmatched`;
  const runs = `${OPERATIONS}/reconciliations`;
  add(app, services, {
    ...{ method: 'get', path: unmatched, grant, answer: z.array(shapes.DepositSchema) },
    summary: 'Credits of the bank that belong to nobody known.',
    run: () => deposits.unmatched(),
  });
  add(app, services, {
    ...{ method: 'post', path: `${unmatched}/{id}/assign`, grant, body: shapes.Assignment },
    ...{ answer: Ok, summary: 'Give it to a customer, out of suspense.' },
    run: async ({ who, id, body }) => {
      await deposits.assign(who.user, id, body.account, body.note);
      await settle();
      return { ok: true };
    },
  });
  add(app, services, {
    ...{ method: 'get', path: runs, grant, answer: z.array(shapes.ReconciliationSchema) },
    summary: 'Reconciliations, newest first.',
    run: () => reconciliations.list(),
  });
  add(app, services, {
    ...{ method: 'post', path: `${runs}/run`, grant, body: shapes.RunDay },
    ...{ answer: z.array(shapes.ReconciliationSchema) },
    summary: 'Compare ledger, payments and bank statement of a day (default: today, UTC).',
    run: async ({ who, body }) => {
      await settle();
      return reconciliations.run(who.user, body.day ?? new Date().toISOString().slice(0, 10));
    },
  });
  add(app, services, {
    ...{ method: 'get', path: `${runs}/{id}`, grant, answer: shapes.ReconciliationSchema },
    summary: 'One reconciliation.',
    run: ({ id }) => reconciliations.view(id),
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

function add<Body>(app: OpenAPIHono, services: TreasuryServices, route: TreasuryRoute<Body>): void {
  const { method, path, grant, run } = route;
  describe(app, route);
  app.on(method.toUpperCase(), path.replace('{id}', ':id'), async (c) => {
    const who = permit(c, grant);
    if (route.needsProof === true) requireStepUp(c);
    const body = route.body === undefined ? undefined : await readBody(c, route.body);
    // Bank data stays in no cache (ASVS 5.0 14.3.2).
    c.header('cache-control', 'no-store');
    const call = { who, id: readId(c, path), body: body as Body, query: c.req.query() };
    const told = (outcome: string) => tell(c, services.audit, route, who, call.body, outcome);
    try {
      const answer = (await run(call)) as object;
      await told('done');
      return c.json(answer);
    } catch (error) {
      if (!(error instanceof TreasuryRefusal || error instanceof Refusal)) throw error;
      await told(error.row.name);
      throw new Refusal(error.row);
    }
  });
}

/** What changes something stands in the audit log, whoever did it (f:H10). */
async function tell<Body>(
  c: Context,
  audit: AuditLog,
  { method, path }: TreasuryRoute<Body>,
  principal: Principal,
  body: Body,
  outcome: string,
): Promise<void> {
  if (method === 'get') return;
  const note = (body as { readonly note?: string } | undefined)?.note;
  const call = { principal, address: addressOf(c) };
  const object = path.replace('{id}', c.req.param('id') ?? '');
  const why = note === undefined ? {} : { why: note };
  await recordAct(audit, call, { what: `treasury.${method}`, object, outcome, ...why });
}

function readId(c: Context, path: string): number {
  if (!path.includes('{id}')) return 0;
  const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).safeParse(c.req.param('id')); // prettier-ignore
  if (!id.success) throw new Refusal({ ...REJECTS.badField, field: 'id' });
  return id.data;
}

async function readBody<Body>(c: Context, schema: z.ZodType<Body>): Promise<Body> {
  const text = await c.req.text();
  const given = schema.safeParse(parseJson(text === '' ? '{}' : text));
  if (given.success) return given.data;
  throw new Refusal({ ...REJECTS.badField, field: given.error.issues[0]?.path.join('.') ?? '' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A user's mistake: the schema refuses it in the next line, with a code.
    return undefined;
  }
}

function describe<Body>(app: OpenAPIHono, route: TreasuryRoute<Body>): void {
  const { method, path, summary, body, answer } = route;
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const params = path.includes('{id}') ? { params: z.object({ id: z.string() }) } : {};
  app.openAPIRegistry.registerPath({
    ...{ method, path, summary, ...policyOf(route.grant) },
    request: {
      ...params,
      ...(body === undefined
        ? {}
        : { body: { content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      200: json(answer, summary),
      400: json(RefusalSchema, 'A parameter is not allowed, or the core refused.'),
      401: json(RefusalSchema, 'Not signed in.'),
      403: json(RefusalSchema, 'The role may not.'),
      404: json(RefusalSchema, 'There is no such thing of yours.'),
      409: json(RefusalSchema, 'Its state does not allow it: nothing was done.'),
    },
  });
}
