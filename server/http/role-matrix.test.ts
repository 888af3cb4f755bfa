// Row S7, generated: roles × every route of the OpenAPI registry and every client message and topic ×
// own and foreign objects, against the real handler and gateway; what is expected is role.ts alone.

import { afterAll, describe, expect, test } from 'vitest';
import { OpenAPIHono } from '@hono/zod-openapi';
import { REJECTS } from '../../shared/domain/reject.ts';
import {
  isStaffGrant,
  isStaffRole,
  may,
  Role,
  ROLE_NAMES,
  type Grant,
} from '../../shared/domain/role.ts';
import { CLIENT_MESSAGES } from '../../shared/wire/schema-client.ts';
import type { ClientMessage } from '../../shared/wire/schema.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import type { Authority } from '../gateway/authority.ts';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { C, FEE_ACCOUNT } from '../core/commands.ts';
import { GatewayStage, PLACE, SIGN_IN } from '../testing/gateway-stage.ts';
import { stillOffice } from '../testing/still-office.ts';
import { createHttpHandler } from './http-server.ts';
import { createRoutes } from './routes.ts';
import { POLICY_KEY } from './serve.ts';

const ROLES = ROLE_NAMES.map((name) => Role[name]);
const OWN = 2;
const FOREIGN = 3;
/** Served by the router itself, to everybody. */
const LISTED_OPEN = ['GET /api/openapi.json'];
const { notPermitted, notSignedIn, secondFactorRequired } = REJECTS;
const STAFF = ROLES.filter(isStaffRole);
/** Behind the name of a role: its session was made by password alone. */
const BY_PASSWORD = '.password';
const JSON_BODY = { 'content-type': 'application/json' };

/** Tokens are names of roles; traders have an account. */
const authority: Authority = {
  verify(token) {
    const role = Role[token.replace(BY_PASSWORD, '') as keyof typeof Role];
    const account = role === Role.trader ? OWN : -1;
    const lacksSecondFactor = token.endsWith(BY_PASSWORD);
    return {
      ...{ user: `user-${token}`, role, account, expiresMs: Number.MAX_SAFE_INTEGER },
      lacksSecondFactor,
    };
  },
};

async function house() {
  const store = await openStore(':memory:');
  await store.insertInto('asset').values({ id: 0, code: 'USD', scale: 2 }).execute();
  const [instrument] = simulatedInstruments(1);
  await store
    .insertInto('instrument')
    .values({
      ...{ id: 0, symbol: 'A', name: 'A', asset_class: 0, base_asset: 0, quote_asset: 0 },
      ...{ tick_value_minor: 1, lot_base_minor: 1, definition: JSON.stringify(instrument) },
    })
    .execute();
  for (const account of [OWN, FOREIGN]) {
    const zero = { instrument: 0, side: 0, price_ticks: 1, qty_lots: 1, client_order_id: 1 };
    const order = { ...zero, type: 0, tif: 0, flags: 0, filled_lots: 0, status: 0, cause: 0 };
    const at = { placed_micros: 1, updated_micros: 1 };
    const fill = {
      ...zero,
      closed_lots: 1,
      fee_minor: 0,
      duty_minor: 0,
      taker: 0,
      time_micros: 1,
      command_seq: 1,
    };
    const entry = { command_seq: account, ordinal: 0, asset: 0, amount_minor: 5, cause: 3 };
    await store
      .insertInto('orders')
      .values({ ...order, ...at, key: account, account })
      .execute();
    await store.insertInto('fill').values({ ...fill, realised_minor: account, trade_id: account, order_id: 1, account }).execute(); // prettier-ignore
    await store.insertInto('cash_entry').values({ ...entry, account, reference: 1, time_micros: 1 }).execute(); // prettier-ignore
    const owed = { ...{ lots: 1, money_minor: 1, settled_lots: 0, settled_minor: 0 }, status: 0 };
    await store.insertInto('obligation').values({ account, instrument: 0, value_date: 1, ...owed, updated_micros: 1 }).execute(); // prettier-ignore
    await store.insertInto('balance').values({ account, asset: 0, available_minor: 5, held_minor: 0 }).execute(); // prettier-ignore
    await store.insertInto('position').values({ account, instrument: 0, lots: 1, cost_minor: 1, realised_minor: 0 }).execute(); // prettier-ignore
  }
  const queries = createQueries(store);
  const office = await stillOffice(queries);
  const services = {
    ...{ authority, queries, layouts: openLayoutBox(':memory:'), ...office },
    issueDemoToken: () => ({ token: 'demo' }),
    ...{ health: createHealth(), metrics: undefined, files: () => undefined },
    log: createLog('silent'),
  };
  const handler = createHttpHandler(services);
  const ask = async (method: string, url: string, token?: string, body = '') => {
    const headers: Record<string, string> = { host: 'localhost', ...JSON_BODY };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const bytes = new TextEncoder().encode(body);
    const answer = await handler({ method, url, headers, body: bytes, remote: '10.0.0.9' });
    const text = Buffer.from(answer.body as Uint8Array).toString();
    return { status: answer.status, headers: answer.headers, text };
  };
  return { ask, services, audit: office.audit };
}

