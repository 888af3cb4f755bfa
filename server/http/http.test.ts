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
  const handler = createHttpHandler({
    authority,
    queries: createQueries(store),
    issueDemoToken: (user) => authority.issue(user, Date.now()),
    health: createHealth(),
    metrics: createMetrics(),
    files: loadStaticFiles(folder),
    log: createLog('silent'),
  });
  const get = async (url: string, token?: string, method = 'GET') => {
    const headers: Record<string, string> = { host: 'localhost' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const body = new Uint8Array();
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
      { account: 2, asset: 1, available_minor: 200, held_minor: 0 },
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

  it('describes every route in the OpenAPI document', async () => {
    const { get } = await server();
    const document = JSON.parse((await get('/api/openapi.json')).text) as { paths: object };
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/demo-token',
      '/api/v1/assets',
      '/api/v1/balances',
      '/api/v1/bars',
      '/api/v1/cash-entries',
      '/api/v1/fills',
      '/api/v1/instruments',
      '/api/v1/orders',
      '/api/v1/positions',
    ]);
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
