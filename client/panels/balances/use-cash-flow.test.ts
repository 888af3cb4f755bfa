// Pages of the cash flow: overlapping ones add nothing twice.

import { expect, it } from 'vitest';
import { addEntries } from './use-cash-flow.ts';

const entry = (commandSeq: number, ordinal: number) =>
  ({ commandSeq, ordinal }) as Parameters<typeof addEntries>[0][number];

it('adds what is older and not there yet', () => {
  const known = [entry(9, 1), entry(9, 0)];
  const all = addEntries(known, [entry(9, 0), entry(8, 0), entry(7, 2)]);
  expect(all).toEqual([entry(9, 1), entry(9, 0), entry(8, 0), entry(7, 2)]);
});