interface Policy {
  readonly method: string;
  readonly path: string;
  readonly grants: readonly string[];
}

/** Every route that is served, with the grants that the registry declares; none: it has no policy. */
function policiesOf(app: OpenAPIHono): Policy[] {
  const { paths = {} } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  return (
    app.routes
      // What stands before all routes answers none.
      .filter(({ method, path }) => method !== 'ALL' && !LISTED_OPEN.includes(`${method} ${path}`))
      .map(({ method, path: served }) => {
        const path = served.replace(/:(\w+)/g, '{$1}');
        const item = paths[path] as Record<string, Record<string, unknown>> | undefined;
        const grants = item?.[method.toLowerCase()]?.[POLICY_KEY] ?? [];
        return { method, path, grants: ([] as string[]).concat(grants as string[]) };
      })
  );
}

/** Rows name their account; results are as large as its number. */
const isOf = (account: number): RegExp => new RegExp(`"(account|realised_minor)":${account}\\b`);
const codeOf = (text: string): number => {
  try {
    return (JSON.parse(text) as { code?: number }).code ?? 0;
  } catch {
    return 0;
  }
};
const urlOf = (path: string): string => path.replace(/\{\w+\}/g, String(FOREIGN));
const BODY = '{"reason":"as the matrix asks"}';

