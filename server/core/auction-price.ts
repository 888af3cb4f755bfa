// The one price of an auction: the one at which most lots trade; of those the one that leaves the fewest
// lots over; of those the one nearest to the reference; of two the lower.
//
// Source: call auctions of the Shanghai Stock Exchange (Trading Rules: most volume, better prices filled
// whole) and of Xetra (Market Model: most volume, least surplus, then the reference).

/** Lots that want to trade at a price or better. */
export interface Interest {
  /** Ticks. */
  readonly price: number;
  readonly lots: number;
}

export interface AuctionPrice {
  readonly price: number;
  /** Lots that trade. */
  readonly lots: number;
  /** Lots bought less lots sold at this price or better. */
  readonly surplus: number;
}

/** `reference` in ticks. Undefined when nothing would trade. */
export function auctionPrice(
  buys: readonly Interest[],
  sells: readonly Interest[],
  reference: number,
): AuctionPrice | undefined {
  const demand = cumulated([...buys].sort((a, b) => b.price - a.price));
  const supply = cumulated([...sells].sort((a, b) => a.price - b.price));
  if (demand.length === 0 || supply.length === 0) return undefined;
  const [low, high] = [supply[0]!.price, demand[0]!.price];
  let best: AuctionPrice | undefined;
  for (const price of candidates(buys, sells, reference, low, high)) {
    const bought = sumWhere(demand, (row) => row.price >= price);
    const sold = sumWhere(supply, (row) => row.price <= price);
    const found = { price, lots: Math.min(bought, sold), surplus: bought - sold };
    if (found.lots > 0 && (best === undefined || beats(found, best, reference))) best = found;
  }
  return best;
}

/** Between two of these neither demand nor supply changes, so the nearest price to the reference is one
 * of them or the reference itself. Ascending. */
function candidates(
  buys: readonly Interest[],
  sells: readonly Interest[],
  reference: number,
  low: number,
  high: number,
): number[] {
  const prices = new Set([low, high, reference]);
  for (const { price } of buys) prices.add(price).add(price + 1);
  for (const { price } of sells) prices.add(price).add(price - 1);
  return [...prices].filter((price) => price >= low && price <= high).sort((a, b) => a - b);
}

/** The lots of each row and of all before it. */
function cumulated(rows: readonly Interest[]): Interest[] {
  let lots = 0;
  return rows.map((row) => ({ price: row.price, lots: (lots += row.lots) }));
}

/** Lots of the rows for which it holds; they are the first ones. */
function sumWhere(rows: readonly Interest[], holds: (row: Interest) => boolean): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(rows[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from === 0 ? 0 : rows[from - 1]!.lots;
}

function beats(a: AuctionPrice, b: AuctionPrice, reference: number): boolean {
  if (a.lots !== b.lots) return a.lots > b.lots;
  const [left, leftBefore] = [Math.abs(a.surplus), Math.abs(b.surplus)];
  if (left !== leftBefore) return left < leftBefore;
  return Math.abs(a.price - reference) < Math.abs(b.price - reference);
}
