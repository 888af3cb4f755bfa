// Conflation: streams with something new wait in the list of their interval until it is due, however
// often they change meanwhile; then each is encoded once per encoding in use.

import { INTERVALS_MS } from '../../shared/domain/limits.ts';
import { JsonWriter } from '../../shared/wire/json-writer.ts';
import { MsgpackWriter } from '../../shared/wire/writer.ts';
import type { DueTopic } from '../gateway/market-port.ts';
import { JsonParts, MsgpackParts, type Stream } from './stream.ts';

const NONE: readonly never[] = [];

export class Conflation {
  readonly #waiting = new Map<number, Stream[]>(INTERVALS_MS.map((ms) => [ms, []]));
  readonly #pool = new MsgpackWriter();
  readonly #msgpack = new MsgpackParts(this.#pool, false);
  readonly #json = new JsonParts(new JsonWriter());

  mark(stream: Stream): void {
    if (stream.dirty) return;
    stream.dirty = true;
    this.#waiting.get(stream.ref.intervalMs)?.push(stream);
  }

  /** What the streams of an interval have to say; afterwards they are clean. The bytes are valid until
   * the next call. */
  due(intervalMs: number, engineMicros: number): readonly DueTopic[] {
    const waiting = this.#waiting.get(intervalMs);
    if (waiting === undefined || waiting.length === 0) return NONE;
    this.#pool.reset();
    const topics: DueTopic[] = [];
    for (const stream of waiting) {
      stream.dirty = false;
      const topic = this.#take(stream, engineMicros);
      if (topic !== undefined) topics.push(topic);
    }
    waiting.length = 0;
    return topics;
  }

  #take(stream: Stream, engineMicros: number): DueTopic | undefined {
    if (stream.msgpackReaders + stream.jsonReaders === 0) return undefined;
    const { topicId } = stream.ref;
    const updates = stream.body.advance(stream.seq, engineMicros);
    if (updates === 0) return undefined;
    stream.seq += updates;
    if (stream.msgpackReaders > 0) stream.body.encode(this.#msgpack, topicId);
    if (stream.jsonReaders > 0) stream.body.encode(this.#json, topicId);
    return {
      topicId,
      seq: stream.seq,
      msgpack: stream.msgpackReaders > 0 ? this.#msgpack.take() : NONE,
      json: stream.jsonReaders > 0 ? this.#json.take() : NONE,
    };
  }
}
