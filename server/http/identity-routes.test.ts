import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import { C, CommandKind } from '../core/commands.ts';
import { IdentityStage, PASSWORD, WHOLE_PROFILE } from '../testing/identity-stage.ts';

const codeOf = (secret: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

describe('registration', () => {
  it('registers, confirms by the letter once, signs in, and only then', async () => {
    const stage = await IdentityStage.open();
    const browser = stage.browser();
    const ask = { email: 'Li@Example.com', password: PASSWORD, language: 'zh' };
    expect((await browser.post('register', ask)).status).toBe(202);
    const token = await stage.linkToken();
    expect(stage.letters[0]).toMatchObject({
      to: 'Li@Example.com',
      subject: '请确认您的 Openbell 账户',
    });
    const early = await browser.signIn('li@example.com');
    expect(early.body).toMatchObject({ code: REJECTS.notConfirmed.code });
    expect((await browser.post('confirm', { token })).status).toBe(200);
    expect((await browser.post('confirm', { token })).body).toMatchObject({ code: 1013 });
    expect((await browser.signIn('LI@example.com ')).status).toBe(400);
    expect((await browser.signIn('LI@example.com')).body).toEqual({ stage: 'done' });
    expect((await browser.get('me')).body).toMatchObject({
      ...{ email: 'Li@Example.com', role: Role.trader, account: -1, kyc: 'none' },
      ...{ totp: false, passkeys: 0, confirmed: true, isDemo: false },
    });
    expect(stage.failures).toEqual([]);
  });

  it('never tells who is registered: same answers for known and unknown', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('known@example.com');
    const browser = stage.browser('10.0.0.2');
    const ask = (email: string) => ({ email, password: PASSWORD, language: 'en' });
    const answers = async (email: string) => [
      await browser.post('register', ask(email)),
      await browser.post('password/forgot', { email }),
      await browser.signIn(email, 'a wrong password'),
    ];
    const [known, unknown] = [
      await answers('known@example.com'),
      await answers('unknown@example.com'),
    ];
    expect(known.map(({ status, body }) => [status, body])).toEqual(
      unknown.map(({ status, body }) => [status, body]),
    );
    await stage.identity.desk.settled();
    // The owner of the known address is told by letter instead.
    expect(stage.letters.map(({ subject }) => subject)).toContain(
      'You have an Openbell account already',
    );
  });

  it('sets a new password by letter: 30 minutes, once, and every session ends', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    await browser.post('password/forgot', { email: 'a@example.com' });
    const late = await stage.linkToken();
    await stage.passMs(30 * 60_000);
    const next = 'quite another sentence';
    const reset = (token: string) => browser.post('password/reset', { token, password: next });
    expect((await reset(late)).body).toMatchObject({ code: REJECTS.badLink.code });
    await browser.signIn('a@example.com');
    await browser.post('password/forgot', { email: 'a@example.com' });
    const token = await stage.linkToken();
    const weak = await browser.post('password/reset', { token, password: 'password123' });
    expect(weak.body).toMatchObject({ code: REJECTS.weakPassword.code });
    expect((await reset(token)).status).toBe(200);
    expect((await browser.get('me')).status).toBe(401);
    expect((await reset(token)).status).toBe(400);
    expect((await browser.signIn('a@example.com')).status).toBe(401);
    expect((await browser.signIn('a@example.com', next)).status).toBe(200);
  });

  it('makes the first administrator by the letter in the outbox, once, and no default one', async () => {
    const stage = await IdentityStage.open();
    expect(await stage.identity.registration.inviteAdministrator()).toBe(true);
    const token = await stage.linkToken();
    const browser = stage.browser();
    const ask = { token, email: 'root@example.com', password: PASSWORD };
    expect((await browser.post('set-up', ask)).status).toBe(200);
    expect((await browser.post('set-up', { ...ask, email: 'b@example.com' })).status).toBe(400);
    await browser.signIn('root@example.com');
    expect((await browser.get('me')).body).toMatchObject({ role: Role.administrator });
    expect(await stage.identity.registration.inviteAdministrator()).toBe(false);
    const left = await stage.identity.desk.links.make('setup', 'setup', stage.nowMs());
    const second = { ...ask, token: left, email: 'second@example.com' };
    expect((await browser.post('set-up', second)).body).toMatchObject({ code: 1013 });
  });
});

