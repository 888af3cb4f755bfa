// Treasury over REST: who may what, own and other's, what is refused and how.

import { describe, expect, it } from 'vitest';
import { isStaffRole, may, ROLE_NAMES, Role, type Grant } from '../../shared/domain/role.ts';
import type { Principal } from '../gateway/authority.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openStore } from '../readmodel/open-store.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { stillOffice } from '../testing/still-office.ts';
import { createTreasuryWorld, EUR } from '../testing/treasury-world.ts';
import { createRoutes } from './routes.ts';

const FUNDING = '/api/v1/funding';
const OPERATIONS = '/api/v1/operations';

/** Every route with its grant and a body that is in order. */
const ROUTES: readonly (readonly [string, string, Grant, object?])[] = [
  ['GET', FUNDING, 'readAccount'],
  ['GET', `${FUNDING}/bank-accounts`, 'readAccount'],
  ['POST', `${FUNDING}/bank-accounts`, 'fund', { iban: 'x', holder: 'y' }],
  ['DELETE', `${FUNDING}/bank-accounts/99`, 'fund'],
  ['GET', `${FUNDING}/deposits`, 'readAccount'],
  ['GET', `${FUNDING}/withdrawals`, 'readAccount'],
  ['POST', `${FUNDING}/withdrawals`, 'fund', { bankAccount: 9, asset: 1, amountMinor: 1, clientRequestId: 'a' }], // prettier-ignore
  ['POST', `${FUNDING}/withdrawals/99/cancel`, 'fund'],
  ['POST', `${FUNDING}/simulated-pay-in`, 'fund', { asset: 1, amountMinor: 1 }],
  ['GET', `${OPERATIONS}/payouts`, 'approvePayout'],
  ['POST', `${OPERATIONS}/payouts/99/approve`, 'approvePayout', { note: 'n' }],
  ['POST', `${OPERATIONS}/payouts/99/refuse`, 'approvePayout', { note: 'n' }],
  ['GET', `${OPERATIONS}/unmatched`, 'reconcile'],
  ['POST', `${OPERATIONS}/unmatched/99/assign`, 'reconcile', { account: 2, note: 'n' }],
  ['GET', `${OPERATIONS}/reconciliations`, 'reconcile'],
  ['POST', `${OPERATIONS}/reconciliations/run`, 'reconcile', {}],
  ['GET', `${OPERATIONS}/reconciliations/99`, 'reconcile'],
];

/** A token is `<role>.<user>`; traders have account 2, or 3 for `other`; `.password`: by that alone. */
function principalOf(token: string): Principal {
  const [role = '', user = '', by = ''] = token.split('.');
  const account = Number(role) === Role.trader ? (user === 'other' ? 3 : 2) : -1;
  const lacksSecondFactor = by === 'password';
  return { user, role: Number(role) as Role, account, expiresMs: Infinity, lacksSecondFactor };
}

async function start() {
  const world = await createTreasuryWorld({ seed: 1 });
  const queries = createQueries(await openStore(':memory:'));
  const office = await stillOffice(queries);
  const app = createRoutes({
    authority: { verify: principalOf },
    ...{ queries, ...office },
    layouts: openLayoutBox(':memory:'),
    treasury: world.treasury(),
    issueDemoToken: () => ({ code: 1 }),
  });
  const call = async (method: string, path: string, token?: string, body?: object | string) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: sent }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { world, call, audit: office.audit };
}

const TRADER = `${String(Role.trader)}.own`;
const OTHER = `${String(Role.trader)}.other`;
const staff = (name: string) => `${String(Role.operations)}.${name}`;

