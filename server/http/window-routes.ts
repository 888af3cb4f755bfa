// Windows of the own history over REST. What is asked is a body, since a filter has no place in an address.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import {
  FILL_SORTS,
  FILTER_CODES_MAX,
  FILTER_TEXT_MAX,
  FILTER_WORDS_MAX,
  LIST_ROWS_MAX,
  ORDER_SORTS,
  WINDOW_ROWS_MAX,
  WINDOW_STATES,
} from '../../shared/domain/history-window.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Queries } from '../readmodel/queries.ts';
import { FillSchema, OrderSchema } from './rest-schemas.ts';
import { serve } from './serve.ts';

const int = () => z.number().int();
const codes = () => z.array(int().min(0).max(65_535)).max(FILTER_CODES_MAX).optional();

const WordSchema = z
  .strictObject({
    text: z.string().max(FILTER_TEXT_MAX).openapi({
      description:
        'In lower case without separators: part of the instrument’s code, or the whole of an id. Empty: neither.',
    }),
    sides: codes(),
    types: z
      .array(z.tuple([int().min(0).max(255), int().min(0).max(255)]))
      .max(FILTER_CODES_MAX)
      .optional()
      .openapi({ description: 'Of orders: type and time in force.' }),
    states: z.array(z.enum(WINDOW_STATES)).max(WINDOW_STATES.length).optional(),
    causes: codes().openapi({ description: 'Of orders that were cancelled or expired.' }),
    codes: codes().openapi({ description: 'Of orders that were refused.' }),
    takers: codes().openapi({ description: 'Of fills: 1 took, 0 made.' }),
  })
  .openapi('FilterWord', { description: 'A row passes that has any of these.' });

const askOf = <const Sorts extends readonly [string, ...string[]]>(sorts: Sorts) =>
  z.strictObject({
    sort: z.enum(sorts),
    falling: z.boolean(),
    words: z
      .array(WordSchema)
      .max(FILTER_WORDS_MAX)
      .openapi({ description: 'A row has to pass every word.' }),
    offset: int().min(0).max(LIST_ROWS_MAX),
    count: int().min(1).max(WINDOW_ROWS_MAX),
    version: int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .openapi({ description: '`version` of an answer before; 0: the list as it is now.' }),
  });

const answerOf = (row: z.ZodType) =>
  z.object({
    version: int().openapi({
      description: 'Another than was asked for: that list is no longer kept, this is a new one.',
    }),
    total: int(),
    more: z.boolean().openapi({
      description: `There are more rows than the ${String(LIST_ROWS_MAX)} of a list.`,
    }),
    offset: int(),
    rows: z.array(row),
  });

export const WindowOrderSchema = OrderSchema.extend({
  cost_tick_lots: int().openapi({ description: 'Sum of ticks times lots of its fills.' }),
  fee_minor: int(),
}).openapi('WindowOrder');

export interface WindowServices {
  readonly queries: Pick<Queries, 'orderWindow' | 'fillWindow'>;
  readonly audit: AuditLog;
}

export function addWindowRoutes(app: OpenAPIHono, services: WindowServices): void {
  const { queries } = services;
  serve(app, {
    method: 'post',
    path: '/api/v1/orders/window',
    summary: 'A window of all orders of the account, in any order and through a filter.',
    body: askOf(ORDER_SORTS),
    answer: answerOf(WindowOrderSchema),
    grant: 'readAccount',
    run: ({ account, body }) => queries.orderWindow(account, body),
  });
  serve(app, {
    method: 'post',
    path: '/api/v1/fills/window',
    summary: 'A window of all fills of the account, in any order and through a filter.',
    body: askOf(FILL_SORTS),
    answer: answerOf(FillSchema),
    grant: 'readAccount',
    run: ({ account, body }) => queries.fillWindow(account, body),
  });
}
