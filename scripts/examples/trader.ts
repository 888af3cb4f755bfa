// Trading in Node: places an order far from the market, amends it, loses the connection, finds the
// order again, cancels it. Then the balances are printed and the program ends.
//
//   node scripts/examples/trader.ts --url http://127.0.0.1:8787 --symbol BTCUSDT

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Side } from '../../shared/domain/order.ts';
import { clientOrderIds, createTradeClient } from '../../shared/feed/index.ts';
import type { TrackedOrder } from '../../shared/feed/index.ts';
import type { Updates } from '../../shared/wire/schema.ts';
import { exampleFeed, exampleOptions } from './example-feed.ts';

const options = exampleOptions();
const feed = exampleFeed(options, 'trader-1');
const trade = createTradeClient({
  feed,
  nextClientOrderId: clientOrderIds(idFile()),
  changed: show,
});

/** Ids survive a crash in a file; a demo server with a new journal does not mind the gap. */
function idFile() {
  const folder = join(tmpdir(), 'openbell-example');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'client-order-id');
  return {
    load: () => {
      try {
        return Number(readFileSync(file, 'utf8'));
      } catch {
        // An edge: no file yet. Ids begin with the time, so that another machine's differ.
        return Date.now() * 1_000;
      }
    },
    save: (reservedTo: number) => writeFileSync(file, String(reservedTo), { flush: true }),
  };
}

function show(order: TrackedOrder): void {
  const { clientOrderId, stage, price, leaves, code, change } = order;
  const wish = change === undefined ? '' : `, ${change.is} ${change.stage}`;
  console.log(`order ${clientOrderId}: ${stage}, ${leaves} at ${price}, code ${code}${wish}`);
}

/** Resolves when the instrument is defined, its book is there and the account is complete. */
function ready(): Promise<{ instrument: Updates['instrument']; bid: number }> {
  return new Promise((resolve) => {
    let instrument: Updates['instrument'] | undefined;
    feed.listen({
      instrument(_topic, update) {
        if (update.symbol === options.symbol) instrument = { ...update };
      },
      quote(_topic, { bid }) {
        if (instrument !== undefined && feed.caughtUp && bid > 0) resolve({ instrument, bid });
      },
    });
  });
}

function caughtUpAgain(): Promise<void> {
  return new Promise((resolve) => {
    const stop = feed.listen({
      caughtUp() {
        stop();
        resolve();
      },
    });
  });
}

function changeSettled(order: TrackedOrder): Promise<void> {
  return new Promise((resolve) => {
    const stop = feed.listen({
      report() {
        if (order.change?.stage === 'pending' || order.change?.stage === 'unknown') return;
        stop();
        resolve();
      },
    });
  });
}

feed.subscribe('instruments', `quote.${options.symbol}@100`);
feed.start();
const { instrument, bid } = await ready();
const away = Math.max(1, bid - Math.floor(bid / 100));
const terms = { instrument: instrument.id, side: Side.buy, qty: instrument.minQtyLots };
const placed = trade.place({ ...terms, price: away });
if (!placed.ok) throw new Error(`not placed: ${placed.why}`);
const { order } = placed;
await trade.decided(order.clientOrderId);

if (order.stage === 'open') {
  trade.amend(order.clientOrderId, { price: Math.max(1, away - 1) });
  await changeSettled(order);
  const resumed = caughtUpAgain();
  feed.interrupt();
  await resumed;
  trade.cancel(order.clientOrderId);
  await trade.ended(order.clientOrderId);
}
for (const { asset, available, held } of feed.account.balances.values()) {
  console.log(`asset ${asset}: ${available} available, ${held} held, in minor units`);
}
feed.close();
