// Known and unknown addresses take the same way (ASVS 5.0 6.3.8), compared by work and not by the clock: runs
// of argon2 with their parameters, writes to the disk before and after the answer, events, and every byte of
// the answer.

import { hashSync, verifySync } from '@node-rs/argon2';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IdentityStage, PASSWORD, type Answer, type Browser } from '../testing/identity-stage.ts';
import type { PasswordHasher } from './password-hash.ts';

/** Counted and done: the real library works behind it. */
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<{ hashSync: typeof hashSync; verifySync: typeof verifySync }>();
  return { hashSync: vi.fn(real.hashSync), verifySync: vi.fn(real.verifySync) };
});
afterEach(() => {
  vi.clearAllMocks();
});

const KNOWN = 'known@example.com';
const UNKNOWN = 'other@example.com';
const WRONG = 'a wrong password';

interface Work {
  readonly answer: Pick<Answer, 'status' | 'body' | 'headers'>;
  /** Each run of argon2: what it did with which parameters, with the pepper or without. */
  readonly hashes: readonly string[];
  /** Statements that changed rows until the answer stood, and after it. */
  readonly writes: number;
  readonly writesAfter: number;
  readonly events: readonly string[];
}

/** `$argon2id$v=19$m=19456,t=2,p=1` of a hash that is kept. */
const parametersOf = (kept: string) => kept.split('$').slice(0, 4).join('$');

function hashesSoFar(): string[] {
  const verified = vi.mocked(verifySync).mock.calls.map(([kept, , options]) => {
    const pepper = options?.secret instanceof Uint8Array;
    return `verify ${parametersOf(String(kept))} ${String(pepper)}`;
  });
  const made = vi.mocked(hashSync).mock.calls.map(([, options]) => {
    const { secret, ...rest } = options ?? {};
    return `hash ${JSON.stringify(rest)} ${String(secret instanceof Uint8Array)}`;
  });
  return [...verified, ...made];
}

/** Statements of every database of this process that changed rows. */
function countWrites(): { readonly count: () => number; stop(): void } {
  const prototype = Object.getPrototypeOf(new Database(':memory:').prepare('select 1')) as {
    run: (this: unknown, ...values: unknown[]) => { changes: number };
  };
  const { run } = prototype;
  let count = 0;
  prototype.run = function (...values) {
    const done = run.apply(this, values);
    if (done.changes > 0) count += 1;
    return done;
  };
  return {
    count: () => count,
    stop() {
      prototype.run = run;
    },
  };
}

async function workOf(
  stage: IdentityStage,
  address: string,
  ask: (browser: Browser) => Promise<Answer>,
): Promise<Work> {
  vi.clearAllMocks();
  const before = stage.audit.length;
  const writing = countWrites();
  try {
    const { status, body, headers } = await ask(stage.browser(address));
    const writes = writing.count();
    await stage.identity.desk.settled();
    return {
      answer: { status, body, headers },
      ...{ hashes: hashesSoFar(), writes, writesAfter: writing.count() - writes },
      events: stage.audit.slice(before).map(({ what, who }) => `${what} by ${who}`),
    };
  } finally {
    writing.stop();
  }
}

/** A stage with one user; each way is asked from an address of its own, so that nothing slows down. */
async function compared(ask: (browser: Browser, email: string) => Promise<Answer>) {
  const stage = await IdentityStage.open();
  await stage.signedIn(KNOWN);
  stage.letters.length = 0;
  const known = await workOf(stage, '10.0.1.1', (browser) => ask(browser, KNOWN));
  const unknown = await workOf(stage, '10.0.1.2', (browser) => ask(browser, UNKNOWN));
  return { stage, known, unknown };
}

const signIn = (browser: Browser, email: string) => browser.signIn(email, WRONG);
const register = (browser: Browser, email: string) =>
  browser.post('register', { email, password: PASSWORD, language: 'en' });
const forgot = (browser: Browser, email: string) => browser.post('password/forgot', { email });

const ARGON = '$argon2id$v=19$m=19456,t=2,p=1';

describe('known and unknown addresses take the same way', () => {
  it('at sign-in: one verification with the same parameters, no write, the same answer', async () => {
    const { known, unknown } = await compared(signIn);
    expect(unknown).toEqual(known);
    expect(unknown).toMatchObject({
      ...{ answer: { status: 401 }, hashes: [`verify ${ARGON} true`], writes: 0, writesAfter: 0 },
      events: ['sign-in by '],
    });
  });

  it('at registration: one hash, one write, one link and one letter each', async () => {
    const { stage, known, unknown } = await compared(register);
    expect(unknown).toEqual(known);
    expect(unknown).toMatchObject({ answer: { status: 202, body: {} }, writes: 1, writesAfter: 1 });
    expect(unknown.hashes).toEqual([expect.stringMatching(/^hash .*19456.* true$/)]);
    expect(stage.letters.map(({ to }) => to)).toEqual([KNOWN, UNKNOWN]);
  });

  it('at a forgotten password: no hash, nothing written before the answer, one link after it', async () => {
    const { stage, known, unknown } = await compared(forgot);
    expect(unknown).toEqual(known);
    expect(unknown).toMatchObject({
      ...{ answer: { status: 202, body: {} }, hashes: [], writes: 0, writesAfter: 1 },
    });
    // The letter itself is the only difference, and nobody but its reader sees it.
    expect(stage.letters.map(({ to }) => to)).toEqual([KNOWN]);
  });

  it('and a difference would be seen: the right password, a look that skips the hash', async () => {
    const right = await compared((browser, email) => browser.signIn(email, PASSWORD));
    expect(right.known.answer.status).toBe(200);
    expect(right.known.writes).toBeGreaterThan(right.unknown.writes);
    const skipping = await compared(async (browser, email) => {
      const passwords: { verify: PasswordHasher['verify'] } = browser.stage.identity.desk.passwords;
      const real = passwords.verify.bind(browser.stage.identity.desk.passwords);
      passwords.verify = (kept, password, rank) =>
        kept === undefined ? Promise.resolve(false) : real(kept, password, rank);
      return signIn(browser, email);
    });
    expect(skipping.unknown.answer).toEqual(skipping.known.answer);
    expect([skipping.known.hashes.length, skipping.unknown.hashes.length]).toEqual([1, 0]);
  });
});