describe('REST', () => {
  test('every route has a policy; one without is found', async () => {
    const { services } = await house();
    const app = createRoutes(services);
    expect(policiesOf(app).filter(({ grants }) => grants.length === 0)).toEqual([]);
    app.get('/api/v1/forgotten', (c) => c.text('everybody may see this'));
    expect(policiesOf(app).filter(({ grants }) => grants.length === 0)).toMatchObject([
      { path: '/api/v1/forgotten' },
    ]);
  });

  test('roles × routes: as role.ts says, and nobody without a token', async () => {
    const { ask, services, audit } = await house();
    const policies = policiesOf(createRoutes(services));
    let [cells, allowed, refused] = [0, 0, 0];
    for (const { method, path, grants } of policies) {
      const isOpen = grants.includes('open');
      const stranger = await ask(method, urlOf(path), undefined, BODY);
      expect([path, codeOf(stranger.text) === notSignedIn.code]).toEqual([path, !isOpen]);
      cells += 1;
      for (const role of ROLES) {
        const name = ROLE_NAMES[role];
        const is = await ask(method, urlOf(path), name, BODY);
        const expected = isOpen || grants.some((grant) => may(role, grant as Grant));
        expect([name, method, path, codeOf(is.text) !== notPermitted.code]).toEqual([
          ...[name, method, path],
          expected,
        ]);
        if (!expected) expect(is.status).toBe(403);
        expect(is.headers['cache-control']).toBe('no-store');
        cells += 1;
        if (expected) allowed += 1;
        else refused += 1;
      }
    }
    const logged = await audit.search({ what: 'access.refused', before: 0, limit: 10_000 });
    process.stdout.write(
      `REST: ${policies.length} routes × ${ROLES.length} roles, ${cells} cells: ${allowed} allowed, ${refused} refused, ${logged.length} refusals in the audit log\n`,
    );
    expect(refused).toBeGreaterThan(allowed / 4);
    expect(logged.length).toBeGreaterThanOrEqual(refused - 10);
  });

  test('staff without second factor × routes: 0 of what staff may is allowed', async () => {
    const { ask, services, audit } = await house();
    let [cells, allowed, open, controls] = [0, 0, 0, 0];
    for (const { method, path, grants } of policiesOf(createRoutes(services))) {
      for (const role of STAFF) {
        const name = ROLE_NAMES[role];
        const has = grants.filter((grant) => grant !== 'open' && may(role, grant as Grant));
        if (has.length === 0) continue;
        const { status, text } = await ask(method, urlOf(path), name + BY_PASSWORD, BODY);
        const isRefused = codeOf(text) === secondFactorRequired.code;
        if (!has.every((grant) => isStaffGrant(grant as Grant))) {
          // Market data is of every customer, too: without it there is no page to enrol at.
          expect([path, isRefused]).toEqual([path, false]);
          open += 1;
          continue;
        }
        cells += 1;
        if (!isRefused || status !== 403) allowed += 1;
        // The control: with a second factor the same request comes further.
        const proved = codeOf((await ask(method, urlOf(path), name, BODY)).text);
        if (![secondFactorRequired.code, notPermitted.code].includes(proved as never))
          controls += 1;
      }
    }
    const logged = await audit.search({ what: 'access.refused', before: 0, limit: 10_000 });
    const told = logged.filter(({ outcome }) => outcome === secondFactorRequired.name).length;
    process.stdout.write(
      `REST, staff without second factor: ${cells} cells, ${allowed} allowed, ${controls} with it; ${open} of market data; ${told} in the audit log\n`,
    );
    expect([allowed, controls]).toEqual([0, cells]);
    expect(cells).toBeGreaterThan(40);
    expect(told).toBeGreaterThan(40);
  });

  test('own and foreign: a trader gets its own account only, however it asks', async () => {
    const { ask, services } = await house();
    let [cells, leaks] = [0, 0];
    for (const { method, path, grants } of policiesOf(createRoutes(services))) {
      if (method !== 'GET' || !grants.includes('readAccount')) continue;
      const hasPeriod = path.endsWith('statements') || path.endsWith('tax-lots');
      const period = hasPeriod ? '&from=1970-01-01&to=1970-01-02&format=json' : '';
      for (const asked of [OWN, FOREIGN]) {
        const answer = await ask('GET', `${path}?account=${asked}${period}`, 'trader');
        cells += 1;
        if (isOf(FOREIGN).test(answer.text)) leaks += 1;
        if (asked === OWN) expect([path, answer.text]).toEqual([path, expect.stringMatching(isOf(OWN))]); // prettier-ignore
        else if (hasPeriod) expect(codeOf(answer.text)).toBe(REJECTS.wrongAccount.code); // prettier-ignore
      }
    }
    process.stdout.write(`own and foreign: ${cells} cells, ${leaks} leaks\n`);
    expect(leaks).toBe(0);
    // The control: whoever may read every account sees the foreign one, and both stand in the log.
    const staff = await ask('GET', `/api/v1/operations/accounts/${FOREIGN}/balances`, 'risk');
    expect(staff.text).toContain(`"account":${FOREIGN}`);
    const [entry] = await services.audit.search({ before: 0, limit: 1 });
    expect(entry).toMatchObject({ who: { user: 'user-risk' }, onBehalfOf: `account:${FOREIGN}` });
  }, 30_000);
});

