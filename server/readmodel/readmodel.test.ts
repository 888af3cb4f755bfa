import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { packAttributes } from '../core/commands.ts';
import { assetRecord, instrumentRecord } from '../core/definitions.ts';
import {
  E,
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EventKind,
  INDEX_SHIFT,
  ObligationState,
  Posting,
  SELL_BIT,
  TAKER_BIT,
} from '../core/events.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { DoneCause, OrderStatus } from '../../shared/domain/order.ts';
import { DiskFull, createProjector } from './projector.ts';
import { createQueries } from './queries.ts';
import { openReadModel } from './readmodel.ts';
import { openStore } from './open-store.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';

const BTC: Instrument = {
  ...{ id: 0, symbol: 'BTCUSDT', name: 'Bitcoin', assetClass: 4, baseAsset: 1, quoteAsset: 2 },
  ...{ priceScale: 2, tickStep: 1, qtyScale: 5, lotStep: 1, tickValueMinor: 3, lotBaseMinor: 10 },
  ...{ priceLimitTicks: 1 << 20, minQtyLots: 1, maxQtyLots: 1e6, maxNotionalMinor: 1e12 },
  ...{ bandBps: 0, marketBoundBps: 500, makerFeePpm: 100, takerFeePpm: 200, openingTicks: 1000 },
  ...{ dayEndSecond: 0, phase: 0, version: 1 },
};
const TIME = 1_700_000_000_000_000;
const HOUSE = 10;

type Build = (words: Int32Array, slots: Float64Array) => void;

/** An event batch by hand: `build` writes one 64-byte event each, records are taken whole. */
function batch(seq: number, events: (Build | Int32Array)[], timeMicros = TIME): Uint8Array {
  const blocks = events.map((event) => (typeof event === 'function' ? new Int32Array(16) : event));
  const size = blocks.reduce((sum, words) => sum + words.length, 16);
  const slots = new Float64Array(size / 2);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = EVENT_SCHEMA_VERSION;
  words[EB.blocks] = size / 16 - 1;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = seq * 100;
  slots[EB.timeSlot] = timeMicros;
  let at = 16;
  events.forEach((event, k) => {
    if (typeof event === 'function') event(words.subarray(at), slots.subarray(at / 2));
    else words.set(event, at);
    at += blocks[k]!.length;
  });
  return new Uint8Array(slots.buffer);
}

const accepted =
  (account: number, orderId: number, qty: number, index = 0): Build =>
  (w, f) => {
    w[0] = EventKind.accepted | (index << INDEX_SHIFT);
    w[E.account] = account;
    w[E.price] = 1000;
    w[E.qty] = qty;
    w[E.attributes] = packAttributes(0, 0, 3, 1, 0);
    f[E.orderIdSlot] = orderId;
    f[E.clientOrderIdSlot] = orderId + 7;
    f[E.availableSlot] = 5000;
    f[E.heldSlot] = 700;
  };

const fill = (
  account: number,
  orderId: number,
  lots: number,
  leaves: number,
  bits: number,
): Build[] => [
  (w, f) => {
    w[0] = EventKind.fill | bits;
    w[E.account] = account;
    w[E.price] = 1000;
    w[E.qty] = lots;
    w[E.leaves] = leaves;
    f[E.orderIdSlot] = orderId;
    f[E.tradeIdSlot] = 55;
    w[E.fillFilledLots] = lots;
    f[E.feeSlot] = 6;
  },
  (w, f) => {
    w[0] = EventKind.settled;
    w[E.account] = account;
    f.set([100, 0, 200, 0, 30_000, -6, lots], 1);
  },
];

const rows = async (orders: Build[][]) => {
  const store = await openStore(':memory:');
  const projector = await createProjector(store, (account) => account === HOUSE);
  projector.add(
    batch(1, [assetRecord({ id: 1, code: 'BTC', scale: 8 }), instrumentRecordAsEvent()]),
  );
  for (const [k, events] of orders.entries()) projector.add(batch(k + 2, events));
  await projector.flush();
  return { store, projector, queries: createQueries(store) };
};

// Definitions have the same kind number and layout as events and as commands.
const instrumentRecordAsEvent = () => instrumentRecord(BTC);

