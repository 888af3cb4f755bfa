// Row S16: two hundred forced errors tell nothing of the program: no stack, no path, no version.

import { expect, test } from 'vitest';
import { Role } from '../../shared/domain/role.ts';
import type { HttpRequest } from '../gateway/socket.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import type { Queries } from '../readmodel/queries.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { GatewayStage } from '../testing/gateway-stage.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { stillOperations } from '../testing/still-operations.ts';
import { createHttpHandler } from './http-server.ts';

const LEAK =
  /\bat .*[(/].*:\d+|node_modules|\.[jt]s\b|\/work\/|\/home\/|sqlite|kysely|hono|node\/|v?\d+\.\d+\.\d+|Error:|secret of the inside|select .* from/i;
const INSIDE = 'secret of the inside at /home/x/server/a.ts:3:4, select a from b';

/** Every question to the tables fails, with words that must not get out. */
const broken = new Proxy({} as Queries, {
  get: () => () => Promise.reject(new Error(INSIDE)),
});

const TARGETS = [
  ...['/api/v1/balances', '/api/v1/orders?limit=x', '/api/v1/fills?limit=-1', '/api/v1/bars'],
  ...['/api/v1/bars?instrument=0&span=60', '/api/v1/statements?from=2026-02-30&to=x'],
  ...['/api/v1/statements?from=2026-01-01&to=2026-01-02', '/api/v1/cash-entries?asset=%00'],
  ...['/api/v1/operations/accounts/-1/orders', '/api/v1/operations/proposals/x/confirm'],
  ...['/api/v1/operations/instruments/99999999999/halt', '/api/v1/audit/verify?from=zz'],
  ...['/api/v1/layouts/%ff', '/api/v1/%2e%2e/%2e%2e/etc/passwd', '/api/nothing', '/nothing'],
  ...['/api/demo-token', '/api/v1/orders?before=%27%20or%201%3D1', '//api//v1', '/api/v1/orders/'],
  ...['/api/v1/positions?=', '/api/v1/audit?limit=1e9', '/api/v1/operations/limits'],
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'TRACE'] as const;
const BODIES = ['{"reason":', '[[[[', '{"reason":"ok then","more":1}', '\u0000\uFFFF'];
const TOKENS = ['trader', 'operations', 'a.b', undefined];

test('two hundred forced errors: nothing of the inside gets out', async () => {
  const audit = await memoryAudit();
  const handler = createHttpHandler({
    authority: {
      verify(token) {
        const role = Role[token as keyof typeof Role] as Role | undefined;
        if (role === undefined) return { code: 1002 };
        return { user: token, role, account: 2, expiresMs: Number.MAX_SAFE_INTEGER };
      },
    },
    ...{ queries: broken, audit, operations: (await stillOperations(audit)).operations },
    statements: {
      make: () => Promise.reject(new Error(INSIDE)),
      lots: () => Promise.reject(new Error(INSIDE)),
    },
    layouts: openLayoutBox(':memory:'),
    issueDemoToken: () => ({ code: 1008 }),
    ...{ health: createHealth(), metrics: undefined, files: () => undefined },
    log: createLog('silent'),
  });
  let [asked, errors, leaks, inside] = [0, 0, 0, 0];
  for (const url of TARGETS) {
    for (const [k, method] of METHODS.entries()) {
      for (const more of [0, 1]) {
        const token = TOKENS[(k + more + asked) % TOKENS.length];
        const headers: Record<string, string> = { host: more === 0 ? 'localhost' : 'a b:c' };
        if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
        if (k % 3 > 0) headers['content-type'] = 'application/json';
        const body = new TextEncoder().encode(BODIES[asked % BODIES.length]);
        const request: HttpRequest = { method, url, headers, body, remote: '10.0.0.1' };
        const answer = await handler(request);
        const text = `${JSON.stringify(answer.headers)}\n${Buffer.from(answer.body as Uint8Array).toString()}`;
        asked += 1;
        if (answer.status >= 400) errors += 1;
        if (answer.status === 500) inside += 1;
        if (LEAK.test(text)) leaks += 1;
      }
    }
  }
  process.stdout.write(
    `forced errors ${errors} of ${asked} requests, ${inside} from the inside: ${leaks} leaks\n`,
  );
  expect(errors).toBeGreaterThanOrEqual(200);
  expect(inside).toBeGreaterThan(10);
  expect(leaks).toBe(0);
  // The control: an answer that does tell is found.
  expect(LEAK.test(new Error('x').stack!)).toBe(true);
  expect(LEAK.test(INSIDE)).toBe(true);
});

test('over the wire no header names the program or its version', async () => {
  const stage = await GatewayStage.start();
  const answer = await fetch(`http://127.0.0.1:${String(stage.port)}/nothing`);
  const names = [...answer.headers.keys()];
  await stage.stop();
  expect(answer.status).toBe(404);
  expect(names).not.toEqual([]);
  expect(names.filter((name) => /uwebsockets|server|powered/.test(name))).toEqual([]);
});
