// What the market does as a whole: how many instruments are up and down, the strongest movers, the most
// active. Counted from the quote columns when it is asked for.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { QuoteColumns } from '../../state/market-views.ts';

export interface Mover {
  readonly instrument: Instrument;
  /** Of the day, as a share: 0.01 is one percent. */
  readonly change: number;
  /** In units of the quote currency. */
  readonly turnover: number;
}

export interface Breadth {
  readonly up: number;
  readonly down: number;
  readonly flat: number;
}

type DayColumns = Pick<QuoteColumns, 'open24' | 'last' | 'volume24'>;

/** Instruments that traded today; the others have no change. */
export function readMovers(
  instruments: Iterable<Instrument>,
  quotes: DayColumns,
): readonly Mover[] {
  const movers: Mover[] = [];
  for (const instrument of instruments) {
    const { id, tickStep, priceScale, lotStep, qtyScale } = instrument;
    const open = quotes.open24[id] ?? 0;
    const last = quotes.last[id] ?? 0;
    if (open === 0 || last === 0) continue;
    const price = (last * tickStep) / 10 ** priceScale;
    const volume = ((quotes.volume24[id] ?? 0) * lotStep) / 10 ** qtyScale;
    movers.push({ instrument, change: last / open - 1, turnover: price * volume });
  }
  return movers;
}

export function breadthOf(movers: readonly Mover[]): Breadth {
  const up = movers.filter(({ change }) => change > 0).length;
  const down = movers.filter(({ change }) => change < 0).length;
  return { up, down, flat: movers.length - up - down };
}

export interface CurrencyMovers {
  /** Asset id of the quote currency. */
  readonly currency: number;
  readonly members: readonly Mover[];
}

/** Turnover can be compared within a currency alone; the currency of most instruments comes first. */
export function byCurrency(movers: readonly Mover[]): readonly CurrencyMovers[] {
  const groups = new Map<number, Mover[]>();
  for (const mover of movers) {
    const { quoteAsset } = mover.instrument;
    groups.set(quoteAsset, [...(groups.get(quoteAsset) ?? []), mover]);
  }
  return [...groups]
    .map(([currency, members]) => ({ currency, members }))
    .sort((a, b) => b.members.length - a.members.length || a.currency - b.currency);
}

/** The strongest first; equals in the order of their ids, so that nothing dances. */
export function topBy(
  movers: readonly Mover[],
  worth: (mover: Mover) => number,
  most: number,
): readonly Mover[] {
  return movers
    .filter((mover) => worth(mover) > 0)
    .sort((a, b) => worth(b) - worth(a) || a.instrument.id - b.instrument.id)
    .slice(0, most);
}
