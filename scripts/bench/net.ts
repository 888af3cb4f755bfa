// npm run bench -- net: order round trip (p:R1), durable ack (p:D2), fan-out (p:F1, p:F2) and idle
// connections (p:F3), each against raw transports in the same run, contestants alternating.

import { tmpdir } from 'node:os';
import { probeSync } from '../../server/journal/sync-probe.ts';
import { median, type BenchRow } from './bench-row.ts';
import { startNetServer } from './net-child.ts';
import { echoTemplate, orderTemplate, session } from './net-frames.ts';
import {
  buildLoadClient,
  pinTo,
  SERVER_CORE,
  type LatencyResult,
  type LoadClient,
  type LoadOptions,
} from './net-load.ts';

export interface NetBenchSettings {
  readonly rounds: number;
  readonly seconds: number;
  readonly conns: number;
  readonly idleConns: number;
}

const SETTINGS: NetBenchSettings = { rounds: 3, seconds: 2, conns: 1_000, idleConns: 4_000 };

const NO_COMPILER: BenchRow = {
  goal: 'p:R1 D2 F1 F2 F3',
  what: 'network benches',
  figure: '-',
  ratio: null,
  target: '-',
  met: null,
  conditions: 'no C compiler here: a client in JavaScript would be the limit, not the server',
};

/** `only` names the goals to measure, such as `F3`; all of them by default. */
export async function benchNet(
  settings: NetBenchSettings = SETTINGS,
  only: readonly string[] = Object.keys(GOALS),
): Promise<BenchRow[]> {
  const client = buildLoadClient();
  if (client === undefined) return [NO_COMPILER];
  const rows: BenchRow[] = [];
  try {
    for (const goal of only) rows.push(...((await GOALS[goal]?.(client, settings)) ?? []));
  } finally {
    client.remove();
  }
  return rows;
}

type Bench = (client: LoadClient, settings: NetBenchSettings) => Promise<BenchRow[]>;

const GOALS: Readonly<Record<string, Bench>> = {
  R1: roundTrip,
  D2: durableAck,
  F1: fanOut,
  F2: manyTopics,
  F3: idleMemory,
};

type Latencies = Record<'p50' | 'p99' | 'p999', number>;

async function latency(
  client: LoadClient,
  server: readonly [string, string],
  load: LoadOptions,
): Promise<LatencyResult> {
  const started = await startNetServer(...server);
  pinTo(started.pid, SERVER_CORE);
  try {
    return await client.latency({ port: started.port, ...load });
  } finally {
    await started.stop();
  }
}

function middle(results: readonly LatencyResult[]): Latencies {
  const of = (key: keyof Latencies): number => median(results.map((result) => result[key]));
  return { p50: of('p50'), p99: of('p99'), p999: of('p999') };
}

async function roundTrip(client: LoadClient, { rounds }: NetBenchSettings): Promise<BenchRow[]> {
  const ours: LatencyResult[] = [];
  const uws: LatencyResult[] = [];
  const ws: LatencyResult[] = [];
  const load = { mode: 'rtt', conns: 1, count: 10_000 };
  for (let round = 0; round < rounds; round++) {
    uws.push(await latency(client, ['echo', 'uws'], { ...load, ...echoTemplate() }));
    const order = { ...load, ...session([]), ...orderTemplate() };
    ours.push(await latency(client, ['venue', 'memory'], order));
    ws.push(await latency(client, ['echo', 'ws'], { ...load, ...echoTemplate() }));
  }
  const [a, b, c] = [middle(ours), middle(uws), middle(ws)];
  const conditions = `closed loop, 1 socket, 10,000 orders, ${String(rounds)} rounds, journal in memory, server and client on a core each; order: session, decode, budget, bus, core, publisher, ack`;
  const row = (key: keyof Latencies, anchor: Latencies, name: string, limit: number): BenchRow => ({
    goal: 'p:R1',
    what: `order to first ack, ${key}, against ${name}`,
    figure: `${a[key].toFixed(0)} µs to ${anchor[key].toFixed(0)} µs`,
    ratio: a[key] / anchor[key],
    target: `<= ${String(limit)}`,
    met: a[key] / anchor[key] <= limit * 1.1,
    conditions,
  });
  return [
    row('p50', b, 'raw uWS echo', 1.05),
    row('p99', b, 'raw uWS echo', 1.2),
    row('p999', b, 'raw uWS echo', 2),
    { ...row('p99', c, 'ws echo', 0.2), target: '<= 0.2 at 10k/s', met: null },
  ];
}

