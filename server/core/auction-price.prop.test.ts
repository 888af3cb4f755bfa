// The price of an auction against every price there is, one after the other.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auctionPrice, type AuctionPrice, type Interest } from './auction-price.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const LAST_PRICE = 40;

const interest = fc.record({
  price: fc.integer({ min: 1, max: LAST_PRICE }),
  lots: fc.integer({ min: 1, max: 9 }),
});
const lotsOf = (rows: readonly Interest[]): number => rows.reduce((sum, row) => sum + row.lots, 0);

function byTrying(
  buys: readonly Interest[],
  sells: readonly Interest[],
  reference: number,
): AuctionPrice | undefined {
  const found: AuctionPrice[] = [];
  for (let price = 1; price <= LAST_PRICE; price++) {
    const bought = lotsOf(buys.filter((row) => row.price >= price));
    const sold = lotsOf(sells.filter((row) => row.price <= price));
    const lots = Math.min(bought, sold);
    if (lots > 0) found.push({ price, lots, surplus: bought - sold });
  }
  const away = ({ price }: AuctionPrice): number => Math.abs(price - reference);
  const left = ({ surplus }: AuctionPrice): number => Math.abs(surplus);
  found.sort((a, b) => b.lots - a.lots || left(a) - left(b) || away(a) - away(b));
  return found[0];
}

describe(`the price of an auction, seed ${SEED}`, () => {
  test('is that of all prices tried', () => {
    fc.assert(
      fc.property(
        fc.array(interest, { maxLength: 12 }),
        fc.array(interest, { maxLength: 12 }),
        fc.nat({ max: LAST_PRICE + 5 }),
        (buys, sells, near) => {
          expect(auctionPrice(buys, sells, near)).toEqual(byTrying(buys, sells, near));
        },
      ),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  // prettier-ignore
  test.each<[string, Interest[], Interest[], AuctionPrice | undefined]>([
    ['nobody', [], [], undefined],
    ['only buyers', [{ price: 100, lots: 5 }], [], undefined],
    ['nobody gives enough', [{ price: 99, lots: 5 }], [{ price: 100, lots: 5 }], undefined],
    ['one price', [{ price: 100, lots: 5 }], [{ price: 100, lots: 7 }], { price: 100, lots: 5, surplus: -2 }],
    ['most lots', [{ price: 104, lots: 1 }, { price: 102, lots: 8 }], [{ price: 101, lots: 8 }, { price: 103, lots: 9 }], { price: 101, lots: 8, surplus: 1 }],
    ['the reference lies between', [{ price: 110, lots: 5 }], [{ price: 90, lots: 5 }], { price: 100, lots: 5, surplus: 0 }],
    ['least left over', [{ price: 105, lots: 5 }, { price: 95, lots: 5 }], [{ price: 90, lots: 5 }], { price: 100, lots: 5, surplus: 0 }],
    ['two as near: the lower', [{ price: 99, lots: 4 }, { price: 101, lots: 4 }], [{ price: 99, lots: 2 }, { price: 101, lots: 2 }], { price: 101, lots: 4, surplus: 0 }],
  ])('%s', (_, buys, sells, expected) => {
    expect(auctionPrice(buys, sells, 100)).toEqual(expected);
  });
});
