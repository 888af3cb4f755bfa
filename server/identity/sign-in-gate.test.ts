// The gate before strangers: budgets per address and for all, what is left for whom, whose an address is.

import { describe, expect, it } from 'vitest';
import { networkOf } from './address-network.ts';
import { createSignInGate, GATE_BUDGET } from './sign-in-gate.ts';

const START_MS = 1_800_000_000_000;

function stage() {
  const time = { ms: START_MS };
  const gate = createSignInGate(() => time.ms);
  const count = (addresses: readonly string[]) =>
    addresses.filter((address) => gate.refusal(address) === undefined).length;
  return { time, gate, count };
}

const many = (n: number, net = 20) =>
  Array.from({ length: n }, (_, k) => `${String(net)}.0.${String(k >> 8)}.${String(k & 255)}`);

describe('the gate', () => {
  it('lets the budget of a second in, of however many addresses', () => {
    const { time, count } = stage();
    expect(count(many(5_000))).toBe(GATE_BUDGET.burst);
    time.ms += 1_000;
    expect(count(many(5_000, 21))).toBe(GATE_BUDGET.perSecond);
  });

  it('holds one address to its own budget and says when to come again', () => {
    const { time, gate, count } = stage();
    gate.known('6.6.6.6');
    for (let k = 0; k < 12; k++) {
      count(Array.from({ length: 10 }, () => '6.6.6.6'));
      time.ms += 100;
    }
    const more = Array.from({ length: 200 }, () => '6.6.6.6');
    expect(count(more)).toBeLessThanOrEqual(10);
    const refusal = gate.refusal('6.6.6.6');
    expect(refusal?.row.name).toBe('TOO_MANY_ATTEMPTS');
    expect(refusal?.retryAfterMs).toBeGreaterThan(0);
  });

  it('leaves room for addresses without failures, and more for those that are known', () => {
    const { time, gate, count } = stage();
    const flood = many(1_000);
    for (const address of flood) gate.failures.failed(networkOf(address), time.ms);
    gate.known('8.8.8.8');
    expect(gate.rankOf('8.8.8.8')).toBe(0);
    expect(gate.rankOf('9.9.9.9')).toBe(1);
    expect(gate.rankOf(flood[0]!)).toBe(2);
    expect(count(flood)).toBe(GATE_BUDGET.burst / 2);
    // The flood has taken all that it may: who is new comes in nevertheless.
    expect(count(['9.9.9.9'])).toBe(1);
    // New addresses without end take all that they may: who is known comes in nevertheless.
    count(many(1_000, 30));
    expect(count(['9.9.9.8', '8.8.8.8'])).toBe(1);
    // A known address that fails and fails is like any other.
    for (let k = 0; k < 5; k++) gate.failures.failed('8.8.8.8', time.ms);
    expect(gate.rankOf('8.8.8.8')).toBe(6);
  });

  it('refuses an address that failed fifty times until its minute is over', () => {
    const { time, gate } = stage();
    for (let k = 0; k < 50; k++) gate.failures.failed('6.6.6.6', time.ms);
    expect(gate.refusal('6.6.6.6')?.retryAfterMs).toBe(60_000);
    time.ms += 60_000;
    expect(gate.refusal('6.6.6.6')).toBeUndefined();
  });
});

describe('whose an address is', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['0000:0000:0000:0000:0000:ffff:0a01:0203', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
