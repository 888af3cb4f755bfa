// The treasury with its tables, its way into the core and its bank: inside, outside, or none.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { runBank } from '../bank/bank-program.ts';
import { createInternalLane } from '../bus/internal-lane.ts';
import { createFieldCipher } from '../identity/field-cipher.ts';
import { loadKeyRing } from '../identity/key-ring.ts';
import { loadSecret } from '../identity/secret-file.ts';
import { dateOf } from '../iso20022/amounts.ts';
import { decimalsOf } from '../iso20022/field-checks.ts';
import { HOUSE_ACCOUNTS_FROM, HOUSE_ACCOUNTS_TO } from '../liquidity/liquidity-accounts.ts';
import type { Bank } from '../treasury/bank.ts';
import { createBankHttp } from '../treasury/bank-http.ts';
import { createBooksLane, TREASURY_SOURCE } from '../treasury/books-lane.ts';
import { SUSPENSE } from '../treasury/books.ts';
import { openTreasuryStore } from '../treasury/open-treasury.ts';
import { VENUE_BIC, VENUE_IBAN } from '../treasury/payment-references.ts';
import type { FundableAsset } from '../treasury/treasury-house.ts';
import { createTreasury, type Treasury } from '../treasury/treasury.ts';
import type { House } from './house.ts';
import { hasEntry, ledgerOf } from './ledger-readmodel.ts';
import type { EngineRole } from './role-engine.ts';

/** What is due at the bank waits for this at most. */
const TICK_MS = 250;
const FIRST_CUSTOMER = 2;

/** `port` is that of the gateway, to which the bank calls back. */
export async function startTreasury(
  house: House,
  engine: EngineRole,
  port: number,
): Promise<Treasury | undefined> {
  const { config, log, lifecycle } = house;
  if (config.bank === 'off') return undefined;
  const isMemory = config.journal === 'memory';
  const secret = loadSecret(join(config.data, 'bank-secret'));
  const store = await openTreasuryStore(isMemory ? ':memory:' : join(config.data, 'treasury.db'));
  lifecycle.onStop('treasury tables', () => store.destroy());
  const lane = createInternalLane({
    ...{ bus: engine.bus, source: TREASURY_SOURCE, startedMicros: Date.now() * 1000 },
  });
  lifecycle.onStop('treasury lane', () => {
    lane.close();
  });
  const treasury = createTreasury({
    ...{ store, secret, bank: await startBank(house, secret, port) },
    books: createBooksLane({ lane, hasEntry: (...given) => hasEntry(engine.readModel, ...given) }),
    ledger: ledgerOf(engine.readModel),
    sealer: createFieldCipher(loadKeyRing(join(config.data, 'keys'))),
    assets: fundableAssets(engine),
    holder: { name: 'Openbell', iban: VENUE_IBAN, bic: VENUE_BIC },
    nowMs: () => Date.now(),
    newUetr: () => randomUUID(),
    isCustomer,
    onTrouble(words, about) {
      log.warn(about, words);
    },
  });
  keepWorking(house, treasury);
  return treasury;
}

/** Demo accounts and customers; never the house, nor what the venue keeps for itself. */
function isCustomer(account: number): boolean {
  const isHouse = account >= HOUSE_ACCOUNTS_FROM && account < HOUSE_ACCOUNTS_TO;
  const isVenue = account > FIRST_CUSTOMER + 2 && account <= SUSPENSE;
  return Number.isSafeInteger(account) && account >= FIRST_CUSTOMER && !isHouse && !isVenue;
}

/** Currencies that both know, with the same decimals. */
function fundableAssets({ assets }: EngineRole): FundableAsset[] {
  return assets.filter(({ code, scale }) => decimalsOf(code) === scale);
}

async function startBank(house: House, secret: Uint8Array, port: number): Promise<Bank> {
  const { config, lifecycle } = house;
  if (config.bank !== 'embedded') {
    const { payIn: _none, ...bank } = createBankHttp({ url: config.bank });
    return bank;
  }
  const running = await runBank({
    ...{ host: '127.0.0.1', port: 0, seed: config.seed, iban: VENUE_IBAN, secret },
    file: config.journal === 'memory' ? ':memory:' : join(config.data, 'bank.db'),
    callback: () => `http://${hostOf(config.host)}:${String(port)}/api/bank/callbacks`,
  });
  lifecycle.onStop('bank', () => running.stop());
  return createBankHttp({ url: running.url });
}

function hostOf(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** A round that fails is told and tried again: money that is under way must not depend on one round. */
function keepWorking({ log, lifecycle }: House, treasury: Treasury): void {
  let isStopping = false;
  let round: Promise<void> = Promise.resolve();
  let day = dateOf(Date.now());
  let nextTryMs = 0;
  async function work(): Promise<void> {
    await treasury.tick();
    const now = Date.now();
    const today = dateOf(now);
    if (today === day || now < nextTryMs) return;
    // The bank's statement of the day that ended, against ledger and payments.
    nextTryMs = now + RETRY_MS;
    await treasury.reconciliations.run('venue', day);
    day = today;
  }
  const timer = setInterval(() => {
    if (isStopping) return;
    round = work().catch((error: unknown) => {
      if (!isStopping) log.error({ err: error }, 'a round of the treasury failed');
    });
  }, TICK_MS);
  timer.unref();
  lifecycle.onStop('treasury', async () => {
    isStopping = true;
    clearInterval(timer);
    await Promise.race([round, new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
  });
}

/** A bank that does not answer must not hold up a stop; the next start asks again. */
const STOP_MS = 1_000;
/** A bank that has no statement yet is asked again. */
const RETRY_MS = 60_000;