describe('profile and account', () => {
  it('gives an account from 100, opened in the core, and the right to trade, when approved', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const part = { ...WHOLE_PROFILE, suitability: { ...WHOLE_PROFILE.suitability, income: -1 } };
    const kept = await browser.send('PUT', '/api/v1/identity/profile', part);
    expect(kept.body).toMatchObject({ kyc: 'none', level: 0, missing: ['income'] });
    const session = () => stage.identity.sessions.of(userId)[0]!.principal;
    const userId = (await browser.get('me')).body['user'] as string;
    expect(session()).toMatchObject({ account: -1, withheld: ['trade', 'fund'] });
    const whole = await browser.send('PUT', '/api/v1/identity/profile', WHOLE_PROFILE);
    expect(whole.body).toMatchObject({ kyc: 'approved', level: 3, missing: [] });
    expect(session()).toMatchObject({ account: 100, withheld: [] });
    const [opened] = stage.bus.ofKind(CommandKind.openAccount);
    expect([opened!.words[C.account], opened!.words[C.source]]).toEqual([100, 4]);
    expect((await stage.trader('b@example.com')).cookie).not.toBe('');
    const accounts = stage.bus.ofKind(CommandKind.openAccount).map(({ words }) => words[C.account]);
    expect([...new Set(accounts)]).toEqual([100, 101]);
  });

  it('refuses minors, and takes nothing apart that was approved', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const { identity } = WHOLE_PROFILE;
    const born = (birthDate: string) =>
      browser.send('PUT', '/api/v1/identity/profile', {
        ...WHOLE_PROFILE,
        identity: { ...identity, birthDate },
      });
    // The stage lives on 2027-01-15.
    expect((await born('2009-01-16')).body).toMatchObject({ kyc: 'none', missing: ['birthDate'] });
    expect((await born('2009-01-15')).body).toMatchObject({ kyc: 'approved' });
    expect((await born('')).body).toMatchObject({ code: REJECTS.profileIncomplete.code });
  });

  it('waits for a reviewer when the server is set so; refusal ends the sessions', async () => {
    const stage = await IdentityStage.open({ kyc: 'review' });
    const browser = await stage.trader('a@example.com');
    const me = (await browser.get('me')).body;
    expect(me).toMatchObject({ kyc: 'submitted', account: -1 });
    const staff = await stage.staff('ops@example.com', Role.operations);
    const decide = (approve: boolean) =>
      staff.post(`/api/v1/admin/users/${me['user'] as string}/profile`, {
        ...{ approve, reason: 'passport was seen' },
      });
    expect((await decide(true)).status).toBe(200);
    expect((await browser.get('me')).body).toMatchObject({ kyc: 'approved', account: 100 });
    expect((await decide(false)).status).toBe(200);
    expect((await browser.get('me')).status).toBe(401);
    await browser.signIn('a@example.com');
    expect((await browser.get('me')).body).toMatchObject({ kyc: 'refused', account: 100 });
    expect(stage.identity.sessions.of(me['user'] as string)[0]!.principal.withheld).toEqual([
      'trade',
      'fund',
    ]);
  });
});

describe('second factor', () => {
  it('is set up by QR code, asked for at sign-in, and replaced by a recovery code once', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const setup = (await browser.post('totp/begin')).body as {
      uri: string;
      secret: string;
      qr: { size: number; path: string };
    };
    expect(setup.uri).toMatch(/^otpauth:\/\/totp\/Openbell:a%40example\.com\?.*secret=/);
    expect(setup.qr.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    const now = () => codeOf(setup.secret, stage.nowMs());
    const confirmed = await browser.post('totp/confirm', { code: now() });
    const codes = confirmed.body['recoveryCodes'] as string[];
    expect(new Set(codes).size).toBe(10);
    await browser.post('sign-out');
    await stage.passMs(30_000);
    const asked = (await browser.signIn('a@example.com')).body;
    expect(asked).toMatchObject({ stage: 'secondFactor', methods: ['totp', 'recoveryCode'] });
    expect((await browser.get('me')).status).toBe(401);
    const challenge = asked['challenge'] as string;
    const wrong = await browser.post('second-factor', { challenge, code: '000000' });
    expect(wrong.body).toMatchObject({ code: REJECTS.badCode.code });
    expect((await browser.post('second-factor', { challenge, code: now() })).status).toBe(200);
    expect((await browser.get('me')).body).toMatchObject({ totp: true });
    const again = async (recoveryCode: string) => {
      const { challenge } = (await browser.signIn('a@example.com')).body;
      return (await browser.post('second-factor', { challenge, recoveryCode })).status;
    };
    expect(await again(codes[3]!.toUpperCase())).toBe(200);
    expect(await again(codes[3]!)).toBe(400);
    // A password alone is no proof any more.
    const step = await browser.post('step-up', { password: PASSWORD });
    expect(step.status).toBe(400);
  });
});

describe('step-up', () => {
  it('is asked for after five minutes, renews the cookie, and the old one is dead', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    await stage.passMs(5 * 60_000);
    const key = {
      ...{ name: 'bot', kind: 'hmac', scopes: ['read'], addresses: [] },
      expiresMs: stage.nowMs() + 86_400_000,
    };
    const asked = await browser.post('api-keys', key);
    expect([asked.status, asked.body]).toMatchObject([403, { code: REJECTS.stepUpNeeded.code }]);
    for (const [path, body] of [
      ['password/change', { current: PASSWORD, next: 'quite another sentence' }],
      ['totp/begin', {}],
      ['passkeys/begin', {}],
    ] as const) {
      expect((await browser.post(path, body)).body).toMatchObject({ code: 1015 });
    }
    const old = browser.cookie;
    expect((await browser.post('step-up', { password: 'a wrong one' })).status).toBe(401);
    expect((await browser.post('step-up', { password: PASSWORD })).status).toBe(200);
    expect(browser.cookie).not.toBe(old);
    expect((await browser.post('api-keys', key)).status).toBe(200);
    const thief = stage.browser('6.6.6.6');
    thief.cookie = old;
    expect((await thief.get('me')).status).toBe(401);
  });
});

