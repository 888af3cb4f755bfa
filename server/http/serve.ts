// One REST route, as data: method, path, shapes, who may, and what answers. The OpenAPI document carries
// the policy of every route, so that the role matrices read what is enforced here. Without a policy there
// is no route (r:S7).

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import type { Principal } from '../gateway/authority.ts';
import { addressOf, callerOf, permit, Refusal, requireSession, requireStepUp } from './guard.ts';
import { RefusalSchema } from './rest-schemas.ts';

/** Nobody has to sign in · any caller that is signed in · a person's session · one of these grants. */
export type Policy = 'open' | 'caller' | 'session' | Grant | readonly Grant[];
export type Method = 'get' | 'post' | 'put' | 'delete';

/** Name of the policy in the OpenAPI document. */
export const POLICY_KEY = 'x-openbell-policy';

/** A request that came as far as its route: who asks, and what was asked, checked. */
export interface Call<Query = unknown, Params = unknown, Body = unknown, Who = Principal> {
  /** undefined on open routes. */
  readonly principal: Who;
  /** The principal's own; -1 for a role without one and on open routes. */
  readonly account: number;
  /** Network address of the caller. */
  readonly address: string;
  readonly query: Query;
  readonly params: Params;
  readonly body: Body;
  /** For what only some routes look at: cookies, origin, device. */
  readonly context: Context;
}

/** One route: what it is called, what it takes, what it gives, who may, and how it answers. */
export interface Route<
  Query extends z.ZodType = z.ZodType,
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Who extends Policy = Policy,
> {
  /** Left out: get. */
  readonly method?: Method;
  /** Parameters in braces, as `/api/v1/things/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Left out: it is not looked at, as with parameters and body. */
  readonly query?: Query;
  readonly params?: Params;
  /** Shape of the JSON body; an empty one is an empty object. */
  readonly body?: Body;
  /** Left out: an empty object. */
  readonly answer?: z.ZodType;
  readonly grant: Who;
  /** For payouts and credentials: the user proved anew who they are (ASVS 5.0, 7.5.3). */
  readonly needsProof?: boolean;
  /** Left out: 200. */
  readonly status?: 200 | 202;
  /** Nothing answers an empty object. */
  readonly run: (
    call: Call<
      z.output<Query>,
      z.output<Params>,
      z.output<Body>,
      Who extends 'open' ? undefined : Principal
    >,
  ) => unknown;
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

export function serve<
  Query extends z.ZodType,
  Params extends z.ZodType,
  Body extends z.ZodType,
  Who extends Policy,
>(app: OpenAPIHono, route: Route<Query, Params, Body, Who>): void {
  const { method = 'get', path, status = 200 } = route;
  describe(app, route);
  app.on(method.toUpperCase(), path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    // Who is asking comes first: a stranger learns nothing of what a route takes.
    const principal = admit(c, route);
    const call = {
      ...{ principal, account: principal?.account ?? -1, address: addressOf(c), context: c },
      query: route.query && checked(route.query, c.req.query()),
      params: route.params && checked(route.params, c.req.param()),
      body: route.body && checked(route.body, await jsonOf(c)),
    };
    const answer = await route.run(call as Parameters<typeof route.run>[0]);
    return answer instanceof FileAnswer ? sendFile(answer) : c.json(answer ?? {}, status);
  });
}

function admit(c: Context, { grant, path, needsProof = false }: Route): Principal | undefined {
  if (grant === 'open') return undefined;
  if (grant === 'session') requireSession(c);
  else if (grant !== 'caller') permit(c, typeof grant === 'string' ? [grant] : grant, path);
  return (needsProof ? requireStepUp(c) : callerOf(c)).principal;
}

function checked<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  throw new Refusal({ ...REJECTS.badField, field: [...(issue?.path ?? []), ...unknown].join('.') });
}

async function jsonOf(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  const isJson = /^application\/json\b/.test(c.req.header('content-type') ?? '');
  if (!isJson) throw new Refusal({ ...REJECTS.badField, field: 'content-type' });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A user's mistake, answered with a code.
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

function describe(app: OpenAPIHono, route: Route): void {
  const { method = 'get', path, summary, query, params, body, grant, status = 200 } = route;
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const needsProof = route.needsProof === true ? { 'x-openbell-needs-proof': true } : {};
  app.openAPIRegistry.registerPath({
    ...{ method, path, summary, [POLICY_KEY]: grant, ...needsProof },
    ...(grant === 'open' ? {} : { security: [{ bearer: [] }] }),
    request: {
      ...(query === undefined ? {} : { query: query as z.ZodObject }),
      ...(params === undefined ? {} : { params: params as z.ZodObject }),
      ...(body === undefined ? {} : { body: json(body, 'The request.') }),
    },
    responses: {
      [status]: json(route.answer ?? z.object({}), summary),
      400: json(RefusalSchema, 'A parameter or a field is not allowed.'),
      ...(grant === 'open' ? {} : { 401: json(RefusalSchema, 'Not signed in.') }),
      403: json(RefusalSchema, 'Not permitted, or not from our page.'),
      ...(params === undefined
        ? {}
        : { 404: json(RefusalSchema, 'There is no such thing of yours.') }),
      ...(method === 'get'
        ? {}
        : { 409: json(RefusalSchema, 'Its state does not allow it: nothing was done.') }),
    },
  });
}
