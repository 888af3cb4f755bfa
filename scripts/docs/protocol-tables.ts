// The tables of docs/protocol.md, generated from the schema and the words of the domain.

import { LIMITS } from '../../shared/domain/limits.ts';
import { ASSET_CLASS_NAMES } from '../../shared/domain/instrument.ts';
import {
  DoneCause,
  OrderFlag,
  OrderStatus,
  OrderType,
  Phase,
  SelfTrade,
  Side,
  TimeInForce,
} from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { GRANT_WORDS, GRANTS, may, ROLE_NAMES, type Role } from '../../shared/domain/role.ts';
import { RECORDS, type Field, type MessageRow } from '../../shared/wire/schema.ts';
import { CLOSE_ROWS } from './close-rows.ts';

/** One section per message: its number, what it is, its fields in order. */
export function messageTables(table: Readonly<Record<string, MessageRow>>): string {
  return Object.entries(table)
    .map(([name, row]) => `### ${String(row.kind)} ${name}\n\n${row.doc}\n\n${fields(row.fields)}`)
    .join('\n\n');
}

export function recordTables(): string {
  return Object.entries(RECORDS)
    .map(([name, list]) => `### Record ${name}\n\n${fields(list)}`)
    .join('\n\n');
}

export function rejectTable(): string {
  const rows = Object.values(REJECTS).map((row) => [
    String(row.code),
    row.name,
    row.retryable ? 'yes' : 'no',
    row.field,
    row.words,
  ]);
  return markdownTable(['code', 'name', 'retryable', 'field', 'words'], rows);
}

export function closeTable(): string {
  const rows = CLOSE_ROWS.map((row) => [String(row.code), row.means, row.doNext]);
  return markdownTable(['code', 'means', 'what to do'], rows);
}

export function limitTable(): string {
  const rows = Object.entries(LIMITS).map(([name, value]) => [`\`${name}\``, String(value)]);
  return markdownTable(['limit', 'value'], rows);
}

export function roleRows(): string {
  return ROLE_NAMES.map((name, role) => {
    const granted = GRANTS.filter((grant) => may(role as Role, grant));
    const words = granted.map((grant) => GRANT_WORDS[grant]).join(', ');
    return `| ${String(role)} | ${name} | ${words} |`;
  }).join('\n');
}

export function enumTable(): string {
  const words: readonly [string, Readonly<Record<string, number>>][] = [
    ['side', Side],
    ['type', OrderType],
    ['tif (time in force)', TimeInForce],
    ['flags (bits)', OrderFlag],
    ['stp (self-trade prevention)', SelfTrade],
    ['status of an order', OrderStatus],
    ['cause (why an order ended)', DoneCause],
    ['phase', Phase],
    ['assetClass', Object.fromEntries(ASSET_CLASS_NAMES.map((name, i) => [name, i]))],
    ['role', Object.fromEntries(ROLE_NAMES.map((name, i) => [name, i]))],
  ];
  const rows = words.map(([name, values]) => [
    name,
    Object.entries(values)
      .map(([word, value]) => `${String(value)} ${word}`)
      .join(' · '),
  ]);
  return markdownTable(['field', 'values'], rows);
}

function fields(list: readonly Field[]): string {
  const rows = list.map((field, i) => [
    String(i + 1),
    `\`${field.name}\``,
    typeWords(field),
    field.doc,
  ]);
  return markdownTable(['#', 'field', 'type', ''], rows);
}

function typeWords(field: Field): string {
  const { type, range } = field;
  const shown = type.startsWith('items:') ? `list of ${type.slice('items:'.length)}` : type;
  if (range === undefined) return shown;
  const code = range.code === REJECTS.badField.code ? '' : `, else ${String(range.code)}`;
  return `${shown}, ${bound(range.min)} to ${bound(range.max)}${code}`;
}

function bound(value: number): string {
  if (value === Number.MAX_SAFE_INTEGER) return '2^53 - 1';
  return value === 2 ** 31 - 1 ? '2^31 - 1' : String(value);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
