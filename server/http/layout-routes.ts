// REST of the named layouts: read all, keep one, remove one. They belong to the user, not to the account.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { LIMITS } from '../../shared/domain/limits.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { LayoutBox } from '../settings/layout-box.ts';
import { permit, Refusal } from './guard.ts';
import { RefusalSchema } from './rest-schemas.ts';
import { policyOf } from './serve.ts';

interface LayoutServices {
  readonly layouts: LayoutBox;
}

const ALL = '/api/v1/layouts';
const ONE = `${ALL}/{name}`;

const Name = z.string().trim().min(1).max(LIMITS.layoutNameMax);
const Revision = z.coerce
  .number()
  .int()
  .min(0)
  .openapi({ description: 'The revision that the change was made on; 0 for a new layout.' });
const Layout = z
  .record(z.string(), z.unknown())
  .openapi({ description: 'What the terminal keeps; the server does not look into it.' });
const Kept = z.object({ name: z.string(), revision: z.number().int(), layout: Layout });
const KeptAt = z.object({ revision: z.number().int() });

export function addLayoutRoutes(app: OpenAPIHono, services: LayoutServices): void {
  const { layouts } = services;
  describeRoutes(app);
  app.get(ALL, (c) => {
    const user = userOf(c);
    const kept = layouts.list(user).map(({ name, revision, body }) => {
      return { name, revision, layout: JSON.parse(body) as unknown };
    });
    return c.json({ layouts: kept });
  });
  app.put(`${ALL}/:name`, async (c) => {
    const user = userOf(c);
    const { name, revision } = readTarget(c);
    const put = layouts.put(user, name, revision, await readBody(c));
    if (put.is === 'full') throw new Refusal(REJECTS.tooManyLayouts);
    if (put.is === 'conflict') throw new Refusal(REJECTS.layoutConflict);
    return c.json({ revision: put.revision });
  });
  app.delete(`${ALL}/:name`, (c) => {
    const user = userOf(c);
    const { name, revision } = readTarget(c);
    if (!layouts.remove(user, name, revision)) throw new Refusal(REJECTS.layoutConflict);
    return c.json({ revision: 0 });
  });
}

/** Whoever may look at the market may arrange the desk. */
function userOf(c: Context): string {
  return permit(c, 'marketData').user;
}

function readTarget(c: Context): { readonly name: string; readonly revision: number } {
  const name = Name.safeParse(c.req.param('name'));
  if (!name.success) throw new Refusal({ ...REJECTS.badField, field: 'name' });
  const revision = Revision.safeParse(c.req.query('revision') ?? '0');
  if (!revision.success) throw new Refusal({ ...REJECTS.badField, field: 'revision' });
  return { name: name.data, revision: revision.data };
}

async function readBody(c: Context): Promise<string> {
  const text = await c.req.text();
  if (Buffer.byteLength(text) > LIMITS.layoutBytes) throw new Refusal(REJECTS.layoutTooLarge);
  const layout = Layout.safeParse(parseJson(text));
  if (!layout.success) throw new Refusal({ ...REJECTS.badField, field: 'layout' });
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A user's mistake: the schema refuses it in the next line, with a code.
    return undefined;
  }
}

function describeRoutes(app: OpenAPIHono): void {
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const refusals = {
    400: json(RefusalSchema, 'A parameter is not allowed, or there are too many layouts.'),
    401: json(RefusalSchema, 'Not signed in.'),
    409: json(RefusalSchema, 'It was changed since that revision: nothing was done.'),
    413: json(RefusalSchema, 'The layout is too large.'),
  };
  const policy = policyOf('marketData');
  const target = { params: z.object({ name: Name }), query: z.object({ revision: Revision }) };
  const registry = app.openAPIRegistry;
  registry.registerPath({
    ...{ method: 'get', path: ALL, summary: 'Named layouts of the user.', ...policy },
    responses: { 200: json(z.object({ layouts: z.array(Kept) }), 'Layouts.'), 401: refusals[401] },
  });
  registry.registerPath({
    ...{ method: 'put', path: ONE, summary: 'Keep a layout.', ...policy },
    request: { ...target, body: { content: { 'application/json': { schema: Layout } } } },
    responses: { 200: json(KeptAt, 'Its new revision.'), ...refusals },
  });
  registry.registerPath({
    ...{ method: 'delete', path: ONE, summary: 'Remove a layout.', ...policy, request: target },
    responses: { 200: json(KeptAt, 'Removed: revision 0.'), ...refusals },
  });
}
