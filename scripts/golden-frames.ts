// Writes shared/wire/golden: one sample of every message, update and report in both encodings.
//
// A frame that is there already and would change is refused while SCHEMA_VERSION is the same: bytes
// that clients rely on change with a version, or not at all.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import {
  encodeClientMessage,
  encodeReport,
  encodeServerMessage,
  encodeUpdate,
} from '../shared/wire/encode-message.ts';
import { JsonWriter } from '../shared/wire/json-writer.ts';
import {
  CLIENT_MESSAGES,
  RECORDS,
  REPORTS,
  SCHEMA_VERSION,
  SERVER_MESSAGES,
  UPDATES,
  type ClientMessage,
  type Field,
  type MessageRow,
  type Report,
  type ServerMessage,
  type Update,
} from '../shared/wire/schema.ts';
import { MsgpackWriter, type Writer } from '../shared/wire/writer.ts';

type Group = 'client' | 'server' | 'update' | 'report';
type Sample = Readonly<Record<string, unknown>> & { readonly is: string };

export interface GoldenFrame {
  readonly group: Group;
  readonly name: string;
  readonly kind: number;
  readonly schemaVersion: number;
  readonly message: Sample;
  /** Hexadecimal. */
  readonly msgpack: string;
  readonly json: string;
}

export const GOLDEN_FOLDER = join(import.meta.dirname, '../shared/wire/golden');

/** Values that look like the real thing; together they cover every length of an integer. */
const VALUES: Readonly<Record<string, unknown>> = {
  requestId: 12,
  clientOrderId: 1_763_800_000_001,
  orderId: 1_073_741_825,
  session: 70_001,
  token: 'eyJ1IjoidHJhZGVyIn0.c2lnbmF0dXJl',
  topic: 'depth.BTCUSDT.10@100',
  topicIds: [3, 300],
  instruments: [3, 300],
  protocol: 'openbell.v1+msgpack',
  user: 'trader',
  symbol: 'BTCUSDT',
  text: 'Maintenance in five minutes — 维护',
  words: 'Price is outside the ladder.',
  field: 'price',
  code: 2006,
  price: 6_168_600,
  bid: 6_168_600,
  base: 6_168_600,
  open: 6_160_000,
  high: 6_180_010,
  low: 6_150_500,
  close: 6_168_610,
  last: 6_168_610,
  spread: 1,
  bidLots: 41_200,
  askLots: 65_536,
  qty: 250,
  leaves: 150,
  lots: 70_000,
  volume: 8_123_456_789,
  turnover: 501_234_567_890_123,
  trades: 182_734,
  tradeId: 5_000_000_123,
  seq: 9_000_001,
  prev: 9_000_000,
  checksum: 3_421_780_262,
  instrument: 17,
  account: 1_002,
  available: -250,
  held: 1_234_567_890,
  costMinor: -5_000_000_000,
  realisedMinor: -129,
  expiresMs: 1_763_803_600_000,
  timeMicros: 1_763_800_000_123_456,
  engineMicros: 1_763_800_000_123_456,
  serverMicros: 1_763_800_000_123_999,
  sendMicros: 1_763_800_000_124_001,
  clientMicros: 1_763_800_000_120_000,
  deadlineMicros: 1_763_800_005_000_000,
  gatewayMicros: 1_763_800_000_123_400,
  journalMicros: 1_763_800_000_123_420,
  matchMicros: 1_763_800_000_123_440,
  durableMicros: 1_763_800_000_123_590,
  ackMicros: 1_763_800_000_123_610,
  openSeconds: 1_763_799_960,
  commandSeq: 4_294_967_296,
  lastSeq: null,
  lastPrivateSeq: 41,
  levels: [-1, 70_000, -2, 250, 1, 40_000],
  streamEpoch: 3,
  bids: 2,
  side: 1,
  aggressor: 1,
  type: 0,
  tif: 3,
  flags: 1,
  stp: 2,
  phase: 0,
  status: 0,
  cause: 0,
  asset: 4,
  topicId: 3,
  intervalMs: 100,
  filled: 100,
  feeMinor: 1_233,
  cancelled: 150,
};

