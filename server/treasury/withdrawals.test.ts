// Withdrawals as people see them: money held, two persons, own approval, cancel, regressions.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createTreasuryWorld, EUR, type TreasuryWorld } from '../testing/treasury-world.ts';
import { ibanOf } from '../iso20022/field-checks.ts';
import { IN_TRANSIT } from './books.ts';
import { openTreasuryStore } from './open-treasury.ts';
import { advance } from './withdrawal-steps.ts';
import { NEXT, WITHDRAWAL_STATES } from './withdrawal-states.ts';

const HIGH = 1_000_001;

async function start() {
  const world = await createTreasuryWorld({ seed: 1 });
  world.books.fund(2, EUR.id, 5_000_000);
  const given = { iban: 'GB29 NWBK 6016 1331 9268 19', bic: '', holder: 'Ada Lovelace', label: '' };
  const target = await world.treasury().accounts.add(2, given);
  const ask = async (amountMinor: number, clientRequestId = 'r1', user = 'trader-1') => {
    const request = { account: 2, user, bankAccount: target.id, asset: EUR.id };
    const { withdrawals, settle } = world.treasury();
    const id = await withdrawals.request({ ...request, amountMinor, clientRequestId });
    await settle();
    return id;
  };
  return { world, ask, withdrawals: world.treasury().withdrawals };
}

const money = ({ books }: TreasuryWorld) => [
  books.balance(2, EUR.id),
  books.balance(IN_TRANSIT, EUR.id),
];

