// One way to declare a route that takes a body: who may call, what it takes, what it does; described in the
// OpenAPI document by the same words. Without a policy there is no route (r:S7).

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import { permit, Refusal, requireSession, requireStepUp } from './guard.ts';
import { RefusalSchema } from './rest-schemas.ts';

/** anybody · any caller that is signed in · a person's session · that proved itself just now · a grant */
export type Policy = 'anybody' | 'caller' | 'session' | 'steppedUp' | Grant;

export interface StrictRoute<Body extends z.ZodObject> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As hono writes it: `/api/v1/things/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly who: Policy;
  /** Of a GET: its query. */
  readonly body: Body;
  readonly status?: 200 | 202;
  /** Undefined answers an empty object. */
  readonly run: (c: Context, body: z.output<Body>) => Promise<object | void> | object | void;
}

export function addStrictRoute<Body extends z.ZodObject>(
  app: OpenAPIHono,
  route: StrictRoute<Body>,
): void {
  const { method, path, who, body, status = 200, run } = route;
  describe(app, route);
  app.on(method.toUpperCase(), path, async (c) => {
    enforce(c, who);
    const given = method === 'get' ? c.req.query() : await readJson(c);
    const checked = body.safeParse(given);
    if (!checked.success) {
      const field = checked.error.issues[0]?.path.join('.') ?? '';
      throw new Refusal({ ...REJECTS.badField, field });
    }
    return c.json((await run(c, checked.data)) ?? {}, status);
  });
}

function enforce(c: Context, who: Policy): void {
  if (who === 'anybody') return;
  if (who === 'session' || who === 'steppedUp') requireSession(c);
  if (who === 'steppedUp') requireStepUp(c);
  else if (who !== 'caller' && who !== 'session') permit(c, who);
}

/** An empty body is an empty object. */
async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  const isJson = /^application\/json\b/.test(c.req.header('content-type') ?? '');
  if (!isJson) throw new Refusal({ ...REJECTS.badField, field: 'content-type' });
  try {
    return JSON.parse(text);
  } catch {
    // A user's mistake, answered with a code.
    throw new Refusal(REJECTS.malformed);
  }
}

function describe<Body extends z.ZodObject>(app: OpenAPIHono, route: StrictRoute<Body>): void {
  const { method, path, summary, who, body, status = 200 } = route;
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const takes =
    method === 'get' ? { query: body } : { body: { content: { 'application/json': { schema: body } } } }; // prettier-ignore
  app.openAPIRegistry.registerPath({
    ...{ method, path: path.replace(/:(\w+)/g, '{$1}'), summary: `${summary} (${who})` },
    request: { ...takes, ...(names.length > 0 ? { params } : {}) },
    ...(who === 'anybody' ? {} : { security: [{ bearer: [] }] }),
    responses: {
      [status]: json(z.object({}), summary),
      400: json(RefusalSchema, 'A field is not allowed.'),
      ...(who === 'anybody' ? {} : { 401: json(RefusalSchema, 'Not signed in.') }),
      403: json(RefusalSchema, 'Not permitted, or not from our page.'),
    },
  });
}
