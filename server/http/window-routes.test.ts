// Windows over REST: the own account's only, and nothing that is no window.

import { OpenAPIHono } from '@hono/zod-openapi';
import { beforeAll, expect, it } from 'vitest';
import { LIST_ROWS_MAX, WINDOW_ROWS_MAX } from '../../shared/domain/history-window.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createDemoAuthority } from '../identity/authority-demo.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { listSymbols, projectHistory } from '../testing/long-history.ts';
import { stillOffice } from '../testing/still-office.ts';
import { createHttpHandler } from './http-server.ts';
import { addWindowRoutes, WindowOrderSchema } from './window-routes.ts';

const OWN = 2;
const ASK = { sort: 'time', falling: true, words: [], offset: 0, count: 3, version: 0 };
let ask: (path: string, body: unknown, user?: string) => Promise<{ status: number; json: Answer }>;

interface Answer {
  readonly code?: number;
  readonly field?: string;
  readonly total: number;
  readonly version: number;
  readonly rows: readonly { readonly account: number }[];
}

beforeAll(async () => {
  const store = await openStore(':memory:');
  await listSymbols(store, ['BTCUSDT', 'HLXB']);
  const history = { orders: 20, instruments: [0, 1], seed: 3, untilMicros: 1.7e15 };
  await projectHistory(store, 0, { ...history, account: OWN });
  await projectHistory(store, 10, { ...history, account: OWN + 1, firstId: 500 });
  const authority = createDemoAuthority(new Uint8Array(32).fill(3), true);
  const queries = createQueries(store);
  const handler = createHttpHandler({
    ...{ authority, queries, layouts: openLayoutBox(':memory:'), ...(await stillOffice(queries)) },
    issueDemoToken: (user) => authority.issue(user, Date.now()),
    ...{ health: createHealth(), metrics: undefined, files: () => undefined },
    log: createLog('silent'),
  });
  ask = async (path, body, user = 'trader-1') => {
    const issued = authority.issue(user, Date.now());
    const headers = {
      host: 'localhost',
      authorization: `Bearer ${'token' in issued ? issued.token : ''}`,
      'content-type': 'application/json',
    };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const request = { method: 'POST', url: path, headers, body: bytes, remote: '127.0.0.1' };
    const { status, body: text } = await handler(request);
    return { status, json: JSON.parse(Buffer.from(text as Uint8Array).toString()) as Answer };
  };
});

it.each(['orders', 'fills'])(
  'gives windows of the own %s only, whatever the version',
  async (of) => {
    const path = `/api/v1/${of}/window`;
    const { status, json } = await ask(path, { ...ASK, count: 50 });
    expect(status).toBe(200);
    expect(json.rows.length).toBe(json.total);
    expect(json.total).toBeGreaterThan(5);
    expect(new Set(json.rows.map(({ account }) => account))).toEqual(new Set([OWN]));
    const other = await ask(path, { ...ASK, version: json.version }, 'trader-2');
    expect(other.json.version).not.toBe(json.version);
    expect(new Set(other.json.rows.map(({ account }) => account))).toEqual(new Set([OWN + 1]));
    expect((await ask(path, ASK, 'consumer')).json.code).toBe(REJECTS.notPermitted.code);
  },
);

it('answers as it says', async () => {
  const { json } = await ask('/api/v1/orders/window', { ...ASK, words: [{ text: 'hlxb' }] });
  for (const row of json.rows) WindowOrderSchema.strict().parse(row);
});

it.each([
  [{ count: 0 }, 'count'],
  [{ count: WINDOW_ROWS_MAX + 1 }, 'count'],
  [{ offset: -1 }, 'offset'],
  [{ offset: LIST_ROWS_MAX + 1 }, 'offset'],
  [{ offset: 0.5 }, 'offset'],
  [{ version: -1 }, 'version'],
  [{ sort: 'key; drop table orders' }, 'sort'],
  [{ sort: 'value' }, 'sort'],
  [{ falling: 1 }, 'falling'],
  [{ account: 3 }, 'account'],
  [{ words: Array.from({ length: 9 }, () => ({ text: '' })) }, 'words'],
  [{ words: [{}] }, 'words.0.text'],
  [{ words: [{ text: 'x'.repeat(41) }] }, 'words.0.text'],
  [{ words: [{ text: '', sides: ['1'] }] }, 'words.0.sides.0'],
  [{ words: [{ text: '', states: ['lost'] }] }, 'words.0.states.0'],
  [{ words: [{ text: '', sql: '1' }] }, 'words.0.sql'],
])('refuses %j', async (change, field) => {
  const { status, json } = await ask('/api/v1/orders/window', { ...ASK, ...change });
  expect([status, json.code, json.field]).toEqual([400, REJECTS.badField.code, field]);
});

it('describes both routes', () => {
  const app = new OpenAPIHono();
  addWindowRoutes(app, { queries: {} as never, audit: {} as never });
  const { paths } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  expect(Object.keys(paths ?? {})).toEqual(['/api/v1/orders/window', '/api/v1/fills/window']);
});
