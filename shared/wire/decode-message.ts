// The client's decoder: server messages off a reader. What a later server added is passed over.

import {
  REPORT_PLANS,
  SERVER_PLANS,
  Step,
  UPDATE_PLANS,
  type FieldPlan,
  type Plan,
  type Plans,
} from './message-plan.ts';
import { hotValues, readHotUpdate } from './hot-update.ts';
import { inRange, passSurplus, readField, type Values } from './read-field.ts';
import type { Reader } from './reader.ts';
import type { ServerMessage, Update } from './schema.ts';

/** A message, or undefined for a kind that this version does not know. Look at `reader.ok` first. */
export function decodeServerMessage(reader: Reader): ServerMessage | undefined {
  return readTagged(reader, SERVER_PLANS) as ServerMessage | undefined;
}

/** Enters the array of a message, update or report; its number of values, 0 when it is none. */
function enter(reader: Reader): number {
  const count = reader.array();
  if (count === 0) reader.refuse();
  return reader.ok ? count : 0;
}

function readTagged(reader: Reader, plans: Plans): Values | undefined {
  const count = enter(reader);
  return count === 0 ? undefined : readBody(reader, plans, reader.int(), count - 1);
}

function readBody(reader: Reader, plans: Plans, kind: number, count: number): Values | undefined {
  if (!reader.ok) return undefined;
  const plan = plans.byKind[kind];
  const values = plan === undefined ? undefined : readFields(reader, plan, count);
  if (plan === undefined) passSurplus(reader, count, 'lenient');
  reader.end();
  return values;
}

function readReport(reader: Reader): Values | undefined {
  return readTagged(reader, REPORT_PLANS);
}

/** An update, or undefined for a kind that this version does not know. Look at `reader.ok` first. */
export function readUpdate(reader: Reader): Update | undefined {
  const count = enter(reader);
  if (count === 0) return undefined;
  const kind = reader.int();
  const update = readHotUpdate(reader, kind, count - 1);
  if (update === undefined) {
    return readBody(reader, UPDATE_PLANS, kind, count - 1) as Update | undefined;
  }
  passSurplus(reader, count - 1 - hotValues(kind, count - 1), 'lenient');
  reader.end();
  return update;
}

function readFields(reader: Reader, plan: Plan, count: number): Values {
  const { fields } = plan;
  const values: Values = { is: plan.is };
  for (let i = 0; i < fields.length && reader.ok; i++) {
    const field = fields[i];
    // A rest field may be empty; every other field has its value.
    if (i >= count && field.step !== Step.rest) reader.refuse();
    const value = readAny(reader, field, count - i);
    if (!inRange(field, value)) reader.refuse();
    values[field.name] = value;
  }
  if (!plan.endsWithRest) passSurplus(reader, count - fields.length, 'lenient');
  return values;
}

function readAny(reader: Reader, field: FieldPlan, left: number): unknown {
  if (field.step === Step.updates) return readTaggedList(reader, readUpdate);
  if (field.step === Step.reports) return readTaggedList(reader, readReport);
  return readField(reader, field, left, 'lenient');
}

function readTaggedList<T>(reader: Reader, read: (reader: Reader) => T | undefined): T[] {
  const count = reader.array();
  const list: T[] = [];
  for (let i = 0; i < count && reader.ok; i++) {
    const one = read(reader);
    if (one !== undefined) list.push(one);
  }
  reader.end();
  return list;
}
