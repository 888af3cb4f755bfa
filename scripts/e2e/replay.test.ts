// A recorded market through the real program: consumers see the quotes of the recording, and an order
// that rests in the mirrored book is filled when the recorded market trades through it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleRecording } from '../../server/feeds/sample-recording.ts';
import { prng } from '../../server/testing/prng.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderStatus, Side } from '../../shared/domain/order.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { come, listInstruments, WireUser } from './wire-user.ts';

const SEED = 4;
const STEPS = 1_500;
const SYMBOL = 'ETHUSDT';
const LONG = 120_000;
const folder = temporaryFolder();
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const server of servers) await server.end('SIGKILL');
  folder.remove();
}, LONG);

interface RecordedTrade {
  /** Decimal text. */
  readonly p: string;
  /** The buyer was in the book. */
  readonly m: boolean;
}

interface RecordedBest {
  readonly b: string;
  readonly a: string;
}

const random = prng(SEED);
const recording = sampleRecording({ random: () => random.next() / 2 ** 32, steps: STEPS });
const messages = recording.lines.map(
  (line) => JSON.parse(line.slice(line.indexOf(' ') + 1)) as { stream?: string; data?: unknown },
);
const file = join(folder.path, 'sample.jsonl.gz');
writeFileSync(file, gzipSync(`${recording.lines.join('\n')}\n`));

function recorded<T>(stream: string): T[] {
  return messages
    .filter((message) => message.stream?.endsWith(stream) === true)
    .map((message) => message.data as T);
}

async function start(speed: string): Promise<ServerProcess> {
  const data = ['--data', join(folder.path, 'data')];
  const server = await startServer([
    ...['--market', 'replay', '--recording', file, '--speed', speed, ...data],
  ]);
  servers.push(server);
  return server;
}

const ticksOf = (text: string, { priceScale, tickStep }: Instrument) =>
  Math.round((Number(text) * 10 ** priceScale) / tickStep);

describe(`a recorded market (seed ${String(SEED)})`, () => {
  it(
    'fills a resting order when it trades through it, and shows its quotes',
    async () => {
      // Slow enough that the order is there before the market has moved.
      const slow = await start('0.01');
      const instrument = (await listInstruments(slow)).find(({ symbol }) => symbol === SYMBOL)!;
      const trades = recorded<RecordedTrade>('@trade');
      expect(trades.length).toBe(recording.trades);
      const lowest = Math.min(...trades.map(({ p }) => ticksOf(p, instrument)));
      const trader = await WireUser.signIn(slow, 'trader-1');
      const qty = instrument.minQtyLots;
      const wish = { instrument: instrument.id, side: Side.buy, qty };
      trader.place({ ...wish, clientOrderId: 1, price: lowest + 1 });
      // The control: where the recorded market never came, nothing is filled.
      trader.place({ ...wish, clientOrderId: 2, price: lowest - 1 });
      await trader.report('accepted', 2);
      expect(trader.reportsOf('fill')).toEqual([]);
      await slow.end('SIGKILL');

      const fast = await start('max');
      const watcher = await WireUser.signIn(fast, 'consumer');
      const quotes = quotesOf(watcher);
      const owner = await WireUser.signIn(fast, 'trader-1');
      const filled = async () => (await owner.outcome(1)).orders[0]?.status === OrderStatus.filled;
      await come(filled, 'the fill');
      const bestBid = recording.book.bestTicks(Side.buy);
      const bestAsk = recording.book.bestTicks(Side.sell);
      const last = () => quotes().at(-1);
      const isLast = () => {
        const { bid, spread } = last() ?? { bid: 0, spread: 0 };
        return bid === bestBid && bid + spread === bestAsk;
      };
      await come(isLast, `the last quote of the recording: ${String(bestBid)}, ${String(bestAsk)}`);
      expect(last()).toMatchObject({
        bidLots: recording.book.lots(Side.buy, bestBid),
        askLots: recording.book.lots(Side.sell, bestAsk),
      });
      const [order] = (await owner.outcome(1)).orders;
      expect(order).toMatchObject({ filled: qty, leaves: 0 });
      expect((await owner.outcome(2)).orders[0]).toMatchObject({ status: 0, filled: 0 });
      // Between two steps of the mirror the venue may stand where the exchange never stood.
      const told = new Set(
        recorded<RecordedBest>('@bookTicker').map(
          ({ b, a }) => `${String(ticksOf(b, instrument))} ${String(ticksOf(a, instrument))}`,
        ),
      );
      const seen = quotes();
      const known = seen.filter(({ bid, spread }) =>
        told.has(`${String(bid)} ${String(bid + spread)}`),
      );
      expect(seen.length).toBeGreaterThan(100);
      expect(known.length / seen.length).toBeGreaterThan(0.5);
    },
    LONG,
  );
});

function quotesOf(user: WireUser) {
  const topics = [{ topic: `quote.${SYMBOL}@0`, lastSeq: null }];
  user.peer.send({ is: 'subscribe', requestId: user.nextRequestId(), topics });
  return () =>
    user.peer
      .all('market')
      .flatMap(({ updates }) => updates)
      .filter((update) => update.is === 'quote');
}
