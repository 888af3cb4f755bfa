// The whole venue for the network benches: gateway, publisher, market data, sequencer, core, journal.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '../../shared/domain/role.ts';
import { createBusLocal } from '../../server/bus/bus-local.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../../server/core/definitions.ts';
import { createEngine } from '../../server/core/engine.ts';
import type { Authority } from '../../server/gateway/authority.ts';
import { createGateway, type Gateway } from '../../server/gateway/gateway.ts';
import { createUwsServer } from '../../server/gateway/socket-uws.ts';
import { createJournalMemory } from '../../server/journal/journal-memory.ts';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { simulatedAssets, simulatedInstruments } from '../../server/liquidity/simulated-market.ts';
import { Market } from '../../server/marketdata/market.ts';
import { followEvents } from '../../server/publisher/follow-events.ts';
import { Publisher } from '../../server/publisher/publisher.ts';
import { createClockSystem } from '../../server/sequencer/clock-system.ts';
import { recover } from '../../server/sequencer/recover.ts';
import { createSequencer } from '../../server/sequencer/sequencer.ts';
import { createSnapshotStoreMemory } from '../../server/sequencer/test-venue.ts';

const FIRST_TRADER = 100;
const TRADERS = 64;
/** Any internal source that nobody else of this venue uses. */
const FUNDING_SOURCE = 99;
const MONEY_MINOR = 1_000_000_000_000;
/** Budgets that a bench cannot reach. */
const LOOSE = 1e9;
export const LOOSE_LIMITS = {
  connectionsPerIp: LOOSE,
  connectRatePerIp: LOOSE,
  connectBurstPerIp: LOOSE,
  connectionsPerAccount: LOOSE,
  ordersPerSecond: LOOSE,
  ordersBurst: LOOSE,
};

/** Tokens are `bench` and four digits: the number of the trader, or of a consumer above them. */
export const benchAuthority: Authority = {
  verify(token) {
    const index = Number(token.slice('bench'.length));
    const account = FIRST_TRADER + (index % TRADERS);
    return { user: token, role: Role.trader, account, expiresMs: Number.MAX_SAFE_INTEGER };
  },
};

export async function startBenchVenue(
  journalKind: string,
): Promise<{ port: number; gateway: Gateway }> {
  const clock = createClockSystem();
  const bus = createBusLocal();
  const folder = mkdtempSync(join(tmpdir(), 'openbell-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const journal =
    journalKind === 'sqlite'
      ? await openJournalSqlite({
          file: join(folder, 'journal.db'),
          reserveBytes: 0,
          retention: 'all',
        })
      : createJournalMemory({ forget: true });
  const recovered = await recover({
    createEngine: () => createEngine(),
    journal,
    snapshots: createSnapshotStoreMemory(),
    clock,
    genesis,
  });
  const fatal = (reason: string): void => {
    throw new Error(reason);
  };
  const sequencer = createSequencer({ ...recovered, journal, bus, clock, onFatal: fatal });
  sequencer.start();
  const market = new Market({});
  const publisher: Publisher = new Publisher(
    {
      report: (...given) => gateway.outlet.report(...given),
      placed: (...given) => gateway.outlet.placed(...given),
      answer: (...given) => gateway.outlet.answer(...given),
      released: (...given) => gateway.outlet.released(...given),
    },
    market,
  );
  const gateway = createGateway(
    { host: '127.0.0.1', port: 0, origins: [], streamEpoch: 1, limits: LOOSE_LIMITS },
    {
      createSocketServer: createUwsServer,
      http: () => ({ status: 404, headers: {}, body: '' }),
      clock,
      authority: benchAuthority,
      bus,
      market,
      accounts: publisher.accounts,
    },
  );
  await followEvents(bus, publisher, () => Promise.resolve(), fatal).ready;
  return { port: await gateway.start(), gateway };
}

function genesis(): Int32Array[] {
  const assets = simulatedAssets();
  const [instrument] = simulatedInstruments(1);
  const traders = Array.from({ length: TRADERS }, (_, i) => FIRST_TRADER + i);
  return [
    ...assets.map(assetRecord),
    instrumentRecord(instrument),
    ...traders.map((account) => accountRecord(account)),
    ...traders.map((account, i) =>
      transferRecord(account, instrument.quoteAsset, MONEY_MINOR, FUNDING_SOURCE, i + 1),
    ),
  ];
}
