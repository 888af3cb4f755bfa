// Limits, fees and fee tiers over REST: two persons, a date, a list, a way back; and what holds now.

import { expect, test } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createDemoAuthority } from '../identity/authority-demo.ts';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { stillOffice } from '../testing/still-office.ts';
import { createHttpHandler } from './http-server.ts';

const FAR = '2999-01-04';
const FEES = { instrument: 0, makerFeePpm: 100, takerFeePpm: 250, reason: 'the new price list' };
const LIMITS = { account: 2, instrument: -1, limits: { orderLots: 5 }, reason: 'asked by risk' };

const TIERS = {
  ...{ asset: 0, reason: 'the new price list' },
  tiers: [
    { fromMinor: 1_000, makerDiscountPpm: 100_000, takerDiscountPpm: 50_000 },
    { fromMinor: 9_000, makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 },
  ],
};
const FALLING = { ...TIERS, tiers: TIERS.tiers.toReversed() };

async function house() {
  const store = await openStore(':memory:');
  const [instrument] = simulatedInstruments(1);
  await store
    .insertInto('instrument')
    .values({
      ...{ id: 0, symbol: 'A', name: 'A', asset_class: 0, base_asset: 0, quote_asset: 0 },
      ...{ tick_value_minor: 1, lot_base_minor: 1, definition: JSON.stringify(instrument) },
    })
    .execute();
  await store.insertInto('asset').values({ id: 0, code: 'USD', scale: 2 }).execute();
  const queries = createQueries(store);
  const authority = createDemoAuthority(new Uint8Array(32).fill(3), true);
  const handler = createHttpHandler({
    ...{ authority, queries, layouts: openLayoutBox(':memory:'), ...(await stillOffice(queries)) },
    issueDemoToken: () => ({ token: 'demo' }),
    ...{ health: createHealth(), metrics: undefined, files: () => undefined },
    log: createLog('silent'),
  });
  const ask = async (user: string, path: string, body?: object) => {
    const issued = authority.issue(user, Date.now()) as { token: string };
    const answer = await handler({
      ...{ method: body === undefined ? 'GET' : 'POST', url: `/api/v1/operations/${path}` },
      headers: {
        ...{ host: 'localhost', authorization: `Bearer ${issued.token}` },
        'content-type': 'application/json',
      },
      ...{ body: new TextEncoder().encode(JSON.stringify(body ?? '')), remote: '10.0.0.9' },
    });
    const text = Buffer.from(answer.body as Uint8Array).toString();
    return { status: answer.status, json: JSON.parse(text) as Record<string, unknown> };
  };
  return { ask, store };
}

test('fees with a date: proposed by one, confirmed by another, listed, taken back', async () => {
  const { ask } = await house();
  const asked = await ask('risk', 'fees', { ...FEES, from: FAR });
  expect(asked.json).toMatchObject({ what: 'fees.set', object: 'instrument:0', state: 'open' });
  const confirm = `proposals/${String(asked.json['id'])}/confirm`;
  const alone = await ask('risk', confirm, { reason: 'I agree' });
  expect(alone.json).toMatchObject({ code: REJECTS.secondPersonNeeded.code });
  expect((await ask('risk-2', confirm, { reason: 'I agree' })).json).toEqual({ done: true });
  const [plan] = (await ask('risk', 'planned')).json as unknown as Record<string, unknown>[];
  expect(plan).toMatchObject({ from: FAR, state: 'planned', confirmedBy: 'risk-2' });
  expect(JSON.parse(plan!['payload'] as string)).toMatchObject({ makerFeePpm: 100 });
  const back = `planned/${String(plan!['id'])}/withdraw`;
  expect((await ask('risk', back, { reason: 'a mistake' })).json).toEqual({ done: true });
  const again = await ask('risk', back, { reason: 'a mistake' });
  expect(again.json).toMatchObject({ code: REJECTS.planOver.code });
});

