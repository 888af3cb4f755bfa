// A whole venue in one process behind a real socket: gateway, publisher, market data, sequencer, core.

import { Role } from '../../shared/domain/role.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { createBusLocal } from '../bus/bus-local.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import { createEngine } from '../core/engine.ts';
import type { Authority } from '../gateway/authority.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import type { GatewayLimits } from '../gateway/gateway-options.ts';
import { createUwsServer } from '../gateway/socket-uws.ts';
import type { Journal } from '../journal/journal.ts';
import { simulatedAssets, simulatedInstruments } from '../liquidity/simulated-market.ts';
import { Market } from '../marketdata/market.ts';
import { followEvents } from '../publisher/follow-events.ts';
import { lateOutlet } from '../publisher/outlet.ts';
import { Publisher } from '../publisher/publisher.ts';
import { createClockSystem } from '../sequencer/clock-system.ts';
import { recover } from '../sequencer/recover.ts';
import { createSequencer } from '../sequencer/sequencer.ts';
import { createSnapshotStoreMemory } from '../sequencer/test-venue.ts';

export interface SmallVenue {
  readonly port: number;
  readonly gateway: Gateway;
  readonly instrument: Instrument;
  stop(): Promise<void>;
}

const FIRST_TRADER = 100;
const TRADERS = 64;
const MONEY_MINOR = 1_000_000_000_000;
const LOTS = 10_000;
/** Any internal source that nobody else of this venue uses. */
const FUNDING_SOURCE = 99;

/** Tokens are `bench` and four digits, the number of a trader, or `operator`. */
export const smallVenueAuthority: Authority = {
  verify(token) {
    const expiresMs = Number.MAX_SAFE_INTEGER;
    if (token === 'operator')
      return { user: token, role: Role.administrator, account: -1, expiresMs };
    const account = traderAccount(Number(token.slice('bench'.length)));
    return { user: token, role: Role.trader, account, expiresMs };
  },
};

export function traderAccount(index: number): number {
  return FIRST_TRADER + (index % TRADERS);
}

export async function startSmallVenue(
  journal: Journal,
  limits: Partial<GatewayLimits> = {},
): Promise<SmallVenue> {
  const clock = createClockSystem();
  const bus = createBusLocal();
  const [instrument] = simulatedInstruments(1);
  const recovered = await recover({
    createEngine: () => createEngine(),
    journal,
    snapshots: createSnapshotStoreMemory(),
    clock,
    genesis: () => genesis(instrument),
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
  const gateway = createGateway(
    { host: '127.0.0.1', port: 0, origins: [], streamEpoch: 1, limits },
    {
      createSocketServer: createUwsServer,
      http: () => ({ status: 404, headers: {}, body: '' }),
      clock,
      authority: smallVenueAuthority,
      bus,
      market,
      accounts: publisher.accounts,
      archive: () => Promise.resolve(undefined),
    },
  );
  const following = followEvents(bus, publisher, () => Promise.resolve(), fatal);
  await following.ready;
  const port = await gateway.start();
  return {
    port,
    gateway,
    instrument,
    async stop() {
      await gateway.stop(0);
      following.stop();
      await sequencer.stop();
      await journal.close();
    },
  };
}

function genesis(instrument: Instrument): Int32Array[] {
  const traders = Array.from({ length: TRADERS }, (_, i) => traderAccount(i));
  const { quoteAsset, baseAsset, lotBaseMinor } = instrument;
  let seq = 0;
  const give = (account: number, asset: number, amount: number): Int32Array =>
    transferRecord(account, asset, amount, FUNDING_SOURCE, ++seq);
  return [
    ...simulatedAssets().map(assetRecord),
    instrumentRecord(instrument),
    ...traders.map((account) => accountRecord(account)),
    ...traders.flatMap((account) => [
      give(account, quoteAsset, MONEY_MINOR),
      give(account, baseAsset, LOTS * lotBaseMinor),
    ]),
  ];
}
