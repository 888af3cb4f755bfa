import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createDemoAuthority } from '../identity/authority-demo.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openStore } from '../readmodel/open-store.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { stillOperations } from '../testing/still-operations.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { createStatements } from '../statements/statements.ts';
import { createHttpHandler } from './http-server.ts';
import { loadStaticFiles } from './static-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-http-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function server(demo = true) {
  const store = await openStore(':memory:');
  const authority = createDemoAuthority(new Uint8Array(32).fill(3), demo);
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Openbell</title>');
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'let a;');
  const audit = await memoryAudit();
  const handler = createHttpHandler({
    authority,
    queries: createQueries(store),
    statements: createStatements(createQueries(store)),
    layouts: openLayoutBox(':memory:'),
    audit,
    operations: (await stillOperations(audit)).operations,
    issueDemoToken: (user) => authority.issue(user, Date.now()),
    health: createHealth(),
    metrics: createMetrics(),
    files: loadStaticFiles(folder),
    log: createLog('silent'),
  });
  const get = async (url: string, token?: string, method = 'GET', sent = '') => {
    const headers: Record<string, string> = { host: 'localhost' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (sent !== '') headers['content-type'] = 'application/json';
    const body = new TextEncoder().encode(sent);
    const answer = await handler({ method, url, headers, body, remote: '127.0.0.1' });
    const text =
      typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString();
    return { ...answer, text };
  };
  const token = async (user: string) =>
    (JSON.parse((await get(`/api/demo-token?user=${user}`)).text) as { token: string }).token;
  return { get, token, store };
}

