// Roles × routes of identity, generated from the routes themselves: everyone gets what the table says, and
// nobody anything else (r:S7, ASVS 8.2.1).

import { describe, expect, it } from 'vitest';
import {
  GRANTS,
  isStaffGrant,
  isStaffRole,
  may,
  Role,
  ROLE_NAMES,
  type Grant,
} from '../../shared/domain/role.ts';
import { IdentityStage } from '../testing/identity-stage.ts';
import { tell } from '../testing/security-count.ts';
import { POLICY_KEY } from './serve.ts';

interface Described {
  readonly url: string;
  readonly method: string;
  readonly who: string;
}

async function routesOf(stage: IdentityStage): Promise<Described[]> {
  const { body } = await stage.browser().get('/api/openapi.json');
  const paths = body['paths'] as Record<string, Record<string, Record<string, string>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => /identity|admin/.test(path))
      .map(([method, described]) => ({
        url: path.replace(/\{\w+\}/g, 'nobody'),
        method: method.toUpperCase(),
        who: described[POLICY_KEY]!,
      })),
  );
}

describe('roles and routes', () => {
  it('permit exactly what the table of grants says', async () => {
    const stage = await IdentityStage.open();
    const routes = await routesOf(stage);
    expect(routes.length).toBeGreaterThan(30);
    let [cases, wrong] = [0, 0];
    for (const role of Object.values(Role)) {
      const browser = await stage.staff(`${ROLE_NAMES[role]}@example.com`, role);
      for (const { url, method, who } of routes) {
        if (url.endsWith('/sign-out')) continue;
        const answer = await browser.send(method, url, method === 'GET' ? undefined : '{"x":1}');
        const isGrant = (GRANTS as readonly string[]).includes(who);
        const mayCall = !isGrant || may(role, who as Grant);
        cases++;
        if ((answer.body['code'] !== 1003) !== mayCall) wrong++;
      }
    }
    tell('S7 roles and routes, wrong answers', cases, wrong);
    expect(wrong).toBe(0);
  });

  it('give staff without second factor none of its grants and all of its own account', async () => {
    const stage = await IdentityStage.open();
    const routes = await routesOf(stage);
    let [cases, allowed, controls, own] = [0, 0, 0, 0];
    for (const role of Object.values(Role).filter(isStaffRole)) {
      const browser = await stage.promoted(`${ROLE_NAMES[role]}@example.com`, role);
      const codes = async () => {
        const found: unknown[] = [];
        for (const { url, method } of routes) {
          const body = method === 'GET' ? undefined : '{"x":1}';
          const isOut = url.endsWith('/sign-out');
          found.push(isOut ? 0 : (await browser.send(method, url, body)).body['code']);
        }
        return found;
      };
      const before = await codes();
      await stage.enrol(browser);
      const after = await codes();
      for (const [k, { who }] of routes.entries()) {
        const isGrant = (GRANTS as readonly string[]).includes(who) && isStaffGrant(who as Grant);
        if (!isGrant) {
          expect([routes[k], before[k]]).not.toEqual([routes[k], 1029]);
          own++;
        } else if (may(role, who as Grant)) {
          cases++;
          if (before[k] !== 1029) allowed++;
          // Control: the same session, once it has one.
          if (after[k] !== 1029 && after[k] !== 1003) controls++;
        }
      }
    }
    tell('6.3.3 staff without second factor', cases, allowed);
    expect({ allowed, controls }).toEqual({ allowed: 0, controls: cases });
    expect(cases).toBeGreaterThan(5);
    expect(own).toBeGreaterThan(100);
  });

  it('let nobody in without a session where one is asked for', async () => {
    const stage = await IdentityStage.open();
    const statuses = new Map<string, number[]>();
    for (const { url, method, who } of await routesOf(stage)) {
      const isOpenRead = method === 'GET' && who === 'open';
      const answer = await stage
        .browser()
        .send(method, isOpenRead ? `${url}?x=1` : url, method === 'GET' ? undefined : '{"x":1}');
      const kind = who === 'open' ? 'open' : 'closed';
      statuses.set(kind, [...(statuses.get(kind) ?? []), answer.status]);
    }
    expect(new Set(statuses.get('closed'))).toEqual(new Set([401]));
    // Control: open routes come as far as the foreign field.
    expect(new Set(statuses.get('open'))).toEqual(new Set([400]));
  });

  it('give a token of the demo its own matters and no credentials', async () => {
    const stage = await IdentityStage.open();
    const as = (user: string) => ({ authorization: `Bearer ${stage.demoToken(user)}` });
    const get = (path: string, user: string) =>
      stage.browser().send('GET', path, undefined, as(user));
    const me = await get('/api/v1/identity/me', 'trader-1');
    expect(me.body).toMatchObject({ user: 'trader-1', account: 2, kyc: 'approved', isDemo: true });
    expect((await get('/api/v1/identity/sessions', 'trader-1')).status).toBe(403);
    for (const user of ['operator', 'operations', 'operations-2', 'auditor']) {
      expect([user, (await get('/api/v1/admin/users', user)).status]).toEqual([user, 200]);
    }
    for (const user of ['risk', 'trader-1', 'consumer']) {
      expect([user, (await get('/api/v1/admin/users', user)).status]).toEqual([user, 403]);
    }
  });
});
