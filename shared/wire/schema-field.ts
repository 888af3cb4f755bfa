// What a field of a message is: its type, its words, and the range that a server lets through.

import { REJECTS } from '../domain/reject.ts';

/** uint, int: integers · str: UTF-8 text · `?` may be nil · ints: array of integers · strs: of texts ·
 * items:X: array of records X · rest: flat integers to the end of the array. */
export type FieldType =
  | 'uint'
  | 'int'
  | 'bool'
  | 'str'
  | 'uint?'
  | 'int?'
  | 'str?'
  | 'ints'
  | 'strs'
  | `items:${string}`
  | 'updates'
  | 'reports'
  | 'rest';

/** Integers outside of it are refused with `code` before anything else looks at them. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly code: number;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
  /** Client messages only: what the server lets through its strict check. */
  readonly range?: Range;
}

export interface MessageRow {
  readonly kind: number;
  readonly doc: string;
  readonly fields: readonly Field[];
}

export function f<N extends string, T extends FieldType>(name: N, type: T, doc: string) {
  return { name, type, doc } as const;
}

/** An integer field of a client message with the range that the venue can hold. */
export function within<N extends string, T extends FieldType>(
  name: N,
  type: T,
  min: number,
  max: number,
  doc: string,
  code: number = REJECTS.badField.code,
) {
  return { name, type, doc, range: { min, max, code } } as const;
}
