// REST of the operators: halts, blocks, proposals, and the books of any account. A reason is mandatory for
// every act; each look at somebody's books leaves both identities in the audit log (row H10).

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { isGranted, type Authority } from '../gateway/authority.ts';
import type { Done, Operations } from '../operations/operations.ts';
import type { Queries } from '../readmodel/queries.ts';
import { actorOf, recordAct } from './audit-acts.ts';
import { Refusal } from './guard.ts';
import * as shapes from './rest-schemas.ts';
import { serve, type Call } from './serve.ts';
import { INT_MAX, whole } from './whole.ts';

export interface OperationsServices {
  readonly authority: Authority;
  readonly queries: Queries;
  readonly audit: AuditLog;
  readonly operations: Operations;
}

export const BASE = '/api/v1/operations';
export const Reason = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(3)
    .max(200)
    // One entry, one line, in whatever shows it.
    .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u)
    .openapi({ description: 'Why: stands in the audit log for good.' }),
});
export const One = z.strictObject({
  id: whole(0, INT_MAX),
});
const Trade = z.strictObject({ id: whole(1) });
export const DoneSchema = z.object({ done: z.literal(true) }).openapi('Done');
export const ProposalSchema = z
  .object({
    ...{ id: z.number().int(), what: z.string(), object: z.string(), payload: z.string() },
    ...{ why: z.string(), proposedBy: z.string(), proposedMicros: z.number().int() },
    state: z.enum(['open', 'confirmed', 'done', 'refused', 'withdrawn']),
    confirmedBy: z.string(),
  })
  .openapi('Proposal');
const CONFIRMERS = [
  ...(['block', 'setLimits', 'correctTrade', 'runBusinessDay'] as const),
] as const satisfies readonly Grant[];

export const byOf = ({ principal, address }: Call) => actorOf(principal, address);

export function addOperationsRoutes(app: OpenAPIHono, services: OperationsServices): void {
  addSwitches(app, services);
  addProposals(app, services);
  addSettlement(app, services);
  addBooks(app, services);
}

function addSwitches(app: OpenAPIHono, services: OperationsServices): void {
  const { operations } = services;
  const post = { method: 'post', body: Reason } as const;
  for (const act of ['halt', 'resume'] as const) {
    const words =
      act === 'halt'
        ? 'No new orders, and every order is cancelled'
        : 'Orders are taken again; another person than who halted it';
    serve(app, {
      ...{ ...post, path: `${BASE}/instruments/{id}/${act}`, params: One, grant: 'halt' },
      summary: `${words}: an instrument.`,
      answer: DoneSchema,
      run: async (call) =>
        orRefuse(await operations[act](byOf(call), call.params.id, call.body.reason)),
    });
    serve(app, {
      ...{ ...post, path: `${BASE}/venue/${act}`, grant: 'halt' },
      summary: `${words}: the whole venue.`,
      answer: DoneSchema,
      run: async (call) => orRefuse(await operations[act](byOf(call), 'venue', call.body.reason)),
    });
  }
  serve(app, {
    ...{ ...post, path: `${BASE}/instruments/{id}/auction`, params: One, grant: 'halt' },
    summary: 'Orders of an instrument are collected until it is resumed, and trade at one price.',
    answer: DoneSchema,
    run: async (call) =>
      orRefuse(await operations.callAuction(byOf(call), call.params.id, call.body.reason)),
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/accounts/{id}/block`, params: One, grant: 'block' },
    summary: 'Blocks an account for new orders and cancels those it has.',
    answer: DoneSchema,
    run: async (call) =>
      orRefuse(await operations.block(byOf(call), call.params.id, call.body.reason)),
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/accounts/{id}/unblock`, params: One, grant: 'block' },
    summary: 'Proposes to unblock an account; another person confirms it within a day.',
    answer: ProposalSchema,
    async run(call) {
      const { id } = call.params;
      const answer = await operations.proposeUnblock(byOf(call), id, call.body.reason);
      if ('refusal' in answer) throw new Refusal(answer.refusal);
      return answer.proposal;
    },
  });
}

function addProposals(app: OpenAPIHono, services: OperationsServices): void {
  const { operations } = services;
  const post = { method: 'post', body: Reason, params: One } as const;
  serve(app, {
    path: `${BASE}/proposals`,
    summary: 'What waits for a second person, and what became of the last hundred; newest first.',
    answer: z.array(ProposalSchema),
    grant: CONFIRMERS,
    run: () => operations.proposals(),
  });
  for (const act of ['confirm', 'withdraw'] as const) {
    serve(app, {
      ...{ ...post, path: `${BASE}/proposals/{id}/${act}`, grant: CONFIRMERS },
      summary:
        act === 'confirm'
          ? 'Another person than the proposer confirms: it is done, once.'
          : 'Takes a proposal back.',
      answer: DoneSchema,
      async run(call) {
        const { id } = call.params;
        const grant = operations.grantOf(id);
        if (grant !== undefined && !isGranted(call.principal, grant)) {
          throw new Refusal(REJECTS.notPermitted);
        }
        return orRefuse(await operations[act](byOf(call), id, call.body.reason));
      },
    });
  }
}

