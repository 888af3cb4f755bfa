// Messages, updates and reports onto a writer, field by field as the plans say.

import { assert } from '../domain/assert.ts';
import {
  CLIENT_PLANS,
  REPORT_PLANS,
  SERVER_PLANS,
  Step,
  UPDATE_PLANS,
  type FieldPlan,
  type Plan,
  type Plans,
} from './message-plan.ts';
import type { ClientMessage, Report, ServerMessage, Update } from './schema.ts';
import type { Writer } from './writer.ts';

type Values = Readonly<Record<string, unknown>>;

export function encodeClientMessage(writer: Writer, message: ClientMessage): void {
  writeTagged(writer, CLIENT_PLANS, message);
}

export function encodeServerMessage(writer: Writer, message: ServerMessage): void {
  writeTagged(writer, SERVER_PLANS, message);
}

export function encodeUpdate(writer: Writer, update: Update): void {
  writeTagged(writer, UPDATE_PLANS, update);
}

export function encodeReport(writer: Writer, report: Report): void {
  writeTagged(writer, REPORT_PLANS, report);
}

function writeTagged(writer: Writer, plans: Plans, message: { readonly is: string }): void {
  const plan = plans.byName.get(message.is);
  assert(plan !== undefined, `no message is called ${message.is}`);
  const values: Values = message;
  writer.array(1 + valueCount(plan, values));
  writer.uint(plan.kind);
  for (const field of plan.fields) writeField(writer, field, values[field.name]);
  writer.end();
}

/** Values after the kind: one per field, but a rest field stands for all of its integers. */
function valueCount(plan: Plan, values: Values): number {
  const { fields, endsWithRest } = plan;
  if (!endsWithRest) return fields.length;
  return fields.length - 1 + listOf(values[fields[fields.length - 1].name]).length;
}

function writeField(writer: Writer, field: FieldPlan, value: unknown): void {
  switch (field.step) {
    case Step.uint:
      return writer.uint(numberOf(value));
    case Step.int:
      return writer.int(numberOf(value));
    case Step.bool:
      return writer.bool(value === true);
    case Step.text:
      return writer.text(textOf(value));
    case Step.uintOrNil:
      return value === null ? writer.nil() : writer.uint(numberOf(value));
    case Step.intOrNil:
      return value === null ? writer.nil() : writer.int(numberOf(value));
    case Step.textOrNil:
      return value === null ? writer.nil() : writer.text(textOf(value));
    case Step.rest:
      for (const item of listOf(value)) writer.int(numberOf(item));
      return;
    default:
      return writeList(writer, field, listOf(value));
  }
}

function writeList(writer: Writer, field: FieldPlan, list: readonly unknown[]): void {
  writer.array(list.length);
  for (const item of list) {
    if (field.step === Step.ints) writer.int(numberOf(item));
    else if (field.step === Step.texts) writer.text(textOf(item));
    else if (field.step === Step.updates) writeTagged(writer, UPDATE_PLANS, item as Update);
    else if (field.step === Step.reports) writeTagged(writer, REPORT_PLANS, item as Report);
    else writeRecord(writer, field.item, item as Values);
  }
  writer.end();
}

function writeRecord(writer: Writer, fields: readonly FieldPlan[], values: Values): void {
  writer.array(fields.length);
  for (const field of fields) writeField(writer, field, values[field.name]);
  writer.end();
}

function numberOf(value: unknown): number {
  assert(typeof value === 'number', 'a field of a message must be an integer');
  return value;
}

function textOf(value: unknown): string {
  assert(typeof value === 'string', 'a field of a message must be a text');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  assert(Array.isArray(value), 'a field of a message must be a list');
  return value;
}
