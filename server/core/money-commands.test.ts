// Moves between accounts: balances sum to zero, never below the credit, venue accounts included.

import { describe, expect, test } from 'vitest';
import { FEE_ACCOUNT, PAYOUT_ACCOUNT, SUSPENSE_ACCOUNT } from './commands.ts';
import { accountRecord, creditRecord, moveRecord, transferRecord } from './definitions.ts';
import { createStage } from './engine-stage.ts';
import { EVENT_WORDS, EventKind, Posting } from './events.ts';

const [USD, FUNDS] = [0, 10_000_000];

/** Available by the last balance event of the account. */
function figures(stage: ReturnType<typeof createStage>): number[][] {
  const { eventWords: w, eventSlots: f } = stage.engine;
  const rows: number[][] = [];
  for (let block = 0; block < stage.engine.eventBlocks(); block++) {
    const at = block * EVENT_WORDS;
    if ((w[at]! & 0xff) !== EventKind.balance) continue;
    rows.push([w[at + 1]!, w[at + 3]!, w[at + 4]!, f[at / 2 + 3]!, f[at / 2 + 6]!, f[at / 2 + 7]!]);
  }
  return rows;
}

describe('move', () => {
  test('takes from one and gives to the other, both told with each other and the reference', () => {
    const stage = createStage();
    stage.run(moveRecord(2, PAYOUT_ACCOUNT, USD, 700, 5, 1, 41));
    expect(figures(stage)).toEqual([
      [2, PAYOUT_ACCOUNT, Posting.move, FUNDS - 700, -700, 41],
      [PAYOUT_ACCOUNT, 2, Posting.move, 700, 700, 41],
    ]);
    stage.run(transferRecord(PAYOUT_ACCOUNT, USD, -700, 5, 2, 41));
    expect(figures(stage)).toEqual([[PAYOUT_ACCOUNT, 0, Posting.transfer, 0, -700, 41]]);
  });

  const least = 10_000_000;
  test.each([
    ['all there is', moveRecord(2, 3, USD, least, 5, 9), 'event 10 a2'],
    ['one more than there is', moveRecord(2, 3, USD, least + 1, 5, 9), 'rejected a2 3002'],
    ['all of the credit', moveRecord(7, 3, 1, 100, 5, 9), 'event 10 a7'],
    ['one more than the credit', moveRecord(7, 3, 1, 101, 5, 9), 'rejected a7 3002'],
    ['nothing', moveRecord(2, 3, USD, 0, 5, 9), 'rejected a2 5002'],
    ['less than nothing', moveRecord(2, 3, USD, -1, 5, 9), 'rejected a2 5002'],
    ['half a cent', moveRecord(2, 3, USD, 0.5, 5, 9), 'rejected a2 5002'],
    ['beyond what is exact', moveRecord(2, 3, USD, 2 ** 53, 5, 9), 'rejected a2 5002'],
    ['to itself', moveRecord(2, 2, USD, 1, 5, 9), 'rejected a2 2003'],
    ['from outside', moveRecord(0, 2, USD, 1, 5, 9), 'rejected a0 5001'],
    ['to outside', moveRecord(2, 0, USD, 1, 5, 9), 'rejected a2 5001'],
    ['to nobody', moveRecord(2, 9, USD, 1, 5, 9), 'rejected a2 5001'],
    ['beyond the table', moveRecord(2, 16, USD, 1, 5, 9), 'rejected a2 5001'],
    ['of nothing known', moveRecord(2, 3, 3, 1, 5, 9), 'rejected a2 2004'],
    ['from empty fees', moveRecord(FEE_ACCOUNT, 2, USD, 1, 5, 9), 'rejected a1 3002'],
    ['from empty suspense', moveRecord(SUSPENSE_ACCOUNT, 2, USD, 1, 5, 9), 'rejected a6 3002'],
    ['into suspense', moveRecord(2, SUSPENSE_ACCOUNT, USD, 1, 5, 9), 'event 10 a2'],
  ])('%s', (_name, record, answer) => {
    expect(createStage().run(record)[0]).toBe(answer);
  });

  test('a number of the source moves once', () => {
    const stage = createStage();
    expect(stage.run(moveRecord(2, 3, USD, 5, 5, 1))).toHaveLength(2);
    expect(stage.run(moveRecord(2, 3, USD, 5, 5, 1))).toEqual([]);
  });

  test('what orders hold is not moved', () => {
    const stage = createStage();
    stage.place(2, 1, 40, 900);
    expect(stage.run(moveRecord(2, 3, 1, 9_961, 5, 1))).toEqual(['rejected a2 3002']);
    expect(stage.run(moveRecord(2, 3, 1, 9_960, 5, 2))).toHaveLength(2);
  });

  test('nobody opens an account of the venue, lends to it or blocks it', () => {
    const stage = createStage();
    for (const own of [PAYOUT_ACCOUNT, SUSPENSE_ACCOUNT]) {
      expect(stage.run(accountRecord(own))).toEqual([`rejected a${own} 5001`]);
      expect(stage.run(creditRecord(own, USD, 5))).toEqual([`rejected a${own} 5001`]);
      expect(stage.block(own)).toEqual([`rejected a${own} 5001`]);
      expect(stage.cancelMany({ account: own, cause: 1 })).toEqual([`rejected a${own} 5001`]);
    }
  });
});
