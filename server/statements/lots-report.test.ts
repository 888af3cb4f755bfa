// The report of tax lots: CSV and JSON, the period, a trade that was taken back.

import { expect, test } from 'vitest';
import { STAGE_INSTRUMENT } from '../core/engine-stage.ts';
import { createLotsFold, type LotsTask, type SequencedFill } from './lots-report.ts';
import { writeLots } from './lots-writer.ts';

const TASK: LotsTask = {
  ...{ account: 2, from: '2026-02-01', to: '2026-02-28', method: 'fifo', format: 'csv' },
  ...{ language: 'en', instruments: [STAGE_INSTRUMENT], busted: [3], moves: [] },
  ...{ zone: 'UTC', withOpen: true, isComplete: true },
  assets: [{ id: 0, code: 'USD', scale: 2 }],
};
const at = (text: string) => Date.parse(text) * 1_000;
const FILLS: SequencedFill[] = (
  [
    [1, 0, 10, 1_000, 5, '2026-01-10T10:00:00Z'],
    [2, 1, 4, 1_100, 3, '2026-01-20T10:00:00Z'],
    [3, 1, 6, 9_999, 0, '2026-02-02T10:00:00Z'],
    [4, 1, 3, 900, 3, '2026-02-10T10:00:00Z'],
  ] as const
).map(([trade_id, side, qty_lots, price_ticks, fee_minor, time]) => ({
  ...{ trade_id, side, qty_lots, price_ticks, fee_minor, instrument: 0, time_micros: at(time) },
  command_seq: trade_id * 10,
}));

async function bytesOf(task: LotsTask): Promise<Uint8Array> {
  const fold = createLotsFold(task);
  for (const fill of FILLS) fold.add([fill]);
  const report = fold.end();
  if (report === 'too long') throw new Error(report);
  return writeLots(report);
}

const made = async (task: LotsTask) => new TextDecoder().decode(await bytesOf(task));
const json = async (task: Partial<LotsTask>) =>
  JSON.parse(await made({ ...TASK, format: 'json', ...task })) as Record<string, unknown>;

test('CSV: what was closed in the period, and what is open at its end', async () => {
  expect((await made(TASK)).split('\r\n')).toEqual([
    'Lot,Instrument,Opened (UTC),Closed (UTC),Side,Quantity,Currency,Cost,Proceeds,Gain,Term,Day opened,Day closed,Days held,Origin',
    'closed,ACME,2026-01-10T10:00:00.000Z,2026-02-10T10:00:00.000Z,long,3,USD,30.01,26.97,-3.04,short-term,2026-01-10,2026-02-10,31,',
    'open,ACME,2026-01-10T10:00:00.000Z,,long,3,USD,30.02,,,,2026-01-10,,,',
    '',
  ]);
  expect(await made({ ...TASK, language: 'zh' })).toContain('已了结,ACME');
  expect(await made({ ...TASK, withOpen: false })).not.toContain('open,ACME');
});

test('JSON has the same lots and their totals; twice the same bytes in every form', async () => {
  expect(await json({})).toMatchObject({
    ...{ account: 2, from: '2026-02-01', to: '2026-02-28', method: 'fifo', zone: 'UTC' },
    totals: [
      {
        ...{ asset: 0, costMinor: 3_001, proceedsMinor: 2_697, shortTermMinor: -304 },
        ...{ longTermMinor: 0, openCostMinor: 3_002, openProceedsMinor: 0 },
      },
    ],
    closed: [{ openTradeId: 1, closeTradeId: 4, lots: 3, gainMinor: -304, isLongTerm: false }],
    open: [{ tradeId: 1, lots: 3, valueMinor: 3_002 }],
    ...{ closedCount: 1, openCount: 1 },
  });
  expect(await json({ from: '2026-01-01', last: 1 })).toMatchObject({
    ...{ closedCount: 2, closed: [{ closeTradeId: 4 }] },
  });
  for (const format of ['csv', 'json', 'pdf'] as const) {
    const [one, two] = [await bytesOf({ ...TASK, format }), await bytesOf({ ...TASK, format })];
    expect(Buffer.from(one).equals(two)).toBe(true);
  }
});

test('PDF in both languages, across, its pages counted', async () => {
  for (const language of ['en', 'zh'] as const) {
    const pdf = Buffer.from(await bytesOf({ ...TASK, format: 'pdf', language })).toString('latin1');
    expect([pdf.slice(0, 5), pdf.match(/\/Type \/Page\n/g)?.length]).toEqual(['%PDF-', 1]);
    expect(pdf).toContain('/MediaBox [0 0 841.89 595.28]');
    expect(pdf.includes('/Lang (zh-CN)')).toBe(language === 'zh');
  }
});

test('transfers stand where they came between the fills, and outside of the totals', async () => {
  const moves = [
    { instrument: 0, signedLots: 2, timeMicros: at('2026-01-05T00:00:00Z'), commandSeq: 5 },
    { instrument: 0, signedLots: -1, timeMicros: at('2026-02-20T00:00:00Z'), commandSeq: 99 },
  ];
  const report = await json({ moves });
  expect(report).toMatchObject({
    closed: [
      { closeTradeId: 4, lots: 3, costMinor: 3_001, isTransferred: false },
      { isTakenOut: true, lots: 1, gainMinor: 0, costMinor: 1_000 },
    ],
    open: [{ lots: 4 }],
    totals: [{ costMinor: 3_001, shortTermMinor: -304 }],
  });
  const csv = await made({ ...TASK, moves, from: '2026-01-01' });
  expect(csv).toContain('transferred out,ACME');
  expect(csv).toContain(',2026-01-05,2026-01-20,15,transferred in');
});

test('a day of the zone decides what is in the period', async () => {
  const to = '2026-02-09';
  expect(await json({ to })).toMatchObject({ closedCount: 0, open: [{ lots: 6 }] });
  // 10:00 UTC on the 10th is 23:00 on the 9th in Pago Pago.
  expect(await json({ to, zone: 'Pacific/Pago_Pago' })).toMatchObject({ closedCount: 1 });
});

test('control: with the trade that was taken back other lots are closed', async () => {
  expect(await made({ ...TASK, busted: [] })).not.toBe(await made(TASK));
});
