// The report of tax lots: CSV and JSON, the period, a trade that was taken back.

import { expect, test } from 'vitest';
import { STAGE_INSTRUMENT } from '../core/engine-stage.ts';
import { createLotsReport, type LotsTask } from './lots-report.ts';
import type { LotFill } from './tax-lots.ts';

const TASK: LotsTask = {
  ...{ account: 2, from: '2026-02-01', to: '2026-02-28', method: 'fifo', format: 'csv' },
  ...{ language: 'en', instruments: [STAGE_INSTRUMENT], busted: [3] },
  assets: [{ id: 0, code: 'USD', scale: 2 }],
};
const at = (text: string) => Date.parse(text) * 1_000;
const FILLS: LotFill[] = (
  [
    [1, 0, 10, 1_000, 5, '2026-01-10T10:00:00Z'],
    [2, 1, 4, 1_100, 3, '2026-01-20T10:00:00Z'],
    [3, 1, 6, 9_999, 0, '2026-02-02T10:00:00Z'],
    [4, 1, 3, 900, 3, '2026-02-10T10:00:00Z'],
  ] as const
).map(([trade_id, side, qty_lots, price_ticks, fee_minor, time]) => ({
  ...{ trade_id, side, qty_lots, price_ticks, fee_minor, instrument: 0, time_micros: at(time) },
}));

function made(task: LotsTask): string {
  const report = createLotsReport(task);
  for (const fill of FILLS) report.add([fill]);
  return new TextDecoder().decode(report.end());
}

test('CSV: what was closed in the period, and what is open at its end', () => {
  expect(made(TASK).split('\r\n')).toEqual([
    'Lot,Instrument,Opened (UTC),Closed (UTC),Side,Quantity,Currency,Cost,Proceeds,Gain,Term',
    'closed,ACME,2026-01-10T10:00:00.000Z,2026-02-10T10:00:00.000Z,long,3,USD,30.01,26.97,-3.04,short-term',
    'open,ACME,2026-01-10T10:00:00.000Z,,long,3,USD,30.02,,,',
    '',
  ]);
  expect(made({ ...TASK, language: 'zh' })).toContain('已了结,ACME');
});

test('JSON has the same lots and their totals; twice the same bytes', () => {
  const text = made({ ...TASK, format: 'json' });
  expect(made({ ...TASK, format: 'json' })).toBe(text);
  expect(JSON.parse(text)).toMatchObject({
    ...{ account: 2, from: '2026-02-01', to: '2026-02-28', method: 'fifo' },
    totals: [{ asset: 0, costMinor: 3_001, proceedsMinor: 2_697, shortTermMinor: -304 }],
    closed: [{ openTradeId: 1, closeTradeId: 4, lots: 3, gainMinor: -304, isLongTerm: false }],
    open: [{ tradeId: 1, lots: 3, valueMinor: 3_002 }],
  });
});

test('control: with the trade that was taken back other lots are closed', () => {
  expect(made({ ...TASK, busted: [] })).not.toBe(made(TASK));
});
