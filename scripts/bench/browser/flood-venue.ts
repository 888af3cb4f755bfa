// The venue of the browser bench: the real core, publisher and gateway, so that orders get real acks, with
// the flood in the place of its quotes, and the page and its tokens on the same port.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { createBusLocal } from '../../../server/bus/bus-local.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../../../server/core/definitions.ts';
import { createEngine } from '../../../server/core/engine.ts';
import { createGateway } from '../../../server/gateway/gateway.ts';
import { createUwsServer } from '../../../server/gateway/socket-uws.ts';
import type { HttpHandler } from '../../../server/gateway/socket.ts';
import { loadStaticFiles } from '../../../server/http/static-files.ts';
import { SECURITY_HEADERS } from '../../../server/http/security-headers.ts';
import { createJournalMemory } from '../../../server/journal/journal-memory.ts';
import {
  simulatedAssets,
  simulatedInstruments,
} from '../../../server/liquidity/simulated-market.ts';
import { Market } from '../../../server/marketdata/market.ts';
import { followEvents } from '../../../server/publisher/follow-events.ts';
import { lateOutlet } from '../../../server/publisher/outlet.ts';
import { Publisher } from '../../../server/publisher/publisher.ts';
import { createClockSystem } from '../../../server/sequencer/clock-system.ts';
import { recover } from '../../../server/sequencer/recover.ts';
import { createSequencer } from '../../../server/sequencer/sequencer.ts';
import { createSnapshotStoreMemory } from '../../../server/sequencer/test-venue.ts';
import { smallVenueAuthority, traderAccount } from '../../../server/testing/small-venue.ts';
import { freePort } from '../../../server/app/free-port.ts';
import { LOOSE_LIMITS } from '../net-venue.ts';
import { FloodMarket } from './flood-market.ts';
import { stirBooks } from './stir-books.ts';

const TOKEN = 'bench0000';
const MONEY_MINOR = 1_000_000_000_000;
const FUNDING_SOURCE = 99;
const STIR_MS = 10;
/** Books that move: more than the screen shows. */
const STIRRED = 40;
const LOOK_MS = 5;
const PATIENCE_MS = 10_000;
/** Of the further instruments: the price levels of a core are limited over all of them. */
const LADDER_TICKS_MAX = 100_000;
const SEED = 1;
/** A frame of 10,000 quotes is most of what the gateway lets wait in a socket. */
const MARKET_BUFFER_BYTES = 2 << 20;
const TOPICS_MAX = 4_096;

export interface FloodVenue {
  readonly port: number;
  readonly market: FloodMarket;
  stop(): Promise<void>;
}

/** `terminal` is the folder of the built terminal, `peers` that of the page of the peers. */
export interface FloodPages {
  readonly terminal: string;
  readonly peers: string;
}

export async function startFloodVenue(count: number, pages: FloodPages): Promise<FloodVenue> {
  const instruments = floodInstruments(count);
  const clock = createClockSystem();
  const bus = createBusLocal();
  const journal = createJournalMemory({ forget: true });
  const recovered = await recover({
    ...{ createEngine: () => createEngine(), journal, clock },
    snapshots: createSnapshotStoreMemory(),
    genesis: () => genesis(instruments),
  });
  const fatal = (reason: string): void => {
    throw new Error(reason);
  };
  const sequencer = createSequencer({ ...recovered, journal, bus, clock, onFatal: fatal });
  sequencer.start();
  const market = new Market({});
  const publisher: Publisher = new Publisher(
    lateOutlet(() => gateway.outlet),
    market,
  );
  const flood = new FloodMarket(market, instruments, () => clock.wallMicros() / 1000);
  const port = await freePort('127.0.0.1');
  const gateway = createGateway(
    {
      ...{ host: '127.0.0.1', port, streamEpoch: 1 },
      origins: [`http://127.0.0.1:${String(port)}`],
      limits: {
        ...LOOSE_LIMITS,
        backpressureMarketBytes: MARKET_BUFFER_BYTES,
        topicsPerConnection: TOPICS_MAX,
      },
    },
    {
      createSocketServer: createUwsServer,
      http: servePages(pages),
      ...{ clock, bus, authority: smallVenueAuthority },
      market: flood,
      accounts: publisher.accounts,
      archive: () => Promise.resolve(undefined),
    },
  );
  const following = followEvents(bus, publisher, () => Promise.resolve(), fatal);
  await following.ready;
  await allDefined(market, count);
  const books = stirBooks(market, instruments.slice(0, STIRRED));
  const stirring = setInterval(() => books.turn(clock.wallMicros()), STIR_MS);
  await gateway.start();
  return {
    port,
    market: flood,
    async stop() {
      clearInterval(stirring);
      await gateway.stop(0);
      following.stop();
      await sequencer.stop();
      await journal.close();
    },
  };
}

/** The definitions of a large venue come in several batches. */
async function allDefined(market: Market, count: number): Promise<void> {
  const giveUpMs = performance.now() + PATIENCE_MS;
  while (market.quote(count - 1) === undefined) {
    if (performance.now() > giveUpMs) throw new Error('the core did not take every instrument');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Those of the simulated market, and as many more like them as it takes. */
export function floodInstruments(count: number): Instrument[] {
  const listed = simulatedInstruments(SEED);
  const small = listed.filter(({ priceLimitTicks }) => priceLimitTicks < LADDER_TICKS_MAX);
  return Array.from({ length: count }, (_, id) => {
    if (id < listed.length) return listed[id]!;
    const model = small[id % small.length]!;
    const symbol = `X${String(id).padStart(4, '0')}`;
    return { ...model, id, symbol, name: symbol };
  });
}

function genesis(instruments: readonly Instrument[]): Int32Array[] {
  const account = traderAccount(0);
  return [
    ...simulatedAssets().map(assetRecord),
    ...instruments.map(instrumentRecord),
    accountRecord(account),
    ...simulatedAssets().map(({ id }, k) =>
      transferRecord(account, id, MONEY_MINOR, FUNDING_SOURCE, k + 1),
    ),
  ];
}

/** The page of the peers is not under the terminal's policy: its grid brings styles of its own. */
function servePages(pages: FloodPages): HttpHandler {
  const terminal = loadStaticFiles(pages.terminal);
  const peers = loadStaticFiles(pages.peers);
  return ({ url }) => {
    const path = url.split('?', 1)[0]!;
    if (path === '/api/demo-token') {
      const headers = { 'content-type': 'application/json' };
      return { status: 200, headers, body: JSON.stringify({ token: TOKEN }) };
    }
    const peer = path.startsWith('/peer/') ? peers(path.slice('/peer'.length)) : undefined;
    if (peer !== undefined) return peer;
    const file = terminal(path);
    if (file === undefined) return { status: 404, headers: {}, body: '' };
    return { ...file, headers: { ...file.headers, ...SECURITY_HEADERS } };
  };
}
