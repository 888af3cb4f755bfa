// REST of the audit log: search, verify, signed export. Whoever does so stands in it too.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { JsonObject } from '../audit/canonical-json.ts';
import type { Authority } from '../gateway/authority.ts';
import { recordAct } from './audit-acts.ts';
import { Refusal } from './guard.ts';
import { FileAnswer, serve } from './serve.ts';
import { whole } from './whole.ts';

interface AuditServices {
  readonly authority: Authority;
  readonly audit: AuditLog;
}

const Seq = whole(0);
const Text = z.string().min(1).max(100);
const Micros = Seq.openapi({ description: 'µs since 1970.' });
const Range = z.strictObject({
  from: Seq.default(1),
  to: Seq.default(0).openapi({ description: 'The last entry; 0: the newest.' }),
});
const Filter = z.strictObject({
  ...{ who: Text.optional(), what: Text.optional(), object: Text.optional() },
  ...{ fromMicros: Micros.optional(), toMicros: Micros.optional() },
  limit: whole(1, 500).default(100),
  before: Seq.default(0).openapi({ description: '`next` of the page before; 0: the newest.' }),
});

const EntrySchema = z
  .object({
    ...{ seq: z.number().int(), atMicros: z.number().int() },
    who: z.object({ user: z.string(), role: z.string() }),
    onBehalfOf: z.string().optional(),
    ...{ what: z.string(), object: z.string(), why: z.string().optional() },
    ...{ address: z.string(), outcome: z.string() },
    details: z.record(z.string(), z.unknown()).optional(),
    ...{ previous: z.string(), hash: z.string() },
  })
  .openapi('AuditEntry');
const VerdictSchema = z
  .object({
    sound: z.boolean(),
    ...{ entries: z.number().int().optional(), head: z.number().int().optional() },
    ...{ hash: z.string().optional(), anchoredTo: z.number().int().optional() },
    ...{ badSeq: z.number().int().optional(), why: z.string().optional() },
  })
  .openapi('AuditVerdict');

export function addAuditRoutes(app: OpenAPIHono, services: AuditServices): void {
  const { audit } = services;
  const grant = 'readAudit';
  const object = 'audit';
  serve(app, {
    path: '/api/v1/audit',
    summary: 'Entries of the audit log, newest first.',
    query: Filter,
    answer: z.object({ rows: z.array(EntrySchema), next: z.number().int() }),
    grant,
    async run(call) {
      const { query: filter } = call;
      const rows = await audit.search(filter);
      const details = JSON.parse(JSON.stringify(filter)) as JsonObject;
      await recordAct(audit, call, { what: 'audit.read', object, outcome: 'done', details });
      return { rows, next: rows.length < filter.limit ? 0 : rows.at(-1)!.seq };
    },
  });
  serve(app, {
    path: '/api/v1/audit/verify',
    summary: 'Whether every entry is as it was written; names the first that is not.',
    query: Range,
    answer: VerdictSchema,
    grant,
    async run(call) {
      const { from, to } = call.query;
      const verdict = await audit.verify(from, to);
      const outcome = verdict.sound ? 'sound' : `bad entry ${String(verdict.badSeq)}`;
      await recordAct(audit, call, {
        what: 'audit.verify',
        object,
        outcome,
        details: { from, to },
      });
      return verdict;
    },
  });
  serve(app, {
    path: '/api/v1/audit/bundle',
    summary: 'A signed bundle of entries, JSON lines; `npm run audit-check` proves it offline.',
    query: Range,
    answer: z.string(),
    grant,
    async run(call) {
      const { from, to } = call.query;
      const bundle = await audit.bundle(from, to);
      const outcome = bundle === undefined ? REJECTS.noAuditBundle.name : 'done';
      await recordAct(audit, call, {
        what: 'audit.export',
        object,
        outcome,
        details: { from, to },
      });
      if (bundle === undefined) throw new Refusal(REJECTS.noAuditBundle);
      const name = `openbell-audit-${String(from)}-${to === 0 ? 'newest' : String(to)}.jsonl`;
      return new FileAnswer('application/jsonl; charset=utf-8', name, bundle);
    },
  });
}
