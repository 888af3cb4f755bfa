// The generated documents are what the schema says, describe every golden frame, and miss no close code.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CloseCode } from '../../server/gateway/close-codes.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { documents, outdated } from '../docs.ts';
import { GOLDEN_FOLDER, type GoldenFrame } from '../golden-frames.ts';
import { asyncApi } from './asyncapi.ts';
import { CLOSE_ROWS } from './close-rows.ts';

/** The JSON schema words that the document uses. */
interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly type?: string | readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly additionalItems?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
}
interface Document {
  readonly channels: Readonly<
    Record<string, { readonly messages: Readonly<Record<string, Schema>> }>
  >;
  readonly operations: Readonly<Record<string, unknown>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly messages: Readonly<Record<string, unknown>>;
  };
}

const document = asyncApi() as unknown as Document;
const GOLDENS = readdirSync(GOLDEN_FOLDER).map(
  (file) => JSON.parse(readFileSync(join(GOLDEN_FOLDER, file), 'utf8')) as GoldenFrame,
);

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = document.components.schemas[schema.$ref.split('/').at(-1)!];
  if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`);
  return found;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function accepts(schema: Schema, value: unknown): boolean {
  const { const: constant, type, minimum, maximum, anyOf, items, minItems } = resolve(schema);
  if (constant !== undefined) return value === constant;
  if (anyOf !== undefined) return anyOf.some((one) => accepts(one, value));
  if (type !== undefined && ![type].flat().includes(typeOf(value))) return false;
  if (typeof value === 'number') return value >= (minimum ?? value) && value <= (maximum ?? value);
  if (!Array.isArray(value) || items === undefined) return true;
  if (value.length < (minItems ?? 0)) return false;
  const rest = resolve(schema).additionalItems ?? {};
  return value.every((item, i) =>
    accepts(
      Array.isArray(items) ? ((items as readonly Schema[])[i] ?? rest) : (items as Schema),
      item,
    ),
  );
}

describe('documents', () => {
  test('are up to date', () => {
    expect(outdated(), 'run npm run docs').toEqual([]);
  });

  test('the control: a changed or missing file is found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'openbell-docs-'));
    try {
      for (const [name, text] of Object.entries(documents()))
        writeFileSync(join(folder, name), text);
      expect(outdated(folder)).toEqual([]);
      writeFileSync(join(folder, 'protocol.md'), 'old');
      rmSync(join(folder, 'asyncapi.json'));
      expect(outdated(folder)).toEqual(['protocol.md', 'asyncapi.json']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('protocol.md explains every close code of the gateway and every reject code', () => {
    const explained = CLOSE_ROWS.map((row) => row.code);
    for (const code of Object.values(CloseCode)) expect(explained).toContain(code);
    const page = documents()['protocol.md'];
    for (const row of Object.values(REJECTS))
      expect(page).toContain(`| ${row.code} | ${row.name} |`);
    expect(page).not.toContain('{{');
  });

  test('protocol.md has a section for every kind', () => {
    const page = documents()['protocol.md'];
    for (const { kind, name } of GOLDENS) expect(page).toContain(`\n### ${kind} ${name}\n`);
  });
});

describe('asyncapi.json', () => {
  test.each(GOLDENS)('describes the golden frame of $kind $name', ({ group, name, json }) => {
    const schema = document.components.schemas[`${group}.${name}`];
    const frame = JSON.parse(json) as unknown[];
    expect(accepts(schema, frame)).toBe(true);
    // The controls: another kind, a text in the place of the last value of the table.
    expect(accepts(schema, [999, ...frame.slice(1)])).toBe(false);
    expect(
      accepts(
        schema,
        frame.map((value, i) => (i === 1 ? { no: value } : value)),
      ),
    ).toBe(false);
  });

  test('every reference leads somewhere, for both encodings', () => {
    const text = documents()['asyncapi.json'];
    const refs = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map((match) => match[1]);
    expect(refs.length).toBeGreaterThan(200);
    const parsed: unknown = JSON.parse(text);
    for (const ref of refs) {
      const found = ref
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parsed);
      expect(found, ref).toBeTypeOf('object');
    }
    expect(Object.keys(document.channels)).toEqual(['msgpack', 'json']);
  });
});