test('limits with a date stand in the same list', async () => {
  const { ask } = await house();
  const asked = await ask('risk', 'limits', { ...LIMITS, from: FAR });
  await ask('risk-2', `proposals/${String(asked.json['id'])}/confirm`, { reason: 'I agree' });
  expect((await ask('risk', 'planned')).json).toMatchObject([{ what: 'limits.set', from: FAR }]);
});

test('a table of tiers: proposed by one, confirmed by another, shown with its day', async () => {
  const { ask } = await house();
  const asked = await ask('risk', 'fee-tiers', { ...TIERS, from: FAR });
  const confirm = `proposals/${String(asked.json['id'])}/confirm`;
  const alone = await ask('risk', confirm, { reason: 'I agree' });
  expect(alone.json).toMatchObject({ code: REJECTS.secondPersonNeeded.code });
  expect((await ask('risk', 'fee-tiers')).json).toMatchObject({ tables: [] });
  expect((await ask('risk-2', confirm, { reason: 'I agree' })).json).toEqual({ done: true });
  const fromDay = Date.parse(FAR) / 86_400_000;
  expect((await ask('risk', 'fee-tiers')).json).toMatchObject({
    tables: [{ asset: 0, fromDay, tiers: TIERS.tiers, confirmedBy: 'risk-2' }],
  });
});

test.each([
  ['fees', { ...FEES, makerFeePpm: -1 }, REJECTS.badField],
  ['fees', { ...FEES, takerFeePpm: 1_000_001 }, REJECTS.badField],
  ['fees', { ...FEES, from: '2026-02-30' }, REJECTS.badField],
  ['fees', { ...FEES, extra: 1 }, REJECTS.badField],
  ['fees', { ...FEES, reason: '' }, REJECTS.badField],
  ['fees', { ...FEES, instrument: 9 }, REJECTS.unknownInstrument],
  ['limits', { ...LIMITS, instrument: 9 }, REJECTS.unknownInstrument],
  ['limits', { ...LIMITS, from: 'tomorrow' }, REJECTS.badField],
  ['fee-tiers', FALLING, REJECTS.badField],
  ['fee-tiers', { ...TIERS, asset: 9 }, REJECTS.badField],
  ['fee-tiers', { ...TIERS, reason: 'x' }, REJECTS.badField],
  ['fee-tiers', { ...TIERS, from: '2026-13-01' }, REJECTS.badField],
  ['discounts/5/release', { reason: 'its tier again' }, REJECTS.notByHand],
  ['discounts/-1/release', { reason: 'its tier again' }, REJECTS.badField],
  ['planned/7/withdraw', { reason: 'a mistake' }, REJECTS.unknownPlan],
] as const)('%s %o is refused', async (path, body, { code }) => {
  const { ask } = await house();
  expect((await ask('risk', path, body)).json).toMatchObject({ code });
  expect((await ask('risk', 'proposals')).json).toEqual([]);
});

test('what holds is told by account and instrument', async () => {
  const { ask, store } = await house();
  const row = (account: number, instrument: number) => ({
    ...{ account, instrument, figures: '{"orderLots":5}' },
  });
  await store
    .insertInto('limit_row')
    .values([row(0, -1), row(2, 0), row(2, -1)])
    .execute();
  const keys = async (query: string) =>
    ((await ask('risk', `limits${query}`)).json as unknown as Record<string, unknown>[]).map(
      ({ account, instrument }) => [account, instrument],
    );
  expect(await keys('')).toHaveLength(3);
  expect(await keys('?account=2')).toEqual([[2, -1], [2, 0]]); // prettier-ignore
  expect(await keys('?account=0&instrument=-1')).toEqual([[0, -1]]);
  const [first] = (await ask('risk', 'limits')).json as unknown as Record<string, unknown>[];
  expect(first).toEqual({ account: 0, instrument: -1, limits: { orderLots: 5 } });
});
