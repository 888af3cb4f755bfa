// REST: history of the own account, reference data and bars out of the read model, and the saved layouts.

import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { BAR_SPANS } from '../../shared/domain/quote.ts';
import { REJECTS, type RejectRow } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { Authority } from '../gateway/authority.ts';
import type { Queries } from '../readmodel/queries.ts';
import type { LayoutBox } from '../settings/layout-box.ts';
import { permit, Refusal, refusalStatus } from './guard.ts';
import { addLayoutRoutes } from './layout-routes.ts';
import * as shapes from './rest-schemas.ts';

export interface RestServices {
  readonly authority: Authority;
  readonly queries: Queries;
  readonly layouts: LayoutBox;
  /** A demo token, or the reject code that says why not. */
  issueDemoToken(user: string): { readonly token: string } | { readonly code: number };
}

/** One route: what it is called, what it takes, what it gives, who may, and how it answers. */
interface Route<Query extends z.ZodObject> {
  readonly path: string;
  readonly summary: string;
  readonly query: Query;
  readonly answer: z.ZodType;
  /** The grant that the role needs; open: nobody has to sign in. */
  readonly grant: Grant | 'open';
  /** `account` is always the principal's own. */
  readonly run: (query: z.output<Query>, account: number) => Promise<unknown>;
}

const NO_QUERY = z.object({});
const pageOf = (row: z.ZodType) => z.object({ rows: z.array(row), next: z.string() });

export function createRoutes(services: RestServices): OpenAPIHono {
  const app = new OpenAPIHono();
  addAccountRoutes(app, services);
  addReferenceRoutes(app, services);
  addLayoutRoutes(app, services);
  addDemoToken(app, services);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Openbell REST',
      version: '1',
      description:
        'History, reference data and saved layouts. Prices in ticks, quantities in lots, money in minor units.',
    },
  });
  app.notFound((c) => c.json({ code: 404, name: 'NOT_FOUND', words: 'No such path.' }, 404));
  app.onError((error, c) => {
    if (error instanceof Refusal) return refuse(c, error.row);
    throw error;
  });
  return app;
}

function addAccountRoutes(app: OpenAPIHono, services: RestServices): void {
  const { queries } = services;
  const grant = 'readAccount';
  serve(app, services, {
    path: '/api/v1/orders',
    summary: 'Orders of the account, newest first.',
    query: shapes.PageQuery.extend({ status: z.coerce.number().int().min(0).max(4).optional() }),
    answer: pageOf(shapes.OrderSchema),
    grant,
    run: ({ limit, before, status }, account) => queries.orders({ account, limit, before, status }),
  });
  serve(app, services, {
    path: '/api/v1/fills',
    summary: 'Fills, newest first.',
    query: shapes.PageQuery,
    answer: pageOf(shapes.FillSchema),
    grant,
    run: (page, account) => queries.fills({ account, ...page }),
  });
  serve(app, services, {
    path: '/api/v1/cash-entries',
    summary: 'Cash flow: every posting with its cause, newest first.',
    query: shapes.PageQuery,
    answer: pageOf(shapes.CashEntrySchema),
    grant,
    run: (page, account) => queries.cashEntries({ account, ...page }),
  });
  serve(app, services, {
    path: '/api/v1/balances',
    summary: 'Balances.',
    query: NO_QUERY,
    answer: z.array(shapes.BalanceSchema),
    grant,
    run: (_query, account) => queries.balances(account),
  });
  serve(app, services, {
    path: '/api/v1/positions',
    summary: 'Positions.',
    query: NO_QUERY,
    answer: z.array(shapes.PositionSchema),
    grant,
    run: (_query, account) => queries.positions(account),
  });
  serve(app, services, {
    path: '/api/v1/settlement/obligations',
    summary: 'What settles when, the latest value date first.',
    query: shapes.PageQuery,
    answer: pageOf(shapes.ObligationSchema),
    grant,
    run: (page, account) => queries.obligations({ account, ...page }),
  });
}

function addReferenceRoutes(app: OpenAPIHono, services: RestServices): void {
  const { queries } = services;
  const grant = 'marketData';
  serve(app, services, {
    path: '/api/v1/instruments',
    summary: 'Instruments.',
    query: NO_QUERY,
    answer: z.array(shapes.InstrumentSchema),
    grant,
    run: () => queries.instruments(),
  });
  serve(app, services, {
    path: '/api/v1/assets',
    summary: 'Assets.',
    query: NO_QUERY,
    answer: z.array(shapes.AssetSchema),
    grant,
    run: () => queries.assets(),
  });
  const isSpan = (span: number) => (BAR_SPANS as readonly number[]).includes(span);
  serve(app, services, {
    path: '/api/v1/bars',
    summary: 'Bars that open before a moment, oldest first.',
    query: z.object({
      instrument: z.coerce.number().int().min(0),
      span: z.coerce.number().int().refine(isSpan, 'no such span'),
      before: z.coerce.number().int().min(0).default(Number.MAX_SAFE_INTEGER),
      count: z.coerce.number().int().min(1).max(1000).default(300),
    }),
    answer: z.array(shapes.BarSchema),
    grant,
    run: ({ instrument, span, before, count }) => queries.bars(instrument, span, before, count),
  });
}

function addDemoToken(app: OpenAPIHono, services: RestServices): void {
  serve(app, services, {
    path: '/api/demo-token',
    summary: 'A token for a demo user; only while the demo setting is on.',
    query: z.object({ user: z.string().max(40) }),
    answer: z.object({ token: z.string() }),
    grant: 'open',
    run({ user }) {
      const issued = services.issueDemoToken(user);
      if ('token' in issued) return Promise.resolve(issued);
      const off = issued.code === REJECTS.demoOff.code;
      throw new Refusal(off ? REJECTS.demoOff : REJECTS.badToken);
    },
  });
}

function serve<Query extends z.ZodObject>(
  app: OpenAPIHono,
  { authority }: RestServices,
  route: Route<Query>,
): void {
  const { path, summary, query, answer, grant, run } = route;
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    summary,
    request: { query },
    ...(grant === 'open' ? {} : { security: [{ bearer: [] }] }),
    responses: {
      200: json(answer, summary),
      400: json(shapes.RefusalSchema, 'A parameter is not allowed.'),
      401: json(shapes.RefusalSchema, 'Not signed in.'),
      403: json(shapes.RefusalSchema, 'The role may not.'),
    },
  });
  app.get(path, async (c) => {
    const account =
      grant === 'open' ? -1 : permit(authority, c.req.header('authorization'), grant).account;
    const given = query.safeParse(c.req.query());
    if (!given.success) {
      const field = given.error.issues[0]?.path.join('.') ?? '';
      throw new Refusal({ ...REJECTS.badField, field });
    }
    return c.json(await run(given.data, account));
  });
}

function refuse(c: Context, row: RejectRow): Response {
  const { code, name, field, retryable, words } = row;
  return c.json({ code, name, field, retryable, words }, refusalStatus(row));
}
