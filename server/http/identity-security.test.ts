// Security of identity over REST: each case must be refused, and a control shows that the test can fail.

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { HASHES_WAITING_MAX } from '../identity/password-hash.ts';
import { IdentityStage, ORIGIN, PASSWORD, WHOLE_PROFILE } from '../testing/identity-stage.ts';
import { tell } from '../testing/security-count.ts';

describe('sessions and tickets (r:S3, ASVS 4.4.3, 7.4)', () => {
  it('accepts none of 200 dead or replayed credentials', async () => {
    const stage = await IdentityStage.open();
    const { authority } = stage.identity;
    let [cases, accepted, controls] = [0, 0, 0];
    const tryTicket = (ticket: string) => {
      cases++;
      if (!('code' in authority.verify(ticket, stage.nowMs()))) accepted++;
    };
    const browser = await stage.trader('a@example.com');
    const ticketOf = async () => (await browser.post('ws-ticket')).body['ticket'] as string;
    // Replays, one after the other and at the same moment.
    for (let k = 0; k < 40; k++) {
      const ticket = await ticketOf();
      const answers = await Promise.all(
        [0, 1, 2].map(() => Promise.resolve().then(() => authority.verify(ticket, stage.nowMs()))),
      );
      const good = answers.filter((answer) => !('code' in answer)).length;
      cases += 2;
      accepted += good - 1;
      controls += good;
    }
    // Too late by a millisecond, altered, made up.
    for (let k = 0; k < 20; k++) {
      const ticket = await ticketOf();
      stage.identity.sessions.byId('', 0);
      cases++;
      if (!('code' in authority.verify(ticket, stage.nowMs() + 30_000))) accepted++;
      const other = await ticketOf();
      tryTicket(`${other.slice(0, k)}${other[k] === 'A' ? 'B' : 'A'}${other.slice(k + 1)}`);
      tryTicket(randomBytes(32).toString('base64url'));
    }
    // Their session ended in each of the ways.
    const endings = [
      () => browser.post('sign-out'),
      () => stage.identity.sessions.endAll(userId),
      () => stage.passMs(31 * 60_000),
      () => browser.post('password/change', { current: PASSWORD, next: PASSWORD }),
    ];
    const userId = (await browser.get('me')).body['user'] as string;
    for (let k = 0; k < 30; k++) {
      const ticket = await ticketOf();
      const dead = browser.cookie;
      await endings[k % endings.length]!();
      if (k % endings.length === 3) await browser.post('sign-out');
      tryTicket(ticket);
      const thief = stage.browser('6.6.6.6');
      thief.cookie = dead;
      cases++;
      if ((await thief.get('me')).status !== 401) accepted++;
      await browser.signIn('a@example.com');
      controls += (await browser.get('me')).status === 200 ? 1 : 0;
    }
    tell('S3 dead sessions and tickets', cases, accepted);
    expect({ cases, accepted, controls }).toEqual({ cases: 200, accepted: 0, controls: 70 });
  });

  it('never gives a session to who fixed one, and starts a new one at every sign-in', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const first = browser.cookie;
    await browser.signIn('a@example.com');
    expect(browser.cookie).not.toBe(first);
    const planted = stage.browser();
    planted.cookie = `openbell-session=${'A'.repeat(43)}`;
    await planted.signIn('a@example.com');
    expect(planted.cookie).not.toContain('AAAA');
    planted.cookie = `${first}; ${browser.cookie}`;
    expect((await planted.get('me')).status).toBe(401);
  });
});

