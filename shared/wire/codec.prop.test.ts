// Properties of the codec for every kind, from the schema: both encodings carry the same message.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codecFor } from './codec.ts';
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
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  type ClientMessage,
  type ServerMessage,
} from './schema.ts';

const msgpack = codecFor(PROTOCOL_MSGPACK);
const json = codecFor(PROTOCOL_JSON);

function integer(min: number, max: number): fc.Arbitrary<number> {
  const edges = [
    0,
    1,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53 - 1,
  ]
    .flatMap((edge) => [edge, -edge - 1])
    .filter((edge) => edge >= min && edge <= max);
  return fc.oneof(
    // Not by a filter: of all integers, none in a narrow range would ever be drawn.
    fc.integer({ min, max }),
    fc.constantFrom(...edges),
  );
}

/** Whole texts only, at most 256 bytes. */
const text = fc.string({ unit: 'binary', maxLength: 60 });

function fieldValue(field: FieldPlan): fc.Arbitrary<unknown> {
  const number = fc.integer({
    min: Math.max(field.min, -(2 ** 31)),
    max: Math.min(field.max, 2 ** 31),
  });
  const wide = fc.oneof(number, integer(field.min, field.max));
  const any = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  switch (field.step) {
    case Step.uint:
    case Step.int:
      return wide;
    case Step.uintOrNil:
    case Step.intOrNil:
      return fc.option(wide, { nil: null });
    case Step.bool:
      return fc.boolean();
    case Step.text:
      return text;
    case Step.textOrNil:
      return fc.option(text, { nil: null });
    case Step.ints:
    case Step.rest:
      return fc.array(any, { maxLength: 40 });
    case Step.texts:
      return fc.array(text, { maxLength: 8 });
    case Step.updates:
      return fc.array(anyOf(UPDATE_PLANS), { maxLength: 5 });
    case Step.reports:
      return fc.array(anyOf(REPORT_PLANS), { maxLength: 5 });
    default:
      return fc.array(record(field.item, {}), { maxLength: 5 });
  }
}

function record(fields: readonly FieldPlan[], head: Record<string, unknown>) {
  const values = fc.record(Object.fromEntries(fields.map((f) => [f.name, fieldValue(f)])));
  return values.map((value) => ({ ...head, ...value }));
}

function anyOf(plans: Plans) {
  return fc.oneof(
    ...[...plans.byName.values()].map((plan) => record(plan.fields, { is: plan.is })),
  );
}

const plansOf = (plans: Plans): [string, Plan][] => [...plans.byName.entries()];

describe('for every kind, decode(json) = decode(msgpack) = the message', () => {
  test.each(plansOf(CLIENT_PLANS))('client %s', (_name, plan) => {
    fc.assert(
      fc.property(record(plan.fields, { is: plan.is }), (values) => {
        const message = values as unknown as ClientMessage;
        const bytes = msgpack.encodeClient(message);
        fc.pre(bytes.length <= 4096);
        expect(msgpack.decodeClient(bytes)).toEqual({ ok: true, message });
        expect(json.decodeClient(json.encodeClient(message))).toEqual({ ok: true, message });
      }),
      { numRuns: 200 },
    );
  });

  test.each(plansOf(SERVER_PLANS))('server %s', (_name, plan) => {
    fc.assert(
      fc.property(record(plan.fields, { is: plan.is }), (values) => {
        const message = values as unknown as ServerMessage;
        expect(msgpack.decodeServer(msgpack.encodeServer(message))).toEqual(message);
        expect(json.decodeServer(json.encodeServer(message))).toEqual(message);
      }),
      { numRuns: 100 },
    );
  });
});

test('whatever bytes come, the server answers and a cut frame is never taken for a whole one', () => {
  const messages = anyOf(CLIENT_PLANS) as unknown as fc.Arbitrary<ClientMessage>;
  fc.assert(
    fc.property(messages, fc.nat(), (message, cut) => {
      const bytes = msgpack.encodeClient(message) as Uint8Array;
      fc.pre(bytes.length <= 4096);
      const short = bytes.subarray(0, cut % bytes.length);
      expect(msgpack.decodeClient(short)).toMatchObject({ ok: false, code: 2001 });
      const long = Uint8Array.of(...bytes, 0xc0);
      expect(msgpack.decodeClient(long)).toMatchObject({ ok: false, code: 2001 });
    }),
    { numRuns: 500 },
  );
});

test('the same wrong value is refused alike in both encodings', () => {
  const values = fc.array(
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 5 })),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 21 }), values, (kind, rest) => {
      const plain = [kind, ...rest];
      const asJson = json.decodeClient(JSON.stringify(plain));
      expect(msgpack.decodeClient(packPlain(plain))).toEqual(asJson);
    }),
    { numRuns: 2000 },
  );
});

/** MessagePack of small plain values, written without the writer under test. */
function packPlain(values: readonly unknown[]): Uint8Array {
  const bytes: number[] = [0xdc, 0, values.length];
  for (const value of values) {
    if (value === null) bytes.push(0xc0);
    else if (typeof value === 'boolean') bytes.push(value ? 0xc3 : 0xc2);
    else if (typeof value === 'number') bytes.push(0xd2, ...int32(value));
    else {
      const utf8 = Buffer.from(String(value), 'utf8');
      bytes.push(0xd9, utf8.length, ...utf8);
    }
  }
  return Uint8Array.from(bytes);
}

function int32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