/** Whatever a message needs; undefined: whoever is signed in. Topics and bars are market data. */
const GRANT_OF_MESSAGE: Readonly<Record<keyof typeof CLIENT_MESSAGES, Grant | undefined>> = {
  ...{ signIn: undefined, signOut: undefined, ping: undefined, subscribe: 'marketData' },
  ...{ unsubscribe: undefined, resync: undefined, subscriptions: undefined },
  ...{ place: 'trade', placeMany: 'trade', cancel: 'trade', amend: 'trade' },
  ...{ cancelAll: 'trade', deadMan: 'trade', queryOrder: 'readAccount' },
  ...{ queryBars: 'marketData', operate: 'halt' },
};
const { is: _is, requestId: _id, deadlineMicros: _deadline, clientMicros: _micros, ...ASK } = PLACE;
const TOPICS = ['quote.AAA', 'depth.AAA.5', 'trade.AAA', 'bar.AAA.60', 'stats.AAA', 'status', 'instruments']; // prettier-ignore
const MESSAGES: readonly (readonly [ClientMessage, Grant | undefined])[] = [
  [PLACE, GRANT_OF_MESSAGE.place],
  [{ is: 'placeMany', requestId: 2, orders: [{ ...ASK, clientOrderId: 2 }], deadlineMicros: 0 }, GRANT_OF_MESSAGE.placeMany], // prettier-ignore
  [{ is: 'cancel', requestId: 2, clientOrderId: 0, orderId: 77 }, GRANT_OF_MESSAGE.cancel],
  [{ is: 'amend', requestId: 2, clientOrderId: 0, orderId: 77, price: 1, qty: 0, deadlineMicros: 0 }, GRANT_OF_MESSAGE.amend], // prettier-ignore
  [{ is: 'cancelAll', requestId: 2, instrument: -1, side: -1 }, GRANT_OF_MESSAGE.cancelAll],
  [{ is: 'deadMan', requestId: 2, seconds: 30 }, GRANT_OF_MESSAGE.deadMan],
  [{ is: 'queryOrder', requestId: 2, clientOrderId: 5 }, GRANT_OF_MESSAGE.queryOrder],
  [{ is: 'queryBars', requestId: 2, instrument: 0, spanSeconds: 60, beforeSeconds: 0, count: 1 }, GRANT_OF_MESSAGE.queryBars], // prettier-ignore
  [{ is: 'operate', requestId: 2, action: 0, target: 0 }, 'halt'],
  [{ is: 'operate', requestId: 2, action: 1, target: 0 }, 'halt'],
  [{ is: 'operate', requestId: 2, action: 2, target: FOREIGN }, 'block'],
  [{ is: 'operate', requestId: 2, action: 3, target: FOREIGN }, 'block'],
  ...TOPICS.map((topic) => [{ is: 'subscribe', requestId: 2, topics: [{ topic, lastSeq: null }] }, GRANT_OF_MESSAGE.subscribe] as const), // prettier-ignore
  [{ is: 'subscriptions', requestId: 2 }, undefined],
  [{ is: 'unsubscribe', requestId: 2, topicIds: [1] }, undefined],
];