describe('passwords (r:S4, ASVS 6.2, 6.3.1)', () => {
  it('keeps argon2id, 19 MiB, two passes, one lane, with pepper', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('a@example.com');
    const { passwordHash } = (await stage.identity.users.byEmail('a@example.com'))!;
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const other = await IdentityStage.open();
    // Control: the same pepper knows it; another does not.
    const { passwords } = stage.identity.desk;
    expect(await passwords.verify(passwordHash, PASSWORD, 0)).toBe(true);
    expect(await other.identity.desk.passwords.verify(passwordHash, PASSWORD, 0)).toBe(false);
  });

  it('slows guessing down per account and address, and locks nobody out', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('a@example.com');
    const thief = stage.browser('6.6.6.6');
    const statuses: number[] = [];
    for (let k = 0; k < 8; k++) {
      statuses.push((await thief.signIn('a@example.com', `wrong password ${String(k)}`)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const waiting = await thief.signIn('a@example.com');
    expect(waiting.body).toMatchObject({ code: 1011, retryAfterMs: 10_000, retryable: true });
    // An address that is unknown waits in the same way; the owner elsewhere does not wait.
    const unknown: number[] = [];
    for (let k = 0; k < 6; k++) {
      unknown.push((await thief.signIn('nobody@example.com', 'wrong password')).status);
    }
    expect(unknown).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await stage.browser('10.0.0.1').signIn('a@example.com')).status).toBe(200);
    await stage.passMs(10_000);
    expect((await thief.signIn('a@example.com')).status).toBe(200);
  });

  it('counts guesses that come at the same moment, and who tries one password on everybody', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('a@example.com');
    const thief = stage.browser('6.6.6.6');
    const guesses = Array.from({ length: 20 }, (_, k) => thief.signIn('a@example.com', `guess ${String(k)}`)); // prettier-ignore
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    const sprayer = stage.browser('7.7.7.7');
    let answered = 0;
    for (let k = 0; k < 60; k++) {
      const { status } = await sprayer.signIn(`user${String(k)}@example.com`, 'Summer is here');
      if (status === 401) answered++;
    }
    expect(answered).toBe(50);
    // Control: elsewhere nobody waits.
    expect((await stage.browser('8.8.8.8').signIn('a@example.com')).status).toBe(200);
  });

  it('does the same work for known and unknown, and says BUSY beyond its queue', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('a@example.com');
    const { passwords } = stage.identity.desk;
    const all = Array.from({ length: 60 }, (_, k) => {
      const from = stage.browser(`10.1.0.${String(k)}`);
      return from.signIn(k % 2 === 0 ? 'a@example.com' : `n${String(k)}@example.com`, 'wrong one');
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { working, waiting } = passwords.figures();
    expect([working <= 1, waiting <= HASHES_WAITING_MAX]).toEqual([true, true]);
    const answers = await Promise.all(all);
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    const taken = 1 + HASHES_WAITING_MAX;
    expect({ refused: count(401), busy: count(503) }).toEqual({ refused: taken, busy: 60 - taken });
    expect(passwords.figures()).toEqual({ working: 0, waiting: 0 });
  });

  it('takes long sentences and refuses what is short, known, or the own name', async () => {
    const stage = await IdentityStage.open();
    const register = async (password: string) =>
      (await stage.browser(randomAddress()).post('register', { email: 'lihua@example.com', password, language: 'en' })).status; // prettier-ignore
    const refused = ['short12', 'password', 'Password123!', 'PASSWORD', 'qwertyuiop', '12345678'];
    refused.push('aaaaaaaaaaaa', 'abababababab', 'openbell', 'lihua@example.com', 'lihua123');
    refused.push('iloveyou2024', '1qaz2wsx', 'x'.repeat(129), 'abcdefghij', '87654321');
    for (const password of refused)
      expect([password, await register(password)]).toEqual([password, 400]);
    const taken = [
      'correct horse',
      '我的密码是很长的一句话',
      'tr0ub4dor&3',
      'ünïcödé wörds',
      'k7$Gq9!zP2',
    ];
    for (const password of taken)
      expect([password, await register(password)]).toEqual([password, 202]);
  });
});

function randomAddress(): string {
  return [...randomBytes(4)].map(String).join('.');
}

describe('one-time codes (r:S5, ASVS 6.5.1)', () => {
  it('lets each code in once in 500 pairs at the same moment, within one step', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const { secret } = (await browser.post('totp/begin')).body as { secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = (steps: number) => totp.generate({ timestamp: stage.nowMs() + steps * 30_000 });
    await browser.post('totp/confirm', { code: code(0) });
    const id = (await browser.get('me')).body['user'] as string;
    const { credentials, sessions } = stage.identity;
    let [pairs, successes] = [0, 0];
    for (; pairs < 500; pairs++) {
      await stage.passMs(120_000);
      sessions.of(id)[0]!.seenMs = stage.nowMs();
      (sessions.of(id)[0] as { createdMs: number }).createdMs = stage.nowMs();
      const session = sessions.of(id)[0]!;
      const proof = { code: code((pairs % 3) - 1) };
      const both = await Promise.allSettled([0, 1].map(() => credentials.stepUp(session, proof)));
      successes += both.filter(({ status }) => status === 'fulfilled').length;
    }
    tell('S5 pairs of one code, second uses', pairs, successes - pairs);
    expect({ pairs, successes }).toEqual({ pairs: 500, successes: 500 });
    for (const steps of [-2, 2]) {
      await stage.passMs(120_000);
      const proof = { code: code(steps) };
      await expect(credentials.stepUp(sessions.of(id)[0]!, proof)).rejects.toThrow(/code/);
    }
  });

  it('rests for 15 minutes after ten failures, even for the right code', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const { secret } = (await browser.post('totp/begin')).body as { secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const now = () => totp.generate({ timestamp: stage.nowMs() });
    await browser.post('totp/confirm', { code: now() });
    await stage.passMs(30_000);
    const wrong = String((Number(now()) + 1) % 1_000_000).padStart(6, '0');
    for (let k = 0; k < 10; k++) {
      expect((await browser.post('step-up', { code: wrong })).status).toBe(400);
    }
    expect((await browser.post('step-up', { code: now() })).status).toBe(429);
    await stage.passMs(15 * 60_000 - 1);
    expect((await browser.post('step-up', { code: now() })).status).toBe(429);
    await stage.passMs(1);
    expect((await browser.post('step-up', { code: now() })).status).toBe(200);
  });
});

