// A market behind the gateway's port that a test moves by hand: quotes, depth and trades of a few
// symbols, in real encoding.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { Bar } from '../../shared/domain/quote.ts';
import { JsonWriter } from '../../shared/wire/json-writer.ts';
import {
  writeDepthDelta,
  writeDepthSnapshot,
  writeQuote,
  writeTrade,
} from '../../shared/wire/market-frame.ts';
import { formatTopic, type Topic } from '../../shared/wire/topics.ts';
import { MsgpackWriter, type Writer } from '../../shared/wire/writer.ts';
import type { DueTopic, Encoding, MarketPort, Part, StreamRef } from '../gateway/market-port.ts';

interface FakeStream extends StreamRef {
  readonly channel: Topic['channel'];
  seq: number;
  /** Updates waiting for the next tick: one number each, from which the fields follow. */
  pending: number[];
  /** Every number so far, for replay; its first has seq 1. */
  readonly history: number[];
  readonly readers: Map<Encoding, number>;
}

const ENCODINGS = ['msgpack', 'json'] as const;

export class FakeMarket implements MarketPort {
  readonly symbols: readonly string[];
  readonly bars: Bar[] = [];
  /** Levels of each depth update: how large a frame becomes. */
  depthLevels = 2;
  /** Replays of trades older than this many are gone. */
  tapeLength = 1_000_000;
  snapshots = 0;
  private readonly streams = new Map<string, FakeStream>();
  private readonly byId = new Map<number, FakeStream>();

  constructor(symbols: readonly string[]) {
    this.symbols = symbols;
  }

  resolve(topic: Topic): { streams: StreamRef[] } | { code: number } {
    const names = topic.symbol === '*' ? this.symbols : [topic.symbol];
    if (!['quote', 'depth', 'trade'].includes(topic.channel)) {
      return { code: REJECTS.unknownTopic.code };
    }
    if (names.some((name) => !this.symbols.includes(name))) {
      return { code: REJECTS.unknownInstrument.code };
    }
    return { streams: names.map((symbol) => this.find({ ...topic, symbol })) };
  }

  acquire(topicId: number, encoding: Encoding): void {
    const { readers } = this.get(topicId);
    readers.set(encoding, (readers.get(encoding) ?? 0) + 1);
  }

  release(topicId: number, encoding: Encoding): void {
    const { readers } = this.get(topicId);
    readers.set(encoding, (readers.get(encoding) ?? 0) - 1);
  }

  readers(topicId: number): number {
    let total = 0;
    for (const count of this.get(topicId).readers.values()) total += count;
    return total;
  }

  seq(topicId: number): number {
    return this.get(topicId).seq;
  }

  snapshot(topicId: number, encoding: Encoding): readonly Part[] {
    this.snapshots += 1;
    const stream = this.get(topicId);
    const { seq } = stream;
    const value = stream.history[seq - 1] ?? 0;
    if (stream.channel === 'trade') return [];
    return [
      encode(encoding, (writer) => {
        if (stream.channel === 'quote') writeQuote(writer, topicId, seq, value, 1, 1, 1);
        else writeDepthSnapshot(writer, topicId, seq, value, 0, 1, this.flat());
      }),
    ];
  }

  replayTrades(topicId: number, afterSeq: number, encoding: Encoding): readonly Part[] | undefined {
    const stream = this.get(topicId);
    if (afterSeq > stream.seq || stream.seq - afterSeq > this.tapeLength) return undefined;
    const parts: Part[] = [];
    for (let seq = afterSeq + 1; seq <= stream.seq; seq++) {
      parts.push(this.update(stream, seq, encoding));
    }
    return parts;
  }

  due(intervalMs: number): readonly DueTopic[] {
    const due: DueTopic[] = [];
    for (const stream of this.byId.values()) {
      if (stream.intervalMs !== intervalMs || stream.pending.length === 0) continue;
      const values = stream.numbered ? stream.pending : stream.pending.slice(-1);
      stream.pending = [];
      const from = stream.seq;
      for (const value of values) {
        stream.seq += 1;
        stream.history.push(value);
      }
      if (this.readers(stream.topicId) === 0) continue;
      const parts = (encoding: Encoding): Part[] =>
        (stream.readers.get(encoding) ?? 0) === 0
          ? []
          : values.map((_, i) => this.update(stream, from + i + 1, encoding));
      due.push({
        topicId: stream.topicId,
        seq: stream.seq,
        msgpack: parts('msgpack') as Uint8Array[],
        json: parts('json') as string[],
      });
    }
    return due;
  }

  engineMicros(): number {
    return 1;
  }

  barHistory(): readonly Bar[] {
    return this.bars;
  }

  /** Something new on a stream; it leaves at the next tick of its class. */
  move(text: string, value: number): void {
    const stream = this.streams.get(text);
    if (stream === undefined) throw new Error(`no stream ${text}`);
    stream.pending.push(value);
  }

  topicId(text: string): number {
    return this.streams.get(text)?.topicId ?? 0;
  }

  private find(topic: Topic): FakeStream {
    const text = formatTopic(topic);
    const found = this.streams.get(text);
    if (found !== undefined) return found;
    const made: FakeStream = {
      topicId: this.byId.size + 1,
      text,
      instrument: this.symbols.indexOf(topic.symbol),
      intervalMs: topic.intervalMs,
      levels: topic.channel === 'depth' ? topic.parameter : 0,
      epoch: 7,
      numbered: topic.channel === 'trade',
      channel: topic.channel,
      seq: 0,
      pending: [],
      history: [],
      readers: new Map(ENCODINGS.map((encoding) => [encoding, 0])),
    };
    this.streams.set(text, made);
    this.byId.set(made.topicId, made);
    return made;
  }

  private get(topicId: number): FakeStream {
    const found = this.byId.get(topicId);
    if (found === undefined) throw new Error(`no topic ${String(topicId)}`);
    return found;
  }

  private flat(): number[] {
    const flat: number[] = [];
    for (let i = 0; i < this.depthLevels; i++) flat.push(1000 + i, 70_000 + i);
    return flat;
  }

  private update(stream: FakeStream, seq: number, encoding: Encoding): Part {
    const { topicId, channel } = stream;
    const value = stream.history[seq - 1] ?? 0;
    return encode(encoding, (writer) => {
      if (channel === 'quote') writeQuote(writer, topicId, seq, value, 1, 1, 1);
      else if (channel === 'trade') writeTrade(writer, topicId, seq, value, 1, 0, seq, 1);
      else writeDepthDelta(writer, topicId, seq, 1, this.flat());
    });
  }
}

function encode(encoding: Encoding, write: (writer: Writer) => void): Part {
  if (encoding === 'json') {
    const text = new JsonWriter();
    write(text);
    return text.take();
  }
  const bytes = new MsgpackWriter(256);
  write(bytes);
  return bytes.takeOwned();
}
