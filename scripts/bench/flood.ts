// npm run bench -- flood: acknowledgements of orders at a steady rate with and without a flood of sign-ins at
// the same server (p:S4), phases alternating in one run; and how long honest users take to sign in meanwhile.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type BenchRow } from './bench-row.ts';
import type { FloodCounts } from './flood-client.ts';
import { makeFolder } from './flood-server.ts';
import { makePerson, ticketOf, timeUntilIn, type Person } from './flood-users.ts';
import { startNetServer, type NetServer } from './net-child.ts';
import { orderTemplate, ticketSession } from './net-frames.ts';
import { buildLoadClient, type LatencyResult, type LoadClient } from './net-load.ts';

export interface FloodBenchSettings {
  readonly rounds: number;
  readonly seconds: number;
}

const SETTINGS: FloodBenchSettings = { rounds: 5, seconds: 5 };
/** A trader may have 50 orders a second, and an address 40 connections at once. */
const TRADERS = 32;
const ORDERS_PER_SECOND = 1_200;
/** Signs in during the floods, from where it did before and from anywhere. */
const HONEST = TRADERS;
const HONEST_PAUSE_MS = 500;
const FLOOD_LEAD_MS = 1_000;
const FLOODS = {
  many: '64 connections from 4,000 addresses, each as soon as it is answered',
  one: '64 connections from one address, each as soon as it is answered',
  paced: '500 a second from 4,000 addresses, answered or not',
} as const;
type Flood = keyof typeof FLOODS;
const PHASES = ['calm', 'many', 'one', 'paced', 'control'] as const;
type Phase = (typeof PHASES)[number];

interface Stage {
  readonly client: LoadClient;
  readonly server: NetServer;
  readonly other: NetServer;
  readonly traders: readonly Person[];
  readonly honest: Person;
  /** Addresses that honest strangers have used. */
  strangers: number;
}

interface Measured {
  readonly acks: LatencyResult;
  readonly flood?: FloodCounts;
  /** ms until the honest one was in, by where it came from. */
  readonly knownMs: readonly number[];
  readonly newMs: readonly number[];
}

export async function benchFlood(settings: FloodBenchSettings = SETTINGS): Promise<BenchRow[]> {
  const client = buildLoadClient();
  if (client === undefined) return [NO_COMPILER];
  const folder = makeFolder();
  const server = await startNetServer('users', folder, TRADERS);
  const other = await startNetServer('users', makeFolder(), 0);
  try {
    const traders: Person[] = [];
    for (let k = 0; k < TRADERS; k++) traders.push(await makePerson(server.port, folder, k, true));
    const honest = await makePerson(server.port, folder, HONEST, false);
    const stage = { client, server, other, traders, honest, strangers: 0 };
    const all = new Map<Phase, Measured[]>(PHASES.map((phase) => [phase, []]));
    // What warms the code is not counted: orders, and what refuses a flood.
    for (const phase of ['calm', 'many', 'paced'] as const) {
      await measure(stage, phase, settings.seconds, settings.rounds);
    }
    for (let round = 0; round < settings.rounds; round++) {
      for (const phase of PHASES) {
        all.get(phase)!.push(await measure(stage, phase, settings.seconds, round));
      }
    }
    return rowsOf(all, settings);
  } finally {
    await Promise.all([server.stop(), other.stop()]);
    client.remove();
  }
}

async function measure(
  stage: Stage,
  phase: Phase,
  seconds: number,
  round: number,
): Promise<Measured> {
  const { client, server, other, traders } = stage;
  const knownMs: number[] = [];
  const newMs: number[] = [];
  const isAtServer = phase !== 'calm' && phase !== 'control';
  const target = phase === 'control' ? other : server;
  const stopFlood =
    phase === 'calm' ? undefined : startFlood(target.port, phase === 'control' ? 'paced' : phase, round); // prettier-ignore
  await sleep(FLOOD_LEAD_MS);
  const tickets: string[] = [];
  for (const trader of traders) tickets.push(await ticketOf(trader));
  const load = { mode: 'rate', conns: TRADERS, rate: ORDERS_PER_SECOND, seconds };
  const ended = new AbortController();
  const signingIn = isAtServer ? signInMeanwhile(stage, ended.signal, knownMs, newMs) : [];
  const acks = await client.latency({
    ...{ port: server.port, ...load, ...ticketSession(tickets), ...orderTemplate() },
  });
  ended.abort();
  await Promise.all(signingIn);
  const flood = await stopFlood?.();
  // The door for connections of one address rests.
  await sleep(FLOOD_LEAD_MS);
  return { acks, knownMs, newMs, ...(flood === undefined ? {} : { flood }) };
}

/** Both kinds of honest users, until the orders are over. */
function signInMeanwhile(
  stage: Stage,
  ended: AbortSignal,
  knownMs: number[],
  newMs: number[],
): Promise<void>[] {
  const { honest } = stage;
  const again = async (from: () => Person, into: number[]): Promise<void> => {
    while (!ended.aborted) {
      into.push((await timeUntilIn(from(), HONEST)).ms);
      await sleep(HONEST_PAUSE_MS);
    }
  };
  const elsewhere = (): Person => {
    stage.strangers += 1;
    const address = `127.4.${String(stage.strangers >> 8)}.${String(stage.strangers & 255)}`;
    return { ...honest, cookie: '', address };
  };
  return [again(() => ({ ...honest, cookie: '' }), knownMs), again(elsewhere, newMs)];
}

