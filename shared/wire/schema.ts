// The wire contract as data: every message, its number, its fields in order. Types, checks, encoders,
// docs/protocol.md, the AsyncAPI file and the golden frames all come from these tables.
//
// A frame is one array: kind first, then the fields by position. Fields may be added at the end within
// a major version; readers ignore what they do not know. All numbers are integers of at most 2^53 - 1.

import type { CLIENT_MESSAGES } from './schema-client.ts';
import type { Field, FieldType, MessageRow } from './schema-field.ts';
import type { RECORDS } from './schema-records.ts';
import type { REPORTS } from './schema-reports.ts';
import type { SERVER_MESSAGES } from './schema-server.ts';
import type { UPDATES } from './schema-updates.ts';

export { CLIENT_MESSAGES } from './schema-client.ts';
export type { Field, FieldType, MessageRow, Range } from './schema-field.ts';
export { RECORDS } from './schema-records.ts';
export { REPORTS } from './schema-reports.ts';
export { SERVER_MESSAGES } from './schema-server.ts';
export { UPDATES } from './schema-updates.ts';

export const SCHEMA_VERSION = 2;
export const PROTOCOL_MSGPACK = 'openbell.v1+msgpack';
export const PROTOCOL_JSON = 'openbell.v1+json';

type ValueOf<T extends FieldType> = T extends 'uint' | 'int'
  ? number
  : T extends 'bool'
    ? boolean
    : T extends 'str'
      ? string
      : T extends 'uint?' | 'int?'
        ? number | null
        : T extends 'str?'
          ? string | null
          : T extends 'ints' | 'rest'
            ? readonly number[]
            : T extends 'strs'
              ? readonly string[]
              : T extends 'updates'
                ? readonly Update[]
                : T extends 'reports'
                  ? readonly Report[]
                  : T extends `items:${infer R extends keyof typeof RECORDS}`
                    ? readonly RecordOf<R>[]
                    : never;

type ObjectOf<Fields extends readonly Field[]> = {
  readonly [K in Fields[number] as K['name']]: ValueOf<K['type']>;
};

export type RecordOf<R extends keyof typeof RECORDS> = ObjectOf<(typeof RECORDS)[R]>;
type Tagged<Table extends Record<string, MessageRow>> = {
  [K in keyof Table]: { readonly is: K } & ObjectOf<Table[K]['fields']>;
};

export type ClientMessages = Tagged<typeof CLIENT_MESSAGES>;
export type ServerMessages = Tagged<typeof SERVER_MESSAGES>;
export type Updates = Tagged<typeof UPDATES>;
export type Reports = Tagged<typeof REPORTS>;
export type ClientMessage = ClientMessages[keyof ClientMessages];
export type ServerMessage = ServerMessages[keyof ServerMessages];
export type Update = Updates[keyof Updates];
export type Report = Reports[keyof Reports];
