// The composition root: one process with every role, put together, started and stopped in order.

import { DEMO_USERS } from '../identity/authority-demo.ts';
import { createHealth } from '../ops/health.ts';
import { createLifecycle } from '../ops/lifecycle.ts';
import { createLog } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import type { Config } from './config.ts';
import type { House } from './house.ts';
import { createMarketMaker } from './choose-market.ts';
import { startEngineRole } from './role-engine.ts';
import { startGatewayRole } from './role-gateway.ts';
import { watchSources } from './watch-sources.ts';

/** Starts the server; resolves when it is ready. `terminal` is the folder of the built terminal. */
export async function main(config: Config, terminal: string): Promise<void> {
  const house = createHouse(config);
  // Recordings are read before anything is opened: a damaged one must not leave a venue behind.
  const marketMaker = await createMarketMaker(config);
  const engine = await startEngineRole(house, marketMaker.genesis);
  const gateway = await startGatewayRole(house, engine, terminal);
  const market = await marketMaker.run({ ...engine, log: house.log });
  house.lifecycle.onStop('market', () => market.stop());
  house.metrics.watch('market', market.figures);
  const nowMs = () => engine.clock.monotonicMs();
  const stopWatch = watchSources(market.sources, nowMs, gateway.tellSources);
  house.lifecycle.onStop('sources', stopWatch);
  house.lifecycle.listen();
  greet(config, gateway.port, marketMaker.words);
}

function createHouse(config: Config): House {
  const log = createLog(config.logLevel);
  return {
    config,
    log,
    lifecycle: createLifecycle(log, (code) => process.exit(code)),
    metrics: createMetrics(),
    health: createHealth(),
    fatal(reason) {
      log.fatal({ reason }, 'the venue stops');
      process.stderr.write(`Openbell stops: ${reason}\n`);
      process.exit(1);
    },
  };
}

function greet({ host, demo, tlsCert }: Config, port: number, words: string): void {
  const address = `${tlsCert === '' ? 'http' : 'https'}://${host}:${String(port)}`;
  const users = Object.keys(DEMO_USERS).join(', ');
  const signIn = demo
    ? `Sign in: open the page and press 1, or GET ${address}/api/demo-token?user=<${users}>`
    : 'Demo users are off: register on the page; letters lie in the outbox of the data folder.';
  process.stdout.write(`Openbell is ready at ${address}\n${words}\n${signIn}\n`);
}
