// One field off a reader, as its plan says: shared by the server's strict check and the client's decoder.

import { Step, type FieldPlan } from './message-plan.ts';
import type { Reader } from './reader.ts';

export type Values = Record<string, unknown>;

/** strict: surplus values are refused · lenient: what a later version added is passed over. */
export type Surplus = 'strict' | 'lenient';

/**
 * The value of a field; it means nothing unless `reader.ok` holds afterwards. `left` values remain in
 * the array, which a rest field takes. Updates and reports are read by decode-message.ts.
 */
export function readField(
  reader: Reader,
  field: FieldPlan,
  left: number,
  surplus: Surplus,
): unknown {
  switch (field.step) {
    case Step.uint:
    case Step.int:
      return reader.int();
    case Step.bool:
      return reader.bool();
    case Step.text:
      return reader.text();
    case Step.uintOrNil:
    case Step.intOrNil:
      return reader.nil() ? null : reader.int();
    case Step.textOrNil:
      return reader.nil() ? null : reader.text();
    case Step.rest:
      return readInts(reader, left);
    case Step.ints:
      return readList(reader, () => reader.int());
    case Step.texts:
      return readList(reader, () => reader.text());
    default:
      return readList(reader, () => readRecord(reader, field.item, surplus));
  }
}

/** A list, each value of it by `read`. */
export function readList<T>(reader: Reader, read: () => T): T[] {
  const count = reader.array();
  const list: T[] = [];
  for (let i = 0; i < count && reader.ok; i++) list.push(read());
  reader.end();
  return list;
}

/** Whether an integer field holds a value that it may hold; fields of other types always do. */
export function inRange(field: FieldPlan, value: unknown): boolean {
  return typeof value !== 'number' || (value >= field.min && value <= field.max);
}

/** Passes over, or refuses, the values that the reader's tables do not know. */
export function passSurplus(reader: Reader, count: number, surplus: Surplus): void {
  if (count > 0 && surplus === 'strict') reader.refuse();
  for (let i = 0; i < count && reader.ok; i++) reader.skip();
}

function readRecord(reader: Reader, fields: readonly FieldPlan[], surplus: Surplus): Values {
  const record: Values = {};
  const count = reader.array();
  if (count < fields.length) reader.refuse();
  for (const field of fields) {
    if (!reader.ok) return record;
    const value = readField(reader, field, 0, surplus);
    if (!inRange(field, value)) reader.refuse();
    record[field.name] = value;
  }
  passSurplus(reader, count - fields.length, surplus);
  reader.end();
  return record;
}

function readInts(reader: Reader, count: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < count && reader.ok; i++) list.push(reader.int());
  return list;
}
