// What holds for the venue as a whole: the rows of limits, the business day, deliveries that fail, and what
// accounts have off the commission.

import { ASSET_CLASS_NAMES } from '../../shared/domain/instrument.ts';
import { E, EventKind, ObligationState } from '../core/events.ts';
import { readLimits } from '../core/limit-rows.ts';
import { RATES_AT } from '../core/penalties.ts';
import { forEachEvent, openEventBatch, type EventBatch } from './event-reader.ts';
import type { Store } from './open-store.ts';
import type { DiscountTable, FailingTable, LimitTable, PenaltyRateTable } from './tables.ts';

export interface VenueChanges {
  /** By account and instrument; without figures: the row was taken away. */
  readonly limits: Map<string, LimitTable>;
  businessDay: number | undefined;
  /** By account, instrument and value date; 0 lots: it fails no more. */
  readonly failing: Map<string, FailingTable>;
  penaltyRates: readonly PenaltyRateTable[];
  /** By account; 0 twice: nothing any more. */
  readonly discounts: Map<number, DiscountTable>;
}

export function emptyVenueChanges(): VenueChanges {
  return {
    ...{ limits: new Map(), businessDay: undefined, failing: new Map(), penaltyRates: [] },
    discounts: new Map(),
  };
}

const NO_FIGURES = '{}';

export function foldVenueEvent(
  changes: VenueChanges,
  batch: EventBatch,
  kind: number,
  at: number,
): void {
  const { words, slots } = batch;
  if (kind === EventKind.businessDay) changes.businessDay = words[at + E.price]!;
  if (kind === EventKind.obligation) foldFail(changes, batch, at);
  if (kind === EventKind.penalties) {
    changes.penaltyRates = ASSET_CLASS_NAMES.map((_name, asset_class) => ({
      ...{ asset_class, ppm: words[at + RATES_AT + asset_class]! },
    }));
  }
  if (kind === EventKind.discount) {
    const [account, maker_ppm, taker_ppm] = [words[at + 1]!, words[at + 3]!, words[at + 4]!];
    changes.discounts.set(account, { account, maker_ppm, taker_ppm });
  }
  if (kind !== EventKind.limits) return;
  const [account, instrument] = [words[at + E.account]!, words[at + E.instrument]!];
  const figures = JSON.stringify(readLimits(slots, at >> 1));
  changes.limits.set(`${String(account)}.${String(instrument)}`, { account, instrument, figures });
}

function foldFail(changes: VenueChanges, { words, slots }: EventBatch, at: number): void {
  const [account, instrument, value_date] = [words[at + 1]!, words[at + 2]!, words[at + 3]!];
  const [lots, failed_since] = [slots[(at >> 1) + 3]!, words[at + 5]!];
  const isFailing = words[at + 4] !== ObligationState.settled && failed_since !== 0 && lots < 0;
  const key = [account, instrument, value_date].join('.');
  changes.failing.set(key, {
    ...{ account, instrument, value_date, failed_since },
    lots: isFailing ? -lots : 0,
    money_minor: slots[(at >> 1) + 4]!,
    penalty_minor: slots[(at >> 1) + 6]!,
  });
}

/** Those of a state dump, which has them all. */
export function venueOf(dump: Uint8Array): VenueChanges {
  const changes = emptyVenueChanges();
  const batch = openEventBatch(dump);
  forEachEvent(batch, (kind, at) => {
    foldVenueEvent(changes, batch, kind, at);
  });
  return changes;
}

export async function writeVenue(db: Store, changes: VenueChanges): Promise<void> {
  for (const row of changes.limits.values()) {
    if (row.figures !== NO_FIGURES) {
      await db.replaceInto('limit_row').values(row).execute();
      continue;
    }
    const { account, instrument } = row;
    await db
      .deleteFrom('limit_row')
      .where('account', '=', account)
      .where('instrument', '=', instrument)
      .execute();
  }
  await writeFails(db, changes);
  for (const row of changes.discounts.values()) {
    if (row.maker_ppm !== 0 || row.taker_ppm !== 0) {
      await db.replaceInto('discount').values(row).execute();
    } else await db.deleteFrom('discount').where('account', '=', row.account).execute();
  }
  if (changes.businessDay === undefined) return;
  const row = { id: 0, business_day: changes.businessDay };
  await db.replaceInto('venue').values(row).execute();
}

async function writeFails(db: Store, { failing, penaltyRates }: VenueChanges): Promise<void> {
  for (const row of penaltyRates) await db.replaceInto('penalty_rate').values(row).execute();
  for (const row of failing.values()) {
    if (row.lots !== 0) {
      await db.replaceInto('failing').values(row).execute();
      continue;
    }
    const { account, instrument, value_date } = row;
    await db
      .deleteFrom('failing')
      .where('account', '=', account)
      .where('instrument', '=', instrument)
      .where('value_date', '=', value_date)
      .execute();
  }
}
