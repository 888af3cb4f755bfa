// A stream: one topic as all of its readers see it, with one contiguous seq.

import type { MsgpackWriter, Writer } from '../../shared/wire/writer.ts';
import type { JsonWriter } from '../../shared/wire/json-writer.ts';
import type { StreamRef } from '../gateway/market-port.ts';

/** Where encoded updates go: written with `writer`, closed one by one with `part`. */
export interface PartSink {
  readonly writer: Writer;
  part(): void;
}

/** What a channel publishes on one topic. The published state is what readers have; the present is
 * the market's. */
export interface StreamBody {
  /** Somebody wants it again: the present becomes the published state. True when they differed. */
  start(): boolean;
  /** The present becomes the published state. Returns how many numbered updates say so; 0: nothing
   * new. They are numbered from `seq` + 1. */
  advance(seq: number, engineMicros: number): number;
  /** Writes the updates of the last advance. May be called once per encoding. */
  encode(sink: PartSink, topicId: number): void;
  /** Writes what brings a new reader to the published state, which has number `seq`. */
  snapshot(sink: PartSink, topicId: number, seq: number): void;
}

export interface Stream {
  /** Replaced when the epoch changes. */
  ref: StreamRef;
  readonly body: StreamBody;
  /** Aspect that makes it dirty. */
  readonly aspect: number;
  seq: number;
  msgpackReaders: number;
  jsonReaders: number;
  /** It stands in the list of its interval class. */
  dirty: boolean;
}

export class MsgpackParts implements PartSink {
  readonly writer: MsgpackWriter;
  parts: Uint8Array[] = [];
  /** Copies each part, for those who keep it. */
  readonly #owned: boolean;

  constructor(writer: MsgpackWriter, owned: boolean) {
    this.writer = writer;
    this.#owned = owned;
  }

  part(): void {
    this.parts.push(this.#owned ? this.writer.takeOwned() : this.writer.take());
  }

  take(): Uint8Array[] {
    const { parts } = this;
    this.parts = [];
    return parts;
  }
}

export class JsonParts implements PartSink {
  readonly writer: JsonWriter;
  parts: string[] = [];

  constructor(writer: JsonWriter) {
    this.writer = writer;
  }

  part(): void {
    this.parts.push(this.writer.take());
  }

  take(): string[] {
    const { parts } = this;
    this.parts = [];
    return parts;
  }
}
