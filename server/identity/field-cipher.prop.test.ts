import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFieldCipher, SealBroken, type Place } from './field-cipher.ts';
import { fleetingKeyRing, type KeyRing } from './key-ring.ts';

const ring = fleetingKeyRing();
const cipher = createFieldCipher(ring);
const place: Place = { table: 'user', row: 'u1', column: 'email' };
const places = fc.record({ table: fc.string(), row: fc.string(), column: fc.string() });
/** Text of whole characters: half a surrogate pair is no UTF-8. */
const texts = fc.string({ unit: 'binary' });

describe('field cipher', () => {
  it('opens what it sealed, at its place only, never twice the same', () => {
    fc.assert(
      fc.property(texts, places, places, (text, here, there) => {
        const sealed = cipher.seal(here, text);
        expect(cipher.open(here, sealed)).toBe(text);
        expect(cipher.seal(here, text)).not.toBe(sealed);
        const same = JSON.stringify(here) === JSON.stringify(there);
        if (!same) expect(() => cipher.open(there, sealed)).toThrow(SealBroken);
      }),
    );
  });

  it('refuses every single altered bit and every cut', () => {
    const sealed = cipher.seal(place, '身份证 110101199003070011');
    const [id, body] = sealed.split('.') as [string, string];
    const bytes = Buffer.from(body, 'base64url');
    let refused = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => cipher.open(place, `${id}.${altered.toString('base64url')}`)).toThrow(
        SealBroken,
      );
      refused++;
    }
    for (let cut = 0; cut < sealed.length; cut++) {
      expect(() => cipher.open(place, sealed.slice(0, cut))).toThrow(SealBroken);
      refused++;
    }
    for (const other of [`${sealed}=`, `0${sealed}`, `${sealed} `, `2.${body}`]) {
      expect(() => cipher.open(place, other)).toThrow(SealBroken);
      refused++;
    }
    expect(refused).toBe(bytes.length * 8 + sealed.length + 4);
    // Control: untouched it opens.
    expect(cipher.open(place, sealed)).toBe('身份证 110101199003070011');
  });

  it('fails closed with a wrong key of the right number', () => {
    const other = createFieldCipher(fleetingKeyRing());
    expect(() => other.open(place, cipher.seal(place, 'x'))).toThrow(SealBroken);
  });

  it('rotates to the newest key, and needs the old one only until then', () => {
    const second = new Uint8Array(fleetingKeyRing().blindKey);
    const both: KeyRing = {
      ...ring,
      fieldKeys: new Map([...ring.fieldKeys, [2, second]]),
      newest: 2,
    };
    const rotating = createFieldCipher(both);
    const old = cipher.seal(place, 'seed');
    expect(rotating.open(place, old)).toBe('seed');
    const fresh = rotating.rotate(place, old)!;
    expect(fresh.startsWith('2.')).toBe(true);
    expect(rotating.rotate(place, fresh)).toBeUndefined();
    const later = createFieldCipher({ ...both, fieldKeys: new Map([[2, second]]) });
    expect(later.open(place, fresh)).toBe('seed');
    expect(() => later.open(place, old)).toThrow(/field key 1 is not on the ring/);
  });

  it('indexes blindly: equal for equal texts, by kind and by key', () => {
    expect(cipher.blindIndex('email', 'a@b.c')).toBe(cipher.blindIndex('email', 'a@b.c'));
    expect(cipher.blindIndex('email', 'a@b.c')).not.toBe(cipher.blindIndex('email', 'a@b.d'));
    expect(cipher.blindIndex('email', 'a@b.c')).not.toBe(cipher.blindIndex('phone', 'a@b.c'));
    const other = createFieldCipher(fleetingKeyRing());
    expect(other.blindIndex('email', 'a@b.c')).not.toBe(cipher.blindIndex('email', 'a@b.c'));
  });
});
