// Row B10: 10,000 call-backs, doubled, out of order, forged, replayed: one posting each, nothing forged.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dateOf, dateTimeOf } from '../iso20022/amounts.ts';
import { writeCamt054 } from '../iso20022/camt054.ts';
import { prng } from '../testing/prng.ts';
import { createTreasuryWorld, EUR, JPY, type TreasuryWorld } from '../testing/treasury-world.ts';
import type { BankCallback } from './callback-door.ts';
import { SUSPENSE } from './books.ts';
import { paymentReference, VENUE_IBAN, virtualIban } from './payment-references.ts';

const SECRET = new Uint8Array(32).fill(7);
const CALLBACKS = 10_000;
const CREDITS = 1_500;

function sign(world: TreasuryWorld, eventId: string, body: string, key = SECRET): BankCallback {
  const timestamp = String(Math.floor(world.time.now / 1000));
  const mac = createHmac('sha256', key).update(`${timestamp}.${eventId}.${body}`).digest('hex');
  return { eventId, timestamp, signature: `v1=${mac}`, body };
}

function credit(world: TreasuryWorld, k: number, change: object = {}): string {
  const { now } = world.time;
  const entry = {
    ...{ bankReference: `BK${String(k)}`, amount: { minor: k + 1, currency: 'EUR' } },
    ...{ isCredit: true, bookedOn: dateOf(now), valueOn: dateOf(now), partyName: 'Ada' },
    ...{ reference: paymentReference(2 + (k % 3)), ...change },
  };
  const head = { messageId: `M${String(k)}`, createdAt: dateTimeOf(now), iban: VENUE_IBAN };
  return writeCamt054({ ...head, entries: [entry] });
}

/** Ways to be false, each on a genuine call-back. */
const FORGERIES: readonly ((world: TreasuryWorld, genuine: BankCallback) => BankCallback)[] = [
  (world, { eventId, body }) => sign(world, eventId, body, new Uint8Array(32).fill(8)),
  (_, it) => ({ ...it, body: it.body.replace(/<Amt Ccy="EUR">/, '<Amt Ccy="EUR">9') }),
  (_, it) => ({ ...it, body: `${it.body} ` }),
  (_, it) => ({ ...it, eventId: `${it.eventId}x` }),
  (_, it) => ({ ...it, timestamp: String(Number(it.timestamp) + 1) }),
  (_, it) => ({ ...it, signature: '' }),
  (_, it) => ({ ...it, signature: it.signature.replace('v1=', 'v0=') }),
  (_, it) => ({ ...it, signature: it.signature.slice(0, -2) }),
  (_, it) => ({ ...it, signature: it.signature.toUpperCase() }),
  (_, it) => ({ ...it, eventId: '' }),
  (_, it) => ({ ...it, eventId: '../../x' }),
];