describe('REST', () => {
  it('answers an account only to its own trader', async () => {
    const { get, token, store } = await server();
    for (const account of [2, 3]) {
      await store
        .insertInto('balance')
        .values({ account, asset: 1, available_minor: account * 100, held_minor: 0 })
        .execute();
    }
    const own = await get('/api/v1/balances', await token('trader-1'));
    expect(JSON.parse(own.text)).toEqual([
      {
        account: 2,
        asset: 1,
        available_minor: 200,
        held_minor: 0,
        unsettled_minor: 0,
        receivable_minor: 0,
      },
    ]);
    expect((await get('/api/v1/balances?account=3', await token('trader-1'))).text).toBe(own.text);
  });

  it('refuses with the same codes as the socket', async () => {
    const { get, token } = await server();
    const nobody = await get('/api/v1/orders');
    expect([nobody.status, JSON.parse(nobody.text)]).toMatchObject([401, { code: 1001 }]);
    const altered = await get('/api/v1/orders', 'x.y');
    expect([altered.status, JSON.parse(altered.text)]).toMatchObject([401, { code: 1002 }]);
    const consumer = await get('/api/v1/orders', await token('consumer'));
    expect([consumer.status, JSON.parse(consumer.text)]).toMatchObject([403, { code: 1003 }]);
    const field = await get('/api/v1/orders?limit=0', await token('trader-1'));
    expect([field.status, JSON.parse(field.text)]).toMatchObject([400, { field: 'limit' }]);
    expect((await get('/api/v1/nothing', await token('trader-1'))).status).toBe(404);
  });

  it('gives results by day of the zone that is asked for, and refuses a zone that is none', async () => {
    const { get, token, store } = await server();
    const own = { account: 2, instrument: 7 };
    await store
      .insertInto('instrument')
      .values({
        ...{ id: 7, symbol: 'X', name: 'X', definition: '{}', asset_class: 0, base_asset: 1 },
        ...{ quote_asset: 4, tick_value_minor: 1, lot_base_minor: 1 },
      })
      .execute();
    const fill = (id: number, iso: string, closed: number, realised: number) => ({
      ...own,
      ...{ trade_id: id, order_id: id, client_order_id: id, side: 1, price_ticks: 9, qty_lots: 5 },
      ...{
        fee_minor: 3,
        duty_minor: 0,
        closed_lots: closed,
        realised_minor: realised,
        taker: 1,
        command_seq: id,
      },
      time_micros: Date.parse(iso) * 1000,
    });
    await store
      .insertInto('fill')
      .values([
        fill(1, '2026-11-20T15:00:00Z', 0, 0),
        fill(2, '2026-11-20T15:59:59Z', 5, 40),
        fill(3, '2026-11-20T16:00:00Z', 5, -10),
      ])
      .execute();
    await store
      .insertInto('position')
      .values({ ...own, lots: 0, cost_minor: 0, realised_minor: 21 })
      .execute();
    const ask = async (zone: string) =>
      get(`/api/v1/results?zone=${encodeURIComponent(zone)}`, await token('trader-1'));
    const sums = { realised_minor: 30, fee_minor: 9, fills: 3, closings: 2, wins: 1 };
    const [day20, day21] = [
      { day: '2026-11-20', realised_minor: 40, fee_minor: 6, fills: 2, closings: 1, wins: 1 },
      { day: '2026-11-21', realised_minor: -10, fee_minor: 3, fills: 1, closings: 1, wins: 0 },
    ];
    for (const zone of ['Asia/Shanghai', '+08:00']) {
      expect(JSON.parse((await ask(zone)).text)).toEqual([
        { asset: 4, ...sums, ledger_minor: 21, days: [day20, day21] },
      ]);
    }
    const utc = JSON.parse((await ask('UTC')).text) as { days: unknown[] }[];
    expect(utc[0]!.days).toEqual([{ day: '2026-11-20', ...sums }]);
    const refused = await ask('Mars/Base');
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([400, { field: 'zone' }]);
  });

  it('gives no demo token when the demo is off', async () => {
    const { get } = await server(false);
    const refused = await get('/api/demo-token?user=trader-1');
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
      403,
      { code: REJECTS.demoOff.code },
    ]);
  });

  it('pages through orders by cursor without loss or double', async () => {
    const { get, token, store } = await server();
    const blank = { client_order_id: 0, instrument: 0, side: 0, type: 0, tif: 0, flags: 0 };
    const rest = { price_ticks: 1, qty_lots: 1, filled_lots: 0, cause: 0, updated_micros: 0 };
    const rows = Array.from({ length: 7 }, (_, k) => ({
      ...{ key: k + 1, account: 2, status: k % 2, placed_micros: 1000 + (k >> 1) },
      ...blank,
      ...rest,
    }));
    await store.insertInto('orders').values(rows).execute();
    const seen: number[] = [];
    for (let before = ''; ;) {
      const page = await get(`/api/v1/orders?limit=3&before=${before}`, await token('trader-1'));
      const { rows: part, next } = JSON.parse(page.text) as {
        rows: { key: number }[];
        next: string;
      };
      seen.push(...part.map((row) => row.key));
      if (next === '') break;
      before = next;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const open = await get('/api/v1/orders?status=0', await token('trader-1'));
    expect((JSON.parse(open.text) as { rows: unknown[] }).rows).toHaveLength(4);
  });

  it('describes its routes in the OpenAPI document', async () => {
    const { get } = await server();
    const document = JSON.parse((await get('/api/openapi.json')).text) as { paths: object };
    expect(Object.keys(document.paths).sort()).toMatchObject(
      expect.arrayContaining(['/api/demo-token', '/api/v1/layouts/{name}', '/api/v1/statements']),
    );
  });
});