describe('withdrawals', () => {
  it('hold the money at once, and refuse what is not there', async () => {
    const { world, ask, withdrawals } = await start();
    await ask(1_000);
    expect(money(world)).toEqual([4_999_000, 1_000]);
    const id = await ask(9_000_000, 'r2');
    expect((await withdrawals.view(id)).state).toBe('refused');
    expect(money(world)).toEqual([4_999_000, 1_000]);
    await world.close();
  });

  it('are one for one clientRequestId, also when asked for at the same time', async () => {
    const { world, ask } = await start();
    const ids = await Promise.all(Array.from({ length: 20 }, () => ask(700)));
    expect(new Set(ids).size).toBe(1);
    expect(money(world)).toEqual([4_999_300, 700]);
    await expect(ask(701)).rejects.toThrow('another request');
    await world.close();
  });

  it('above the limit need two persons, neither the one who asks', async () => {
    const { world, ask, withdrawals } = await start();
    const id = await ask(HIGH, 'r1', 'staff-0');
    expect((await withdrawals.view(id)).state).toBe('awaitingApproval');
    await world.treasury().tick();
    expect(world.bankBooks.unfinished()).toEqual([]);
    await expect(withdrawals.approve('staff-0', id, 'mine')).rejects.toThrow('of their own');
    await withdrawals.approve('staff-1', id, 'seen');
    await expect(withdrawals.approve('staff-1', id, 'again')).rejects.toThrow('second person');
    expect((await withdrawals.view(id)).state).toBe('awaitingApproval');
    await withdrawals.approve('staff-2', id, 'seen too');
    expect(await withdrawals.view(id)).toMatchObject({ state: 'reserved', approvals: ['staff-1', 'staff-2'] }); // prettier-ignore
    await expect(withdrawals.refuse('staff-3', id, 'late')).rejects.toThrow('not wait');
    await world.close();
  });

  it('at the limit need nobody; refused ones give the money back once', async () => {
    const { world, ask, withdrawals } = await start();
    expect((await withdrawals.view(await ask(HIGH - 1))).state).toBe('reserved');
    const id = await ask(HIGH, 'r2');
    await withdrawals.refuse('staff-1', id, 'not plausible');
    await world.treasury().settle();
    expect((await withdrawals.view(id)).state).toBe('declined');
    expect(money(world)).toEqual([5_000_000 - HIGH + 1, HIGH - 1]);
    await world.close();
  });

  it('are cancelled by their owner while they have not left', async () => {
    const { world, ask, withdrawals } = await start();
    const id = await ask(500);
    await expect(withdrawals.cancel(3, 'trader-2', id)).rejects.toThrow('No such withdrawal');
    await withdrawals.cancel(2, 'trader-1', id);
    await world.treasury().settle();
    expect(money(world)).toEqual([5_000_000, 0]);
    const gone = await ask(500, 'r2');
    await world.treasury().tick();
    await expect(withdrawals.cancel(2, 'trader-1', gone)).rejects.toThrow('at the bank');
    await world.close();
  });

  it('become an operator case after three questions without an answer, with the money held', async () => {
    const { world, ask, withdrawals } = await start();
    world.bank.setFaults({ loseAnswer: 1000, loseQuery: 1000, loseCallback: 1000 });
    const id = await ask(500);
    const begun = world.time.now;
    await world.runUntil(begun + 599_000);
    expect(await withdrawals.view(id)).toMatchObject({ state: 'pendingUnknown', needsOperator: false }); // prettier-ignore
    await world.runUntil(begun + 601_000);
    expect(await withdrawals.view(id)).toMatchObject({ state: 'pendingUnknown', needsOperator: true }); // prettier-ignore
    expect(money(world)).toEqual([4_999_500, 500]);
    world.bank.setFaults({ loseQuery: 0 });
    await world.runUntil(begun + 3_600_000);
    expect(await withdrawals.view(id)).toMatchObject({ state: 'settled', needsOperator: false });
    expect(money(world)).toEqual([4_999_500, 0]);
    await world.close();
  });

  it('end rejected with the reason of the bank for a closed account, the money back', async () => {
    const { world, withdrawals } = await start();
    const bad = { iban: ibanOf('DE', '370400440532013000'), bic: '', holder: 'Ada', label: '' };
    const { id: bankAccount } = await world.treasury().accounts.add(2, bad);
    const request = { account: 2, user: 'trader-1', bankAccount, asset: EUR.id, amountMinor: 9 };
    const id = await withdrawals.request({ ...request, clientRequestId: 'c' });
    await world.treasury().tick();
    await world.runUntil(world.time.now + 60_000);
    expect(await withdrawals.view(id)).toMatchObject({ state: 'rejected', reason: 'AC04' });
    expect(money(world)).toEqual([5_000_000, 0]);
    await world.close();
  });

  it('ignore every step that is not in the table', async () => {
    const { world, ask } = await start();
    const id = await ask(500);
    const { store } = world;
    let taken = 0;
    for (const from of WITHDRAWAL_STATES)
      for (const to of WITHDRAWAL_STATES) {
        await store.updateTable('withdrawal').set({ state: from }).where('id', '=', id).execute();
        await store.deleteFrom('outbox').execute();
        const { house } = world.treasury();
        const done = await store
          .transaction()
          .execute((trx) => advance(house, trx, id, to, { actor: 'test' }));
        expect([from, to, done]).toEqual([from, to, NEXT[from].includes(to)]);
        const queued = await store.selectFrom('outbox').select('id').execute();
        if (!done) expect(queued).toEqual([]);
        if (done) taken += 1;
      }
    expect(taken).toBe(Object.values(NEXT).flat().length);
    await world.close();
  });

  it('keep bank data sealed and shown masked', async () => {
    const { world } = await start();
    const rows = await world.store.selectFrom('bank_account').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/GB29NWBK60161331926819|Lovelace/);
    const [view] = await world.treasury().accounts.list(2);
    expect(view).toMatchObject({ iban: 'GB29 •••• 6819', holder: 'Ada Lovelace' });
    expect(await world.treasury().accounts.list(3)).toEqual([]);
    await world.close();
  });

  it('are answered as asked for when the core takes nothing, and go on when it does', async () => {
    const { world, ask, withdrawals } = await start();
    const { books } = world;
    const post = books.post.bind(books);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    books.post = async (...given) => {
      await gate;
      return post(...given);
    };
    const id = await ask(500);
    expect((await withdrawals.view(id)).state).toBe('requested');
    open();
    await world.treasury().settle();
    expect((await withdrawals.view(id)).state).toBe('reserved');
    expect(money(world)).toEqual([4_999_500, 500]);
    await world.close();
  });

  it('live in tables that are synced in full', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'openbell-treasury-'));
    const store = await openTreasuryStore(join(folder, 'treasury.db'));
    const [synchronous, journal] = await Promise.all([
      sql`pragma synchronous`.execute(store),
      sql`pragma journal_mode`.execute(store),
    ]);
    expect([synchronous.rows, journal.rows]).toEqual([[{ synchronous: 2 }], [{ journal_mode: 'wal' }]]); // prettier-ignore
    await store.destroy();
    rmSync(folder, { recursive: true });
  });
});
