// Configuration by file, environment and flags (later wins), checked at start with one clear sentence
// for each mistake.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const onOff = z
  .enum(['on', 'off', 'true', 'false'])
  .transform((value) => value === 'on' || value === 'true');
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** Every setting: its check and default, and the words of `--help`. */
export const SETTINGS = {
  role: {
    check: z.enum(['all']).default('all'),
    words: 'Roles of this process; one process runs all of them for now.',
  },
  host: { check: z.string().min(1).default('127.0.0.1'), words: 'Address to listen on.' },
  port: { check: whole(0, 65535).default(8787), words: 'Port to listen on; 0 takes a free one.' },
  data: {
    check: z.string().default(''),
    words: 'Folder of journal, snapshots and read model; empty: data/<market>.',
  },
  market: {
    check: z.enum(['simulated', 'replay', 'none']).default('simulated'),
    words: 'Who makes the market: simulated agents, a recorded real market, nobody.',
  },
  recording: {
    check: z.array(z.string()).default([]),
    words: 'Recording to replay (.jsonl.gz); may be given several times.',
  },
  speed: {
    check: z
      .string()
      .regex(/^(max|\d+(\.\d+)?)$/, 'a number or max')
      .refine((text) => text === 'max' || Number(text) > 0, 'above 0, or max')
      .default('1'),
    words: 'Speed of a replay: 1 real time, N times as fast, max as fast as it goes.',
  },
  seed: { check: whole(1, 2 ** 31 - 1).default(1), words: 'Seed of the simulated market.' },
  rate: {
    check: whole(1, 100_000).default(500),
    words: 'Commands per second of the simulated market, all instruments together.',
  },
  demo: {
    check: z.enum(['on', 'off', 'auto']).default('auto'),
    words: 'Demo users without passwords; auto: on only when listening on loopback.',
  },
  businessDay: {
    check: z.enum(['auto', 'operator']).default('auto'),
    words: 'Who runs the business day: the clock after midnight UTC, or only operators.',
  },
  origins: {
    check: z.array(z.string().url()).default([]),
    words: 'Further origins whose pages may connect; the own origin always may.',
  },
  publicOrigin: {
    check: z
      .union([z.literal(''), z.url({ protocol: /^https?$/ })])
      .transform((url) => (url === '' ? '' : new URL(url).origin))
      .default(''),
    words: 'Origin under which browsers reach the server, as https://desk.example; empty: its own.',
  },
  tlsCert: {
    check: z.string().default(''),
    words: 'Certificate with its chain, PEM; with --tls-key it turns TLS on.',
  },
  tlsKey: { check: z.string().default(''), words: 'Private key of the certificate, PEM.' },
  kyc: {
    check: z.enum(['auto', 'review']).default('auto'),
    words: 'Complete profiles: auto approves them, review leaves it to a member of staff.',
  },
  rotateKeys: {
    check: onOff.default(false),
    words: 'Make a new key for personal data at this start and seal everything with it.',
  },
  socket: { check: z.enum(['uws', 'ws']).default('uws'), words: 'WebSocket server.' },
  journal: {
    check: z.enum(['sqlite', 'memory']).default('sqlite'),
    words: 'Journal; memory forgets everything at the end and is for measurements only.',
  },
  journalThread: {
    check: z.enum(['auto', 'main', 'worker']).default('auto'),
    words: 'Where the journal syncs; auto measures the disk at start.',
  },
  reserveMib: {
    check: whole(0, 4096).default(64),
    words: 'Disk reserve that keeps cancels possible when the disk is full.',
  },
  retention: {
    check: z.enum(['all', 'snapshots']).default('all'),
    words: 'Journal rows to keep: all, or those after the oldest kept snapshot.',
  },
  snapshotEverySeconds: {
    check: whole(1, 86_400).default(60),
    words: 'A snapshot at least this often while there are commands.',
  },
  snapshotEveryCommands: {
    check: whole(1000, 1e9).default(100_000),
    words: 'A snapshot at least every this many commands.',
  },
  snapshotsKept: { check: whole(1, 100).default(3), words: 'Snapshots to keep.' },
  shutdownSeconds: {
    check: whole(0, 300).default(2),
    words: 'Notice before connections are closed at a stop.',
  },
  bank: {
    check: z
      .string()
      .regex(/^(embedded|off|https?:\/\/\S+)$/, 'embedded, off, or the address of a bank')
      .default('embedded'),
    words: 'The bank: a simulated one inside, none, or the address of `npm run bank`.',
  },
  logLevel: {
    check: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
    words: 'Lowest level that is logged.',
  },
  metrics: {
    check: onOff.default(true),
    words: 'Serve /metrics, /health/live and /health/ready.',
  },
} as const;

