// What the routes of identity read from a request, and where they stand.

import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Identity } from '../identity/identity.ts';
import type { RequestOrigin } from '../identity/identity-desk.ts';
import { addressOf, Refusal } from './guard.ts';

export const IDENTITY = '/api/v1/identity';
export const One = z.object({ id: z.string() });

export interface IdentityServices {
  readonly identity: Identity;
  readonly isSecure: boolean;
  /** There are demo users. */
  readonly hasDemo: boolean;
}

export function originOf(c: Context): RequestOrigin {
  return { address: addressOf(c), device: c.req.header('user-agent') ?? '' };
}

/** The origin that a passkey is bound to: of the page, and on the list. */
export function pageOriginOf(c: Context, { origins }: Identity): string {
  const origin = c.req.header('origin');
  if (origin === undefined || !origins.includes(origin)) throw new Refusal(REJECTS.originRefused);
  return origin;
}