describe('forged requests (r:S11, ASVS 3.5)', () => {
  const FORGERIES: readonly Readonly<Record<string, string>>[] = [
    // A form of another site, as today's and as yesterday's browsers send it.
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'x-openbell': '' },
    { origin: 'https://evil.example', 'sec-fetch-site': '', 'x-openbell': '' },
    // A sandboxed frame; a sibling host; a script of another site with the header.
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://evil.localhost:8787', 'sec-fetch-site': 'same-site' },
    { origin: `${ORIGIN}.evil.example`, 'sec-fetch-site': 'cross-site' },
    // Nothing that tells where it comes from.
    { origin: '', 'sec-fetch-site': '' },
  ];

  it('refuses six forgeries of every route that changes something', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.trader('a@example.com');
    const document = JSON.parse(
      Buffer.from((await stage.handler({ method: 'GET', url: '/api/openapi.json', headers: { host: 'x' }, body: new Uint8Array(), remote: '' })).body as Uint8Array).toString(), // prettier-ignore
    ) as { paths: Record<string, Record<string, unknown>> };
    let [cases, accepted, routes, controls] = [0, 0, 0, 0];
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods).filter((name) => name !== 'get')) {
        routes++;
        const url = path.replace(/\{\w+\}/g, 'x');
        const send = (headers: Readonly<Record<string, string>>) =>
          browser.send(method.toUpperCase(), url, '{"nothing":1}', headers);
        for (const forgery of FORGERIES) {
          cases++;
          const { body } = await send(forgery);
          if (body['code'] !== REJECTS.forgedRequest.code) accepted++;
        }
        // Control: the same request from our page comes further.
        if ((await send({})).body['code'] !== REJECTS.forgedRequest.code) controls++;
      }
    }
    tell(`S11 forged requests on ${String(routes)} routes`, cases, accepted);
    expect({ cases, accepted, controls }).toEqual({
      cases: routes * 6,
      accepted: 0,
      controls: routes,
    });
    expect(routes).toBeGreaterThan(25);
    expect((await browser.get('me')).status).toBe(200);
  });

  it('changes nothing by GET', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.trader('a@example.com');
    const before = JSON.stringify((await browser.get('me')).body);
    for (const path of ['sign-out', 'totp/begin', 'sessions/end-others', 'ws-ticket', 'register']) {
      expect((await browser.get(path)).status).toBe(404);
    }
    expect(JSON.stringify((await browser.get('me')).body)).toBe(before);
  });
});

describe('bodies (r:S8, ASVS 15.3.3)', () => {
  it('keeps no field that was not asked for in 10,000 fuzzed bodies', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const path = '/api/v1/identity/profile';
    const spoiled = fc.oneof(
      fc.record({ key: fc.constantFrom('role', 'account', 'kyc', 'level', '__proto__', 'constructor'), value: fc.jsonValue() }), // prettier-ignore
      fc.record({ key: fc.string({ minLength: 1 }), value: fc.jsonValue() }),
    );
    let [bodies, kept] = [0, 0];
    const known = new Set(['identity', 'suitability', ...Object.keys(WHOLE_PROFILE.identity)]);
    for (const { key, value } of fc.sample(spoiled, 5_000)) {
      const extra = JSON.stringify({ [key]: value }).slice(1, -1);
      const [, name] = /^"((?:[^"\\]|\\.)*)"/.exec(extra)!;
      const whole = JSON.stringify(WHOLE_PROFILE);
      const inner = JSON.stringify(WHOLE_PROFILE.identity);
      const at = [
        `{"${name!}":${JSON.stringify(value)},${whole.slice(1)}`,
        whole.replace(inner, `{"${name!}":${JSON.stringify(value)},${inner.slice(1)}`),
      ];
      for (const body of at) {
        if (known.has(key)) continue;
        bodies++;
        if ((await browser.send('PUT', path, body)).status !== 400) kept++;
      }
    }
    tell('S8 fuzzed bodies, fields kept', bodies, kept);
    expect(kept).toBe(0);
    expect(bodies).toBeGreaterThan(9_900);
    expect((await browser.get('me')).body).toMatchObject({ role: 0, account: -1, kyc: 'none' });
    // Control: without the extra field it is taken.
    expect((await browser.send('PUT', path, WHOLE_PROFILE)).status).toBe(200);
  });
});
