// The three-way reconciliation of a day and a currency: the core's ledger, our payments, the bank's
// statement. It only names what does not agree; nothing is corrected here.

import type { BreakKind } from '../../shared/domain/bank-breaks.ts';

export const SOURCES = ['ledger', 'payments', 'statement'] as const;
export type Source = (typeof SOURCES)[number];

/** One movement of money, as one of the three tells it. */
export interface Line {
  /** EndToEndId of a payment out, bank reference of a payment in, with `return ` before a return. */
  readonly key: string;
  /** Above 0: into the house. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Booked on, UTC. */
  readonly day: string;
}

export interface Break {
  readonly kind: BreakKind;
  readonly key: string;
  /** Whose word stands against the other two; for `missing…` and `only…` the one it is named after. */
  readonly source: Source;
  readonly words: string;
}

export interface ThreeBooks {
  readonly ledger: readonly Line[];
  readonly payments: readonly Line[];
  readonly statement: readonly Line[];
  /** Of the statement; its entries have to lead from one to the other. */
  readonly openingMinor: number;
  readonly closingMinor: number;
}

const MISSING: Readonly<Record<Source, BreakKind>> = {
  ledger: 'missingInLedger',
  payments: 'missingInPayments',
  statement: 'missingAtBank',
};
const ONLY: Readonly<Record<Source, BreakKind>> = {
  ledger: 'onlyInLedger',
  payments: 'onlyInPayments',
  statement: 'onlyAtBank',
};

export function reconcile(books: ThreeBooks): Break[] {
  const byKey = new Map<string, Record<Source, Line[]>>();
  for (const source of SOURCES)
    for (const line of books[source]) {
      const at = byKey.get(line.key) ?? { ledger: [], payments: [], statement: [] };
      at[source].push(line);
      byKey.set(line.key, at);
    }
  const breaks = [...byKey].flatMap(([key, lines]) => [
    ...duplicates(key, lines),
    ...presence(key, lines),
    ...differences(key, lines),
  ]);
  return [...breaks, ...balance(books)];
}

function duplicates(key: string, lines: Record<Source, Line[]>): Break[] {
  return SOURCES.filter((source) => lines[source].length > 1).map((source) => {
    const words = `${String(lines[source].length)} times in ${source}`;
    return { kind: 'duplicate', key, source, words };
  });
}

function presence(key: string, lines: Record<Source, Line[]>): Break[] {
  const there = SOURCES.filter((source) => lines[source].length > 0);
  const [first] = there;
  if (there.length === 1) {
    return [{ kind: ONLY[first!], key, source: first!, words: told(lines[first!][0]!) }];
  }
  const absent = SOURCES.filter((source) => lines[source].length === 0);
  return absent.map((source) => ({ kind: MISSING[source], key, source, words: told(lines[first!][0]!) })); // prettier-ignore
}

/** Each property is compared for itself; who differs is whom the other two outvote. */
function differences(key: string, lines: Record<Source, Line[]>): Break[] {
  const there = SOURCES.filter((source) => lines[source].length > 0);
  if (there.length < 2) return [];
  const firsts = there.map((source) => ({ source, line: lines[source][0]! }));
  const found: Break[] = [];
  for (const property of ['amountMinor', 'currency', 'day'] as const) {
    const odd = outvoted(firsts.map(({ source, line }) => ({ source, value: line[property] })));
    if (odd === undefined) continue;
    const kind = property === 'amountMinor' ? amountKind(odd) : property === 'day' ? 'date' : property; // prettier-ignore
    const words = `${odd.source} says ${String(odd.value)}, not ${String(odd.others)}`;
    found.push({ kind, key, source: odd.source, words });
  }
  return found;
}

type Value = number | string;

interface Odd {
  readonly source: Source;
  readonly value: Value;
  readonly others: Value;
}

/** With two voices, or three different ones, the bank's word is the one that is held against ours. */
function outvoted(voices: readonly { readonly source: Source; readonly value: Value }[]) {
  if (new Set(voices.map(({ value }) => value)).size === 1) return undefined;
  const alone = voices.filter(
    ({ value }) => voices.filter((other) => other.value === value).length === 1,
  );
  const odd = voices.length === 3 && alone.length === 1 ? alone[0]! : voices.at(-1)!;
  const others = voices.find(({ value }) => value !== odd.value)!.value;
  return { ...odd, others } satisfies Odd;
}

function amountKind({ value, others }: Odd): BreakKind {
  const [one, other] = [Number(value), Number(others)];
  if (one === -other) return 'direction';
  const [small, large] = [Math.min(Math.abs(one), Math.abs(other)), Math.max(Math.abs(one), Math.abs(other))]; // prettier-ignore
  const isShift = Math.sign(one) === Math.sign(other) && small > 0 && [10, 100, 1000].includes(large / small); // prettier-ignore
  return isShift ? 'decimalShift' : 'amount';
}

function balance({ statement, openingMinor, closingMinor }: ThreeBooks): Break[] {
  const moved = statement.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (openingMinor + moved === closingMinor) return [];
  const words = `${String(openingMinor)} and ${String(moved)} are not ${String(closingMinor)}`;
  return [{ kind: 'balance', key: 'balance', source: 'statement', words }];
}

function told({ amountMinor, currency, day }: Line): string {
  return `${String(amountMinor)} ${currency} on ${day}`;
}