function startFlood(port: number, flood: Flood, round: number): () => Promise<FloodCounts> {
  const file = join(import.meta.dirname, './flood-client.ts');
  const lowest = ['-n', String(constants.priority.PRIORITY_LOW), process.execPath];
  const args = [...lowest, file, String(port), flood, String(round * 800)];
  const child = spawn('nice', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  return () =>
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve(JSON.parse(text) as FloodCounts));
      child.stdin.end();
    });
}

const NO_COMPILER: BenchRow = {
  ...{ goal: 'p:S4', what: 'flood of sign-ins', figure: '-', ratio: null, target: '-', met: null },
  conditions: 'no C compiler here: a client in JavaScript would be the limit, not the server',
};

const micros = (value: number): string => value.toFixed(0);
const middle = (all: readonly Measured[], key: 'p50' | 'p99' | 'p999'): number =>
  median(all.map(({ acks }) => acks[key]));
const shown = (all: readonly Measured[]): string =>
  `p50 ${micros(middle(all, 'p50'))}, p99 ${micros(middle(all, 'p99'))}, p99.9 ${micros(middle(all, 'p999'))} µs`;

function rowsOf(all: ReadonlyMap<Phase, Measured[]>, settings: FloodBenchSettings): BenchRow[] {
  const calm = all.get('calm')!;
  const { rounds, seconds } = settings;
  const conditions = `${String(ORDERS_PER_SECOND)} orders/s of ${String(TRADERS)} users over a socket each, open loop; the roles of the real server with its own limits, journal and audit log on disk, nobody makes the market; ${String(rounds)} rounds of ${String(seconds)} s a phase, phases alternating, medians; the flood runs under nice 19 on the same cores as the server`;
  const row = (phase: Phase): BenchRow => {
    const measured = all.get(phase)!;
    const ratio = middle(measured, 'p99') / middle(calm, 'p99');
    const isControl = phase === 'control';
    const each = measured.map(({ acks }, k) => (acks.p99 / calm[k]!.acks.p99).toFixed(2)).join(' ');
    return {
      goal: 'p:S4',
      what: isControl
        ? 'control: order acks while the paced flood goes to another server on this machine'
        : `order acks under a flood of sign-ins, ${FLOODS[phase as Flood]}`,
      figure: `${shown(measured)}; without ${shown(calm)}; p99 by round ${each} ×; ${countsOf(measured)}`,
      ratio,
      target: isControl ? '' : '<= 2',
      met: isControl ? null : ratio <= 2,
      conditions,
    };
  };
  return [row('many'), row('one'), row('paced'), row('control'), ...honestRows(all)];
}

function countsOf(measured: readonly Measured[]): string {
  const floods = measured.flatMap(({ flood }) => flood ?? []);
  const sum = (of: (flood: FloodCounts) => number): number =>
    floods.reduce((total, flood) => total + of(flood), 0);
  const seconds = sum((flood) => flood.seconds);
  const names = [...new Set(floods.flatMap(({ answers }) => Object.keys(answers)))].sort();
  const answered = names.map((name) => `${name}: ${String(sum(({ answers }) => answers[name] ?? 0))}`); // prettier-ignore
  const unsent = sum((flood) => flood.unsent);
  return `${String(sum(({ tried }) => tried))} sign-ins tried (${(sum(({ tried }) => tried) / seconds).toFixed(0)}/s), answered ${answered.join(', ')}${unsent > 0 ? `, ${String(unsent)} without a free connection` : ''}; the flood used ${(sum(({ cpuSeconds }) => cpuSeconds) / seconds).toFixed(2)} cores`;
}

/** Known addresses have a budget of their own, so there is a bound; a new one competes with the flood. */
function honestRows(all: ReadonlyMap<Phase, Measured[]>): BenchRow[] {
  const floods = (['many', 'one', 'paced'] as const).map((phase) => ({ phase, of: all.get(phase)! })); // prettier-ignore
  const worst = (times: readonly number[]): number => Math.max(...times);
  const row = (what: string, key: 'knownMs' | 'newMs', limitMs: number): BenchRow => {
    const times = floods.map(({ phase, of }) => ({ phase, ms: of.flatMap((one) => one[key]) }));
    const figure = times.map(({ phase, ms }) => `${phase}: ${String(ms.length)} sign-ins, median ${median(ms).toFixed(0)} ms, worst ${worst(ms).toFixed(0)} ms`); // prettier-ignore
    return {
      ...{ goal: 'p:S4', what, figure: figure.join('; '), ratio: null },
      target: `every one within ${String(limitMs / 1_000)} s`,
      met: worst(times.flatMap(({ ms }) => ms)) <= limitMs,
      conditions:
        'the right password, tried again as soon as it is refused, while the flood and the orders go on',
    };
  };
  return [
    row('an honest user signs in during the floods, from a known address', 'knownMs', 1_000),
    row('an honest user signs in during the floods, from an address never seen', 'newMs', 60_000),
  ];
}
