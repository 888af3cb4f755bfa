// What holds for the venue as a whole: the rows of limits, and the business day.

import { E, EventKind } from '../core/events.ts';
import { readLimits } from '../core/limit-rows.ts';
import { forEachEvent, openEventBatch, type EventBatch } from './event-reader.ts';
import type { Store } from './open-store.ts';
import type { LimitTable } from './tables.ts';

export interface VenueChanges {
  /** By account and instrument; without figures: the row was taken away. */
  readonly limits: Map<string, LimitTable>;
  businessDay: number | undefined;
}

export function emptyVenueChanges(): VenueChanges {
  return { limits: new Map(), businessDay: undefined };
}

const NO_FIGURES = '{}';

export function foldVenueEvent(
  changes: VenueChanges,
  { words, slots }: EventBatch,
  kind: number,
  at: number,
): void {
  if (kind === EventKind.businessDay) changes.businessDay = words[at + E.price]!;
  if (kind !== EventKind.limits) return;
  const [account, instrument] = [words[at + E.account]!, words[at + E.instrument]!];
  const figures = JSON.stringify(readLimits(slots, at >> 1));
  changes.limits.set(`${String(account)}.${String(instrument)}`, { account, instrument, figures });
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
  if (changes.businessDay === undefined) return;
  const row = { id: 0, business_day: changes.businessDay };
  await db.replaceInto('venue').values(row).execute();
}
