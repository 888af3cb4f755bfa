// What stands in the files: nothing that a thief of the disk could use (r:S12), and all that a restart needs.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CommandKind, C } from '../core/commands.ts';
import { IdentityStage, PASSWORD, WHOLE_PROFILE } from '../testing/identity-stage.ts';
import { tell } from '../testing/security-count.ts';
import { addFieldKey, fleetingKeyRing, loadKeyRing } from './key-ring.ts';
import { createOutboxMailer, letterText } from './mailer-outbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-identity-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function hits(name: string, secrets: readonly string[]): string[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(name));
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
  return secrets.filter((secret) => {
    const forms = [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(2, -2)];
    return forms.some((form) => bytes.includes(form));
  });
}

describe('identity at rest', () => {
  it('holds none of 50 secrets in clear, in its database or its log of events', async () => {
    const stage = await IdentityStage.open({ file: join(folder, 'secrets.db') });
    const secrets: string[] = [];
    const ids: string[] = [];
    for (let k = 0; k < 5; k++) {
      const mark = `Qz${String(k)}Xy`;
      const email = `${mark.toLowerCase()}person@example.com`;
      const browser = await stage.signedIn(email);
      const { suitability } = WHOLE_PROFILE;
      const identity = {
        ...{ givenName: `${mark}Given`, familyName: `${mark}Family`, street: `${mark}Street 7` },
        ...{
          town: `${mark}Town`,
          taxNumber: `${mark}-88-1234`,
          phone: `+49 30 5550${String(k)}77`,
        },
        ...{ birthDate: '1990-03-07', nationality: 'CN', country: 'CN', postalCode: '' },
      };
      await browser.send('PUT', '/api/v1/identity/profile', { identity, suitability });
      const { secret } = (await browser.post('totp/begin')).body as { secret: string };
      const key = { name: 'bot', kind: 'hmac', scopes: ['read'], addresses: [] };
      const made = await browser.post('api-keys', { ...key, expiresMs: stage.nowMs() + 1e6 });
      const { givenName, familyName, street, taxNumber, phone } = identity;
      secrets.push(email, givenName, familyName, street, taxNumber, phone, secret);
      secrets.push(made.body['secret'] as string, browser.cookie.split('=')[1]!);
      secrets.push(await stage.linkToken());
      ids.push((await browser.get('me')).body['user'] as string);
    }
    await stage.identity.close();
    const found = hits('secrets.db', [...secrets, PASSWORD]);
    tell('S12 secrets in the files', secrets.length, found.length);
    expect([secrets.length, found]).toEqual([50, []]);
    const events = JSON.stringify(stage.audit);
    expect(secrets.filter((secret) => events.includes(secret))).toEqual([]);
    // Control: what is no secret is found in the same files.
    expect(hits('secrets.db', ids)).toEqual(ids);
    expect(statSync(join(folder, 'secrets.db')).mode & 0o777).toBe(0o600);
  });

  it('goes on after a restart: sessions, accounts not yet opened, a new key; another key ring fails', async () => {
    const file = join(folder, 'restart.db');
    const keys = join(folder, 'keys');
    const first = await IdentityStage.open({ file, ring: loadKeyRing(keys) });
    const browser = await first.trader('a@example.com');
    await browser.post('totp/begin');
    await first.identity.close();
    addFieldKey(keys);
    const second = await IdentityStage.open({ file, ring: loadKeyRing(keys) });
    const again = second.browser();
    again.cookie = browser.cookie;
    expect((await again.get('me')).body).toMatchObject({ email: 'a@example.com', account: 100 });
    const opened = second.bus.ofKind(CommandKind.openAccount).map(({ words }) => words[C.account]);
    expect(opened).toEqual([100]);
    await second.identity.close();
    // Everything is under the new key now: the old one is needed no more.
    const whole = loadKeyRing(keys);
    const newest = { ...whole, fieldKeys: new Map([[2, whole.fieldKeys.get(2)!]]) };
    const third = await IdentityStage.open({ file, ring: newest });
    await third.identity.close();
    await expect(IdentityStage.open({ file, ring: fleetingKeyRing() })).rejects.toThrow(
      /ring|open/,
    );
  });
});

describe('outbox', () => {
  it('writes whole letters for the operator only, and no header that was smuggled in', async () => {
    const outbox = join(folder, 'outbox');
    const mailer = createOutboxMailer(outbox, () => 1_800_000_000_000);
    await mailer.send({ to: 'a@example.com', subject: 'Привет', text: 'one\ntwo' });
    const [name] = readdirSync(outbox);
    const path = join(outbox, name!);
    expect([statSync(outbox).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
    const letter = readFileSync(path, 'utf8');
    expect(name).toMatch(/\.eml$/);
    expect(letter).toContain('Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n');
    expect(letter).toContain('Subject: =?utf-8?B?0J/RgNC40LLQtdGC?=\r\n');
    expect(letter.endsWith('\r\n\r\none\r\ntwo\r\n')).toBe(true);
    const smuggled = { to: 'a@b.c\r\nBcc: x@y.z', subject: '', text: '' };
    expect(() => letterText(smuggled, 'id', 0)).toThrow(/control character/);
  });
});
