// The gateway role: publisher, market data, sockets, REST and the terminal's files on one port.

import { join } from 'node:path';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import { createGateway } from '../gateway/gateway.ts';
import { VenueStatus } from '../gateway/gateway-options.ts';
import { createUwsServer } from '../gateway/socket-uws.ts';
import { createWsServer } from '../gateway/socket-ws.ts';
import { createHttpHandler } from '../http/http-server.ts';
import { loadStaticFiles } from '../http/static-files.ts';
import { createDemoAuthority, type DemoAuthority } from '../identity/authority-demo.ts';
import { loadSecret } from '../identity/secret-file.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { Market } from '../marketdata/market.ts';
import { followEvents } from '../publisher/follow-events.ts';
import { lateOutlet } from '../publisher/outlet.ts';
import { Publisher } from '../publisher/publisher.ts';
import { barStoreOf } from './bar-store-readmodel.ts';
import type { Config } from './config.ts';
import { freePort } from './free-port.ts';
import type { House } from './house.ts';
import { isServedSecurely, startIdentity } from './identity-wiring.ts';
import { openOffice } from './office-wiring.ts';
import { orderArchiveOf, restoreEndedOrders } from './order-archive.ts';
import type { EngineRole } from './role-engine.ts';
import { startTreasury } from './treasury-wiring.ts';

/** The patience that a refused sign-in is taught. */
const REFUSAL_HOLD_MS = 1_000;

export interface GatewayRole {
  readonly port: number;
  readonly tellSources: (sources: readonly MarketSource[]) => void;
}

/** Resolves once connections are taken. `terminal` is the folder of the built pages. */
export async function startGatewayRole(
  house: House,
  engine: EngineRole,
  terminal: string,
): Promise<GatewayRole> {
  const { config, log, lifecycle, metrics, health } = house;
  const { bus, clock, readModel, streamEpoch } = engine;
  const demo = createDemoAuthority(loadSecret(join(config.data, 'token-secret')), config.demo);
  // A market that forgets at the end keeps no layouts either.
  const layouts = openLayoutBox(
    config.journal === 'memory' ? ':memory:' : join(config.data, 'layouts.db'),
  );
  lifecycle.onStop('layouts', () => {
    layouts.close();
  });
  const office = await openOffice(house, engine);
  const market = new Market({
    barStore: barStoreOf(readModel),
    onStoreFailure: (reason) => {
      log.error({ reason }, 'older bars cannot be read');
    },
  });
  // The allowed origin names the port, so it has to be known before the server listens.
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const origins = allowedOrigins(config, port);
  const identity = await startIdentity(house, engine, demo, office.audit, origins);
  const tls = { certFile: config.tlsCert, keyFile: config.tlsKey };
  const createServer = config.socket === 'uws' ? createUwsServer : createWsServer;
  // The publisher needs the gateway's outlet, and the gateway the publisher's accounts.
  const publisher: Publisher = new Publisher(
    lateOutlet(() => gateway.outlet),
    market,
  );
  const treasury = await startTreasury(house, engine, port);
  const gateway = createGateway(
    { host: config.host, port, origins, streamEpoch },
    {
      createSocketServer: (handlers, limits, http) =>
        createServer(handlers, limits, http, config.tlsCert === '' ? undefined : tls),
      http: createHttpHandler({
        ...{
          authority: demo,
          identity,
          queries: readModel,
          layouts,
          treasury,
          health,
          log,
          ...office,
        },
        isSecure: isServedSecurely(config),
        holdMs: REFUSAL_HOLD_MS,
        issueDemoToken: (user) => issue(demo, user),
        metrics: config.metrics ? metrics : undefined,
        files: loadStaticFiles(terminal),
      }),
      ...{ clock, authority: identity.authority, bus, market, accounts: publisher.accounts },
      archive: orderArchiveOf(readModel),
    },
  );
  const following = followEvents(
    bus,
    publisher,
    async () => {
      await readModel.flush();
      await market.warm();
      await restoreEndedOrders(readModel, publisher.accounts, market.engineMicros());
    },
    house.fatal,
  );
  await following.ready;
  lifecycle.onStop('publisher', () => {
    following.stop();
  });
  await gateway.start();
  lifecycle.onStop('gateway', () => gateway.stop(config.shutdownSeconds * 1000));
  metrics.watch('gateway', () => ({ ...gateway.counters }));
  engine.onReadOnly((on) => {
    if (on) gateway.setStatus(VenueStatus.cancelOnly, 'No disk space: only cancels are taken.');
    else gateway.setStatus(VenueStatus.online, 'All orders are taken again.');
  });
  return { port, tellSources: (sources) => gateway.tellSources(sources) };
}

function issue(authority: DemoAuthority, user: string) {
  return authority.issue(user, Date.now());
}

/** The one that letters point to comes first. */
function allowedOrigins({ origins, host, publicOrigin, tlsCert }: Config, port: number): string[] {
  const scheme = tlsCert === '' ? 'http' : 'https';
  const names = host === '127.0.0.1' || host === '0.0.0.0' ? ['127.0.0.1', 'localhost'] : [host];
  const own = names.map((name) => `${scheme}://${name}:${String(port)}`);
  return [...(publicOrigin === '' ? [] : [publicOrigin]), ...own, ...origins];
}
