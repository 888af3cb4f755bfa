// One REST route, as data: method, path, shapes, who may, and what answers. The OpenAPI document carries
// the grant of every route, so that the role matrix reads the same policy that is enforced here.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { refusalOfAll, type Principal } from '../gateway/authority.ts';
import { recordAct } from './audit-acts.ts';
import { addressOf, callerOf, Refusal } from './guard.ts';
import { RefusalSchema } from './rest-schemas.ts';

/** `open`: nobody has to sign in. Of several grants one is enough. */
export type RouteGrant = Grant | 'open' | readonly Grant[];
export type Method = 'get' | 'post' | 'put' | 'delete';

/** Name of the grant in the OpenAPI document. */
export const GRANT_KEY = 'x-openbell-grant';

/** What a route knows of its caller beside the query. */
export interface Call<Params, Body> {
  /** undefined on open routes. */
  readonly principal: Principal | undefined;
  /** Network address of the caller. */
  readonly address: string;
  readonly params: Params;
  readonly body: Body;
}

/** One route: what it is called, what it takes, what it gives, who may, and how it answers. */
export interface Route<
  Query extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
> {
  /** Left out: get. */
  readonly method?: Method;
  /** Parameters in braces, as `/api/v1/things/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query: Query;
  readonly params?: Params;
  /** Shape of the JSON body. */
  readonly body?: Body;
  readonly answer: z.ZodType;
  readonly grant: RouteGrant;
  /** `account` is always the principal's own; -1 for a role without one and on open routes. */
  readonly run: (
    query: z.output<Query>,
    account: number,
    call: Call<z.output<Params>, z.output<Body>>,
  ) => Promise<unknown>;
}

/** What stands before every route. */
interface Gate {
  /** Told of refusals, where there is one. */
  readonly audit?: AuditLog;
}

/** An answer that is no JSON: a file to keep. */
export class FileAnswer {
  readonly contentType: string;
  readonly name: string;
  readonly body: Uint8Array | string;
  constructor(contentType: string, name: string, body: Uint8Array | string) {
    this.contentType = contentType;
    this.name = name;
    this.body = body;
  }
}

export const NO_QUERY = z.object({});

/** What the OpenAPI document says of who may; for routes that are registered by hand as well. */
export function policyOf(grant: RouteGrant): Record<string, unknown> {
  return { ...(grant === 'open' ? {} : { security: [{ bearer: [] }] }), [GRANT_KEY]: grant };
}

export function serve<
  Query extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(app: OpenAPIHono, services: Gate, route: Route<Query, Params, Body>): void {
  const { method = 'get', path, grant } = route;
  describe(app, route);
  app.on(method.toUpperCase(), path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    // Who is asking comes first: a stranger learns nothing of what a route takes.
    const principal = grant === 'open' ? undefined : await admit(c, services, grant, path);
    const query = checked(route.query, c.req.query());
    const params = route.params && checked(route.params, c.req.param());
    const body = route.body && checked(route.body, await jsonOf(c));
    const address = addressOf(c);
    const call = { principal, address, params, body } as Call<z.output<Params>, z.output<Body>>;
    const answer = await route.run(query, principal?.account ?? -1, call);
    return answer instanceof FileAnswer ? sendFile(answer) : c.json(answer);
  });
}

/** A known user who may not is a matter for the audit log (ASVS 16.3.2). */
async function admit(
  c: Context,
  { audit }: Gate,
  grant: Grant | readonly Grant[],
  path: string,
): Promise<Principal> {
  const { principal } = callerOf(c);
  const grants = typeof grant === 'string' ? [grant] : grant;
  const refusal = refusalOfAll(principal, grants);
  if (refusal === undefined) return principal;
  const outcome = refusal.name;
  const act = { what: 'access.refused', object: path, outcome, details: { method: c.req.method } };
  if (audit !== undefined) {
    await recordAct(audit, { principal, address: addressOf(c) }, act);
  }
  throw new Refusal(refusal);
}

function checked<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  throw new Refusal({ ...REJECTS.badField, field: [...(issue?.path ?? []), ...unknown].join('.') });
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text()) as unknown;
  } catch {
    throw new Refusal(REJECTS.malformed);
  }
}

function sendFile({ contentType, name, body }: FileAnswer): Response {
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
  };
  return new Response(typeof body === 'string' ? body : Uint8Array.from(body), { headers });
}

function describe(app: OpenAPIHono, route: Route<z.ZodType, z.ZodType, z.ZodType>): void {
  const { method = 'get', path, summary, query, params, body, answer, grant } = route;
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  app.openAPIRegistry.registerPath({
    ...{ method, path, summary, ...policyOf(grant) },
    request: {
      query: query as z.ZodObject,
      ...(params === undefined ? {} : { params: params as z.ZodObject }),
      ...(body === undefined ? {} : { body: json(body, 'The request.') }),
    },
    responses: {
      200: json(answer, summary),
      400: json(RefusalSchema, 'A parameter is not allowed.'),
      401: json(RefusalSchema, 'Not signed in.'),
      403: json(RefusalSchema, 'The role may not.'),
    },
  });
}
