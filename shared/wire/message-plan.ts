// The tables of schema.ts prepared for encoders and decoders: one step per field, plans by kind.

import { assert } from '../domain/assert.ts';
import {
  CLIENT_MESSAGES,
  RECORDS,
  REPORTS,
  SERVER_MESSAGES,
  UPDATES,
  type Field,
  type MessageRow,
} from './schema.ts';

/** How a field is written and read; `OrNil` forms stand for the types with a question mark. */
export const Step = {
  uint: 0,
  int: 1,
  bool: 2,
  text: 3,
  uintOrNil: 4,
  intOrNil: 5,
  textOrNil: 6,
  ints: 7,
  texts: 8,
  items: 9,
  updates: 10,
  reports: 11,
  rest: 12,
} as const;
export type Step = (typeof Step)[keyof typeof Step];

export interface FieldPlan {
  readonly name: string;
  readonly step: Step;
  /** Fields of the record, for `items`. */
  readonly item: readonly FieldPlan[];
  readonly min: number;
  readonly max: number;
  /** Reject code when an integer lies outside [min, max]. */
  readonly rangeCode: number;
}

export interface Plan {
  readonly is: string;
  readonly kind: number;
  readonly fields: readonly FieldPlan[];
  /** The last field takes all further values of the array. */
  readonly endsWithRest: boolean;
}

/** The plans of one table. */
export interface Plans {
  readonly byName: ReadonlyMap<string, Plan>;
  /** Indexed by kind; holes where a kind is not taken. */
  readonly byKind: readonly (Plan | undefined)[];
}

const STEP_OF_TYPE: Readonly<Record<string, Step>> = {
  uint: Step.uint,
  int: Step.int,
  bool: Step.bool,
  str: Step.text,
  'uint?': Step.uintOrNil,
  'int?': Step.intOrNil,
  'str?': Step.textOrNil,
  ints: Step.ints,
  strs: Step.texts,
  updates: Step.updates,
  reports: Step.reports,
  rest: Step.rest,
};

const BAD_FIELD_CODE = 2003;

export const CLIENT_PLANS = plansOf(CLIENT_MESSAGES);
export const SERVER_PLANS = plansOf(SERVER_MESSAGES);
export const UPDATE_PLANS = plansOf(UPDATES);
export const REPORT_PLANS = plansOf(REPORTS);

function plansOf(table: Readonly<Record<string, MessageRow>>): Plans {
  const byName = new Map<string, Plan>();
  const byKind: (Plan | undefined)[] = [];
  for (const [is, row] of Object.entries(table)) {
    const fields = row.fields.map(fieldPlan);
    const plan = { is, kind: row.kind, fields, endsWithRest: fields.at(-1)?.step === Step.rest };
    byName.set(is, plan);
    while (byKind.length <= row.kind) byKind.push(undefined);
    assert(byKind[row.kind] === undefined, `two messages have kind ${String(row.kind)}`);
    byKind[row.kind] = plan;
  }
  return { byName, byKind };
}

function fieldPlan(field: Field): FieldPlan {
  const { name, type, range } = field;
  const item = type.startsWith('items:') ? recordFields(type.slice('items:'.length)) : [];
  const step = item.length > 0 ? Step.items : STEP_OF_TYPE[type];
  const unsigned = step === Step.uint || step === Step.uintOrNil;
  return {
    name,
    step,
    item,
    min: range?.min ?? (unsigned ? 0 : -Number.MAX_SAFE_INTEGER),
    max: range?.max ?? Number.MAX_SAFE_INTEGER,
    rangeCode: range?.code ?? BAD_FIELD_CODE,
  };
}

function recordFields(name: string): readonly FieldPlan[] {
  const found = Object.entries(RECORDS).find(([key]) => key === name);
  assert(found !== undefined, `no record is called ${name}`);
  return found[1].map(fieldPlan);
}
