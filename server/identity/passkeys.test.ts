// Passkeys with an authenticator in software, through the real routes.

import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { IdentityStage, ORIGIN, type Browser } from '../testing/identity-stage.ts';
import { softPasskey, type SoftPasskey } from '../testing/soft-passkey.ts';
import { relyingPartyOf, type CreationOptions, type RequestOptions } from './passkeys.ts';

async function added(browser: Browser, passkey: SoftPasskey, origin = ORIGIN) {
  const options = (await browser.post('passkeys/begin')).body as unknown as CreationOptions;
  return browser.post('passkeys', { name: 'phone', answer: passkey.create(options, origin) });
}

async function signedIn(browser: Browser, passkey: SoftPasskey, origin = ORIGIN) {
  const options = (await browser.post('passkey-sign-in/begin')).body as unknown as RequestOptions;
  return browser.post('passkey-sign-in', { answer: passkey.get(options, origin) });
}

describe('passkeys', () => {
  it('are added, listed, used to sign in, and removed by their own user', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const passkey = softPasskey();
    expect((await added(browser, passkey)).body).toEqual({ id: passkey.id });
    expect((await browser.get('passkeys')).body['passkeys']).toMatchObject([
      { id: passkey.id, name: 'phone', usedMs: 0 },
    ]);
    const phone = stage.browser('10.0.0.5');
    expect((await signedIn(phone, passkey)).body).toEqual({ stage: 'done' });
    expect((await phone.get('me')).body).toMatchObject({ email: 'a@example.com', passkeys: 1 });
    const path = `/api/v1/identity/passkeys/${passkey.id}`;
    const stranger = await stage.signedIn('b@example.com');
    expect((await stranger.send('DELETE', path)).status).toBe(404);
    expect((await browser.send('DELETE', path)).status).toBe(200);
    expect((await signedIn(stage.browser(), passkey)).body).toMatchObject({ code: 1028 });
  });

  it('refuse another origin, an unverified person, replays, clones and strangers', async () => {
    const stage = await IdentityStage.open();
    const browser = await stage.signedIn('a@example.com');
    const passkey = softPasskey();
    const evil = 'http://evil.example';
    const refused = { code: REJECTS.passkeyRefused.code };
    expect((await added(browser, passkey, evil)).body).toMatchObject(refused);
    passkey.isVerified = false;
    expect((await added(browser, passkey)).body).toMatchObject(refused);
    passkey.isVerified = true;
    expect((await added(browser, passkey)).status).toBe(200);
    const from = stage.browser('10.0.0.5');
    expect((await signedIn(from, passkey, evil)).body).toMatchObject(refused);
    expect((await signedIn(from, softPasskey())).body).toMatchObject(refused);
    const options = (await from.post('passkey-sign-in/begin')).body as unknown as RequestOptions;
    const answer = passkey.get(options, ORIGIN);
    const both = await Promise.all([0, 1].map(() => from.post('passkey-sign-in', { answer })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    // A counter that goes back tells of a copy.
    passkey.counter = 0;
    expect((await signedIn(from, passkey)).body).toMatchObject(refused);
    passkey.counter = 9;
    passkey.isVerified = false;
    expect((await signedIn(from, passkey)).body).toMatchObject(refused);
    passkey.isVerified = true;
    const late = (await from.post('passkey-sign-in/begin')).body as unknown as RequestOptions;
    await stage.passMs(5 * 60_000);
    const tooLate = await from.post('passkey-sign-in', { answer: passkey.get(late, ORIGIN) });
    expect(tooLate.body).toMatchObject(refused);
    expect((await signedIn(from, passkey)).status).toBe(200);
  });

  it('belong to a name and not to an address', () => {
    expect(relyingPartyOf('http://localhost:8787')).toBe('localhost');
    expect(relyingPartyOf('https://desk.example')).toBe('desk.example');
    for (const origin of ['http://127.0.0.1:1', 'http://[::1]:1', '']) {
      expect(() => relyingPartyOf(origin)).toThrow(/host name/);
    }
  });
});
