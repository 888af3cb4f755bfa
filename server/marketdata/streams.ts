// The streams that readers see: topics to streams, readers counted, snapshots, and who is told when an
// instrument changed.

import type { BarSpan } from '../../shared/domain/quote.ts';
import { JsonWriter } from '../../shared/wire/json-writer.ts';
import { formatTopic, type Topic } from '../../shared/wire/topics.ts';
import { MsgpackWriter } from '../../shared/wire/writer.ts';
import type { Encoding, Part, StreamRef } from '../gateway/market-port.ts';
import { BarStream } from './bar-stream.ts';
import type { Conflation } from './conflate.ts';
import { DepthStream } from './depth-stream.ts';
import { Aspect, type Listing } from './listing.ts';
import { QuoteStream } from './quote-stream.ts';
import { StatsStream } from './stats-stream.ts';
import { JsonParts, MsgpackParts, type Stream, type StreamBody } from './stream.ts';
import { TradeStream } from './trade-stream.ts';
import { DefinitionStream, StatusStream, type VenueTables } from './venue-streams.ts';

interface CachedSnapshot {
  readonly seq: number;
  readonly parts: readonly Part[];
}

export class Streams {
  readonly status: StatusStream;
  readonly definitions: DefinitionStream;
  readonly #conflation: Conflation;
  readonly #byText = new Map<string, Stream>();
  /** By topic id - 1. */
  readonly #byId: Stream[] = [];
  /** Streams with readers, by instrument id; those of the whole venue are looked up by text. */
  readonly #active = new Map<number, Stream[]>();
  readonly #msgpack = new MsgpackParts(new MsgpackWriter(), true);
  readonly #json = new JsonParts(new JsonWriter());
  readonly #cache: Record<Encoding, WeakMap<Stream, CachedSnapshot>> = {
    msgpack: new WeakMap(),
    json: new WeakMap(),
  };
  #epoch = 0;

  constructor(conflation: Conflation, tables: VenueTables) {
    this.#conflation = conflation;
    this.status = new StatusStream(tables);
    this.definitions = new DefinitionStream(tables);
  }

  /** All streams belong to this epoch from now on. */
  set epoch(epoch: number) {
    this.#epoch = epoch;
    for (const stream of this.#byId) stream.ref = { ...stream.ref, epoch };
  }

  /** The stream of a topic about one instrument, or (listing undefined) about the venue. */
  streamOf(topic: Topic, listing: Listing | undefined): StreamRef {
    const text = formatTopic(topic);
    const known = this.#byText.get(text);
    if (known !== undefined) return known.ref;
    const stream: Stream = {
      ref: {
        topicId: this.#byId.length + 1,
        text,
        instrument: listing?.definition.id ?? -1,
        intervalMs: topic.intervalMs,
        levels: topic.channel === 'depth' ? topic.parameter : 0,
        epoch: this.#epoch,
        numbered: topic.channel === 'trade',
      },
      ...this.#channel(topic, listing),
      seq: 0,
      msgpackReaders: 0,
      jsonReaders: 0,
      dirty: false,
    };
    if (stream.body instanceof TradeStream) stream.seq = stream.body.published;
    this.#byText.set(text, stream);
    this.#byId.push(stream);
    return stream.ref;
  }

  acquire(topicId: number, encoding: Encoding, listing: Listing | undefined): void {
    const stream = this.#get(topicId);
    if (stream === undefined) return;
    if (stream.msgpackReaders + stream.jsonReaders === 0) this.#start(stream, listing);
    if (encoding === 'msgpack') stream.msgpackReaders += 1;
    else stream.jsonReaders += 1;
  }

  release(topicId: number, encoding: Encoding, listing: Listing | undefined): void {
    const stream = this.#get(topicId);
    if (stream === undefined) return;
    if (encoding === 'msgpack') stream.msgpackReaders = Math.max(0, stream.msgpackReaders - 1);
    else stream.jsonReaders = Math.max(0, stream.jsonReaders - 1);
    if (stream.msgpackReaders + stream.jsonReaders > 0) return;
    removeFrom(this.#active.get(stream.ref.instrument) ?? [], stream);
    if (listing !== undefined && stream.body instanceof TradeStream) {
      removeFrom(listing.tradeStreams, stream.body);
    }
    this.#cache.msgpack.delete(stream);
    this.#cache.json.delete(stream);
  }

  instrumentOf(topicId: number): number {
    return this.#get(topicId)?.ref.instrument ?? -1;
  }

  seq(topicId: number): number {
    return this.#get(topicId)?.seq ?? 0;
  }

  /** Many readers come at once after a restart: they share the bytes of one seq. The tables of the
   * venue are shown as they are now, so theirs hold only while nothing waits to be published. */
  snapshot(topicId: number, encoding: Encoding): readonly Part[] {
    const stream = this.#get(topicId);
    if (stream === undefined) return [];
    const cached = this.#cache[encoding].get(stream);
    const holds = stream.ref.instrument >= 0 || !stream.dirty;
    if (holds && cached?.seq === stream.seq) return cached.parts;
    const sink = encoding === 'msgpack' ? this.#msgpack : this.#json;
    stream.body.snapshot(sink, topicId, stream.seq);
    const parts = sink.take();
    this.#cache[encoding].set(stream, { seq: stream.seq, parts });
    return parts;
  }

  replayTrades(topicId: number, afterSeq: number, encoding: Encoding): readonly Part[] | undefined {
    const body = this.#get(topicId)?.body;
    if (!(body instanceof TradeStream) || !body.reaches(afterSeq)) return undefined;
    const sink = encoding === 'msgpack' ? this.#msgpack : this.#json;
    body.range(sink, topicId, afterSeq + 1, body.published);
    return sink.take();
  }

  /** An instrument changed in the batch that ended: its streams have something to say. */
  touch(listing: Listing): void {
    const active = this.#active.get(listing.definition.id);
    if (active === undefined) return;
    for (const stream of active) {
      if ((stream.aspect & listing.touched) === 0) continue;
      if (stream.body instanceof DepthStream) {
        stream.body.noteWorst(listing.worstBidKey, listing.worstAskKey);
      }
      this.#conflation.mark(stream);
    }
  }

  /** Something of the whole venue changed. */
  touchVenue(): void {
    for (const stream of this.#active.get(-1) ?? []) this.#conflation.mark(stream);
  }

  #get(topicId: number): Stream | undefined {
    return this.#byId[topicId - 1];
  }

  #start(stream: Stream, listing: Listing | undefined): void {
    if (stream.body.start()) stream.seq += 1;
    if (stream.body instanceof TradeStream) {
      stream.seq = stream.body.published;
      listing?.tradeStreams.push(stream.body);
    }
    const active = this.#active.get(stream.ref.instrument);
    if (active === undefined) this.#active.set(stream.ref.instrument, [stream]);
    else active.push(stream);
  }

  #channel(topic: Topic, listing: Listing | undefined): { body: StreamBody; aspect: number } {
    if (topic.channel === 'status') return { body: this.status, aspect: 0 };
    if (topic.channel === 'instruments' || listing === undefined) {
      return { body: this.definitions, aspect: 0 };
    }
    switch (topic.channel) {
      case 'quote':
        return { body: new QuoteStream(listing), aspect: Aspect.quote };
      case 'depth':
        return { body: new DepthStream(listing, topic.parameter), aspect: Aspect.depth };
      case 'trade':
        return { body: new TradeStream(listing.tape), aspect: Aspect.trade };
      case 'bar':
        return {
          body: new BarStream(listing.bars, topic.parameter as BarSpan),
          aspect: Aspect.trade,
        };
      case 'stats':
        return { body: new StatsStream(listing.stats), aspect: Aspect.stats };
    }
  }
}

function removeFrom<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