type Settings = { -readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['check']> };
export type Config = Readonly<Omit<Settings, 'demo'>> & { readonly demo: boolean };

export class ConfigError extends Error {
  override name = 'ConfigError';
}

const LISTS = new Set<string>(['recording', 'origins']);
const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
const FLAGS = new Map(Object.keys(SETTINGS).map((name) => [kebab(name), name]));

/** Reads `--config <file>`, `OPENBELL_<NAME>` and `--<name> <value>`; throws ConfigError. */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const flags = readFlags(argv);
  const file = flags['config'] ?? env['OPENBELL_CONFIG'];
  delete flags['config'];
  const given = { ...readFile(file as string | undefined), ...readEnvironment(env), ...flags };
  const settings: Record<string, unknown> = {};
  for (const [name, { check }] of Object.entries(SETTINGS)) {
    const result = check.safeParse(given[name]);
    if (!result.success) {
      const why = result.error.issues[0]?.message ?? 'not allowed';
      throw new ConfigError(`--${kebab(name)} ${JSON.stringify(given[name])}: ${why}`);
    }
    settings[name] = result.data;
  }
  return complete(settings as Settings);
}

function complete(settings: Settings): Config {
  const { market, recording, host } = settings;
  if (market === 'replay' && recording.length === 0) {
    throw new ConfigError('--market replay needs at least one --recording <file>');
  }
  if (market !== 'replay' && recording.length > 0) {
    throw new ConfigError('--recording is only used with --market replay');
  }
  if ((settings.tlsCert === '') !== (settings.tlsKey === '')) {
    throw new ConfigError('--tls-cert and --tls-key go together');
  }
  const loopback = host === '127.0.0.1' || host === 'localhost' || host === '::1';
  return {
    ...settings,
    demo: settings.demo === 'auto' ? loopback : settings.demo === 'on',
    data: settings.data === '' ? join('data', market) : settings.data,
  };
}

function readFlags(argv: readonly string[]): Record<string, unknown> {
  const flags: Record<string, unknown> = {};
  for (let k = 0; k < argv.length; k++) {
    const [flag = '', inline] = (argv[k] ?? '').split(/=(.*)/s, 2);
    const name = flag === '--config' ? 'config' : FLAGS.get(flag.replace(/^--/, ''));
    if (!flag.startsWith('--') || name === undefined) {
      throw new ConfigError(`unknown argument ${flag}; --help lists them`);
    }
    const value = inline ?? argv[++k];
    if (value === undefined) throw new ConfigError(`${flag} needs a value`);
    if (LISTS.has(name)) flags[name] = [...((flags[name] as string[] | undefined) ?? []), value];
    else flags[name] = value;
  }
  return flags;
}

function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const given: Record<string, unknown> = {};
  for (const [flag, name] of FLAGS) {
    const value = env[`OPENBELL_${flag.toUpperCase().replaceAll('-', '_')}`];
    if (value !== undefined) given[name] = LISTS.has(name) ? value.split(',') : value;
  }
  return given;
}

function readFile(file: string | undefined): Record<string, unknown> {
  if (file === undefined) return {};
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`the configuration file ${file} cannot be read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`the configuration file ${file} is not JSON: ${String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`the configuration file ${file} must hold one object`);
  }
  for (const name of Object.keys(value)) {
    if (!(name in SETTINGS)) throw new ConfigError(`${file}: unknown setting ${name}`);
  }
  return value as Record<string, unknown>;
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = Object.entries(SETTINGS).map(([name, { check, words }]) => {
    const initial: unknown = check.parse(undefined);
    const shown = Array.isArray(initial) || initial === '' ? '' : ` [${String(initial)}]`;
    return `  --${kebab(name).padEnd(26)}${words}${shown}`;
  });
  return [
    'Openbell: venue, market data and terminal in one process.',
    '',
    'npm start -- [settings]',
    '',
    ...rows,
    '  --config                    JSON file with the same settings in camelCase.',
    '',
    'Every setting may also come from the environment: OPENBELL_PORT=9000.',
  ].join('\n');
}