export function goldenFrames(): GoldenFrame[] {
  const groups: [Group, Readonly<Record<string, MessageRow>>][] = [
    ['client', CLIENT_MESSAGES],
    ['server', SERVER_MESSAGES],
    ['update', UPDATES],
    ['report', REPORTS],
  ];
  return groups.flatMap(([group, table]) =>
    Object.entries(table).map(([name, row]) => goldenFrame(group, name, row)),
  );
}

/** Whether a recorded frame would change although the schema has the same version. */
export function breaksPromise(recorded: GoldenFrame, now: GoldenFrame): boolean {
  if (recorded.schemaVersion !== now.schemaVersion) return false;
  return recorded.msgpack !== now.msgpack || recorded.json !== now.json;
}

/** Writes one tagged value of a group, whatever the group is. */
export function writeSample(writer: Writer, group: Group, message: Sample): void {
  if (group === 'client') encodeClientMessage(writer, message as unknown as ClientMessage);
  else if (group === 'server') encodeServerMessage(writer, message as unknown as ServerMessage);
  else if (group === 'update') encodeUpdate(writer, message as unknown as Update);
  else encodeReport(writer, message as unknown as Report);
}

function goldenFrame(group: Group, name: string, row: MessageRow): GoldenFrame {
  const message = { is: name, ...sampleFields(row.fields) };
  const bytes = new MsgpackWriter();
  const text = new JsonWriter();
  writeSample(bytes, group, message);
  writeSample(text, group, message);
  return {
    group,
    name,
    kind: row.kind,
    schemaVersion: SCHEMA_VERSION,
    message,
    msgpack: Buffer.from(bytes.take()).toString('hex'),
    json: text.take(),
  };
}

function sampleFields(fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)]));
}

function sampleOf(field: Field): unknown {
  const { name, type, range } = field;
  if (type === 'updates') return [sampleUpdate('quote'), sampleUpdate('depthDelta')];
  if (type === 'reports') return [sampleReport('accepted'), sampleReport('balance')];
  if (type.startsWith('items:')) return [sampleFields(recordFields(type.slice(6)))];
  if (type === 'rest' || type === 'ints') return VALUES[name];
  const known = VALUES[name];
  if (type === 'bool') return true;
  if (type === 'str') return typeof known === 'string' ? known : `a ${name}`;
  const fallback = range === undefined ? name.length : Math.min(range.max, name.length);
  return known === null || typeof known === 'number' ? clamp(known, range?.max) : fallback;
}

function clamp(value: number | null, max = Number.MAX_SAFE_INTEGER): number | null {
  return value === null ? null : Math.min(value, max);
}

function sampleUpdate(name: keyof typeof UPDATES): Sample {
  return { is: name, ...sampleFields(UPDATES[name].fields) };
}

function sampleReport(name: keyof typeof REPORTS): Sample {
  return { is: name, ...sampleFields(REPORTS[name].fields) };
}

function recordFields(name: string): readonly Field[] {
  const found = Object.entries(RECORDS).find(([key]) => key === name);
  if (found === undefined) throw new Error(`no record is called ${name}`);
  return found[1];
}

async function main(): Promise<void> {
  mkdirSync(GOLDEN_FOLDER, { recursive: true });
  for (const frame of goldenFrames()) {
    const path = join(GOLDEN_FOLDER, `${String(frame.kind)}-${frame.name}.json`);
    const text = await format(JSON.stringify(frame), { parser: 'json', printWidth: 100 });
    const before = existsSync(path) ? readFileSync(path, 'utf8') : text;
    if (breaksPromise(JSON.parse(before) as GoldenFrame, frame)) {
      process.stderr.write(`${path} would change: raise SCHEMA_VERSION in schema.ts first.\n`);
      process.exitCode = 1;
      continue;
    }
    writeFileSync(path, text);
  }
}

if (import.meta.main) await main();
