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
import { inRange, passSurplus, readField, type Values } from './read-field.ts';
import type { Reader } from './reader.ts';
import type { ServerMessage } from './schema.ts';

/** A message, or undefined for a kind that this version does not know. Look at `reader.ok` first. */
export function decodeServerMessage(reader: Reader): ServerMessage | undefined {
  return readTagged(reader, SERVER_PLANS) as ServerMessage | undefined;
}

function readTagged(reader: Reader, plans: Plans): Values | undefined {
  const count = reader.array();
  if (count === 0) reader.refuse();
  if (!reader.ok) return undefined;
  const kind = reader.int();
  if (!reader.ok) return undefined;
  const plan = plans.byKind[kind];
  const values = plan === undefined ? undefined : readFields(reader, plan, count - 1);
  if (plan === undefined) passSurplus(reader, count - 1, 'lenient');
  reader.end();
  return values;
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
  if (field.step === Step.updates) return readTaggedList(reader, UPDATE_PLANS);
  if (field.step === Step.reports) return readTaggedList(reader, REPORT_PLANS);
  return readField(reader, field, left, 'lenient');
}

function readTaggedList(reader: Reader, plans: Plans): Values[] {
  const count = reader.array();
  const list: Values[] = [];
  for (let i = 0; i < count && reader.ok; i++) {
    const values = readTagged(reader, plans);
    if (values !== undefined) list.push(values);
  }
  reader.end();
  return list;
}
