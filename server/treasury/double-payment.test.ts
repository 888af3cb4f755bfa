// Row B9: 2,000 runs against the faulty bank; bank total = ledger total, no payment twice.

import { describe, expect, it } from 'vitest';
import { FAULTY } from '../bank/bank-faults.ts';
import { ibanOf } from '../iso20022/field-checks.ts';
import { createTreasuryWorld, EUR, type TreasuryWorld } from '../testing/treasury-world.ts'; // prettier-ignore
import type { Bank } from './bank.ts';
import { IN_TRANSIT, OUTSIDE } from './books.ts';
import { openTreasuryStore, type TreasuryStore } from './open-treasury.ts';
import { paymentReference, VENUE_IBAN, virtualIban } from './payment-references.ts';
import { NEXT } from './withdrawal-states.ts';

const RUNS = 2_000;
const CONTROL_RUNS = 5;
const HOUR_MS = 3_600_000;

interface Result {
  doubles: number;
  paid: number;
  returned: number;
  rejected: number;
  crashes: number;
  forged: number;
  forgedTaken: number;
  resent: number;
  unequal: number;
  open: number;
}

async function oneRun(
  store: TreasuryStore,
  seed: number,
  wrapBank?: (bank: Bank) => Bank,
): Promise<Result> {
  let submissions = 0;
  const world = await createTreasuryWorld({
    ...{ store, seed, crashes: 40 },
    wrapBank: (bank) => {
      const inner = wrapBank?.(bank) ?? bank;
      return {
        ...inner,
        submit(xml) {
          submissions += 1;
          return inner.submit(xml);
        },
      };
    },
  });
  world.bank.setFaults(FAULTY);
  world.books.fund(2, EUR.id, 1_000_000);
  const payments = 1 + world.chance.below(3);
  for (let k = 0; k < payments; k++) await ask(world, k);
  payIn(world);
  const start = world.time.now;
  await world.runUntil(start + 12 * HOUR_MS);
  // Calm at last: what is still under way ends, then the day is compared.
  world.bank.setFaults(Object.fromEntries(Object.keys(FAULTY).map((name) => [name, 0])));
  await world.runUntil(start + 15 * HOUR_MS);
  await world.survive(() => world.treasury().reconciliations.run('staff', '2026-11-23'));
  await world.survive(() => world.treasury().tick());
  const result = judge(world);
  const rows = await world.store.selectFrom('withdrawal').select(['state']).execute();
  const open = rows.filter(({ state }) => NEXT[state].length > 0 && state !== 'settled').length;
  await world.close();
  return { ...(await result), resent: submissions - payments, open };
}

async function ask(world: TreasuryWorld, k: number): Promise<void> {
  const { chance } = world;
  const iban = ibanOf('DE', `3704004405320130${String(k + 1)}${chance.chance(1, 8) ? '0' : '1'}`);
  // The last two digits 00 would be a closed account.
  const given = { iban, bic: '', holder: 'Ada Lovelace', label: 'home' };
  const { id } = await world.treasury().accounts.add(2, given);
  const amountMinor = 1_000 + chance.below(300_000);
  const request = { account: 2, user: 'trader-1', bankAccount: id, asset: EUR.id, amountMinor };
  await world.treasury().withdrawals.request({ ...request, clientRequestId: `r${String(k)}` });
}

function payIn({ bank, chance }: TreasuryWorld): void {
  const amount = { minor: 1 + chance.below(500_000), currency: 'EUR' };
  const name = 'Grace Hopper';
  if (chance.chance(1, 2)) bank.payIn({ iban: virtualIban(3), amount, name });
  if (chance.chance(1, 2)) bank.payIn({ iban: VENUE_IBAN, amount, name, reference: paymentReference(2) }); // prettier-ignore
  if (chance.chance(1, 3)) bank.payIn({ iban: VENUE_IBAN, amount, name, reference: 'rent' });
}

async function judge({ bankBooks, books, bank, counts, store }: TreasuryWorld) {
  const entries = bankBooks.entries('EUR', '2026-11-23');
  const debits = entries.filter(({ isCredit }) => !isCredit).map(({ partyIban }) => partyIban!);
  const states = await store.selectFrom('withdrawal').select('state').execute();
  const count = (wanted: string) => states.filter(({ state }) => state === wanted).length;
  const isEqual =
    bank.totalMinor('EUR') === -books.balance(OUTSIDE, EUR.id) &&
    books.balance(IN_TRANSIT, EUR.id) === 0;
  return {
    doubles: debits.length - new Set(debits).size,
    ...{ paid: debits.length, returned: count('returned'), rejected: count('rejected') },
    ...{ crashes: counts.crashes, forged: counts.forged, forgedTaken: counts.forgedTaken },
    unequal: isEqual ? 0 : 1,
  };
}

async function manyRuns(runs: number, wrapBank?: (bank: Bank) => Bank): Promise<Result> {
  const sum: Result = {
    ...{ doubles: 0, paid: 0, returned: 0, rejected: 0, crashes: 0, forged: 0, forgedTaken: 0 },
    ...{ resent: 0, unequal: 0, open: 0 },
  };
  const store = await openTreasuryStore(':memory:');
  for (let seed = 1; seed <= runs; seed++) {
    const result = await oneRun(store, seed, wrapBank);
    for (const key of Object.keys(sum) as (keyof Result)[]) sum[key] += result[key];
    if (wrapBank === undefined && (result.doubles > 0 || result.unequal > 0 || result.open > 0)) {
      throw new Error(`seed ${String(seed)}: ${JSON.stringify(result)}`);
    }
  }
  await store.destroy();
  return sum;
}

/** A treasury that takes a silent bank for a deaf one: each resend under a new id. */
function newIdEachTime(bank: Bank): Bank {
  let sent = 0;
  return {
    ...bank,
    status: (uetr) => (sent > 3 ? bank.status(uetr) : Promise.resolve({ is: 'notKnown' })),
    submit(xml) {
      sent += 1;
      if (sent === 1) return bank.submit(xml);
      const end = String(sent).padStart(12, '0');
      return bank.submit(
        xml
          .replace(/<EndToEndId>[^<]*/, `<EndToEndId>again-${end}`)
          .replace(/<UETR>[^<]*/, `<UETR>00000000-1111-4000-8000-${end}`),
      );
    },
  };
}

describe('payments against a faulty bank', () => {
  it(`pays nobody twice in ${String(RUNS)} runs, and both totals are equal`, async () => {
    const sum = await manyRuns(RUNS);
    process.stdout.write(`double payments: ${String(RUNS)} runs ${JSON.stringify(sum)}\n`);
    expect(sum).toMatchObject({ doubles: 0, unequal: 0, open: 0, forgedTaken: 0 });
    // The weather was bad enough to prove something.
    expect(sum.resent).toBeGreaterThan(RUNS / 10);
    expect(sum.crashes).toBeGreaterThan(RUNS / 10);
    expect(sum.forged).toBeGreaterThan(RUNS / 10);
    expect(Math.min(sum.paid, sum.returned, sum.rejected)).toBeGreaterThan(RUNS / 20);
  }, 900_000);

  it('control: resends under a new EndToEndId are found to pay twice', async () => {
    const sum = await manyRuns(CONTROL_RUNS, newIdEachTime);
    process.stdout.write(`control: ${String(CONTROL_RUNS)} runs, ${String(sum.doubles)} doubles\n`);
    expect(sum.doubles).toBeGreaterThan(0);
    expect(sum.unequal).toBeGreaterThan(0);
  }, 120_000);
});
