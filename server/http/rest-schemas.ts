// Shapes of the REST answers, for checks and for the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { isZone } from '../readmodel/day-in-zone.ts';
import { whole } from './whole.ts';

const int = () => z.number().int();

export const RefusalSchema = z
  .object({
    code: int().openapi({ description: 'Reject code, the same as on the socket.' }),
    name: z.string(),
    field: z.string(),
    retryable: z.boolean(),
    words: z.string(),
    retryAfterMs: int().optional(),
  })
  .openapi('Refusal');

export const AssetSchema = z.object({ id: int(), code: z.string(), scale: int() }).openapi('Asset');

export const InstrumentSchema = z
  .object({
    id: int(),
    symbol: z.string(),
    name: z.string(),
    assetClass: int(),
    baseAsset: int(),
    quoteAsset: int(),
    priceScale: int(),
    tickStep: int(),
    qtyScale: int(),
    lotStep: int(),
    tickValueMinor: int(),
    lotBaseMinor: int(),
    priceLimitTicks: int(),
    minQtyLots: int(),
    maxQtyLots: int(),
    maxNotionalMinor: int(),
    bandBps: int(),
    marketBoundBps: int(),
    makerFeePpm: int(),
    takerFeePpm: int(),
    openingTicks: int(),
    dayEndSecond: int(),
    phase: int(),
    version: int(),
    settlement: int().optional(),
    buyDutyPpm: int().optional(),
    sellDutyPpm: int().optional(),
    minFeeMinor: int().optional(),
  })
  .openapi('Instrument');

export const OrderSchema = z
  .object({
    key: int().openapi({ description: 'Order id; a refused order: minus its command sequence.' }),
    account: int(),
    client_order_id: int(),
    instrument: int(),
    side: int(),
    type: int(),
    tif: int(),
    flags: int(),
    price_ticks: int(),
    qty_lots: int(),
    filled_lots: int(),
    status: int(),
    cause: int(),
    placed_micros: int(),
    updated_micros: int(),
  })
  .openapi('Order');

export const FillSchema = z
  .object({
    trade_id: int(),
    account: int(),
    order_id: int(),
    client_order_id: int(),
    instrument: int(),
    side: int(),
    price_ticks: int(),
    qty_lots: int(),
    fee_minor: int().openapi({ description: 'Commission and stamp duty.' }),
    duty_minor: int().openapi({ description: 'The part of the fee that is stamp duty.' }),
    closed_lots: int().openapi({ description: 'Lots of the position that it closed.' }),
    realised_minor: int().openapi({
      description: 'What closing them made against their average cost, before the fee.',
    }),
    taker: int(),
    time_micros: int(),
    command_seq: int(),
  })
  .openapi('Fill');

export const CashEntrySchema = z
  .object({
    command_seq: int(),
    ordinal: int(),
    account: int(),
    asset: int(),
    amount_minor: int(),
    cause: int().openapi({
      description:
        '1 trade, 2 fee, 3 transfer, 4 move between accounts, 5 reversal, 6 penalty for a delivery that failed, 7 its buy-in, 8 stamp duty.',
    }),
    reference: int(),
    time_micros: int(),
  })
  .openapi('CashEntry');

export const BalanceSchema = z
  .object({
    account: int(),
    asset: int(),
    available_minor: int(),
    held_minor: int(),
    unsettled_minor: int().openapi({ description: 'Traded; to come less to go.' }),
    receivable_minor: int().openapi({ description: 'Of it, to come: it cannot be withdrawn yet.' }),
  })
  .openapi('Balance');

export const PositionSchema = z
  .object({
    account: int(),
    instrument: int(),
    lots: int(),
    cost_minor: int(),
    realised_minor: int(),
    settled_lots: int(),
  })
  .openapi('Position');

const ResultSums = {
  realised_minor: int().openapi({ description: 'Before fees.' }),
  fee_minor: int(),
  fills: int(),
  closings: int().openapi({ description: 'Fills that closed lots of a position.' }),
  wins: int().openapi({ description: 'Closings that made more than their fee.' }),
};

export const ResultSchema = z
  .object({
    asset: int(),
    ...ResultSums,
    ledger_minor: int().openapi({
      description:
        'Realised result of the positions in the ledger, fees taken off. It is realised less fees of all days, unless fills before them are no longer kept.',
    }),
    days: z.array(
      z.object({
        day: z.string().openapi({ description: 'YYYY-MM-DD in the zone.' }),
        ...ResultSums,
      }),
    ),
  })
  .openapi('Result');

export const ZoneQuery = z.object({
  zone: z
    .string()
    .max(64)
    .default('UTC')
    .refine(isZone, 'no such time zone')
    .openapi({ description: 'IANA name or offset in whole quarters of an hour: `+08:00`.' }),
});

export const ObligationSchema = z
  .object({
    account: int(),
    instrument: int(),
    value_date: int().openapi({ description: 'Days since 1970-01-01.' }),
    lots: int(),
    money_minor: int(),
    settled_lots: int(),
    settled_minor: int(),
    status: int().openapi({ description: '0 open, 1 closed, 2 open after a failed delivery.' }),
    updated_micros: int(),
  })
  .openapi('Obligation');

export const BarSchema = z
  .object({
    instrument: int(),
    span_seconds: int(),
    open_seconds: int(),
    open_ticks: int(),
    high_ticks: int(),
    low_ticks: int(),
    close_ticks: int(),
    volume_lots: int(),
    turnover_tick_lots: int(),
    trades: int(),
  })
  .openapi('Bar');

export const PageQuery = z.object({
  limit: whole(1, 500).default(100),
  before: z
    .string()
    .max(40)
    .default('')
    .openapi({ description: '`next` of the page before, empty for the newest.' }),
});
