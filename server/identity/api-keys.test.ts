// API keys: signatures, scopes, addresses, expiry, and 10,000 requests of which none may be taken (r:S6).

import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GRANTS } from '../../shared/domain/role.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { isGranted, type Principal } from '../gateway/authority.ts';
import { prng as makePrng, type Prng } from '../testing/prng.ts';
import { IdentityStage, type Browser } from '../testing/identity-stage.ts';
import { tell } from '../testing/security-count.ts';
import { addressList, isListed } from './address-list.ts';
import type { KeyedRequest } from './api-keys.ts';
import { ed25519KeyOf, signedText, type SignedRequest } from './request-signature.ts';

const DAY_MS = 86_400_000;

type Signer = (request: SignedRequest) => string;
const byPair =
  (key: KeyObject): Signer =>
  (r) =>
    sign(undefined, signedText(r), key).toString('base64url');
const bySecret =
  (secret: string): Signer =>
  (r) =>
    createHmac('sha256', Buffer.from(secret, 'base64url'))
      .update(signedText(r))
      .digest('base64url');

interface Keyed {
  readonly stage: IdentityStage;
  readonly browser: Browser;
  readonly keyId: string;
  readonly signer: Signer;
}

async function keyed(kind: 'ed25519' | 'hmac', more: object = {}): Promise<Keyed> {
  const stage = await IdentityStage.open();
  const browser = await stage.trader('a@example.com');
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const made = await browser.post('api-keys', {
    ...{ name: 'bot', kind, scopes: ['read', 'trade'], addresses: [] },
    ...{ expiresMs: stage.nowMs() + DAY_MS, ...(kind === 'ed25519' ? { publicKey } : {}) },
    ...more,
  });
  const { key, secret } = made.body as { key: { id: string }; secret: string };
  const signer = kind === 'hmac' ? bySecret(secret) : byPair(pair.privateKey);
  return { stage, browser, keyId: key.id, signer };
}

function requestOf(
  { stage, keyId, signer }: Keyed,
  more: Partial<KeyedRequest> = {},
): KeyedRequest {
  const bare = {
    ...{ method: 'POST', path: '/api/v1/orders?a=1&b=2', body: Buffer.from('{"qty":1}') },
    ...{ timestamp: String(stage.nowMs()), nonce: randomBytes(9).toString('base64url') },
    ...{ keyId, address: '10.0.0.7', ...more },
  };
  return { signature: signer(bare), ...bare };
}

/** One change of a genuine request that its signature does not cover any more. */
const SPOILS: readonly ((r: KeyedRequest, prng: Prng) => KeyedRequest)[] = [
  (r) => ({ ...r, method: 'PUT' }),
  (r, prng) => ({ ...r, path: changed(r.path, prng) }),
  (r) => ({ ...r, path: r.path.replace('a=1&b=2', 'b=2&a=1') }),
  (r, prng) => ({ ...r, body: flipped(r.body, prng) }),
  (r) => ({ ...r, body: r.body.slice(1) }),
  (r) => ({ ...r, body: Buffer.concat([r.body, Buffer.from(' ')]) }),
  (r) => ({ ...r, timestamp: String(Number(r.timestamp) + 1) }),
  (r) => ({ ...r, timestamp: ` ${r.timestamp}` }),
  (r, prng) => ({ ...r, nonce: changed(r.nonce, prng) }),
  (r) => ({ ...r, nonce: `${r.nonce}\n` }),
  (r, prng) => ({ ...r, signature: changed(r.signature, prng) }),
  (r) => ({ ...r, signature: '' }),
  (r) => ({ ...r, signature: `${r.signature}=` }),
  (r) => ({ ...r, signature: Buffer.alloc(64).toString('base64url') }),
  (r, prng) => ({ ...r, keyId: changed(r.keyId, prng) }),
];

function changed(text: string, prng: Prng): string {
  const at = prng.below(text.length);
  return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
}
function flipped(bytes: Uint8Array, prng: Prng): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[prng.below(copy.length)]! ^= 1 << prng.below(8);
  return copy;
}

