// Canonical hash of a consensus tape run on the bare book and on the reference matcher.

import { createNaiveBook } from './book-naive.ts';
import { CONSENSUS_PRICE_LIMIT } from './consensus-tape.ts';
import type { ConsensusTape } from './consensus-tape.ts';
import { consensusHash } from './tape-report.ts';
import { createTapeRunner } from './tape-runner.ts';
import { T, TAPE_WORDS, TapeKind } from './tape-standard.ts';

export function bookHash({ words, total, orders }: ConsensusTape): string {
  const runner = createTapeRunner({
    instruments: 1,
    priceLimit: CONSENSUS_PRICE_LIMIT,
    orders: orders + 2,
    ids: orders + 1,
    naming: 'id',
  });
  const hash = consensusHash();
  runner.check(words, total, hash.take);
  return hash.hex();
}

export function naiveHash({ words, total }: ConsensusTape): string {
  const hash = consensusHash();
  const book = createNaiveBook(hash.take);
  for (let at = 0; at < total * TAPE_WORDS; at += TAPE_WORDS) {
    const head = words[at]!;
    const seq = words[at + T.seq]!;
    const id = words[at + T.id]!;
    const price = words[at + T.price]!;
    const qty = words[at + T.qty]!;
    const kind = head & 0xff;
    if (kind === TapeKind.add) book.add(seq, id, (head >> 8) & 1, price, qty, head >> 16 !== 0);
    else if (kind === TapeKind.cancel) book.cancel(seq, id);
    else book.modify(seq, id, price, qty);
  }
  return hash.hex();
}
