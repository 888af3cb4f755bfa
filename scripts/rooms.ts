// The rooms and who may import whom, as data: the one source of the check and of ARCHITECTURE.md.

export interface RoomRow {
  readonly room: string;
  /** Rooms and packages that may be imported, types included. */
  readonly may: readonly string[];
  readonly belongs: string;
}

const SHARED = ['shared/domain', 'shared/wire'];

export const ROOMS: readonly RoomRow[] = [
  {
    room: 'shared/domain',
    may: [],
    belongs: 'The words: units, instruments, orders, rejects, limits, pure arithmetic.',
  },
  {
    room: 'shared/wire',
    may: ['shared/domain', 'msgpackr'],
    belongs: 'The wire contract: schema, frames, codec, topics, checks, golden frames.',
  },
  {
    room: 'shared/feed',
    may: SHARED,
    belongs:
      "The consumer's client: connect, subscribe, build books, gap, resume; orders with three acks.",
  },
  {
    room: 'server/core',
    may: ['shared/domain'],
    belongs: 'The deterministic venue: commands to events.',
  },
  {
    room: 'server/sequencer',
    may: ['server/core', 'shared/domain', 'server/journal', 'server/bus', 'node'],
    belongs: 'The single writer: take, stamp, journal, apply, release; recovery.',
  },
  {
    room: 'server/journal',
    may: ['server/core', 'shared/domain', 'node', 'better-sqlite3'],
    belongs: 'Durable log and snapshots: ports and adapters.',
  },
  {
    room: 'server/bus',
    may: ['server/core', 'shared/domain', 'node'],
    belongs: 'Commands in, events out between roles; calls between threads.',
  },
  {
    room: 'server/gateway',
    may: [
      'server/core',
      'server/bus',
      'server/publisher',
      ...SHARED,
      'node',
      'uWebSockets.js',
      'ws',
    ],
    belongs: 'The WebSocket edge: sessions, limits, subscriptions, fan-out, back-pressure, resume.',
  },
  {
    room: 'server/publisher',
    may: ['server/core', 'server/bus', 'server/gateway', ...SHARED, 'node'],
    belongs: 'Events to private reports and market updates.',
  },
  {
    room: 'server/marketdata',
    may: ['server/publisher', 'server/gateway', ...SHARED, 'node'],
    belongs: 'What the market looks like now: depth, tape, bars, statistics, conflated streams.',
  },
  {
    room: 'server/liquidity',
    may: ['server/core', 'server/bus', 'server/feeds', 'shared/domain', 'node'],
    belongs: 'Who makes the market: simulated agents, the mirror of a recorded one.',
  },
  {
    room: 'server/feeds',
    may: ['shared/domain', 'node'],
    belongs: 'External data in: recordings, normalise, cleanse, quality.',
  },
  {
    room: 'server/readmodel',
    may: ['server/core', 'server/bus', 'shared/domain', 'node', 'kysely', 'better-sqlite3'],
    belongs: 'SQL projection of events and the queries on it.',
  },
  {
    room: 'server/identity',
    may: [
      ...['shared/domain', 'server/core', 'server/bus', 'server/gateway', 'node'],
      ...['kysely', 'better-sqlite3', '@node-rs/argon2', 'otpauth', 'uqr'],
      ...['@simplewebauthn/server', '@zxcvbn-ts/language-common'],
    ],
    belongs:
      'Who is this: users, passwords, second factors, sessions, API keys, sealed personal data.',
  },
  {
    room: 'server/iso20022',
    may: ['shared/domain', 'fast-xml-parser'],
    belongs: 'Payment messages of ISO 20022: written and read by schemas kept as data.',
  },
  {
    room: 'server/bank',
    may: ['server/iso20022', 'shared/domain', 'node', 'better-sqlite3', 'zod'],
    belongs: 'The simulated bank, a program of its own: its books, its faults, its protocol.',
  },
  {
    room: 'server/treasury',
    may: [
      ...['server/iso20022', 'server/bus', 'server/core', 'shared/domain'],
      ...['node', 'kysely', 'better-sqlite3'],
    ],
    belongs: 'Money in and out: withdrawals, deposits, the bank, reconciliation.',
  },
  {
    room: 'server/settings',
    may: ['shared/domain', 'node', 'better-sqlite3'],
    belongs: 'What users keep for themselves: named layouts with revisions.',
  },
  {
    room: 'server/audit',
    may: ['server/bus', 'shared/domain', 'node', 'kysely', 'better-sqlite3'],
    belongs:
      'What operators and users did: a chain of hashes that is verified and exported signed.',
  },
  {
    room: 'server/statements',
    may: ['shared/domain', 'server/readmodel', 'node', 'pdfkit', '@fontsource/zcool-xiaowei'],
    belongs: 'Statements of an account for a period, as PDF, CSV and JSON, out of the cash ledger.',
  },
  {
    room: 'server/operations',
    may: [
      ...['shared/domain', 'server/core', 'server/bus', 'server/audit', 'node'],
      ...['kysely', 'better-sqlite3'],
    ],
    belongs:
      'What operators do to the venue, with a reason, audited, by two persons where it counts.',
  },
  {
    room: 'server/http',
    may: [
      'shared/domain',
      'server/audit',
      'server/statements',
      'server/operations',
      'server/gateway',
      'server/identity',
      'server/readmodel',
      'server/settings',
      'server/treasury',
      'server/ops',
      'node',
      'hono',
      '@hono/zod-openapi',
    ],
    belongs: 'REST, health, metrics and the terminal’s files.',
  },
  {
    room: 'server/ops',
    may: ['shared/domain', 'node', 'pino', 'prom-client'],
    belongs: 'Log, metrics, health, lifecycle.',
  },
  {
    room: 'server/app',
    may: ['server/*', 'shared/*', 'node', 'zod'],
    belongs: 'Composition root: configuration, wiring, start and stop.',
  },
  {
    room: 'server/testing',
    may: ['server/*', 'shared/*', 'node', 'ws', 'better-sqlite3', 'otpauth'],
    belongs: 'Oracle, generators, tapes, simulated world. Imported by tests and scripts only.',
  },
  {
    room: 'client/net',
    may: ['shared/*'],
    belongs: 'The worker that owns the socket, and the link between it and the page.',
  },
  {
    room: 'client/market',
    may: ['client/net', 'client/state', 'shared/*'],
    belongs: 'High-rate truth: typed tables and the one frame loop.',
  },
  {
    room: 'client/state',
    may: ['client/net', 'shared/*', 'react', 'zustand', 'pinyin-pro'],
    belongs: 'Low-rate truth: stores.',
  },
  {
    room: 'client/actions',
    may: ['client/net', 'client/state', 'client/market', 'shared/*', '@simplewebauthn/browser'],
    belongs: 'One user intent per file.',
  },
  {
    room: 'client/i18n',
    may: ['client/state', 'shared/domain', 'react', 'zustand'],
    belongs: 'Texts in Chinese and English.',
  },
  {
    room: 'client/ui',
    may: [
      ...['client/i18n', 'client/state', 'shared/domain', 'react', 'react-dom'],
      ...['@tanstack/react-virtual'],
    ],
    belongs: 'Plain components and formatting.',
  },
  {
    room: 'client/panels',
    may: [
      ...['client/actions', 'client/state', 'client/market', 'client/ui', 'client/i18n'],
      ...['shared/*', 'react', 'react-dom', 'zustand', 'lightweight-charts'],
      ...['@tanstack/react-virtual'],
    ],
    belongs: 'One dockable panel per folder; never another panel, never the network.',
  },
  {
    room: 'client/pages',
    may: [
      ...['client/actions', 'client/state', 'client/ui', 'client/i18n', 'shared/domain', 'react'],
    ],
    belongs: 'Whole pages beside the desk, one folder each; never another page, never the network.',
  },
  {
    room: 'client/app',
    may: [...['client/*', 'shared/*', 'react', 'react-dom', 'zustand', 'dockview-react', 'cmdk']],
    belongs: 'Shell, dock, registry, palette, preferences.',
  },
  {
    room: 'client',
    may: ['client/*', 'shared/*', 'react', 'react-dom', '@fontsource-variable/inter'],
    belongs: 'Entry of the terminal.',
  },
  { room: 'scripts', may: ['*'], belongs: 'Everything run by hand or by CI. Imported by nobody.' },
];
