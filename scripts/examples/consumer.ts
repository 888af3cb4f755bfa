// Market data in Node: quotes, depth and trades of one instrument, printed as they come.
//
//   node scripts/examples/consumer.ts --url http://127.0.0.1:8787 --symbol BTCUSDT --count 20
//
// Flags: --token (or OPENBELL_TOKEN; else the demo mode gives one), --json for the JSON sub-protocol.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import { rejectByCode } from '../../shared/domain/reject.ts';
import type { Updates } from '../../shared/wire/schema.ts';
import { exampleFeed, exampleOptions } from './example-feed.ts';

const options = exampleOptions();
const { symbol } = options;
const feed = exampleFeed(options, 'consumer');
let definition: Updates['instrument'] | undefined;
let printed = 0;

function price(ticks: number): string {
  if (!(ticks > 0)) return 'none';
  if (definition === undefined) return `${ticks} ticks`;
  return formatDecimal(ticks * definition.tickStep, definition.priceScale);
}

function print(line: string): void {
  // A frame may hold more updates than were asked for.
  if (options.count > 0 && printed >= options.count) return;
  console.log(line);
  printed += 1;
  if (printed === options.count) feed.close();
}

feed.listen({
  refused(topic, code) {
    process.stderr.write(`${topic} refused: ${code} ${rejectByCode(code)?.words ?? ''}\n`);
    process.exitCode = 1;
    feed.close();
  },
  instrument(_topic, update) {
    if (update.symbol === symbol) definition = update;
  },
  quote(_topic, { bid, bidLots, spread, askLots }) {
    print(`quote ${price(bid)} x ${bidLots} | ${price(bid + spread)} x ${askLots}`);
  },
  depth(topic, { bids, asks }) {
    const sizes = `${bids.count} bids, ${asks.count} asks`;
    print(
      `depth ${sizes}, best ${price(bids.ticks(0))} | ${price(asks.ticks(0))}, seq ${topic.seq}`,
    );
  },
  trade: (_topic, trade) => print(`trade ${trade.tradeId}: ${trade.lots} at ${price(trade.price)}`),
  lost: (topic, count) => print(`${topic.text}: ${count} updates left out`),
});
feed.subscribe('instruments', `quote.${symbol}@100`, `depth.${symbol}.10@100`, `trade.${symbol}`);
feed.start();
