// Row B11: 50 kinds of defects × 20, planted in three books that agree; each is found, named and placed.

import { describe, expect, it } from 'vitest';
import { prng, type Prng } from '../testing/prng.ts';
import { reconcile, SOURCES, type Break, type Line, type Source, type ThreeBooks } from './reconcile.ts'; // prettier-ignore

const EACH = 20;
const DAY = '2026-11-23';

/** A day that agrees: payments out, deposits, returns. */
function agreeing(chance: Prng): ThreeBooks {
  const lines: Line[] = Array.from({ length: 24 }, (_, k) => {
    const kind = k % 3;
    const amount = 1_001 + 7 * chance.below(900_000);
    const key = kind === 0 ? `OB-W-${String(k)}` : kind === 1 ? `BK${String(k)}` : `return OB-W-${String(k - 2)}`; // prettier-ignore
    return { key, amountMinor: kind === 0 ? -amount : amount, currency: 'EUR', day: DAY };
  });
  const openingMinor = 5_000_000;
  const closingMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor);
  return { ledger: lines, payments: lines, statement: lines, openingMinor, closingMinor };
}

type Spoil = (line: Line, chance: Prng) => readonly Line[];

/** What can happen to one line in one book, and how that is named; with `{}` the book's own word. */
const DEFECTS: readonly (readonly [string, Spoil, Readonly<Record<Source, string>>])[] = [
  ['lost', () => [], by('missingInLedger', 'missingInPayments', 'missingAtBank')],
  ['twice', (it) => [it, it], all('duplicate')],
  ['a cent more', (it) => [{ ...it, amountMinor: it.amountMinor + 1 }], all('amount')],
  ['a tenth shifted', (it) => [{ ...it, amountMinor: it.amountMinor * 10 }], all('decimalShift')],
  ['two decimals shifted', (it) => [{ ...it, amountMinor: it.amountMinor * 100 }], all('decimalShift')], // prettier-ignore
  ['wrong way', (it) => [{ ...it, amountMinor: -it.amountMinor }], all('direction')],
  ['other currency', (it) => [{ ...it, currency: 'USD' }], all('currency')],
  ['other day', (it) => [{ ...it, day: '2026-11-22' }], all('date')],
  ['stranger', (it) => [it, { ...it, key: 'nobody-knows' }], by('onlyInLedger', 'onlyInPayments', 'onlyAtBank')], // prettier-ignore
];
const KINDS_OF_PAYMENT = ['payment', 'deposit'] as const;

function all(kind: string): Readonly<Record<Source, string>> {
  return by(kind, kind, kind);
}

function by(ledger: string, payments: string, statement: string) {
  return { ledger, payments, statement };
}

function plant(books: ThreeBooks, source: Source, of: string, spoil: Spoil, chance: Prng) {
  const lines = books[source];
  const wanted = lines.filter(({ key }) => key.startsWith(of === 'payment' ? 'OB-W' : 'BK'));
  const victim = chance.pick(wanted);
  const spoiled = { ...books, [source]: lines.flatMap((line) => (line === victim ? spoil(line, chance) : [line])) } as ThreeBooks; // prettier-ignore
  const moved = spoiled.statement.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { spoiled: { ...spoiled, closingMinor: spoiled.openingMinor + moved }, victim };
}

describe('reconciliation', () => {
  it('finds every planted defect, names it and says whose word stands alone', () => {
    const chance = prng(99);
    let planted = 0;
    const kinds = new Set<string>();
    const missed: string[] = [];
    for (const [name, spoil, named] of DEFECTS)
      for (const source of SOURCES)
        for (const of of KINDS_OF_PAYMENT)
          for (let k = 0; k < EACH; k++) {
            const { spoiled, victim } = plant(agreeing(chance), source, of, spoil, chance);
            const breaks = reconcile(spoiled);
            const key = name === 'stranger' ? 'nobody-knows' : victim.key;
            const wanted = { kind: named[source], key, source };
            const isFound = breaks.length === 1 && isLike(breaks[0]!, wanted);
            if (!isFound) missed.push(`${name} in ${source} of a ${of}: ${JSON.stringify(breaks)}`);
            planted += 1;
            kinds.add(`${name}/${source}/${of}`);
          }
    process.stdout.write(`reconciliation: ${String(kinds.size)} kinds × ${String(EACH)} = ${String(planted)} planted, ${String(missed.length)} missed\n`); // prettier-ignore
    expect(missed).toEqual([]);
    expect(kinds.size).toBeGreaterThanOrEqual(50);
  });

  it('finds several defects of one day at once, and a balance that does not follow', () => {
    const chance = prng(5);
    const books = agreeing(chance);
    const [first, second, third] = books.statement;
    const statement = [
      { ...first!, amountMinor: 1 },
      second!,
      second!,
      ...books.statement.slice(3),
    ];
    const kinds = reconcile({ ...books, statement }).map(({ kind, key }) => `${kind} ${key}`);
    expect(kinds.toSorted()).toEqual(
      [`amount ${first!.key}`, `duplicate ${second!.key}`, `missingAtBank ${third!.key}`, 'balance balance'].toSorted(), // prettier-ignore
    );
  });

  it('control: books that agree have no break', () => {
    for (let seed = 1; seed <= 50; seed++) expect(reconcile(agreeing(prng(seed)))).toEqual([]);
  });
});

function isLike(found: Break, wanted: { kind: string; key: string; source: Source }): boolean {
  return found.kind === wanted.kind && found.key === wanted.key && found.source === wanted.source;
}