describe('sessions', () => {
  it('lists devices, ends one, ends the others, and by idleness and age', async () => {
    const stage = await IdentityStage.open();
    const one = await stage.signedIn('a@example.com');
    const two = stage.browser('10.0.0.9');
    await two.signIn('a@example.com');
    const list = (await one.get('sessions')).body['sessions'] as { id: string; current: boolean }[];
    expect(list).toMatchObject([
      { current: true, device: 'Firefox', address: '10.0.0.1' },
      { current: false, address: '10.0.0.9' },
    ]);
    const remove = (id: string) => one.send('DELETE', `/api/v1/identity/sessions/${id}`);
    expect((await remove(list[1]!.id)).status).toBe(200);
    expect((await two.get('me')).status).toBe(401);
    expect((await remove(list[1]!.id)).status).toBe(404);
    const stranger = await stage.signedIn('b@example.com');
    const foreign = await stranger.send('DELETE', `/api/v1/identity/sessions/${list[0]!.id}`);
    expect(foreign.status).toBe(404);
    await two.signIn('a@example.com');
    expect((await one.post('sessions/end-others')).status).toBe(200);
    expect([(await one.get('me')).status, (await two.get('me')).status]).toEqual([200, 401]);
    await stage.passMs(30 * 60_000 - 1);
    expect((await one.get('me')).status).toBe(200);
    await stage.passMs(30 * 60_000);
    expect((await one.get('me')).status).toBe(401);
    await one.signIn('a@example.com');
    for (let quarter = 0; quarter < 4 * 12 - 1; quarter++) {
      await stage.passMs(15 * 60_000);
      expect((await one.get('me')).status).toBe(200);
    }
    await stage.passMs(15 * 60_000);
    expect((await one.get('me')).status).toBe(401);
  });

  it('sets a cookie that scripts and other sites do not get', async () => {
    const plain = await IdentityStage.open();
    const set = async (stage: IdentityStage) => {
      await stage.signedIn('a@example.com');
      const answer = await stage.browser().signIn('a@example.com');
      return answer.headers['set-cookie'];
    };
    expect(await set(plain)).toMatch(
      /^openbell-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const secure = await IdentityStage.open({ isSecure: true });
    expect(await set(secure)).toMatch(
      /^__Host-openbell=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const { headers } = await secure.browser().get('me');
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    expect(headers['cache-control']).toBe('no-store');
    expect((await plain.browser().get('me')).headers['strict-transport-security']).toBeUndefined();
  });
});

describe('staff', () => {
  it('sees masked data, unmasks with a reason that is written down, changes roles', async () => {
    const stage = await IdentityStage.open();
    const user = await stage.trader('wei@example.com');
    const id = (await user.get('me')).body['user'] as string;
    const operations = await stage.staff('ops@example.com', Role.operations);
    const search = async (text: string) =>
      (await operations.get(`/api/v1/admin/users?query=${encodeURIComponent(text)}`)).body['users'];
    const masked = { id, email: 'w•••@e•••.com', name: 'Z••• W•••', account: 100, role: 0 };
    for (const text of ['wei@example.com', '100', id, id.slice(0, 8)]) {
      expect(await search(text)).toMatchObject([masked]);
    }
    expect(await search('Zhang')).toEqual([]);
    expect(JSON.stringify(await search(''))).not.toContain('example.com');
    const unmask = (reason: string) =>
      operations.post(`/api/v1/admin/users/${id}/unmask`, { reason });
    expect((await unmask('')).body).toMatchObject({ field: 'reason' });
    expect((await unmask('call-back about a payment')).body).toMatchObject({
      email: 'wei@example.com',
      profile: { identity: { familyName: 'Wei' } },
    });
    expect(stage.audit.at(-1)).toMatchObject({
      ...{ what: 'unmask', onBehalfOf: id, why: 'call-back about a payment', outcome: 'done' },
    });
    const role = `/api/v1/admin/users/${id}/role`;
    expect((await operations.post(role, { role: Role.risk })).status).toBe(403);
    const administrator = await stage.staff('adm@example.com', Role.administrator);
    expect((await administrator.post(`/api/v1/admin/users/${id}/unmask`, { reason: 'curious, that is all' })).status).toBe(403); // prettier-ignore
    expect((await administrator.post(role, { role: Role.risk })).status).toBe(200);
    expect((await user.get('me')).status).toBe(401);
    await user.signIn('wei@example.com');
    // Staff act for no account.
    expect((await user.get('me')).body).toMatchObject({ role: Role.risk, account: -1 });
    const own = (await administrator.get('me')).body['user'] as string;
    const leave = await administrator.post(`/api/v1/admin/users/${own}/role`, { role: 0 });
    expect(leave.body).toMatchObject({ code: REJECTS.lastAdministrator.code });
    const ended = await administrator.send('DELETE', `/api/v1/admin/users/${id}/sessions`);
    expect([ended.status, (await user.get('me')).status]).toEqual([200, 401]);
  });
});
