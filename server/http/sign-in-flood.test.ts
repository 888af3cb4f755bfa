// A flood of sign-ins at the REST handler: what is let in, what it is told, and that an honest user comes
// through all the while (r:S4, ASVS 6.3.1, 2.4.1).

import { describe, expect, it, vi } from 'vitest';
import { GATE_BUDGET } from '../identity/sign-in-gate.ts';
import { IdentityStage } from '../testing/identity-stage.ts';
import { tell } from '../testing/security-count.ts';

const FLOOD = 1_000;

describe('a flood of sign-ins', () => {
  it('from a thousand addresses reaches the users no more than its budget says', async () => {
    const stage = await IdentityStage.open();
    await stage.signedIn('a@example.com', '10.0.0.1');
    const guarded = await IdentityStage.open({ budget: GATE_BUDGET });
    await guarded.signedIn('a@example.com', '10.0.0.1');
    const attack = async (at: IdentityStage) => {
      const before = at.audit.length;
      const lookUps = vi.spyOn(at.identity.users, 'byEmail');
      const answers = await Promise.all(
        Array.from({ length: FLOOD }, (_, k) => {
          const from = at.browser(`20.0.${String(k >> 8)}.${String(k & 255)}`);
          return from.signIn(
            k % 2 === 0 ? 'a@example.com' : 'nobody@example.com',
            'wrong password',
          );
        }),
      );
      const looked = answers.filter(({ status }) => status === 401).length;
      const lookedUp = lookUps.mock.calls.length;
      lookUps.mockRestore();
      return { answers, looked, lookedUp, audited: at.audit.length - before };
    };
    const { answers, looked, lookedUp, audited } = await attack(guarded);
    tell('S4 flood of sign-ins, users looked up beyond the budget', FLOOD, Math.max(0, lookedUp - GATE_BUDGET.burst)); // prettier-ignore
    expect(lookedUp).toBeLessThanOrEqual(GATE_BUDGET.burst);
    expect(looked).toBeLessThanOrEqual(lookedUp);
    expect(audited).toBe(looked);
    const refused = answers.filter(({ status }) => status !== 401);
    expect(refused.length).toBeGreaterThanOrEqual(FLOOD - GATE_BUDGET.burst);
    for (const { status, body, headers } of refused) {
      expect([status, body['name'], body['retryable'], headers['retry-after']]).toEqual([503, 'BUSY', true, '1']); // prettier-ignore
      expect(headers['cache-control']).toBe('no-store');
    }
    // Who signed in there before comes through at the worst moment, and so does a session.
    expect((await guarded.browser('10.0.0.1').signIn('a@example.com')).status).toBe(200);
    // A stranger's address comes through within a second.
    await guarded.passMs(1_000);
    expect((await guarded.browser('10.9.9.9').signIn('a@example.com')).status).toBe(200);
    // Control: without the budget every one of them is looked up.
    expect((await attack(stage)).lookedUp).toBe(FLOOD);
  });

  it('from one address is told to wait, whatever path of strangers it takes', async () => {
    const stage = await IdentityStage.open({ budget: GATE_BUDGET });
    const thief = stage.browser('6.6.6.6');
    const paths = ['sign-in', 'register', 'confirm', 'set-up', 'password/forgot', 'password/reset'];
    paths.push('second-factor', 'passkey-sign-in/begin', 'passkey-sign-in');
    const statuses = new Map<number, number>();
    for (let k = 0; k < 900; k++) {
      const { status } = await thief.post(paths[k % paths.length]!, { nothing: 1 });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    // First the budget of all is used up, then that of the address.
    const { burst, addressBurst } = GATE_BUDGET;
    const told = { 400: burst, 503: addressBurst - burst, 429: 900 - addressBurst };
    expect(Object.fromEntries(statuses)).toEqual(told);
    // Control: what is not for strangers is not counted there.
    expect((await thief.get('options')).status).toBe(200);
  });
});
