// How an instrument settles: how many business days after the trade, by which calendars, from which trade
// date on, and whether what was bought may be sold before it is delivered.

import { addBusinessDays, dayOf } from './business-days.ts';
import { Calendar } from './holidays.ts';

/** Numbers are for ever: journals hold them. 0 settles with the trade. */
export const SettlementTerms = {
  atOnce: 0,
  usStock: 1,
  hkStock: 2,
  cnStock: 3,
  euStock: 4,
  ukStock: 5,
  jpStock: 6,
  fxSpot: 7,
  fxNextDay: 8,
  fundNextDay: 9,
  fundThreeDays: 10,
} as const;
export type SettlementTerms = (typeof SettlementTerms)[keyof typeof SettlementTerms];

export interface TermsRow {
  readonly name: string;
  readonly calendars: readonly Calendar[];
  /** Business days after the trade, for trades from that date on, the latest first. */
  readonly cycles: readonly { readonly from: number; readonly days: number }[];
  /** What was bought is sold again only from its value date on. */
  readonly sellsDeliveredOnly: boolean;
}

function terms(
  name: string,
  calendars: readonly Calendar[],
  cycles: readonly (readonly [string, number])[],
  sellsDeliveredOnly = false,
): TermsRow {
  const dated = cycles.map(([from, days]) => ({ from: dayOf(from), days }));
  return { name, calendars, cycles: dated, sellsDeliveredOnly };
}

const { us, hk, cn, target, uk, jp } = Calendar;
const ALWAYS = '1970-01-01';

/**
 * US: T+1 since 2024-05-28, SEC Rule 15c6-1(a), release 34-96930.
 * HK: T+2, CCASS Rules, continuous net settlement.
 * CN: shares of the day's purchase are not sold on that day, money T+1; ChinaClear rules, SSE Trading
 * Rules 3.1.4.
 * EU: T+2, CSDR art. 5(2); T+1 from 2027-10-11, Regulation (EU) 2025/2075.
 * UK: T+2; T+1 from 2027-10-11, Accelerated Settlement Taskforce.
 * JP: T+2 since 2019-07-16, JSCC.
 * FX: spot T+2; T+1 for USD against CAD, TRY, PHP and RUB, the market's convention (ISDA/EMTA).
 * Funds: by prospectus; T+1 and T+3 are the two that are listed here.
 */
export const TERMS: Readonly<Record<SettlementTerms, TermsRow>> = {
  [SettlementTerms.atOnce]: terms('at once', [], [[ALWAYS, 0]]),
  [SettlementTerms.usStock]: terms(
    'US stock',
    [us],
    [
      ['2024-05-28', 1],
      [ALWAYS, 2],
    ],
  ),
  [SettlementTerms.hkStock]: terms('HK stock', [hk], [[ALWAYS, 2]]),
  [SettlementTerms.cnStock]: terms('CN stock', [cn], [[ALWAYS, 1]], true),
  [SettlementTerms.euStock]: terms(
    'EU stock',
    [target],
    [
      ['2027-10-11', 1],
      [ALWAYS, 2],
    ],
  ),
  [SettlementTerms.ukStock]: terms(
    'UK stock',
    [uk],
    [
      ['2027-10-11', 1],
      [ALWAYS, 2],
    ],
  ),
  [SettlementTerms.jpStock]: terms('JP stock', [jp], [[ALWAYS, 2]]),
  [SettlementTerms.fxSpot]: terms('FX spot', [us, target], [[ALWAYS, 2]]),
  [SettlementTerms.fxNextDay]: terms('FX next day', [us], [[ALWAYS, 1]]),
  [SettlementTerms.fundNextDay]: terms('fund T+1', [us], [[ALWAYS, 1]]),
  [SettlementTerms.fundThreeDays]: terms('fund T+3', [us], [[ALWAYS, 3]]),
};

export function isKnownTerms(value: number): value is SettlementTerms {
  return Object.values(SettlementTerms).some((known) => known === value);
}

/** The day on which a trade of `tradeDay` settles. */
export function valueDateOf(settlement: SettlementTerms, tradeDay: number): number {
  const { cycles, calendars } = TERMS[settlement];
  const { days } = cycles.find(({ from }) => tradeDay >= from) ?? cycles.at(-1)!;
  return addBusinessDays(tradeDay, days, calendars);
}

/** The next business day of the terms after `day`: when a fail is tried again. */
export function retryDateOf(settlement: SettlementTerms, day: number): number {
  return addBusinessDays(day, 1, TERMS[settlement].calendars);
}

const FX_NEXT_DAY: ReadonlySet<string> = new Set(['CAD', 'TRY', 'PHP', 'RUB']);

/** Spot terms of a currency pair. */
export function fxTermsOf(base: string, quote: string): SettlementTerms {
  const others = [base, quote].filter((code) => code !== 'USD');
  const isNextDay = others.length === 1 && FX_NEXT_DAY.has(others[0]!);
  return isNextDay ? SettlementTerms.fxNextDay : SettlementTerms.fxSpot;
}
