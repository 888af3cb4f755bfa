// A statement of an account for a period: what its head says, recomputed from the cash ledger. The core
// is the only book; nothing here is kept.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { LedgerQueries, LedgerRow, Period } from '../readmodel/ledger-queries.ts';
import { foldPositions, type HeldPosition } from './position-cost.ts';

/** Where the figures come from: the read model. */
export interface StatementSource extends LedgerQueries {
  assets(): Promise<readonly Asset[]>;
  instruments(): Promise<readonly Instrument[]>;
}

export interface StatementAsk {
  readonly account: number;
  /** UTC days, both included, as `2026-11-30`. */
  readonly from: string;
  readonly to: string;
}

export interface CurrencyLine {
  readonly asset: number;
  readonly code: string;
  readonly scale: number;
  readonly openingMinor: number;
  readonly creditsMinor: number;
  readonly debitsMinor: number;
  /** The parts of the debits that are commission and stamp duty. */
  readonly feesMinor: number;
  readonly dutiesMinor: number;
  readonly closingMinor: number;
  readonly postings: number;
}

export interface StatementHead extends StatementAsk {
  readonly currencies: readonly CurrencyLine[];
  /** At the end of the period, with cost in minor units of the quote asset. */
  readonly positions: readonly HeldPosition[];
  readonly postings: number;
  /** False: the ledger's history begins later than the account, as after a pruned journal; then the
   * postings do not add up to the balances of today. */
  readonly complete: boolean;
  /** Definitions of everything that is named. */
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
}

export interface Statement {
  readonly head: StatementHead;
  /** Postings of the period, oldest first, a page at a time. */
  pages(): AsyncGenerator<readonly LedgerRow[]>;
}

export const PAGE = 1_000;
export const DAY_MICROS = 86_400_000_000;
const NO_KEY = [-1, -1] as const;

/** Start of a UTC day in µs since 1970. */
export function dayMicros(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) * 1_000;
}

export async function prepareStatement(
  source: StatementSource,
  ask: StatementAsk,
): Promise<Statement> {
  const { account, from, to } = ask;
  const period: Period = {
    account,
    fromMicros: dayMicros(from),
    toMicros: dayMicros(to) + DAY_MICROS,
  };
  const [assets, instruments] = await Promise.all([source.assets(), source.instruments()]);
  const { sums, lastSeq } = await source.ledgerSums(period);
  const named = new Map(assets.map((asset) => [asset.id, asset]));
  const currencies = sums
    .map((sum): CurrencyLine => {
      const { code, scale } = named.get(sum.asset)!;
      const { opening_minor, credits_minor, debits_minor } = sum;
      return {
        ...{ asset: sum.asset, code, scale, openingMinor: opening_minor },
        ...{ creditsMinor: credits_minor, debitsMinor: debits_minor },
        ...{ feesMinor: sum.fees_minor, dutiesMinor: sum.duties_minor },
        closingMinor: opening_minor + credits_minor + debits_minor,
        postings: sum.entries,
      };
    })
    .filter((line) => line.postings > 0 || line.openingMinor !== 0);
  const head: StatementHead = {
    ...{ account, from, to, currencies, assets, instruments },
    positions: await foldPositions(
      eachPage(
        (after) => source.fillPage(period, after, lastSeq, PAGE),
        (row) => [row.time_micros, row.trade_id],
      ),
      await source.corrections(period, lastSeq),
      instruments,
    ),
    postings: currencies.reduce((sum, line) => sum + line.postings, 0),
    complete: sums.every((sum) => sum.recomputed_minor === sum.ledger_minor),
  };
  return {
    head,
    pages: () =>
      eachPage(
        (after) => source.ledgerPage(period, after, lastSeq, PAGE),
        (row) => [row.command_seq, row.ordinal],
      ),
  };
}

export async function* eachPage<Row>(
  read: (after: readonly [number, number]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => readonly [number, number],
): AsyncGenerator<readonly Row[]> {
  for (let after: readonly [number, number] = NO_KEY; ;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    after = keyOf(last);
  }
}