describe('routes of the treasury', () => {
  it('open to each role exactly as its grants say, and to nobody without a token', async () => {
    const { world, call, audit } = await start();
    let opened = 0;
    let closed = 0;
    for (const [method, path, grant, body] of ROUTES) {
      expect([path, (await call(method, path, undefined, body)).status]).toEqual([path, 401]);
      for (const role of Object.values(Role)) {
        const { status } = await call(method, path, `${String(role)}.u`, body);
        const isOpen = status !== 403 || (may(role, grant) && path.endsWith('pay-in'));
        expect([path, ROLE_NAMES[role], isOpen]).toEqual([
          path,
          ROLE_NAMES[role],
          may(role, grant),
        ]);
        if (isOpen) opened += 1;
        else closed += 1;
      }
    }
    const refusals = await audit.search({ what: 'access.refused', before: 0, limit: 1_000 });
    expect(refusals.length).toBe(closed);
    process.stdout.write(`treasury routes: ${String(ROUTES.length)} × ${String(ROLE_NAMES.length)} roles, ${String(opened)} opened, ${String(closed)} refused\n`); // prettier-ignore
    expect(Math.min(opened, closed)).toBeGreaterThan(ROUTES.length - 1);
    await world.close();
  });

  it('give staff without second factor nothing, and the same staff with one what its role may', async () => {
    const { world, call } = await start();
    let [cells, allowed, controls] = [0, 0, 0];
    for (const [method, path, grant, body] of ROUTES) {
      for (const role of Object.values(Role).filter(isStaffRole)) {
        if (!may(role, grant)) continue;
        cells += 1;
        const alone = await call(method, path, `${String(role)}.u.password`, body);
        if (alone.body['name'] !== 'SECOND_FACTOR_REQUIRED' || alone.status !== 403) allowed += 1;
        const proved = await call(method, path, `${String(role)}.u`, body);
        if (proved.body['name'] !== 'SECOND_FACTOR_REQUIRED') controls += 1;
      }
    }
    process.stdout.write(`treasury, staff without second factor: ${String(cells)} cells, ${String(allowed)} allowed, ${String(controls)} with it\n`); // prettier-ignore
    expect([allowed, controls]).toEqual([0, cells]);
    expect(cells).toBeGreaterThan(5);
    await world.close();
  });

  it('keep one customer from the things of another', async () => {
    const { world, call } = await start();
    world.books.fund(2, EUR.id, 10_000);
    const target = { iban: 'GB29NWBK60161331926819', holder: 'Ada' };
    const account = await call('POST', `${FUNDING}/bank-accounts`, TRADER, target);
    const wanted = { bankAccount: account.body['id'], asset: EUR.id, amountMinor: 500, clientRequestId: 'r' }; // prettier-ignore
    expect(await call('POST', `${FUNDING}/withdrawals`, OTHER, wanted)).toMatchObject({
      ...{ status: 404, body: { name: 'UNKNOWN_BANK_ACCOUNT' } },
    });
    const own = await call('POST', `${FUNDING}/withdrawals`, TRADER, wanted);
    expect(own).toMatchObject({ status: 200, body: { state: 'reserved', amountMinor: 500 } });
    const id = String(own.body['id']);
    expect((await call('POST', `${FUNDING}/withdrawals/${id}/cancel`, OTHER)).status).toBe(404);
    const shown = `${FUNDING}/bank-accounts/${String(account.body['id'])}`;
    expect((await call('DELETE', shown, OTHER)).status).toBe(404);
    expect((await call('GET', `${FUNDING}/withdrawals`, OTHER)).body).toEqual([]);
    const cancelled = await call('POST', `${FUNDING}/withdrawals/${id}/cancel`, TRADER);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect((await call('POST', `${FUNDING}/withdrawals/${id}/cancel`, TRADER)).status).toBe(409);
    expect(world.books.balance(2, EUR.id)).toBe(10_000);
    await world.close();
  });

  it('let a high withdrawal go by two of the staff', async () => {
    const { world, call } = await start();
    world.books.fund(2, EUR.id, 2_000_000);
    const target = { iban: 'GB29NWBK60161331926819', holder: 'Ada' };
    const account = await call('POST', `${FUNDING}/bank-accounts`, TRADER, target);
    const wanted = { bankAccount: account.body['id'], asset: EUR.id, amountMinor: 1_500_000, clientRequestId: 'r' }; // prettier-ignore
    const asked = await call('POST', `${FUNDING}/withdrawals`, TRADER, wanted);
    expect(asked.body['state']).toBe('awaitingApproval');
    const path = `${OPERATIONS}/payouts/${String(asked.body['id'])}/approve`;
    const note = { note: 'seen' };
    const listed = await call('GET', `${OPERATIONS}/payouts?state=awaitingApproval`, staff('a'));
    expect(listed.body).toHaveLength(1);
    expect((await call('GET', `${OPERATIONS}/payouts?state=nonsense`, staff('a'))).status).toBe(
      400,
    );
    expect((await call('POST', path, staff('own'), note)).body['name']).toBe('OWN_APPROVAL');
    expect((await call('POST', path, staff('a'), note)).body['state']).toBe('awaitingApproval');
    expect((await call('POST', path, staff('a'), note)).status).toBe(409);
    expect((await call('POST', path, staff('b'), note)).body['state']).toBe('reserved');
    await world.close();
  });

  it('refuse bodies that are not exactly what is asked', async () => {
    const { world, call } = await start();
    const good = { bankAccount: 1, asset: 1, amountMinor: 5, clientRequestId: 'r' };
    const bad: readonly (object | string)[] = [
      ...[
        { ...good, account: 3 },
        { ...good, state: 'settled' },
        { ...good, user: 'x' },
      ],
      ...[
        { ...good, amountMinor: 0 },
        { ...good, amountMinor: -5 },
        { ...good, amountMinor: 1.5 },
      ],
      ...[
        { ...good, amountMinor: '5' },
        { ...good, amountMinor: 2 ** 53 },
      ],
      ...[
        { ...good, clientRequestId: '' },
        { ...good, clientRequestId: 'x'.repeat(65) },
      ],
      ...['', 'null', '[]', '{"__proto__":{"account":3}}', '{'],
    ];
    const statuses = await Promise.all(bad.map((body) => call('POST', `${FUNDING}/withdrawals`, TRADER, body))); // prettier-ignore
    expect(statuses.map(({ status }) => status)).toEqual(bad.map(() => 400));
    const unpaid = await call('POST', `${FUNDING}/simulated-pay-in`, TRADER, { asset: 1, amountMinor: 5 }); // prettier-ignore
    expect(unpaid).toMatchObject({ status: 403, body: { name: 'SIMULATED_BANK_OFF' } });
    await world.close();
  });
});
