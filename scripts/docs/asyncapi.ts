// docs/asyncapi.json: the protocol as an AsyncAPI 3.0 document, from the same tables as the codec.

import {
  CLIENT_MESSAGES,
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  RECORDS,
  REPORTS,
  SCHEMA_VERSION,
  SERVER_MESSAGES,
  UPDATES,
  type Field,
  type MessageRow,
} from '../../shared/wire/schema.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };
type Table = Readonly<Record<string, MessageRow>>;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const CONTENT_TYPES = { msgpack: 'application/msgpack', json: 'application/json' } as const;
type Encoding = keyof typeof CONTENT_TYPES;
const ENCODINGS: readonly Encoding[] = ['msgpack', 'json'];

export function asyncApi(): JsonObject {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Openbell',
      version: `1.${String(SCHEMA_VERSION)}.0`,
      description:
        'Market data, orders and the private stream of an account over one WebSocket. Every frame is an array: kind, then the fields by position. See docs/protocol.md.',
      license: { name: 'Apache-2.0' },
    },
    servers: {
      local: {
        host: 'localhost:8787',
        protocol: 'ws',
        description: `Sub-protocols ${PROTOCOL_MSGPACK} and ${PROTOCOL_JSON}.`,
      },
    },
    channels: Object.fromEntries(ENCODINGS.map((encoding) => [encoding, channel(encoding)])),
    operations: Object.fromEntries(ENCODINGS.flatMap(operations)),
    components: { messages: allMessages(), schemas: schemas() },
  };
}

function channel(encoding: Encoding): JsonObject {
  const names = [...messageNames('client', encoding), ...messageNames('server', encoding)];
  return {
    address: '/',
    description: `Frames of sub-protocol ${encoding === 'json' ? PROTOCOL_JSON : PROTOCOL_MSGPACK}.`,
    messages: Object.fromEntries(names.map((name) => [name, ref('messages', name)])),
    bindings: {
      ws: {
        bindingVersion: '0.1.0',
        method: 'GET',
        headers: {
          type: 'object',
          properties: {
            'Sec-WebSocket-Protocol': {
              const: encoding === 'json' ? PROTOCOL_JSON : PROTOCOL_MSGPACK,
            },
          },
        },
      },
    },
  };
}

/** From the view of the server: it receives what clients send. */
function operations(encoding: Encoding): [string, JsonObject][] {
  const operation = (action: string, side: 'client' | 'server'): JsonObject => ({
    action,
    channel: { $ref: `#/channels/${encoding}` },
    messages: messageNames(side, encoding).map((name) => ({
      $ref: `#/channels/${encoding}/messages/${name}`,
    })),
  });
  return [
    [`${encoding}FromClient`, operation('receive', 'client')],
    [`${encoding}FromServer`, operation('send', 'server')],
  ];
}

function tableOf(side: 'client' | 'server'): Table {
  return side === 'client' ? CLIENT_MESSAGES : SERVER_MESSAGES;
}

function messageNames(side: 'client' | 'server', encoding: Encoding): string[] {
  return Object.keys(tableOf(side)).map((name) => messageName(side, name, encoding));
}

function messageName(side: string, name: string, encoding: Encoding): string {
  return `${side}.${name}.${encoding}`;
}

function allMessages(): JsonObject {
  const sides = ['client', 'server'] as const;
  return Object.fromEntries(
    sides.flatMap((side) =>
      Object.entries(tableOf(side)).flatMap(([name, row]) =>
        ENCODINGS.map((encoding): [string, JsonObject] => [
          messageName(side, name, encoding),
          {
            name,
            title: `${String(row.kind)} ${name}`,
            summary: row.doc,
            contentType: CONTENT_TYPES[encoding],
            payload: ref('schemas', `${side}.${name}`),
          },
        ]),
      ),
    ),
  );
}

function schemas(): JsonObject {
  const tagged = (group: string, table: Table) =>
    Object.entries(table).map(([name, row]): [string, JsonObject] => [
      `${group}.${name}`,
      arraySchema(row.doc, [kindSchema(row.kind), ...row.fields.map(fieldSchema)], row.fields),
    ]);
  const records = Object.entries(RECORDS).map(([name, fields]): [string, JsonObject] => [
    `record.${name}`,
    arraySchema(`Record ${name}.`, fields.map(fieldSchema), fields),
  ]);
  return Object.fromEntries([
    ...tagged('client', CLIENT_MESSAGES),
    ...tagged('server', SERVER_MESSAGES),
    ...tagged('update', UPDATES),
    ...tagged('report', REPORTS),
    ...records,
  ]);
}

/** An array by position: a rest field stands for all further values. Later versions may add values. */
function arraySchema(
  description: string,
  positions: readonly JsonObject[],
  fields: readonly Field[],
): JsonObject {
  const rest = fields.at(-1)?.type === 'rest';
  const items = rest ? positions.slice(0, -1) : positions;
  const more: JsonObject = rest ? { additionalItems: positions[positions.length - 1] } : {};
  return { description, type: 'array', minItems: items.length, items, ...more };
}

function kindSchema(kind: number): JsonObject {
  return { title: 'kind', const: kind };
}

function fieldSchema(field: Field): JsonObject {
  return { title: field.name, description: field.doc, ...typeSchema(field) };
}

function typeSchema(field: Field): JsonObject {
  const { type } = field;
  if (type.startsWith('items:')) {
    return { type: 'array', items: ref('schemas', `record.${type.slice('items:'.length)}`) };
  }
  switch (type) {
    case 'uint':
    case 'int':
      return integerSchema('integer', field, type === 'uint');
    case 'uint?':
    case 'int?':
      return integerSchema(['integer', 'null'], field, type === 'uint?');
    case 'bool':
      return { type: 'boolean' };
    case 'str':
      return { type: 'string' };
    case 'str?':
      return { type: ['string', 'null'] };
    case 'ints':
      return { type: 'array', items: { type: 'integer' } };
    case 'strs':
      return { type: 'array', items: { type: 'string' } };
    case 'updates':
      return { type: 'array', items: anyOf('update', UPDATES) };
    case 'reports':
      return { type: 'array', items: anyOf('report', REPORTS) };
    default:
      return { type: 'integer' };
  }
}

function integerSchema(type: Json, field: Field, unsigned: boolean): JsonObject {
  const minimum = field.range?.min ?? (unsigned ? 0 : -MAX_SAFE);
  return { type, minimum, maximum: field.range?.max ?? MAX_SAFE };
}

function anyOf(group: string, table: Table): JsonObject {
  return { anyOf: Object.keys(table).map((name) => ref('schemas', `${group}.${name}`)) };
}

function ref(where: string, name: string): JsonObject {
  return { $ref: `#/components/${where}/${name}` };
}
