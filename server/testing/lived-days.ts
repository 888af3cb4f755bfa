// A venue's life over some days, for tests: generated commands through the real core into the read model.

import { C, CommandKind, RECORD_WORDS } from '../core/commands.ts';
import { createEngine } from '../core/engine.ts';
import { E, EB, EVENT_BATCH_MAGIC, EVENT_BYTES, EVENT_WORDS, EventKind } from '../core/events.ts';
import { furtherBlocks, SELL_BIT } from '../core/events.ts';
import { reversalRecord, type Reversal } from '../core/trade-reversal.ts';
import { openStore } from '../readmodel/open-store.ts';
import { createProjector } from '../readmodel/projector.ts';
import { createQueries, type Queries } from '../readmodel/queries.ts';
import { createOrdersGenerator, type OrdersGenerator } from './orders-generator.ts';
import { openingRecords } from './orders-generator-market.ts';

const CAPACITY = {
  ...{ accounts: 64, assets: 16, instruments: 8, levels: 1 << 14 },
  ...{ orders: 256, dedupe: 1024, events: 1 << 13 },
};
const BATCHES = 150;
const HOUR_MICROS = 3_600_000_000;
const START = Date.UTC(2026, 0, 5) * 1_000;

function eventBatch(events: Int32Array, seq: number, timeMicros: number): Uint8Array {
  const slots = new Float64Array((EVENT_BYTES + events.byteLength) / 8);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = 1;
  words[EB.blocks] = events.length / RECORD_WORDS;
  words[EB.bytes] = slots.byteLength;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = seq * 1_000;
  slots[EB.timeSlot] = timeMicros;
  words.set(events, RECORD_WORDS);
  return new Uint8Array(slots.buffer);
}

export const dayOf = (micros: number): string =>
  new Date(micros / 1_000).toISOString().slice(0, 10);

type Leg = Readonly<Record<'account' | 'instrument' | 'price' | 'qty' | 'fee', number>>;

/** Busts as operators order them: of trades that were, each once at most. The generator invents its own. */
function createBusts() {
  const halves = new Map<number, { buy?: Leg; sell?: Leg }>();
  const trades: Reversal[] = [];
  return {
    learn(words: Int32Array): void {
      const slots = new Float64Array(words.buffer);
      for (let at = 0; at < words.length; at += EVENT_WORDS * (1 + furtherBlocks(words, at))) {
        if ((words[at]! & 0xff) !== EventKind.fill) continue;
        const [side, id] = [
          (words[at]! & SELL_BIT) === 0 ? ('buy' as const) : ('sell' as const),
          slots[(at >> 1) + E.tradeIdSlot]!,
        ];
        const [account, instrument] = [words[at + E.account]!, words[at + E.instrument]!];
        const [price, qty] = [words[at + E.price]!, words[at + E.qty]!];
        const fee = slots[(at >> 1) + E.feeSlot]!;
        const pair = { ...halves.get(id), [side]: { account, instrument, price, qty, fee } };
        halves.set(id, pair);
        const { buy, sell } = pair;
        if (buy === undefined || sell === undefined || buy.account === sell.account) continue;
        trades.push({
          ...{ buyer: buy.account, seller: sell.account, instrument, price, qty, tradeId: id },
          ...{ buyerFeeMinor: buy.fee, sellerFeeMinor: sell.fee, forced: true },
        });
      }
    },
    /** A trade of some time ago. */
    next(): Int32Array | undefined {
      const [trade] = trades.splice(Math.floor(trades.length / 3), 1);
      return trade && reversalRecord(trade);
    },
  };
}

function recordsOf(generator: OrdersGenerator, busts: Busts | undefined, now: number) {
  const records = Array.from({ length: 20 }, () => generator.next(now));
  if (busts === undefined) return records;
  const kept = records.filter((record) => (record[C.kind]! & 0xff) !== CommandKind.reverseTrade);
  const bust = busts.next();
  return bust === undefined ? kept : [...kept, bust];
}

type Busts = ReturnType<typeof createBusts>;

/** `atDayEnd` is called with the day when all of it is in the read model. `bustsAre`: of trades that were,
 * or of any. */
export async function liveDays(
  seed: number,
  bustsAre: 'true' | 'invented',
  atDayEnd: (queries: Queries, day: string) => Promise<void>,
): Promise<Queries> {
  const store = await openStore(':memory:');
  const projector = await createProjector(store, () => false);
  const queries = createQueries(store);
  const engine = createEngine(CAPACITY);
  const generator = createOrdersGenerator({ seed, badPercent: 5 });
  const busts = bustsAre === 'true' ? createBusts() : undefined;
  let now = START;
  for (let seq = 1; seq <= BATCHES; seq++) {
    const records = seq === 1 ? openingRecords() : recordsOf(generator, busts, now);
    const size = records.reduce((sum, record) => sum + record.length, 0);
    const slots = new Float64Array(size / 2);
    const words = new Int32Array(slots.buffer);
    let at = 0;
    for (const record of records) {
      words.set(record, at);
      at += record.length;
    }
    engine.clearEvents();
    engine.apply(words, slots, 0, size / RECORD_WORDS, now, 0);
    const events = engine.eventWords.slice(0, engine.eventBlocks() * RECORD_WORDS);
    generator.learn(events);
    busts?.learn(events);
    projector.add(eventBatch(events, seq, now));
    // Some hours now and then, so that days go by.
    const next = now + 1 + generator.pause() + (seq % 10 === 0 ? 6 * HOUR_MICROS : 0);
    if (dayOf(next) !== dayOf(now) || seq === BATCHES) {
      await projector.flush();
      await atDayEnd(queries, dayOf(now));
    }
    now = next;
  }
  return queries;
}