describe('numbers in an address', () => {
  it.each(['', ' ', '0x10', '1e2', '+5', '5.0', '५', '99999999999999999'])(
    '%j is none',
    async (text) => {
      const { get, token } = await server();
      const path = `/api/v1/orders?limit=${encodeURIComponent(text)}`;
      const { status, text: body } = await get(path, await token('trader-1'));
      expect([status, JSON.parse(body)]).toMatchObject([
        400,
        { name: 'BAD_FIELD', field: 'limit' },
      ]);
    },
  );

  it('are described as what they are, and those of a path must be there', async () => {
    const { get } = await server();
    const { paths } = JSON.parse((await get('/api/openapi.json')).text) as {
      paths: Record<string, Record<string, { parameters?: Record<string, unknown>[] }>>;
    };
    const all = Object.values(paths).flatMap((of) => Object.values(of));
    const parameters = all.flatMap(({ parameters: own = [] }) => own);
    expect(parameters.filter((one) => one['in'] === 'path' && one['required'] !== true)).toEqual(
      [],
    );
    const limits = parameters.filter(({ name }) => name === 'limit');
    expect(limits.length).toBeGreaterThan(8);
    for (const { schema } of limits)
      expect(schema).toMatchObject({ type: 'integer', maximum: 500 });
  });
});

describe('layouts over REST', () => {
  const one = (name: string, revision: number) =>
    `/api/v1/layouts/${encodeURIComponent(name)}?revision=${String(revision)}`;

  it('keeps them for their user, with a revision, and refuses a change of an old one', async () => {
    const { get, token } = await server();
    const mine = await token('trader-1');
    const kept = await get(one('早盘 A', 0), mine, 'PUT', '{"version":1}');
    expect([kept.status, JSON.parse(kept.text)]).toEqual([200, { revision: 1 }]);
    const late = await get(one('早盘 A', 0), mine, 'PUT', '{"version":2}');
    expect([late.status, JSON.parse(late.text)]).toMatchObject([409, { code: 2018 }]);
    const list = await get('/api/v1/layouts', mine);
    expect(JSON.parse(list.text)).toEqual({
      layouts: [{ name: '早盘 A', revision: 1, layout: { version: 1 } }],
    });
    const other = await get('/api/v1/layouts', await token('consumer'));
    expect(JSON.parse(other.text)).toEqual({ layouts: [] });
    expect((await get(one('早盘 A', 9), mine, 'DELETE')).status).toBe(409);
    expect((await get(one('早盘 A', 1), mine, 'DELETE')).status).toBe(200);
    expect(JSON.parse((await get('/api/v1/layouts', mine)).text)).toEqual({ layouts: [] });
  });

  it('refuses strangers, what is no layout, and what is too large', async () => {
    const { get, token } = await server();
    expect((await get('/api/v1/layouts')).status).toBe(401);
    expect((await get(one('a', 0), undefined, 'PUT', '{}')).status).toBe(401);
    const mine = await token('trader-1');
    const { badField, malformed } = REJECTS;
    const bodies = {
      '': badField,
      '{}': badField,
      '[]': badField,
      '3': badField,
      '{"a":': malformed,
    };
    for (const [body, { code }] of Object.entries(bodies)) {
      const refused = await get(one('a', 0), mine, 'PUT', body);
      expect([body, refused.status, JSON.parse(refused.text)]).toMatchObject([body, 400, { code }]);
    }
    const named = await get(one('n'.repeat(41), 0), mine, 'PUT', '{}');
    expect([named.status, JSON.parse(named.text)]).toMatchObject([400, { field: 'name' }]);
    const large = await get(one('a', 0), mine, 'PUT', JSON.stringify({ k: 'x'.repeat(49_152) }));
    expect([large.status, JSON.parse(large.text)]).toMatchObject([413, { code: 2019 }]);
  });
});

describe('files and operations', () => {
  it('serves the built files, the hashed ones for ever, and no path beside them', async () => {
    const { get } = await server();
    expect((await get('/')).text).toContain('Openbell');
    expect((await get('/assets/app-1.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/', '/etc/passwd']) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get('/', undefined, 'POST')).status).toBe(405);
  });

  it('puts the security headers on every answer', async () => {
    const { get } = await server();
    for (const path of ['/', '/api/v1/orders', '/metrics', '/nothing', '/health/live']) {
      const { headers } = await get(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
