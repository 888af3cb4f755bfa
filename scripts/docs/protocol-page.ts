// docs/protocol.md: the text of protocol-text.md with its tables and figures filled in.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPTHS, INTERVALS_MS, LIMITS } from '../../shared/domain/limits.ts';
import { BAR_SPANS } from '../../shared/domain/quote.ts';
import {
  CLIENT_MESSAGES,
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  REPORTS,
  SCHEMA_VERSION,
  SERVER_MESSAGES,
  UPDATES,
} from '../../shared/wire/schema.ts';
import {
  closeTable,
  enumTable,
  limitTable,
  messageTables,
  recordTables,
  rejectTable,
  roleRows,
} from './protocol-tables.ts';
import { checksumExample, consumerExample, traderExample } from './worked-example.ts';

const TEXT = join(import.meta.dirname, 'protocol-text.md');

export function protocolPage(): string {
  const text = readFileSync(TEXT, 'utf8');
  const values = placeholders(text);
  return text.replace(/\{\{([^}]+)\}\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`protocol-text.md asks for an unknown {{${name}}}`);
    return value;
  });
}

function placeholders(text: string): Readonly<Record<string, string>> {
  const { bytes, checksum } = checksumExample();
  const limits = Object.entries(LIMITS).map(([name, value]) => [`limit:${name}`, grouped(value)]);
  return {
    ...Object.fromEntries(limits),
    schemaVersion: String(SCHEMA_VERSION),
    protocolMsgpack: PROTOCOL_MSGPACK,
    protocolJson: PROTOCOL_JSON,
    contents: contents(text),
    consumerExample: consumerExample(),
    traderExample: traderExample(),
    checksumBytes: bytes,
    checksum: String(checksum),
    depths: DEPTHS.map((depth) => (depth === 0 ? 'full' : String(depth))).join('|'),
    spans: BAR_SPANS.join('|'),
    intervals: INTERVALS_MS.join(', '),
    'table:roles': roleRows(),
    'table:client': messageTables(CLIENT_MESSAGES),
    'table:server': messageTables(SERVER_MESSAGES),
    'table:updates': messageTables(UPDATES),
    'table:reports': messageTables(REPORTS),
    'table:records': recordTables(),
    'table:enums': enumTable(),
    'table:rejects': rejectTable(),
    'table:closes': closeTable(),
    'table:limits': limitTable(),
  };
}

function contents(text: string): string {
  const titles = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  return titles
    .map((title) => `- [${title}](#${title.toLowerCase().replaceAll(' ', '-')})`)
    .join('\n');
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