describe('call-backs of the bank', () => {
  it(`posts each of ${String(CREDITS)} credits once out of ${String(CALLBACKS)} call-backs`, async () => {
    const world = await createTreasuryWorld({ seed: 1 });
    const chance = prng(20);
    const counts = { genuine: 0, forged: 0, forgedTaken: 0, otherAnswer: 0 };
    const first = new Map<string, string>();
    for (let k = 0; k < CALLBACKS; k++) {
      // The first round brings each once, the others what comes again, in any order.
      const which = k < CREDITS ? CREDITS - 1 - k : chance.below(CREDITS);
      const body = credit(world, which);
      const eventId = chance.chance(1, 3) ? `again-${String(k)}` : `event-${String(which)}`;
      const genuine = sign(world, eventId, body);
      if (k >= CREDITS && chance.chance(2, 5)) {
        counts.forged += 1;
        const { status } = await world.treasury().receive(chance.pick(FORGERIES)(world, genuine));
        if (status !== 401) counts.forgedTaken += 1;
        continue;
      }
      counts.genuine += 1;
      const answer = JSON.stringify(await world.treasury().receive(genuine));
      if ((first.get(eventId) ?? answer) !== answer) counts.otherAnswer += 1;
      first.set(eventId, answer);
    }
    await world.treasury().tick();
    const rows = await world.store.selectFrom('deposit').select('state').execute();
    process.stdout.write(`call-backs: ${String(CALLBACKS)}, ${JSON.stringify(counts)}, postings ${String(world.books.decided.size)}\n`); // prettier-ignore
    expect(counts).toMatchObject({ forgedTaken: 0, otherAnswer: 0 });
    expect([rows.length, world.books.decided.size]).toEqual([CREDITS, CREDITS]);
    expect(rows.every(({ state }) => state === 'credited')).toBe(true);
    const total = [2, 3, 4].reduce((sum, account) => sum + world.books.balance(account, EUR.id), 0);
    expect(total).toBe((CREDITS * (CREDITS + 1)) / 2);
    await world.close();
  }, 120_000);

  it('takes 300 seconds of difference and not one more, both ways', async () => {
    const world = await createTreasuryWorld({ seed: 2 });
    const { now } = world.time;
    const statuses: number[] = [];
    for (const [k, seconds] of [-301, -300, 0, 300, 301].entries()) {
      const callback = sign(world, `event-${String(k)}`, credit(world, k));
      world.time.now = now + seconds * 1000;
      statuses.push((await world.treasury().receive(callback)).status);
      world.time.now = now;
    }
    expect(statuses).toEqual([401, 200, 200, 200, 401]);
    await world.close();
  });

  it('control: a door with the wrong key takes what the bank did not sign', async () => {
    const world = await createTreasuryWorld({ seed: 3 });
    const forged = sign(world, 'e1', credit(world, 1), new Uint8Array(32).fill(8));
    expect((await world.treasury().receive(forged)).status).toBe(401);
    world.treasury().house.secret.fill(8);
    expect((await world.treasury().receive(forged)).status).toBe(200);
    world.treasury().house.secret.fill(7);
    await world.close();
  });

  it('answers a message that it does not take the same again, and keeps it once', async () => {
    const world = await createTreasuryWorld({ seed: 4 });
    const callback = sign(world, 'bad-1', '<Document xmlns="urn:x"/>');
    const answers = [await world.treasury().receive(callback), await world.treasury().receive(callback)]; // prettier-ignore
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect(world.counts.troubles).toHaveLength(1);
    await world.close();
  });
});

describe('credits without an owner', () => {
  const CASES: readonly (readonly [string, object])[] = [
    ['noReference', { reference: undefined }],
    ['badReference', { reference: 'RF00OB000002' }],
    ['badReference', { reference: 'rent for May' }],
    ['unknownAccount', { reference: paymentReference(77) }],
    ['conflictingReferences', { creditedIban: virtualIban(3), reference: paymentReference(2) }],
    ['unexpectedReturn', { returnReason: 'AC04' }],
    ['currencyNotTaken', { amount: { minor: 5, currency: 'ISK' } }],
  ];

  it.each(CASES)(
    '%s waits in suspense, and goes to whom an operator says',
    async (named, change) => {
      const world = await createTreasuryWorld({ seed: 5 });
      const { deposits, receive, tick } = world.treasury();
      await receive(sign(world, 'e', credit(world, 41, change)));
      await tick();
      const [row] = await deposits.unmatched();
      expect(row!.classification).toBe(named);
      expect(await deposits.ofAccount(2)).toEqual([]);
      if (named === 'currencyNotTaken') {
        expect([row!.state, world.books.decided.size]).toEqual(['notBooked', 0]);
        await expect(deposits.assign('staff', row!.id, 2, 'x')).rejects.toThrow('currency');
        return world.close();
      }
      expect([row!.state, world.books.balance(SUSPENSE, EUR.id)]).toEqual(['suspended', 42]);
      await expect(deposits.assign('staff', row!.id, 12, 'house')).rejects.toThrow(
        'No such account',
      );
      await deposits.assign('staff', row!.id, 4, 'called the payer');
      await tick();
      await expect(deposits.assign('staff', row!.id, 3, 'again')).rejects.toThrow(
        'assigned already',
      );
      expect(world.books.balance(SUSPENSE, EUR.id)).toBe(0);
      expect(world.books.balance(4, EUR.id)).toBe(42);
      expect((await deposits.ofAccount(4))[0]).toMatchObject({ state: 'assigned', assignedBy: 'staff' }); // prettier-ignore
      return world.close();
    },
  );

  it('finds the reference in the words of the payer, and amounts without decimals', async () => {
    const world = await createTreasuryWorld({ seed: 6 });
    const words = `invoice ${paymentReference(3).toLowerCase()} thanks`;
    const change = { reference: undefined, remittance: words, amount: { minor: 900, currency: 'JPY' } }; // prettier-ignore
    await world.treasury().receive(sign(world, 'e', credit(world, 1, change)));
    await world.treasury().tick();
    expect(world.books.balance(3, JPY.id)).toBe(900);
    await world.close();
  });
});