async function durableAck(
  client: LoadClient,
  { rounds, seconds }: NetBenchSettings,
): Promise<BenchRow[]> {
  const memory: LatencyResult[] = [];
  const durable: LatencyResult[] = [];
  const syncs: { p50Micros: number; p99Micros: number }[] = [];
  const load = {
    mode: 'rate',
    conns: 32,
    rate: 10_000,
    seconds,
    ...session([]),
    ...orderTemplate(),
  };
  for (let round = 0; round < rounds; round++) {
    memory.push(await latency(client, ['venue', 'memory'], load));
    syncs.push(probeSync(tmpdir(), 201));
    durable.push(await latency(client, ['venue', 'sqlite'], load));
  }
  const [ours, anchor] = [middle(durable), middle(memory)];
  const p50Sync = median(syncs.map((sync) => sync.p50Micros));
  const p99Sync = median(syncs.map((sync) => sync.p99Micros));
  const p50Limit = anchor.p50 + 1.3 * p50Sync;
  const p99Limit = anchor.p99 + 2 * p99Sync + 500;
  const conditions = `open loop, 10,000 orders/s over 32 sockets, ${String(rounds)} rounds of ${String(seconds)} s; sync p50 ${p50Sync.toFixed(0)} µs, p99 ${p99Sync.toFixed(0)} µs`;
  const row = (name: string, figure: number, base: number, limit: number): BenchRow => ({
    goal: 'p:D2',
    what: `durable ack, ${name}`,
    figure: `${figure.toFixed(0)} µs; in memory ${base.toFixed(0)} µs`,
    ratio: figure / limit,
    target: `<= ${limit.toFixed(0)} µs`,
    met: figure <= limit * 1.1,
    conditions,
  });
  return [row('p50', ours.p50, anchor.p50, p50Limit), row('p99', ours.p99, anchor.p99, p99Limit)];
}

interface Served {
  /** Bytes of frames per second that the client got, over cores that the server used meanwhile. */
  readonly bytesPerCpuSecond: number;
  readonly framesPerCpuSecond: number;
  readonly cores: number;
  readonly clientCores: number;
}

/** The client's figure comes from its own window; the server's CPU share is taken around it. */
async function served(
  client: LoadClient,
  server: readonly (string | number)[],
  load: LoadOptions,
): Promise<Served> {
  const [mode, ...args] = server;
  const started = await startNetServer(String(mode), ...args);
  try {
    let before = started.usage();
    const counted = client.count({ port: started.port, ...load }, () => {
      before = new Promise((resolve) => setTimeout(resolve, 1_500)).then(() => started.usage());
    });
    const { frames, bytes, cpu } = await counted;
    const [from, to] = [await before, await started.usage()];
    const cores = (to.cpuSeconds - from.cpuSeconds) / (to.wallSeconds - from.wallSeconds);
    return {
      bytesPerCpuSecond: bytes / cores,
      framesPerCpuSecond: frames / cores,
      cores,
      clientCores: cpu,
    };
  } finally {
    await started.stop();
  }
}

const FANOUT_PEERS = {
  uws: {},
  ws: {},
  io: { path: '/socket.io/?EIO=4&transport=websocket' },
} as const;

