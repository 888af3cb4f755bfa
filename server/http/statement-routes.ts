// REST of statements, and of the cash ledger with its filters.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import { entryCauseName } from '../../shared/domain/entry-cause.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { isGranted, type Authority } from '../gateway/authority.ts';
import { isZone } from '../readmodel/day-in-zone.ts';
import type { Queries } from '../readmodel/queries.ts';
import { csvLine } from '../statements/csv-text.ts';
import { LOT_METHODS } from '../statements/lot-queue.ts';
import { LOTS_MAX } from '../statements/lots-report.ts';
import type { Statements } from '../statements/statements.ts';
import { STATEMENT_FORMATS, type StatementFormat } from '../statements/statement-writer.ts';
import { recordAct } from './audit-acts.ts';
import { Refusal } from './guard.ts';
import { CashEntrySchema, PageQuery } from './rest-schemas.ts';
import { FileAnswer, serve, type Call } from './serve.ts';
import { whole } from './whole.ts';

interface StatementServices {
  readonly authority: Authority;
  readonly queries: Queries;
  readonly audit: AuditLog;
  readonly statements: Statements;
}

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true, 'no such day')
  .openapi({ example: '2026-11-30', description: 'A UTC day.' });
const PERIOD = {
  ...{ from: Day, to: Day },
  lang: z.enum(['en', 'zh']).default('en'),
  account: whole(0)
    .optional()
    .openapi({ description: 'Staff that may read every account names one.' }),
};
const isForward = ({ from, to }: { readonly from: string; readonly to: string }) => from <= to;
const BACKWARD = { path: ['to'], message: 'before from' };
const StatementQuery = z
  .strictObject({ ...PERIOD, format: z.enum(STATEMENT_FORMATS).default('pdf') })
  .refine(isForward, BACKWARD);
const LotsQuery = z
  .strictObject({
    ...PERIOD,
    method: z
      .enum(LOT_METHODS)
      .default('fifo')
      .openapi({ description: 'Which lot a sale closes.' }),
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'no such time zone')
      .default('UTC')
      .openapi({ description: 'IANA name or offset: in it lie the days of period and lots.' }),
    longDays: whole(1, 36_500).optional().openapi({
      description: 'Held more days than these is long-term; left out: more than a year.',
    }),
    open: z
      .enum(['0', '1'])
      .default('1')
      .openapi({ description: '0: without what is open at the end of the period.' }),
    last: whole(1, LOTS_MAX)
      .optional()
      .openapi({ description: 'JSON: the last so many lots of each kind only.' }),
    format: z.enum(STATEMENT_FORMATS).default('csv'),
  })
  .refine(isForward, BACKWARD);
const Micros = whole(0).optional();
const EntryQuery = PageQuery.extend({
  asset: whole(0).optional(),
  cause: whole(1, 99).optional(),
  from: Micros.openapi({ description: 'µs since 1970, included.' }),
  to: Micros.openapi({ description: 'µs since 1970, not included.' }),
  format: z.enum(['json', 'csv']).default('json'),
});

const TYPES: Readonly<Record<StatementFormat, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

export function addStatementRoutes(app: OpenAPIHono, services: StatementServices): void {
  const { statements, queries } = services;
  serve(app, {
    path: '/api/v1/statements',
    summary:
      'A statement for a period, recomputed from the cash ledger; byte-equal when made twice.',
    query: StatementQuery,
    answer: z.string().openapi({ description: 'PDF, CSV or JSON.' }),
    // Staff is let in by the other grant, below.
    grant: ['readAccount', 'readAnyAccount'],
    async run(call) {
      const { from, to, format, lang, account: named } = call.query;
      const account = await accountOf(services, named, call);
      const made = await statements.make({ account, from, to }, format, lang);
      if (made === 'busy') throw new Refusal(REJECTS.busy);
      if (made === 'too long') throw new Refusal(REJECTS.statementTooLong);
      const name = `statement-${String(account)}-${from}-${to}.${format}`;
      return new FileAnswer(TYPES[format], name, made);
    },
  });
  serve(app, {
    path: '/api/v1/tax-lots',
    summary:
      'Tax lots: what was closed in a period, and what is open at its end; byte-equal when made twice.',
    query: LotsQuery,
    answer: z.string().openapi({ description: 'PDF, CSV or JSON.' }),
    grant: ['readAccount', 'readAnyAccount'],
    async run(call) {
      const { account: named, lang, open, ...asked } = call.query;
      const account = await accountOf(services, named, call);
      const { from, to, method, format } = asked;
      const how = { account, language: lang, withOpen: open === '1' };
      const made = await statements.lots({ ...asked, ...how });
      if (made === 'busy') throw new Refusal(REJECTS.busy);
      if (made === 'too long') throw new Refusal(REJECTS.statementTooLong);
      const name = `tax-lots-${method}-${String(account)}-${from}-${to}.${format}`;
      return new FileAnswer(TYPES[format], name, made);
    },
  });
  serve(app, {
    path: '/api/v1/cash-entries',
    summary: 'Cash flow: every posting with its cause, newest first; filtered, as JSON or CSV.',
    query: EntryQuery,
    answer: z.object({ rows: z.array(CashEntrySchema), next: z.string() }),
    grant: 'readAccount',
    async run({ account, query: { limit, before, asset, cause, from, to, format } }) {
      const filter = { asset, cause, fromMicros: from, toMicros: to };
      const page = await queries.cashEntries({ account, limit, before, ...filter });
      return format === 'json' ? page : entriesAsCsv(queries, account, page.rows);
    },
  });
}

/** The own account, or for staff the one that it names, which the audit log hears of. */
async function accountOf(
  { audit }: StatementServices,
  named: number | undefined,
  call: Call,
): Promise<number> {
  const { principal, account: own } = call;
  if (named === undefined || named === own) {
    if (!isGranted(principal, 'readAccount') || own < 0) throw new Refusal(REJECTS.wrongAccount);
    return own;
  }
  const object = `account:${String(named)}`;
  const isAllowed = isGranted(principal, 'readAnyAccount');
  const outcome = isAllowed ? 'done' : REJECTS.wrongAccount.name;
  await recordAct(audit, call, { what: 'account.statement', object, onBehalfOf: object, outcome });
  if (!isAllowed) throw new Refusal(REJECTS.wrongAccount);
  return named;
}

const COLUMNS = ['time', 'entry', 'cause', 'currency', 'amount', 'reference'];

async function entriesAsCsv(
  queries: Queries,
  account: number,
  rows: readonly z.output<typeof CashEntrySchema>[],
): Promise<FileAnswer> {
  const assets = new Map((await queries.assets()).map((asset) => [asset.id, asset]));
  const lines = rows.map((row) => {
    const { code, scale } = assets.get(row.asset)!;
    return csvLine([
      new Date(Math.floor(row.time_micros / 1_000)).toISOString(),
      `${String(row.command_seq)}.${String(row.ordinal)}`,
      ...[entryCauseName(row.cause) ?? 'other', code, formatDecimal(row.amount_minor, scale)],
      String(row.reference),
    ]);
  });
  const text = csvLine(COLUMNS) + lines.join('');
  return new FileAnswer(TYPES.csv, `cash-entries-${String(account)}.csv`, text);
}
