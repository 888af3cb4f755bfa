// A market of many equal streams for the fan-out benches: each update is encoded when it is due, with
// its topic and sequence, at about the size that is asked for.

import { MsgpackWriter } from '../../shared/wire/writer.ts';
import { writeDepthDelta } from '../../shared/wire/market-frame.ts';
import type { Topic } from '../../shared/wire/topics.ts';
import type { DueTopic, MarketPort, StreamRef } from '../../server/gateway/market-port.ts';

/** Bytes of a depth update without levels, and of one offset with its lots. */
const HEAD_BYTES = 8;
const PAIR_BYTES = 10;

export interface BenchMarket extends MarketPort {
  /** Something new on the stream of this symbol number. */
  touch(symbol: number): void;
  acquired(): number;
}

/** Symbols are S0, S1, …; any depth topic of them is the one stream of the symbol. C7 stands for the
 * `perReader` symbols that reader 7 is interested in, other ones for each reader. */
export function createBenchMarket(
  symbols: number,
  intervalMs: number,
  bytes: number,
  perReader: number,
): BenchMarket {
  const seqs = new Float64Array(symbols + 1);
  const dirty = new Uint8Array(symbols + 1);
  const pending: number[] = [];
  const pairs = Math.max(0, Math.round((bytes - HEAD_BYTES) / PAIR_BYTES));
  const flat = Array.from({ length: pairs * 2 }, (_, i) => 100_000 + i);
  const writer = new MsgpackWriter(1 << 20);
  let acquired = 0;

  function encode(topicId: number): Uint8Array {
    writeDepthDelta(writer, topicId, seqs[topicId] ?? 0, pairs, flat);
    return writer.take();
  }

  function streamOf(topicId: number): StreamRef {
    return {
      topicId,
      text: `depth.S${String(topicId - 1)}.5@${String(intervalMs)}`,
      instrument: topicId - 1,
      intervalMs,
      levels: 5,
      epoch: 1,
      numbered: false,
    };
  }

  return {
    resolve(topic: Topic) {
      const number = Number(topic.symbol.slice(1));
      if (topic.symbol.startsWith('S')) return { streams: [streamOf(number + 1)] };
      const all = symbolsOfReader(number, perReader, symbols);
      return { streams: all.map((symbol) => streamOf(symbol + 1)) };
    },
    acquire() {
      acquired += 1;
    },
    release() {
      acquired -= 1;
    },
    seq: (topicId) => seqs[topicId] ?? 0,
    snapshot(topicId) {
      const own = new MsgpackWriter(256);
      writeDepthDelta(own, topicId, seqs[topicId] ?? 0, pairs, flat);
      return [own.takeOwned()];
    },
    replayTrades: () => undefined,
    due() {
      writer.reset();
      const due: DueTopic[] = [];
      for (const topicId of pending) {
        dirty[topicId] = 0;
        seqs[topicId] = (seqs[topicId] ?? 0) + 1;
        due.push({ topicId, seq: seqs[topicId] ?? 0, msgpack: [encode(topicId)], json: [] });
      }
      pending.length = 0;
      return due;
    },
    engineMicros: () => 1,
    barHistory: () => [],
    touch(symbol) {
      if (dirty[symbol + 1] === 1) return;
      dirty[symbol + 1] = 1;
      pending.push(symbol + 1);
    },
    acquired: () => acquired,
  };
}

/** Which symbols the n-th reader follows. */
export function symbolsOfReader(reader: number, count: number, symbols: number): number[] {
  return Array.from({ length: count }, (_, i) => (reader * 7 + i * 13) % symbols);
}
