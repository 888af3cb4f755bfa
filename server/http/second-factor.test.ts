// Staff and its second factor (ASVS 5.0 6.3.3): nothing of the staff without one, enrolment steps the session
// up, a password alone never replaces a factor, and the first administrator is not locked out.

import { afterEach, describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import { CloseCode } from '../gateway/close-codes.ts';
import { createWsServer } from '../gateway/socket-ws.ts';
import type { CreationOptions, RequestOptions } from '../identity/passkeys.ts';
import { GatewayStage, SIGN_IN } from '../testing/gateway-stage.ts';
import { IdentityStage, ORIGIN, PASSWORD, type Browser } from '../testing/identity-stage.ts';
import { softPasskey, type SoftPasskey } from '../testing/soft-passkey.ts';

const USERS = '/api/v1/admin/users';
const { code: REQUIRED } = REJECTS.secondFactorRequired;
const MAIL = 'ops@example.com';

const gateways: GatewayStage[] = [];
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
});

/** 200, or the code of the refusal. */
async function works(browser: Browser): Promise<unknown> {
  const { status, body } = await browser.get(USERS);
  return status === 200 ? 200 : body['code'];
}

async function addPasskey(browser: Browser, passkey: SoftPasskey) {
  const begun = await browser.post('passkeys/begin');
  if (begun.status !== 200) return begun;
  const answer = passkey.create(begun.body as unknown as CreationOptions, ORIGIN);
  return browser.post('passkeys', { name: 'phone', answer });
}

async function signInByPasskey(browser: Browser, passkey: SoftPasskey) {
  const { body } = await browser.post('passkey-sign-in/begin');
  const answer = passkey.get(body as unknown as RequestOptions, ORIGIN);
  return browser.post('passkey-sign-in', { answer });
}

describe('second factor of staff', () => {
  it('lets the first administrator in to enrol, and to work from then on', async () => {
    const stage = await IdentityStage.open();
    await stage.identity.registration.inviteAdministrator();
    const browser = stage.browser();
    const token = await stage.linkToken();
    await browser.post('set-up', { token, email: 'root@example.com', password: PASSWORD });
    expect((await browser.signIn('root@example.com')).body).toEqual({ stage: 'done' });
    expect((await browser.get('me')).body).toMatchObject({ secondFactorMissing: true });
    expect(await works(browser)).toBe(REQUIRED);
    const code = await stage.enrol(browser);
    expect((await browser.get('me')).body).toMatchObject({ secondFactorMissing: false });
    expect(await works(browser)).toBe(200);
    await browser.post('sign-out');
    await stage.passMs(30_000);
    const { challenge } = (await browser.signIn('root@example.com')).body;
    await browser.post('second-factor', { challenge, code: code() });
    expect(await works(browser)).toBe(200);
  });

  it('asks nothing more of customers', async () => {
    const stage = await IdentityStage.open();
    const trader = await stage.trader('a@example.com');
    expect((await trader.get('me')).body).toMatchObject({ secondFactorMissing: false });
    expect(await works(trader)).toBe(REJECTS.notPermitted.code);
    expect((await trader.post('ws-ticket')).status).toBe(200);
  });

  it('steps up only the session that enrolled; another one by a code of its own', async () => {
    const stage = await IdentityStage.open();
    const one = await stage.promoted(MAIL, Role.operations);
    const two = stage.browser('10.0.0.2');
    await two.signIn(MAIL);
    const code = await stage.enrol(one);
    expect([await works(one), await works(two)]).toEqual([200, REQUIRED]);
    await stage.passMs(30_000);
    expect((await two.post('step-up', { password: PASSWORD })).status).toBe(400);
    expect(await works(two)).toBe(REQUIRED);
    expect((await two.post('step-up', { code: code() })).status).toBe(200);
    expect(await works(two)).toBe(200);
  });

  it('takes a passkey for one; with the password alone nothing of it can be replaced', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.promoted(MAIL, Role.auditor);
    const passkey = softPasskey();
    expect((await addPasskey(browser, passkey)).status).toBe(200);
    expect(await works(browser)).toBe(200);
    // Whoever stole the password.
    const thief = stage.browser('6.6.6.6');
    expect((await thief.signIn(MAIL)).body).toEqual({ stage: 'done' });
    const own = softPasskey();
    const answers = [
      await thief.post('totp/begin'),
      await thief.post('totp/confirm', { code: '123456' }),
      await thief.post('totp/remove'),
      await addPasskey(thief, own),
      await thief.send('DELETE', `/api/v1/identity/passkeys/${passkey.id}`),
    ];
    expect(answers.map(({ body }) => body['code'])).toEqual(answers.map(() => REQUIRED));
    expect(await works(thief)).toBe(REQUIRED);
    // Control: the owner, by passkey, changes what the thief could not.
    const owner = stage.browser('10.0.0.2');
    expect((await signInByPasskey(owner, passkey)).body).toEqual({ stage: 'done' });
    expect(await works(owner)).toBe(200);
    expect((await owner.post('totp/begin')).status).toBe(200);
  });

  it('of two a second stays; without the last every session and socket is without grants', async () => {
    const stage = await IdentityStage.open();
    const gateway = await GatewayStage.start({}, createWsServer, ['AAA'], stage.identity.authority);
    gateways.push(gateway);
    await stage.passMs(gateway.clock.wallMicros() / 1_000 - stage.nowMs());
    const browser = await stage.staff(MAIL, Role.operations);
    const passkey = softPasskey();
    await addPasskey(browser, passkey);
    await browser.post('totp/remove');
    expect(await works(browser)).toBe(200);
    const other = stage.browser('10.0.0.2');
    await signInByPasskey(other, passkey);
    const operate = async (by: Browser) => {
      const { ticket } = (await by.post('ws-ticket')).body as { ticket: string };
      const client = await gateway.connect();
      client.send({ ...SIGN_IN, token: ticket });
      await client.next('signedIn');
      client.send({ is: 'operate', requestId: 2, action: 0, target: 0 });
      client.send({ is: 'ping', clientMicros: 1 });
      await client.next('pong', 1);
      return client;
    };
    const before = await operate(other);
    expect(before.all('error').filter(({ code }) => code === REQUIRED)).toEqual([]);
    await browser.send('DELETE', `/api/v1/identity/passkeys/${passkey.id}`);
    expect(await before.closed()).toBe(CloseCode.sessionEnded);
    expect([await works(browser), await works(other)]).toEqual([REQUIRED, REQUIRED]);
    expect((await operate(other)).all('error')).toMatchObject([{ code: REQUIRED }]);
    // Nobody is locked out: the next one is the first again.
    await stage.passMs(30_000);
    await stage.enrol(browser);
    expect([await works(browser), await works(other)]).toEqual([200, REQUIRED]);
  });

  it('is remembered over a restart, and so is its absence', async () => {
    const stage = await IdentityStage.open();
    const proved = await stage.staff(MAIL, Role.risk);
    const alone = await stage.promoted('b@example.com', Role.risk);
    const rows = await stage.identity.desk.store.selectFrom('session').selectAll().execute();
    expect(rows.map(({ second_factor: second }) => second).sort()).toEqual([0, 1]);
    await stage.identity.sessions.load((id) => stage.identity.users.byId(id), stage.nowMs());
    const missing = async (by: Browser) => (await by.get('me')).body['secondFactorMissing'];
    expect([await missing(proved), await missing(alone)]).toEqual([false, true]);
  });
});