describe('signed requests', () => {
  it('takes none of 10,000 altered, replayed, early or late ones', async () => {
    const prng = makePrng(7);
    let [cases, accepted, genuine] = [0, 0, 0];
    for (const kind of ['ed25519', 'hmac'] as const) {
      const rig = await keyed(kind);
      const { keys } = rig.stage.identity;
      const taken = (r: KeyedRequest) =>
        keys.verify(r, rig.stage.nowMs()).then(
          () => true,
          () => false,
        );
      const refuse = async (r: KeyedRequest) => {
        cases++;
        if (await taken(r)) accepted++;
      };
      for (let round = 0; round < 250; round++) {
        const good = requestOf(rig);
        for (const spoil of SPOILS) await refuse(spoil(good, prng));
        // Not one of them used its nonce up: the genuine one is taken, once even in parallel.
        const both = await Promise.all([taken(good), taken(good)]);
        genuine += both.filter(Boolean).length;
        cases++;
        await refuse(good);
        const at = (ms: number) => requestOf(rig, { timestamp: String(rig.stage.nowMs() + ms) });
        await refuse(at(-5_001));
        await refuse(at(1_001));
        await refuse({ ...at(0), timestamp: '0' });
      }
    }
    tell('S6 altered and replayed requests', cases, accepted);
    // Control: each round's genuine request was taken exactly once.
    expect({ cases, accepted, genuine }).toEqual({ cases: 10_000, accepted: 0, genuine: 500 });
  });

  it('takes what is 5,000 ms old or 1,000 ms early, to the millisecond, and keeps nonces as long', async () => {
    const rig = await keyed('ed25519');
    const { keys } = rig.stage.identity;
    const at = (ms: number) => requestOf(rig, { timestamp: String(rig.stage.nowMs() + ms) });
    const early = at(1_000);
    await keys.verify(at(-5_000), rig.stage.nowMs());
    await keys.verify(early, rig.stage.nowMs());
    // It is fresh for six seconds: so long its nonce is known.
    for (const later of [1, 3_000, 6_000]) {
      await expect(keys.verify(early, rig.stage.nowMs() + later)).rejects.toThrow(/seen before/);
    }
  });

  it('reaches REST through the guard: own account, scopes, and no other way in', async () => {
    const rig = await keyed('hmac', { scopes: ['read'] });
    const send = (method: string, path: string, text = '') => {
      const body = Buffer.from(text);
      const r = requestOf(rig, { method, path, body });
      const headers = {
        ...{ host: 'localhost', 'content-type': 'application/json' },
        ...{ 'x-openbell-key': r.keyId, 'x-openbell-timestamp': r.timestamp },
        ...{ 'x-openbell-nonce': r.nonce, 'x-openbell-signature': r.signature },
      };
      return rig.stage.browser().raw({ method, url: path, headers, body, remote: '10.0.0.7' });
    };
    expect((await send('GET', '/api/v1/balances')).status).toBe(200);
    expect((await send('GET', '/api/v1/identity/me')).body).toMatchObject({ account: 100 });
    expect((await send('POST', '/api/v1/identity/ws-ticket', '{}')).status).toBe(200);
    // A key manages no credentials, whatever its scopes.
    for (const path of ['api-keys', 'sessions', 'passkeys', 'profile']) {
      expect((await send('GET', `/api/v1/identity/${path}`)).status).toBe(403);
    }
    expect((await send('POST', '/api/v1/identity/password/change', '{}')).status).toBe(403);
  });
});

describe('keys', () => {
  it('give their scopes and never a grant of the staff', async () => {
    const granted = async (scopes: string[]) => {
      const rig = await keyed('hmac', { scopes });
      const principal = await rig.stage.identity.keys.verify(requestOf(rig), rig.stage.nowMs());
      const as = (role: Principal['role']) =>
        GRANTS.filter((g) => isGranted({ ...principal, role }, g));
      // With the role of every member of staff, too.
      expect([1, 2, 3, 4, 5].flatMap((role) => as(role as Principal['role'])).filter((g) => g !== 'marketData')).toEqual([]); // prettier-ignore
      return as(principal.role);
    };
    expect(await granted(['read'])).toEqual(['marketData', 'readAccount']);
    expect(await granted(['trade'])).toEqual(['trade']);
    expect(await granted(['read', 'trade'])).toEqual(['marketData', 'trade', 'readAccount']);
    expect(await granted(['fund'])).toEqual(['fund']);
  });

  it('work from listed addresses only, until they expire or are revoked', async () => {
    const rig = await keyed('ed25519', { addresses: ['10.0.0.0/29', '2001:db8::/32'] });
    const { keys } = rig.stage.identity;
    const from = (address: string) => keys.verify(requestOf(rig, { address }), rig.stage.nowMs());
    await from('10.0.0.7');
    await from('2001:db8::1');
    const code = REJECTS.addressNotListed;
    await expect(from('10.0.0.8')).rejects.toMatchObject({ row: { code: code.code } });
    await expect(from('2001:db9::1')).rejects.toMatchObject({ row: { code: code.code } });
    const view = (await rig.browser.get('api-keys')).body['keys'] as { id: string }[];
    expect(view).toMatchObject([{ id: rig.keyId, addresses: ['10.0.0.0/29', '2001:db8::/32'] }]);
    expect(JSON.stringify(view)).not.toMatch(/secret|sealed|publicKey/);
    const stranger = await rig.stage.signedIn('b@example.com');
    const path = `/api/v1/identity/api-keys/${rig.keyId}`;
    expect((await stranger.send('DELETE', path)).status).toBe(404);
    expect((await rig.browser.send('DELETE', path)).status).toBe(200);
    await expect(from('10.0.0.7')).rejects.toMatchObject({ row: REJECTS.badSignature });
    const brief = await keyed('hmac');
    await brief.stage.passMs(DAY_MS);
    const late = brief.stage.identity.keys.verify(requestOf(brief), brief.stage.nowMs());
    await expect(late).rejects.toMatchObject({ row: REJECTS.badSignature });
  });

  it('are made of Ed25519 keys in each usual form and of nothing else', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const forms = [pem, spki.toString('base64'), spki.subarray(-32).toString('base64url')];
    expect(new Set(forms.map(ed25519KeyOf))).toEqual(new Set([spki.toString('base64url')]));
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const other = ec.export({ type: 'spki', format: 'pem' }) as string;
    for (const wrong of ['', 'x', other, spki.subarray(1).toString('base64')]) {
      expect(ed25519KeyOf(wrong)).toBeUndefined();
    }
  });

  it('read address lists to the bit', () => {
    expect(isListed([], '1.2.3.4')).toBe(true);
    expect(isListed(['1.2.3.4'], '1.2.3.4')).toBe(true);
    expect(isListed(['1.2.3.4'], '1.2.3.5')).toBe(false);
    expect(isListed(['1.2.3.128/25'], '1.2.3.127')).toBe(false);
    expect(isListed(['0.0.0.0/0'], '9.9.9.9')).toBe(true);
    expect(isListed(['1.2.3.4'], '')).toBe(false);
    for (const wrong of ['1.2.3', 'host', '1.2.3.4/33', '::1/129', '1.2.3.4/', '1.2.3.4/8/8', '']) {
      expect([wrong, addressList([wrong])]).toEqual([wrong, undefined]);
    }
  });
});