describe('projection', () => {
  it('posts the duty by the terms that hold when the fill is charged', async () => {
    const bought = fill(2, 900, 10, 0, TAKER_BIT);
    const { store, projector, queries } = await rows([
      [...fill(HOUSE, 800, 10, 5, SELL_BIT), ...bought],
    ]);
    projector.add(batch(3, [instrumentRecord({ ...BTC, buyDutyPpm: 100, version: 2 })]));
    const later = bought.map<Build>((build, k) => (words, slots) => {
      build(words, slots);
      if (k === 0) slots[E.tradeIdSlot] = 56;
    });
    projector.add(batch(4, later));
    await projector.flush();
    // A notional of 30,000: of the fee of 6 the duty is 3, from the second trade on.
    const charged = (await queries.cashEntries({ account: 2, limit: 9, before: '' })).rows
      .filter(({ cause }) => cause === EntryCause.fee || cause === EntryCause.duty)
      .map((row) => [row.reference, row.asset, row.amount_minor, row.cause]);
    expect(charged).toEqual([
      [56, 2, -3, EntryCause.duty],
      [56, 2, -3, EntryCause.fee],
      [55, 2, -6, EntryCause.fee],
    ]);
    const fills = await store.selectFrom('fill').select(['trade_id', 'duty_minor']).execute();
    expect(fills).toEqual([
      { trade_id: 55, duty_minor: 0 },
      { trade_id: 56, duty_minor: 3 },
    ]);
    const period = { account: 2, fromMicros: 0, toMicros: Number.MAX_SAFE_INTEGER };
    const { sums } = await queries.ledgerSums(period);
    expect(sums.find(({ asset }) => asset === 2)).toMatchObject({
      ...{ fees_minor: -9, duties_minor: -3 },
    });
  });

  it('follows an order from acceptance to its fill, with postings that balance the fill', async () => {
    const { queries } = await rows([
      [accepted(2, 900, 10)],
      [...fill(HOUSE, 800, 10, 5, SELL_BIT), ...fill(2, 900, 10, 0, TAKER_BIT)],
    ]);
    const orders = await queries.orders({ account: 2, limit: 9, before: '' });
    expect(orders.rows).toMatchObject([
      {
        key: 900,
        client_order_id: 907,
        tif: 3,
        flags: 1,
        filled_lots: 10,
        status: OrderStatus.filled,
      },
    ]);
    const entries = await queries.cashEntries({ account: 2, limit: 9, before: '' });
    expect(entries.rows.map((row) => [row.asset, row.amount_minor, row.cause])).toEqual([
      [2, -6, 2],
      [2, -30_000, 1],
      [1, 100, 1],
    ]);
    expect(await queries.positions(2)).toMatchObject([{ lots: 10, cost_minor: 30_000 }]);
    expect(await queries.bars(0, 60, Number.MAX_SAFE_INTEGER, 10)).toMatchObject([
      { open_ticks: 1000, volume_lots: 10, trades: 1 },
    ]);
  });

  it('leaves out orders and postings of the house, and keeps its positions', async () => {
    const { queries } = await rows([fill(HOUSE, 800, 4, 0, SELL_BIT)]);
    expect((await queries.fills({ account: HOUSE, limit: 9, before: '' })).rows).toEqual([]);
    expect(await queries.positions(HOUSE)).toHaveLength(1);
  });

  it('changes an order of an earlier transaction', async () => {
    const { store, projector, queries } = await rows([[accepted(2, 900, 10)]]);
    projector.add(
      batch(3, [
        (w, f) => {
          w[0] = EventKind.done;
          w[E.account] = 2;
          w[E.cause] = DoneCause.user;
          w[E.filledLots] = 4;
          f[E.orderIdSlot] = 900;
        },
      ]),
    );
    await projector.flush();
    const { rows: orders } = await queries.orders({ account: 2, limit: 9, before: '' });
    expect(orders).toMatchObject([{ status: OrderStatus.cancelled, filled_lots: 4, qty_lots: 10 }]);
    await store.destroy();
  });

  it('is exactly once: repeats are dropped, a gap and a second writer stop it', async () => {
    const { store, projector, queries } = await rows([fill(2, 900, 4, 0, TAKER_BIT)]);
    projector.add(batch(2, fill(2, 900, 4, 0, TAKER_BIT)));
    await projector.flush();
    expect((await queries.bars(0, 60, Number.MAX_SAFE_INTEGER, 9))[0]!.volume_lots).toBe(4);
    expect(() => {
      projector.add(batch(4, []));
    }).toThrow(/gap/);

    const second = await createProjector(store, () => false);
    second.add(batch(3, []));
    await second.flush();
    projector.add(batch(3, fill(2, 901, 4, 0, TAKER_BIT)));
    await expect(projector.flush()).rejects.toThrow(/another projector/);
    expect((await queries.bars(0, 60, Number.MAX_SAFE_INTEGER, 9))[0]!.volume_lots).toBe(4);
  });

  it('keeps its changes while the disk is full, and writes them once when there is room', async () => {
    const { store, projector, queries } = await rows([]);
    const { rows: pages } = await sql<{ page_count: number }>`pragma page_count`.execute(store);
    const room = async (count: number) => {
      await sql.raw(`pragma max_page_count = ${String(count)}`).execute(store);
    };
    await room(pages[0]!.page_count);
    const many = Array.from({ length: 500 }, (_, k) => fill(2, 1000 + k, 1, 0, TAKER_BIT));
    projector.add(batch(2, many.flat()));
    await expect(projector.flush()).rejects.toThrow(DiskFull);
    await expect(projector.flush()).rejects.toThrow(DiskFull);
    expect(projector.checkpoint()).toBe(1);
    projector.add(batch(3, fill(2, 2000, 7, 0, TAKER_BIT)));
    await room(100_000);
    await projector.flush();
    expect(projector.checkpoint()).toBe(3);
    const bars = await queries.bars(0, 60, Number.MAX_SAFE_INTEGER, 9);
    expect(bars[0]).toMatchObject({ trades: 501, volume_lots: 507 });
  });

  it('posts a move on both sides with a cause of its own', async () => {
    const moved = (account: number, other: number, amount: number): Build => {
      return (w, f) => {
        w[0] = EventKind.balance;
        w.set([account, 2, other, Posting.move], 1);
        f.set([1000 + amount, 0], 3);
        f.set([amount, 77], 6);
      };
    };
    const { queries } = await rows([[moved(2, 5, -30), moved(5, 2, 30)]]);
    const entries = async (account: number) =>
      (await queries.cashEntries({ account, limit: 9, before: '' })).rows;
    const own = { asset: 2, cause: EntryCause.move, reference: 77 };
    expect(await entries(2)).toMatchObject([{ ...own, amount_minor: -30, ordinal: 0 }]);
    expect(await entries(5)).toMatchObject([{ ...own, amount_minor: 30, ordinal: 1 }]);
    expect((await queries.balances(5))[0]).toMatchObject({ asset: 2, available_minor: 1030 });
  });

  it('shows what is traded, what is settled, and what settles when', async () => {
    const owes = (day: number, status: number, lots: number, money: number): Build => {
      return (w, f) => {
        w[0] = EventKind.obligation;
        w.set([2, 0, day, status], 1);
        f.set([lots, money], 3);
      };
    };
    const { open, settled, failed } = ObligationState;
    const made = [...fill(2, 900, 10, 0, TAKER_BIT), owes(20_000, open, 10, -30_006)];
    const first = await rows([made]);
    expect((await first.queries.positions(2))[0]).toMatchObject({ lots: 10, settled_lots: 0 });
    const balances = await first.queries.balances(2);
    expect(balances.map((row) => row.unsettled_minor)).toEqual([100, -30_006]);
    expect(balances.map((row) => row.receivable_minor)).toEqual([100, 0]);
    const part = [owes(20_000, settled, 4, -12_002), owes(20_001, failed, 6, -18_004)];
    const { queries } = await rows([made, part]);
    expect((await queries.positions(2))[0]).toMatchObject({ lots: 10, settled_lots: 4 });
    const page = { account: 2, limit: 1, before: '' };
    const newest = await queries.obligations(page);
    expect(newest.rows).toMatchObject([{ value_date: 20_001, lots: 6, status: failed }]);
    const older = await queries.obligations({ ...page, before: newest.next });
    expect(older.rows).toMatchObject([{ settled_lots: 4, settled_minor: -12_002, lots: 0 }]);
  });

  it('drops bars of one second after a day, and no others', async () => {
    const { projector, queries } = await rows([fill(2, 1, 4, 0, TAKER_BIT)]);
    const day = 86_400 * 1e6;
    projector.add(batch(3, fill(2, 2, 5, 0, TAKER_BIT), TIME + day + 2e6));
    await projector.flush();
    const count = async (span: number) =>
      (await queries.bars(0, span, Number.MAX_SAFE_INTEGER, 9)).length;
    expect([await count(1), await count(60)]).toEqual([1, 2]);
  });

  it('merges bars over transactions like one', async () => {
    const one = await rows([fill(2, 1, 4, 0, TAKER_BIT), fill(2, 2, 5, 0, TAKER_BIT)]);
    const two = await rows([fill(2, 1, 4, 0, TAKER_BIT)]);
    two.projector.add(batch(3, fill(2, 2, 5, 0, TAKER_BIT)));
    await two.projector.flush();
    const bars = (x: typeof one) => x.queries.bars(0, 1, Number.MAX_SAFE_INTEGER, 9);
    expect(await bars(two)).toEqual(await bars(one));
    expect((await bars(one))[0]).toMatchObject({ volume_lots: 9, trades: 2 });
  });
});

describe('read model in its thread', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('goes on from its checkpoint when it is opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'openbell-readmodel-'));
    folders.push(folder);
    const failures: Error[] = [];
    const options = {
      file: join(folder, 'read.db'),
      houseFrom: HOUSE,
      houseTo: 100,
      onFailure: (error: Error) => failures.push(error),
    };
    const first = await openReadModel(options);
    first.add(batch(1, [instrumentRecord(BTC)]));
    first.add(batch(2, fill(2, 900, 4, 0, TAKER_BIT)));
    await first.flush();
    expect(first.figures()).toEqual({ lagBatches: 0, checkpoint: 2 });
    await first.close();

    const again = await openReadModel(options);
    expect(again.openedAt).toBe(2);
    expect((await again.instruments())[0]).toEqual(BTC);
    expect((await again.fills({ account: 2, limit: 9, before: '' })).rows).toHaveLength(1);
    again.add(batch(4, []));
    await expect(again.flush()).rejects.toThrow();
    expect(failures.map(String).join()).toContain('gap');
  });
});