describe('socket', () => {
  const stages: GatewayStage[] = [];
  afterAll(async () => {
    for (const stage of stages) await stage.stop();
  });

  test('every kind of message has a row here', () => {
    expect(Object.keys(GRANT_OF_MESSAGE).sort()).toEqual(Object.keys(CLIENT_MESSAGES).sort());
  });

  test('roles × messages × topics: as role.ts says, commands for the own account only', async () => {
    const stage = await GatewayStage.start();
    stages.push(stage);
    let [cells, allowed, refused, foreign] = [0, 0, 0, 0];
    for (const role of [...ROLES, undefined]) {
      const client = await stage.connect();
      const name = role === undefined ? '' : ROLE_NAMES[role];
      if (role !== undefined) {
        client.send({ ...SIGN_IN, token: role === Role.trader ? `trader:${OWN}` : name });
        await client.next('signedIn');
      }
      let pings = 0;
      for (const [message, grant] of MESSAGES) {
        const before = stage.bus.submitted.length;
        const answered = client.all('error').length;
        client.send(message);
        client.send({ is: 'ping', clientMicros: ++pings });
        await client.next('pong', pings);
        const codes = client
          .all('error')
          .slice(answered)
          .map(({ code }) => code);
        const expected =
          role === undefined
            ? notSignedIn.code
            : grant === undefined || may(role, grant)
              ? 0
              : notPermitted.code;
        const denied = codes.find(
          (code) => code === notPermitted.code || code === notSignedIn.code,
        );
        expect([name, message.is, denied ?? 0]).toEqual([name, message.is, expected]);
        // A message that is no message would prove nothing.
        expect([message, codes.filter((code) => code > 2000 && code < 2004)]).toEqual([
          message,
          [],
        ]);
        const commands = stage.bus.submitted.slice(before);
        if (expected !== 0) expect(commands).toEqual([]);
        if (grant === 'trade') {
          // An order of the fee account is a barrier: it is refused, and its refusal tells the time.
          const accounts = commands.map(({ words }) => words[C.account]);
          foreign += accounts.filter((one) => one !== OWN && one !== FEE_ACCOUNT).length;
        }
        cells += 1;
        if (expected === 0) allowed += 1;
        else refused += 1;
      }
    }
    process.stdout.write(
      `socket: ${MESSAGES.length} messages × ${ROLES.length + 1} roles, ${cells} cells: ${allowed} allowed, ${refused} refused, ${foreign} commands for another account\n`,
    );
    expect(foreign).toBe(0);
    expect(refused).toBeGreaterThan(20);
  }, 30_000);

  test('staff without second factor × messages × topics: 0 of what staff may is allowed', async () => {
    const stage = await GatewayStage.start();
    stages.push(stage);
    let [cells, allowed, controls] = [0, 0, 0];
    for (const role of STAFF) {
      const ask = async (suffix: string) => {
        const client = await stage.connect();
        client.send({ ...SIGN_IN, token: ROLE_NAMES[role] + suffix });
        await client.next('signedIn');
        const refused: number[] = [];
        for (const [k, [message]] of MESSAGES.entries()) {
          const answered = client.all('error').length;
          client.send(message);
          client.send({ is: 'ping', clientMicros: k + 1 });
          await client.next('pong', k + 1);
          const codes = client.all('error').slice(answered);
          refused.push(codes.some(({ code }) => code === secondFactorRequired.code) ? 1 : 0);
        }
        return refused;
      };
      const before = stage.bus.submitted.length;
      const alone = await ask(BY_PASSWORD);
      // A barrier of the fee account asks the core for the time, and for nothing else.
      const commands = stage.bus.submitted.slice(before).map(({ words }) => words[C.account]);
      expect(commands.filter((account) => account !== FEE_ACCOUNT)).toEqual([]);
      const proved = await ask('');
      for (const [k, [message, grant]] of MESSAGES.entries()) {
        const isStaffs = grant !== undefined && isStaffGrant(grant) && may(role, grant);
        expect([message.is, proved[k]]).toEqual([message.is, 0]);
        if (!isStaffs) expect([message.is, alone[k]]).toEqual([message.is, 0]);
        else {
          cells += 1;
          controls += 1 - proved[k]!;
          allowed += 1 - alone[k]!;
        }
      }
    }
    process.stdout.write(
      `socket, staff without second factor: ${cells} cells, ${allowed} allowed, ${controls} with it\n`,
    );
    expect([allowed, controls]).toEqual([0, cells]);
    expect(cells).toBe(10);
  }, 30_000);
});
