// The server of the flood bench: the roles of the real one, put together as server/app does it, with its
// limits, journal and audit log on disk and users of its own; nobody makes the market. Only the first
// commands are the bench's: money for the accounts that its users will have.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountRecord, transferRecord } from '../../server/core/definitions.ts';
import { readConfig } from '../../server/app/config.ts';
import { freePort } from '../../server/app/free-port.ts';
import { startEngineRole } from '../../server/app/role-engine.ts';
import { startGatewayRole } from '../../server/app/role-gateway.ts';
import { simulatedGenesis } from '../../server/liquidity/genesis.ts';
import { simulatedInstruments } from '../../server/liquidity/simulated-market.ts';
import { createHealth } from '../../server/ops/health.ts';
import { createLifecycle } from '../../server/ops/lifecycle.ts';
import { createLog } from '../../server/ops/log.ts';
import { createMetrics } from '../../server/ops/metrics.ts';
import { serveBench } from './net-child.ts';

/** Accounts of customers begin there. */
const FIRST_ACCOUNT = 100;
const MONEY_MINOR = 1_000_000_000_000;
/** Any internal source that nobody else of this venue uses. */
const FUNDING_SOURCE = 99;
const SEED = 1;

/** Says its port and its folder, where letters lie, by the figures of its usage. */
export async function serveUsers(folder: string, users: number): Promise<void> {
  const port = await freePort('127.0.0.1');
  const flags = ['--port', String(port), '--data', folder, '--market', 'none', '--bank', 'off'];
  const config = readConfig([...flags, '--log-level', 'error'], {});
  const log = createLog(config.logLevel);
  const house = {
    ...{ config, log, metrics: createMetrics(), health: createHealth() },
    lifecycle: createLifecycle(log, (code) => process.exit(code)),
    fatal(reason: string): never {
      process.stderr.write(`the server of the flood bench stops: ${reason}\n`);
      process.exit(1);
    },
  };
  const engine = await startEngineRole(house, () => genesis(users));
  await startGatewayRole(house, engine, join(folder, 'no-pages'));
  serveBench(port, () => ({}));
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-flood-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function genesis(users: number): Int32Array[] {
  const [{ quoteAsset }] = simulatedInstruments(SEED);
  const accounts = Array.from({ length: users }, (_, k) => FIRST_ACCOUNT + k);
  return [
    ...simulatedGenesis(SEED),
    ...accounts.map((account) => accountRecord(account)),
    ...accounts.map((account, k) =>
      transferRecord(account, quoteAsset, MONEY_MINOR, FUNDING_SOURCE, k + 1),
    ),
  ];
}
