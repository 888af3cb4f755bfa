// The run of the fee tiers, once for each business day: what every account traded in the thirty days before
// it, the tier of that, and a change of the discount where it is another one.
//
// How once: the run, what it found and the changes to send are written by one transaction. Before it
// nothing was sent, so that it is computed anew; after it the changes are plans like those of two persons,
// each sent under a number that is on disk, and sent again under it after a crash (planned-changes.ts).

import type { AuditLog } from '../audit/audit-log.ts';
import type { Discount } from '../core/discount.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import {
  discountOf,
  NO_DISCOUNT,
  pairOf,
  rateOf,
  tierOf,
  volumesOf,
  windowOf,
} from './fee-tiers.ts';
import type { AccountVolume, FeeTier, Rate, Turnover } from './fee-tiers.ts';
import type { KeptTable, TierBox, TierRow, TierRun, ToldRow, UsedRate } from './tier-box.ts';

export interface TierSpan {
  readonly fromMicros: number;
  /** Exclusive. */
  readonly toMicros: number;
  readonly account?: number;
}

/** As the books are after the last command that was answered. */
export interface TierBooks {
  turnovers(span: TierSpan): Promise<readonly Turnover[]>;
  /** Accounts that have something off; of all, or of one. */
  discounts(account?: number): Promise<ReadonlyMap<number, Discount>>;
  instruments(): Promise<readonly Instrument[]>;
  /** Of the last trade before that moment; undefined: there was none. */
  lastTicks(instrument: number, beforeSeconds: number): Promise<number | undefined>;
}

export interface TierView {
  readonly tables: readonly KeptTable[];
  readonly run: (TierRun & { readonly rows: readonly ToldRow[] }) | undefined;
  readonly byHand: readonly number[];
}

/** What a trader is told. */
export interface OwnTier extends Discount {
  readonly account: number;
  /** -1: there is no table. */
  readonly asset: number;
  readonly tiers: readonly FeeTier[];
  readonly isByHand: boolean;
  /** As the last run found it; undefined: it had traded nothing, or there was none. */
  readonly ran: { readonly day: number; readonly tier: number; readonly volumeMinor: number } | undefined; // prettier-ignore
  /** Up to now, for the run of the next business day, and the tier that it comes to. */
  readonly volumeMinor: number;
  readonly missing: readonly number[];
  readonly nextTier: number;
}

export interface TierRuns {
  /** True: the day had no run yet, and has one now. */
  runDue(day: number, nowMicros: number): Promise<boolean>;
  view(): TierView;
  own(account: number, nextDay: number): Promise<OwnTier>;
}

const LISTED = 20;
const ROWS_LISTED = 500;
const VENUE = { who: { user: 'venue', role: '' }, address: '' };
const WHY = 'The business day has begun.';

export interface TierParts {
  readonly audit: AuditLog;
  readonly box: TierBox;
  readonly books: TierBooks;
}

export function createTierRuns({ audit, box, books }: TierParts): TierRuns {
  /** Of every currency that was traded; the table's own counts as it is. */
  async function ratesFor(
    asset: number,
    traded: Iterable<number>,
    instruments: readonly Instrument[],
    toMicros: number,
  ): Promise<{ readonly rates: Map<number, Rate>; readonly used: UsedRate[] }> {
    const rates = new Map<number, Rate>([[asset, { asset, num: 1n, den: 1n }]]);
    const used: UsedRate[] = [];
    for (const from of [...new Set(traded)].sort((a, b) => a - b)) {
      if (from === asset) continue;
      const pair = pairOf(instruments, from, asset);
      const ticks = pair && (await books.lastTicks(pair.id, toMicros / 1e6));
      if (pair !== undefined && ticks !== undefined) rates.set(from, rateOf(pair, from, ticks));
      used.push({ asset: from, instrument: pair?.id ?? -1, ticks: ticks ?? 0 });
    }
    return { rates, used };
  }

  async function volumes(asset: number, span: TierSpan) {
    const instruments = await books.instruments();
    const known = new Map(instruments.map((one) => [one.id, one]));
    const turnovers = await books.turnovers(span);
    const traded = turnovers.map(({ instrument }) => known.get(instrument)!.quoteAsset);
    const { rates, used } = await ratesFor(asset, traded, instruments, span.toMicros);
    return { used, found: volumesOf(turnovers, known, rates) };
  }

  async function rowsFor(found: readonly AccountVolume[], tiers: readonly FeeTier[]) {
    const byHand = new Set(box.byHand());
    const now = await books.discounts();
    const traded = new Set(found.map(({ account }) => account));
    // Who has something off and traded nothing falls back to nothing.
    const others = [...now.keys(), ...byHand].filter((account) => !traded.has(account));
    const idle = [...new Set(others)].map((account) => ({ account, volumeMinor: 0, missing: [] }));
    return [...found, ...idle].map((volume): TierRow => {
      const tier = tierOf(tiers, volume.volumeMinor);
      const due = discountOf(tiers, tier);
      const has = now.get(volume.account) ?? NO_DISCOUNT;
      if (byHand.has(volume.account)) return { ...volume, tier, ...has, outcome: 'byHand' };
      return { ...volume, tier, ...due, outcome: isSame(has, due) ? 'same' : 'sent' };
    });
  }

  return {
    async runDue(day, nowMicros) {
      if (day <= box.lastDay()) return false;
      const table = box.tableOn(day);
      if (table === undefined) return false;
      const { asset, tiers } = table;
      const entry = { ...VENUE, what: 'fee-tiers.run', object: `day:${String(day)}`, why: WHY };
      await audit.record({ ...entry, atMicros: nowMicros, outcome: 'ordered' });
      const { used, found } = await volumes(asset, windowOf(day));
      const rows = await rowsFor(found, tiers);
      const run = { day, table: table.id, asset, tiers, rates: used, ranMicros: nowMicros };
      if (!box.saveRun(run, rows)) return false;
      const changed = rows.filter(({ outcome }) => outcome === 'sent').length;
      const details = { table: table.id, accounts: rows.length, changed };
      await audit.record({ ...entry, atMicros: nowMicros, outcome: 'done', details });
      return true;
    },
    view() {
      const run = box.lastRun();
      const told = run && { ...run, rows: box.rowsOf(run.day, ROWS_LISTED) };
      return { tables: box.tables(LISTED), run: told, byHand: box.byHand() };
    },
    async own(account, nextDay) {
      const table = box.tableOn(nextDay);
      const has = (await books.discounts(account)).get(account) ?? NO_DISCOUNT;
      const whose = { account, ...has, isByHand: box.byHand().includes(account) };
      const none = { asset: -1, tiers: [], ran: undefined, volumeMinor: 0, missing: [] };
      if (table === undefined) return { ...whose, ...none, nextTier: 0 };
      const { asset, tiers } = table;
      const { found } = await volumes(asset, { ...windowOf(nextDay), account });
      const { volumeMinor, missing } = found[0] ?? none;
      const day = box.lastDay();
      const row = box.rowOf(day, account);
      const ran = row && { day, tier: row.tier, volumeMinor: row.volumeMinor };
      const nextTier = tierOf(tiers, volumeMinor);
      return { ...whose, asset, tiers, ran, volumeMinor, missing, nextTier };
    },
  };
}

function isSame(a: Discount, b: Discount): boolean {
  return a.makerDiscountPpm === b.makerDiscountPpm && a.takerDiscountPpm === b.takerDiscountPpm;
}
