import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addFieldKey, loadKeyRing } from './key-ring.ts';
import { isWeak, loadSecret, makeSecret } from './secret-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-keys-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('secret file', () => {
  it('is made once, for the owner only, and read back', () => {
    const file = join(folder, 'a', 'secret');
    const first = loadSecret(file);
    expect([first.length, statSync(file).mode & 0o777]).toEqual([32, 0o600]);
    expect(Buffer.compare(loadSecret(file), first)).toBe(0);
    expect(() => makeSecret(file)).toThrow(/EEXIST/);
  });

  it('is refused when others can read it, when it has another length, and when it is weak', () => {
    const write = (name: string, bytes: Buffer, mode: number) => {
      const file = join(folder, name);
      writeFileSync(file, bytes, { mode });
      chmodSync(file, mode);
      return file;
    };
    const strong = Buffer.from(Array.from({ length: 32 }, (_, k) => k * 7));
    for (const mode of [0o604, 0o640, 0o644, 0o666]) {
      expect(() => loadSecret(write('open', strong, mode))).toThrow(/chmod 600/);
    }
    expect(() => loadSecret(write('short', strong.subarray(1), 0o600))).toThrow(/31 bytes/);
    for (const weak of [Buffer.alloc(32), Buffer.alloc(32, 'a'), Buffer.from('ab'.repeat(16))]) {
      expect(() => loadSecret(write('weak', weak, 0o600))).toThrow(/is weak/);
    }
    expect(loadSecret(write('strong', strong, 0o600))).toHaveLength(32);
    expect(isWeak(Buffer.from('secretsecretsecretsecretsecretse'))).toBe(true);
  });
});

describe('key ring', () => {
  it('makes its keys at first start and finds them again; a new one is the newest', () => {
    const keys = join(folder, 'keys');
    const first = loadKeyRing(keys);
    expect([first.newest, first.fieldKeys.size]).toEqual([1, 1]);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    expect(addFieldKey(keys)).toBe(2);
    const second = loadKeyRing(keys);
    expect([second.newest, second.fieldKeys.size]).toEqual([2, 2]);
    expect(second.fieldKeys.get(1)).toEqual(first.fieldKeys.get(1));
    expect(second.pepper).toEqual(first.pepper);
  });

  it('is refused whole when one of its keys is open', () => {
    const keys = join(folder, 'open-ring');
    mkdirSync(keys);
    loadKeyRing(keys);
    chmodSync(join(keys, 'pepper.key'), 0o644);
    expect(() => loadKeyRing(keys)).toThrow(/pepper.key is readable by others/);
  });
});