async function fanOut(
  client: LoadClient,
  { rounds, seconds, conns }: NetBenchSettings,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const burst of [1, 32]) {
    const topics = Array.from({ length: burst }, (_, i) => `depth.S${String(i)}.5@0`);
    const updates = {
      gateway: [] as number[],
      uws: [] as number[],
      ws: [] as number[],
      io: [] as number[],
    };
    for (let round = 0; round < rounds; round++) {
      const gateway = await served(client, ['publish', 'gateway', conns, burst], {
        conns,
        seconds,
        ...session(topics),
      });
      // The gateway joins the updates of a turn into one frame; a peer sends each as its own.
      updates.gateway.push(gateway.framesPerCpuSecond * burst);
      for (const peer of ['uws', 'ws', 'io'] as const) {
        const load = { conns, seconds, ...FANOUT_PEERS[peer] };
        const result = await served(client, ['publish', peer, conns, burst], load);
        updates[peer].push(result.framesPerCpuSecond);
      }
    }
    const targets = burst === 1 ? { uws: 0.95, ws: 1.7, io: 2.3 } : { uws: 0.9, ws: 35, io: 35 };
    for (const peer of ['uws', 'ws', 'io'] as const) {
      const ratio = median(updates.gateway) / median(updates[peer]);
      rows.push({
        goal: 'p:F1',
        what: `fan-out of the gateway against ${PEER_NAMES[peer]}, ${String(burst)} updates per turn`,
        figure: `${thousands(median(updates.gateway))} to ${thousands(median(updates[peer]))} updates per server CPU second`,
        ratio,
        target: `>= ${String(targets[peer])}`,
        met: ratio >= targets[peer] * 0.9,
        conditions: `${String(conns)} sockets, updates of 64 B, ${String(rounds)} rounds of ${String(seconds)} s; gateway with sessions, sequences and heartbeats`,
      });
    }
  }
  return rows;
}

const PEER_NAMES = { uws: 'raw uWS publish', ws: 'ws', io: 'socket.io' } as const;

async function manyTopics(
  client: LoadClient,
  { rounds, seconds, conns }: NetBenchSettings,
): Promise<BenchRow[]> {
  const perClient = 20;
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const gateway = { conns, seconds, ...session(['depth.C0000.5@10']) };
    ours.push((await served(client, ['topics', 'gateway', conns, perClient], gateway)).cores);
    raw.push((await served(client, ['topics', 'uws', conns, perClient], { conns, seconds })).cores);
  }
  const deliveries = (50_000 * conns * perClient) / 1_000;
  const row: BenchRow = {
    goal: 'p:F2',
    what: `${String(conns)} clients of ${String(perClient)} symbols, 50,000 updates/s in, 10 ms: conflated frames of the gateway against raw uWS publish of every update`,
    figure: `${median(ours).toFixed(2)} to ${median(raw).toFixed(2)} cores; ${thousands(deliveries / median(ours))} input deliveries per CPU second`,
    ratio: median(ours) / median(raw),
    target: '<= 1.0, >= 1.5 M/s',
    met: median(ours) / median(raw) <= 1.1 && deliveries / median(ours) >= 1_350_000,
    conditions: `${String(rounds)} rounds of ${String(seconds)} s; every client follows other symbols`,
  };
  return [row];
}

async function idleMemory(
  client: LoadClient,
  { idleConns }: NetBenchSettings,
): Promise<BenchRow[]> {
  const perConnection: Record<string, number> = {};
  for (const contestant of ['uws', 'gateway'] as const) {
    const server = await startNetServer('idle', contestant);
    const before = await server.usage();
    const load = contestant === 'gateway' ? session([]) : {};
    let during = before;
    // An idle server sends nothing that could be counted: the client waits for its first frame until
    // the server is stopped, which is what ends it.
    const held = client.count({ port: server.port, conns: idleConns, ...load }, () => {
      setTimeout(() => {
        server
          .usage()
          .then((usage) => {
            during = usage;
          })
          .finally(() => void server.stop());
      }, 2_000);
    });
    await held.catch(() => undefined);
    perConnection[contestant] = (during.rssBytes - before.rssBytes) / idleConns;
  }
  const { uws = 0, gateway = 0 } = perConnection;
  const row: BenchRow = {
    goal: 'p:F3',
    what: 'memory of an idle, signed-in connection',
    figure: `${(gateway / 1_000).toFixed(1)} kB; bare uWS ${(uws / 1_000).toFixed(1)} kB`,
    ratio: uws > 0 ? gateway / uws : null,
    target: '<= 2.5 kB',
    met: gateway <= 2_500 * 1.1,
    conditions: `${String(idleConns)} connections, growth of the resident set after a collection`,
  };
  return [row];
}

function thousands(value: number): string {
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e3).toFixed(0)} k`;
}