const Day = Reason.extend({ date: z.iso.date().openapi({ description: 'The day that comes.' }) });
const Fail = Reason.extend({
  ...{ account: z.number().int().min(2), instrument: z.number().int().min(0) },
  lots: z.number().int().min(0).openapi({ description: '0: it delivers after all.' }),
});
const Bust = Reason.extend({
  forced: z.boolean().default(false).openapi({ description: 'Who cannot give it back owes it.' }),
});
export const DAY_MS = 86_400_000;

/** The business day, deliveries that fail, and trades that are taken back. */
function addSettlement(app: OpenAPIHono, services: OperationsServices): void {
  const { operations } = services;
  serve(app, {
    path: `${BASE}/business-day`,
    summary: 'The business day that was run last.',
    answer: z.object({ date: z.string().openapi({ description: 'Empty: none yet.' }) }),
    grant: ['runBusinessDay', 'setLimits', 'readAnyAccount'],
    async run() {
      const day = await operations.businessDay();
      return { date: day === 0 ? '' : new Date(day * DAY_MS).toISOString().slice(0, 10) };
    },
  });
  serve(app, {
    ...{ method: 'post', path: `${BASE}/business-day`, grant: 'runBusinessDay' },
    summary:
      'Moves the business day forward and settles what is due; the same day again is no harm.',
    ...{ body: Day, answer: DoneSchema },
    run: async (call) => {
      const day = Date.parse(`${call.body.date}T00:00:00Z`) / DAY_MS;
      return orRefuse(await operations.runBusinessDay(byOf(call), day, call.body.reason));
    },
  });
  serve(app, {
    ...{ method: 'post', path: `${BASE}/delivery-fails`, grant: 'runBusinessDay' },
    summary: 'The custodian says that a delivery of an account will fail, wholly or in part.',
    ...{ body: Fail, answer: DoneSchema },
    run: async (call) => {
      const { reason, ...fail } = call.body;
      return orRefuse(await operations.failDelivery(byOf(call), fail, reason));
    },
  });
  serve(app, {
    ...{ method: 'post', path: `${BASE}/trades/{id}/bust`, grant: 'correctTrade', params: Trade },
    summary:
      'Proposes to take a trade back; another person confirms it. What was booked stays booked.',
    ...{ body: Bust, answer: ProposalSchema },
    async run(call) {
      const bust = { trade: call.params.id, forced: call.body.forced };
      const answer = await operations.proposeBust(byOf(call), bust, call.body.reason);
      if ('refusal' in answer) throw new Refusal(answer.refusal);
      return answer.proposal;
    },
  });
}

function addBooks(app: OpenAPIHono, services: OperationsServices): void {
  const { queries, audit } = services;
  const page = (row: z.ZodType) => z.object({ rows: z.array(row), next: z.string() });
  const books = {
    balances: [z.array(shapes.BalanceSchema), (account: number) => queries.balances(account)],
    positions: [z.array(shapes.PositionSchema), (account: number) => queries.positions(account)],
    obligations: [page(shapes.ObligationSchema), (account: number, of: Page) => queries.obligations({ account, ...of })],
    orders: [page(shapes.OrderSchema), (account: number, of: Page) => queries.orders({ account, ...of, status: undefined })],
    fills: [page(shapes.FillSchema), (account: number, of: Page) => queries.fills({ account, ...of })],
    'cash-entries': [page(shapes.CashEntrySchema), (account: number, of: Page) => queries.cashEntries({ account, ...of })],
  } as const; // prettier-ignore
  for (const [book, [answer, read]] of Object.entries(books)) {
    serve(app, {
      path: `${BASE}/accounts/{id}/${book}`,
      summary: `Any account: ${book}.`,
      query: shapes.PageQuery,
      params: One,
      answer,
      grant: 'readAnyAccount',
      async run(call) {
        const { id } = call.params;
        const object = `account:${String(id)}`;
        const act = { what: `account.${book}`, object, onBehalfOf: object, outcome: 'done' };
        await recordAct(audit, call, act);
        return read(id, call.query);
      },
    });
  }
}

type Page = z.output<typeof shapes.PageQuery>;

export function orRefuse(answer: Done): { readonly done: true } {
  if ('refusal' in answer) throw new Refusal(answer.refusal);
  return answer;
}
