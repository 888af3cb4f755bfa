// Golden frames: every message has its recorded bytes, and they change with SCHEMA_VERSION or not at all.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unpackr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { codecFor } from './codec.ts';
import { encodeReport, encodeUpdate } from './encode-message.ts';
import { JsonWriter } from './json-writer.ts';
import {
  CLIENT_MESSAGES,
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  REPORTS,
  SCHEMA_VERSION,
  SERVER_MESSAGES,
  UPDATES,
  type ClientMessage,
  type MessageRow,
  type Report,
  type ServerMessage,
  type Update,
} from './schema.ts';
import { MsgpackWriter, type Wire } from './writer.ts';

interface Golden {
  readonly group: 'client' | 'server' | 'update' | 'report';
  readonly name: string;
  readonly kind: number;
  readonly schemaVersion: number;
  readonly message: unknown;
  readonly msgpack: string;
  readonly json: string;
}

const FOLDER = join(import.meta.dirname, 'golden');
const GOLDENS = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden,
);
/** Left to itself this library gives a bigint for every 64-bit integer. */
const library = new Unpackr({ int64AsType: 'number', useRecords: false });
const msgpack = codecFor(PROTOCOL_MSGPACK);
const json = codecFor(PROTOCOL_JSON);

function encode(golden: Golden, binary: boolean): Wire {
  const codec = binary ? msgpack : json;
  if (golden.group === 'client') return codec.encodeClient(golden.message as ClientMessage);
  if (golden.group === 'server') return codec.encodeServer(golden.message as ServerMessage);
  const writer = binary ? new MsgpackWriter() : new JsonWriter();
  if (golden.group === 'update') encodeUpdate(writer, golden.message as Update);
  else encodeReport(writer, golden.message as Report);
  return writer.take();
}

/** Decodes what a golden file holds; updates and reports travel in a frame of their own. */
function decode(golden: Golden, binary: boolean): unknown {
  const codec = binary ? msgpack : json;
  const data = binary ? Buffer.from(golden.msgpack, 'hex') : golden.json;
  if (golden.group === 'client') {
    const decoded = codec.decodeClient(data);
    return decoded.ok ? decoded.message : decoded;
  }
  if (golden.group === 'server') return codec.decodeServer(data);
  const head = golden.group === 'update' ? [40, 1, 2] : [41, 1, 0, 3, 4];
  const frame =
    typeof data === 'string'
      ? `[${head.join(',')},[${data}]]`
      : Uint8Array.of(0x90 | (head.length + 1), ...head, 0x91, ...data);
  const message = codec.decodeServer(frame);
  if (message?.is === 'market') return message.updates[0];
  return message?.is === 'private' ? message.reports[0] : undefined;
}

function hex(wire: Wire): string {
  return Buffer.from(wire).toString('hex');
}

describe('golden frames', () => {
  const tables: [string, Readonly<Record<string, MessageRow>>][] = [
    ['client', CLIENT_MESSAGES],
    ['server', SERVER_MESSAGES],
    ['update', UPDATES],
    ['report', REPORTS],
  ];

  test('there is one for every kind, with every field, and no other', () => {
    const expected = tables.flatMap(([group, table]) =>
      Object.entries(table).map(
        ([name, row]) => `${group} ${name} ${row.kind}: is,${row.fields.map((f) => f.name).join()}`,
      ),
    );
    const found = GOLDENS.map(
      (g) => `${g.group} ${g.name} ${g.kind}: ${Object.keys(g.message as object).join()}`,
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  test.each(GOLDENS)('$kind $name keeps its bytes and its text', (golden) => {
    const remedy = 'bytes changed: raise SCHEMA_VERSION, then run scripts/golden-frames.ts';
    expect(golden.schemaVersion, 'run scripts/golden-frames.ts').toBe(SCHEMA_VERSION);
    expect(hex(encode(golden, true)), remedy).toBe(golden.msgpack);
    expect(encode(golden, false), remedy).toBe(golden.json);
  });

  test.each(GOLDENS)('$kind $name decodes to its message from both encodings', (golden) => {
    expect(decode(golden, true)).toEqual(golden.message);
    expect(decode(golden, false)).toEqual(golden.message);
  });

  test.each(GOLDENS)('$kind $name reads alike in another MessagePack library', (golden) => {
    const plain: unknown = JSON.parse(golden.json);
    expect(library.unpack(Buffer.from(golden.msgpack, 'hex'))).toEqual(plain);
  });

  test('integers never travel as floats', () => {
    const writer = new MsgpackWriter();
    writer.uint(1_763_800_000_123_456);
    expect(writer.take()[0]).toBe(0xcf);
    // The control: the library's own encoder would send this one as a float64 (0xcb).
    expect(GOLDENS.filter((g) => g.msgpack.includes('cf000644')).length).toBeGreaterThan(5);
  });
});
