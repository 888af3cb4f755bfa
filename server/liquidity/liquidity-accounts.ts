// Numbers of the accounts and internal sources that genesis, agents and the mirror agree on.

import { AssetClass } from '../../shared/domain/instrument.ts';

/** Funded for people who try the venue. */
export const DEMO_ACCOUNTS = [2, 3, 4] as const;

/** Accounts from here up to, without, the other make the market; they are not customers. */
export const HOUSE_ACCOUNTS_FROM = 10;
export const HOUSE_ACCOUNTS_TO = 100;

/** Replay market: stands for the recorded depth, and for whoever took from it. Two accounts, because
 * an account does not trade with itself. */
export const MIRROR_DEPTH_ACCOUNT = 10;
export const MIRROR_TAKER_ACCOUNT = 11;

/** Simulated market, for each asset class: two makers, a noise trader and a momentum trader. */
export const MAKERS_PER_CLASS = 2;
const FIRST_MAKER = 10;
const FIRST_NOISE = 20;
const FIRST_MOMENTUM = 25;

export const makerAccount = (assetClass: AssetClass, which: number): number =>
  FIRST_MAKER + assetClass * MAKERS_PER_CLASS + which;
export const noiseAccount = (assetClass: AssetClass): number => FIRST_NOISE + assetClass;
export const momentumAccount = (assetClass: AssetClass): number => FIRST_MOMENTUM + assetClass;

/** Every account of the simulated agents, ascending. */
export function agentAccounts(): number[] {
  const classes = Object.values(AssetClass);
  const makers = classes.flatMap((assetClass) =>
    Array.from({ length: MAKERS_PER_CLASS }, (_, which) => makerAccount(assetClass, which)),
  );
  return [...makers, ...classes.map(noiseAccount), ...classes.map(momentumAccount)];
}

/** Internal sources: the core drops a command whose number within its source is not new. */
export const LiquiditySource = { genesis: 1, agents: 2, mirror: 3 } as const;
