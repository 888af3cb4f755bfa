// Contestant: nodejs-order-book on the standard tape `single`, checked by its number of trades.

import { createRequire } from 'node:module';
import { T, TAPES, TAPE_WORDS, TapeKind, makeTape } from '../../server/testing/tape-standard.ts';
import type { Tape } from '../../server/testing/tape-standard.ts';
import { cpuNanos, serveRounds } from './engine-child.ts';

interface PeerOrder {
  readonly side: 'buy' | 'sell';
  readonly id: string;
  readonly size: number;
  readonly price: number;
  readonly timeInForce: 'IOC' | 'GTC';
}

interface PeerBook {
  limit(order: PeerOrder): { readonly done: readonly unknown[]; readonly partial: unknown };
  cancel(id: string): unknown;
}

// Its ES module build imports without file extensions, which Node refuses; the CommonJS build loads.
const { OrderBook } = createRequire(import.meta.url)('nodejs-order-book') as {
  OrderBook: new () => PeerBook;
};

/** Its ids are texts: made outside the timing. */
function idTexts({ words, total }: Tape): string[] {
  let largest = 0;
  for (let at = T.id; at < total * TAPE_WORDS; at += TAPE_WORDS) {
    largest = Math.max(largest, words[at]!);
  }
  return Array.from({ length: largest + 1 }, (_value, id) => `o${id}`);
}

function run({ words, total }: Tape, ids: readonly string[]): { refused: number } {
  const book = new OrderBook();
  let refused = 0;
  for (let at = 0; at < total * TAPE_WORDS; at += TAPE_WORDS) {
    const head = words[at]!;
    const id = ids[words[at + T.id]!]!;
    if ((head & 0xff) === TapeKind.cancel) {
      if (book.cancel(id) === undefined) refused++;
      continue;
    }
    book.limit({
      side: ((head >> 8) & 1) === 1 ? 'sell' : 'buy',
      id,
      size: words[at + T.qty]!,
      price: words[at + T.price]!,
      timeInForce: head >> 16 !== 0 ? 'IOC' : 'GTC',
    });
  }
  return { refused };
}

serveRounds(() => {
  const tape = makeTape(TAPES.single);
  const ids = idTexts(tape);
  const { refused } = run(tape, ids);
  // Every cancel of the tape names a live order: a book that lost or kept one wrongly refuses here.
  if (refused > 0) throw new Error(`${refused} cancels of live orders were refused`);
  return () => {
    const start = cpuNanos();
    run(tape, ids);
    return { nanos: (cpuNanos() - start) / tape.total };
  };
});
