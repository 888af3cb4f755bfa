// The child process of the network benches: one server, chosen by its first argument.
//
//   echo uws|ws                      echoes what it gets
//   publish uws|ws|io <conns> <burst>            <burst> updates per loop turn to everybody
//   publish gateway <conns> <burst>              the same through the gateway
//   topics uws|gateway <conns> <per client>      50,000 updates/s over 1,000 symbols, 10 ms ticks
//   idle uws|gateway                             holds connections
//   venue memory|sqlite                          the whole venue
//   users <folder> <users>                       the roles of the real server, with users and journal in the folder

import { serveUsers } from './flood-server.ts';
import { serveBench } from './net-child.ts';
import { startFanout, type FanoutServer } from './net-fanout.ts';
import { symbolsOfReader } from './net-market.ts';
import { socketIoPeer, uwsPeer, wsPeer, type Peer } from './net-peers.ts';
import { startBenchVenue } from './net-venue.ts';

const UPDATE_BYTES = 64;
const SYMBOLS = 1_000;
const TICK_MS = 10;
const UPDATES_PER_SECOND = 50_000;

const [kind, contestant, ...numbers] = process.argv.slice(2);
const [conns, amount] = numbers.map(Number);
const none = (): Record<string, number> => ({});
const bytes = new Uint8Array(UPDATE_BYTES).fill(7);

/** Runs `turn` once per loop turn, from when everybody is connected, while readers keep up. */
function everyTurn(ready: () => boolean, pressed: () => boolean, turn: () => void): void {
  const loop = (): void => {
    if (!pressed()) turn();
    setImmediate(loop);
  };
  const wait = setInterval(() => {
    if (!ready()) return;
    clearInterval(wait);
    loop();
  }, 50);
}

/** Runs `tick` every 10 ms with the symbols that have moved since the tick before. */
function everyTick(ready: () => boolean, tick: (symbols: readonly number[]) => void): void {
  let state = 1;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % n;
  };
  let doneMs = 0;
  const wait = setInterval(() => {
    if (!ready()) return;
    clearInterval(wait);
    doneMs = performance.now();
    setInterval(() => {
      const nowMs = performance.now();
      const due = Math.floor(((nowMs - doneMs) * UPDATES_PER_SECOND) / 1_000);
      doneMs += (due * 1_000) / UPDATES_PER_SECOND;
      tick(Array.from({ length: due }, () => below(SYMBOLS)));
    }, TICK_MS);
  }, 50);
}

async function publishPeer(peer: Peer, burst: number): Promise<void> {
  everyTurn(
    () => peer.connections() === conns,
    () => peer.pressed(),
    () => {
      for (let i = 0; i < burst; i++) peer.publish(bytes);
    },
  );
  serveBench(peer.port, none);
}

function subscribed(server: FanoutServer, streams: number): () => boolean {
  return () => server.market.acquired() === conns * streams;
}

async function publishGateway(burst: number): Promise<void> {
  const server = await startFanout(burst, 0, UPDATE_BYTES);
  everyTurn(
    subscribed(server, burst),
    () => server.pressed(),
    () => {
      for (let i = 0; i < burst; i++) server.market.touch(i);
      server.gateway.tick(0);
    },
  );
  serveBench(server.port, () => ({ ...server.gateway.counters }));
}

async function topicsUws(perClient: number): Promise<void> {
  const peer = await uwsPeer((index) =>
    symbolsOfReader(index, perClient, SYMBOLS).map((symbol) => `s${String(symbol)}`),
  );
  everyTick(
    () => peer.connections() === conns,
    (symbols) => {
      for (const symbol of symbols) peer.publishTo(`s${String(symbol)}`, bytes);
    },
  );
  serveBench(peer.port, none);
}

async function topicsGateway(perClient: number): Promise<void> {
  const server = await startFanout(SYMBOLS, TICK_MS, UPDATE_BYTES, perClient);
  everyTick(subscribed(server, perClient), (symbols) => {
    for (const symbol of symbols) server.market.touch(symbol);
    server.gateway.tick(TICK_MS);
  });
  serveBench(server.port, () => ({ ...server.gateway.counters }));
}

async function main(): Promise<void> {
  if (kind === 'users') return serveUsers(contestant ?? '', conns ?? 0);
  switch (`${kind} ${contestant}`) {
    case 'echo uws':
    case 'idle uws':
      serveBench((await uwsPeer(() => [])).port, none);
      return;
    case 'echo ws':
      serveBench((await wsPeer()).port, none);
      return;
    case 'publish uws':
      return publishPeer(await uwsPeer(() => ['all']), amount);
    case 'publish ws':
      return publishPeer(await wsPeer(), amount);
    case 'publish io':
      return publishPeer(await socketIoPeer(), amount);
    case 'publish gateway':
      return publishGateway(amount);
    case 'topics uws':
      return topicsUws(amount);
    case 'topics gateway':
      return topicsGateway(amount);
    case 'idle gateway': {
      const server = await startFanout(1, 0, UPDATE_BYTES);
      serveBench(server.port, () => ({ ...server.gateway.counters }));
      return;
    }
    default: {
      const venue = await startBenchVenue(contestant);
      serveBench(venue.port, () => ({ ...venue.gateway.counters }));
    }
  }
}

await main();
