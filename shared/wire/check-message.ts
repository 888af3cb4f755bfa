// The server's strict check: what a client sent becomes a typed message, or a code and a field.

import { LIMITS } from '../domain/limits.ts';
import { REJECTS } from '../domain/reject.ts';
import { JsonReader } from './json-reader.ts';
import { CLIENT_PLANS, type Plan } from './message-plan.ts';
import { inRange, passSurplus, readField, type Values } from './read-field.ts';
import type { ReadLimits, Reader } from './reader.ts';
import type { ClientMessage } from './schema.ts';

export interface Refused {
  readonly ok: false;
  readonly code: number;
  /** Wire name of the field to look at, '' where none is at fault. */
  readonly field: string;
  /** Of the message where it could be read, else 0. */
  readonly requestId: number;
}

export type ClientDecoded = { readonly ok: true; readonly message: ClientMessage } | Refused;

/** What the server reads of a client. */
export const SERVER_READ_LIMITS: ReadLimits = {
  arrayMax: LIMITS.arrayMax,
  textBytesMax: LIMITS.stringBytesMax,
  depthMax: LIMITS.depthMax,
};

/**
 * Reads a client message field by field. Nothing is ignored: a surplus field might be the one that
 * would have changed the meaning of an order.
 */
export function checkMessage(reader: Reader): ClientDecoded {
  const count = reader.array();
  if (!reader.ok || count === 0) return refused(REJECTS.malformed.code, '', 0);
  const kind = reader.int();
  if (!reader.ok) return refused(REJECTS.malformed.code, 'kind', 0);
  const plan = CLIENT_PLANS.byKind[kind];
  if (plan === undefined) return refused(REJECTS.unknownKind.code, 'kind', 0);
  return checkFields(reader, plan, count - 1);
}

/** The same for a value that is decoded already. */
export function checkValue(value: unknown): ClientDecoded {
  const reader = new JsonReader(SERVER_READ_LIMITS);
  reader.reset(value);
  return checkMessage(reader);
}

export function refused(code: number, field: string, requestId: number): Refused {
  return { ok: false, code, field, requestId };
}

function checkFields(reader: Reader, plan: Plan, count: number): ClientDecoded {
  const { fields } = plan;
  const message: Values = { is: plan.is };
  let requestId = 0;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (i >= count) return refused(REJECTS.badField.code, field.name, requestId);
    const value = readField(reader, field, count - i, 'strict');
    if (!reader.ok) return refused(REJECTS.badField.code, field.name, requestId);
    if (!inRange(field, value)) return refused(field.rangeCode, field.name, requestId);
    if (field.name === 'requestId' && typeof value === 'number') requestId = value;
    message[field.name] = value;
  }
  passSurplus(reader, count - fields.length, 'strict');
  if (!reader.ok) return refused(REJECTS.badField.code, 'surplus', requestId);
  reader.end();
  return { ok: true, message: message as ClientMessage };
}
