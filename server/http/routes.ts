// REST: history of the own account, reference data and bars out of the read model, and the saved layouts.

import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { BAR_SPANS } from '../../shared/domain/quote.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { identifyCallers, type CallerServices } from './callers.ts';
import { addIdentityRoutes } from './identity-routes.ts';
import type { Queries } from '../readmodel/queries.ts';
import type { LayoutBox } from '../settings/layout-box.ts';
import { addAuditRoutes } from './audit-routes.ts';
import type { Operations } from '../operations/operations.ts';
import type { Statements } from '../statements/statements.ts';
import { recordAct } from './audit-acts.ts';
import {
  addressOf,
  NotGranted,
  Refusal,
  refusalBody,
  refusalHeaders,
  refusalStatus,
} from './guard.ts';
import type { Treasury } from '../treasury/treasury.ts';
import { addLayoutRoutes } from './layout-routes.ts';
import { addClearingRoutes } from './clearing-routes.ts';
import { addFeeTierRoutes } from './fee-tier-routes.ts';
import { addLimitsRoutes } from './limits-routes.ts';
import { addOperationsRoutes } from './operations-routes.ts';
import * as shapes from './rest-schemas.ts';
import { serve } from './serve.ts';
import { addStatementRoutes } from './statement-routes.ts';
import { addTreasuryRoutes } from './treasury-routes.ts';
import { addWindowRoutes } from './window-routes.ts';
import { whole } from './whole.ts';

export interface RestServices extends CallerServices {
  readonly queries: Queries;
  readonly layouts: LayoutBox;
  readonly audit: AuditLog;
  readonly statements: Statements;
  readonly operations: Operations;
  /** undefined: no bank, nothing can be paid in or out. */
  readonly treasury?: Treasury | undefined;
  /** A demo token, or the reject code that says why not. */
  issueDemoToken(user: string): { readonly token: string } | { readonly code: number };
}

const pageOf = (row: z.ZodType) => z.object({ rows: z.array(row), next: z.string() });

export function createRoutes(services: RestServices): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use('/api/*', identifyCallers(services));
  addAccountRoutes(app, services);
  addWindowRoutes(app, services);
  addReferenceRoutes(app, services);
  addLayoutRoutes(app, services);
  addAuditRoutes(app, services);
  addStatementRoutes(app, services);
  addOperationsRoutes(app, services);
  addLimitsRoutes(app, services);
  addClearingRoutes(app, services);
  addFeeTierRoutes(app, services);
  addDemoToken(app, services);
  const { identity, isSecure = false } = services;
  // A demo that is off has no tokens for anybody.
  const hasDemo = 'token' in services.issueDemoToken('consumer');
  if (identity !== undefined) addIdentityRoutes(app, { identity, isSecure, hasDemo });
  const { treasury } = services;
  if (treasury !== undefined) addTreasuryRoutes(app, { ...services, treasury });
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
  app.onError(async (error, c) => {
    if (error instanceof NotGranted) await tellRefusal(services.audit, c, error);
    if (error instanceof Refusal) return refuse(c, error);
    throw error;
  });
  return app;
}

function addAccountRoutes(app: OpenAPIHono, services: RestServices): void {
  const { queries } = services;
  const grant = 'readAccount';
  serve(app, {
    path: '/api/v1/orders',
    summary: 'Orders of the account, newest first.',
    query: shapes.PageQuery.extend({ status: whole(0, 4).optional() }),
    answer: pageOf(shapes.OrderSchema),
    grant,
    run: ({ account, query: { limit, before, status } }) =>
      queries.orders({ account, limit, before, status }),
  });
  serve(app, {
    path: '/api/v1/fills',
    summary: 'Fills, newest first.',
    query: shapes.PageQuery,
    answer: pageOf(shapes.FillSchema),
    grant,
    run: ({ account, query }) => queries.fills({ account, ...query }),
  });
  serve(app, {
    path: '/api/v1/balances',
    summary: 'Balances.',
    answer: z.array(shapes.BalanceSchema),
    grant,
    run: ({ account }) => queries.balances(account),
  });
  serve(app, {
    path: '/api/v1/positions',
    summary: 'Positions.',
    answer: z.array(shapes.PositionSchema),
    grant,
    run: ({ account }) => queries.positions(account),
  });
  serve(app, {
    path: '/api/v1/results',
    summary: 'Realised results by currency and by day of the closing fill in a time zone.',
    query: shapes.ZoneQuery,
    answer: z.array(shapes.ResultSchema),
    grant,
    run: ({ account, query }) => queries.results(account, query.zone),
  });
  serve(app, {
    path: '/api/v1/settlement/obligations',
    summary: 'What settles when, the latest value date first.',
    query: shapes.PageQuery,
    answer: pageOf(shapes.ObligationSchema),
    grant,
    run: ({ account, query }) => queries.obligations({ account, ...query }),
  });
}

function addReferenceRoutes(app: OpenAPIHono, services: RestServices): void {
  const { queries } = services;
  const grant = 'marketData';
  serve(app, {
    path: '/api/v1/instruments',
    summary: 'Instruments.',
    answer: z.array(shapes.InstrumentSchema),
    grant,
    run: () => queries.instruments(),
  });
  serve(app, {
    path: '/api/v1/assets',
    summary: 'Assets.',
    answer: z.array(shapes.AssetSchema),
    grant,
    run: () => queries.assets(),
  });
  const isSpan = (span: number) => (BAR_SPANS as readonly number[]).includes(span);
  serve(app, {
    path: '/api/v1/bars',
    summary: 'Bars that open before a moment, oldest first.',
    query: z.object({
      instrument: whole(0),
      span: whole(1).refine(isSpan, 'no such span'),
      before: whole(0).default(Number.MAX_SAFE_INTEGER),
      count: whole(1, 1000).default(300),
    }),
    answer: z.array(shapes.BarSchema),
    grant,
    run: ({ query: { instrument, span, before, count } }) =>
      queries.bars(instrument, span, before, count),
  });
}

function addDemoToken(app: OpenAPIHono, services: RestServices): void {
  serve(app, {
    path: '/api/demo-token',
    summary: 'A token for a demo user; only while the demo setting is on.',
    query: z.object({ user: z.string().max(40) }),
    answer: z.object({ token: z.string() }),
    grant: 'open',
    run({ query }) {
      const issued = services.issueDemoToken(query.user);
      if ('token' in issued) return issued;
      const off = issued.code === REJECTS.demoOff.code;
      throw new Refusal(off ? REJECTS.demoOff : REJECTS.badToken);
    },
  });
}

async function tellRefusal(audit: AuditLog, c: Context, error: NotGranted): Promise<void> {
  const { path: object, row, principal } = error;
  const act = {
    what: 'access.refused',
    object,
    outcome: row.name,
    details: { method: c.req.method },
  };
  await recordAct(audit, { principal, address: addressOf(c) }, act);
}

function refuse(c: Context, refusal: Refusal): Response {
  return c.json(refusalBody(refusal), refusalStatus(refusal.row), refusalHeaders(refusal));
}
