// How a reader comes to the newest state of a stream: a snapshot, with a notice when updates were left
// out for it; for trades the missed ones themselves.

import { JsonWriter } from '../../shared/wire/json-writer.ts';
import { writeResync } from '../../shared/wire/market-frame.ts';
import { MsgpackWriter } from '../../shared/wire/writer.ts';
import { assembleFrame } from './basket.ts';
import { CloseCode } from './close-codes.ts';
import type { Behind, Connection } from './client-connection.ts';
import type { GatewayCounters } from './counters.ts';
import type { GatewayClock, GatewayLimits } from './gateway-options.ts';
import type { Encoding, MarketPort, Part, StreamRef } from './market-port.ts';

const SLOW_READER = 1;
/** Snapshots are put into frames of about this size. */
const FRAME_BYTES = 16 * 1024;

/** Sends catch-ups while the buffer has room and takes each stream that is done out of `behind`. */
export type CatchUp = (connection: Connection) => void;

export function createCatchUp(
  market: MarketPort,
  clock: GatewayClock,
  limits: GatewayLimits,
  counters: GatewayCounters,
): CatchUp {
  const bytes = new MsgpackWriter(64);
  const text = new JsonWriter();

  function notice(topicId: number, skipped: number, reason: number, encoding: Encoding): Part {
    counters.resyncs += 1;
    const seq = market.seq(topicId);
    if (encoding === 'json') {
      writeResync(text, topicId, seq, skipped, reason);
      return text.take();
    }
    writeResync(bytes, topicId, seq, skipped, reason);
    return bytes.takeOwned();
  }

  /** What brings the reader to the newest seq, or undefined when trades it needs are gone. */
  function missing(
    stream: StreamRef,
    from: Behind,
    encoding: Encoding,
  ): readonly Part[] | undefined {
    const { topicId } = stream;
    const skipped = market.seq(topicId) - from.lastSeq;
    const started = from.lastSeq >= 0;
    if (started && skipped === 0 && from.reason <= SLOW_READER) return [];
    if (started && stream.numbered && from.reason <= SLOW_READER) {
      const missed = market.replayTrades(topicId, from.lastSeq, encoding);
      if (missed !== undefined) return missed;
      if (from.reason === SLOW_READER) return undefined;
    }
    const snapshot = market.snapshot(topicId, encoding);
    if (!started) return snapshot;
    const reason = Math.max(from.reason, SLOW_READER);
    return [notice(topicId, Math.max(skipped, 0), reason, encoding), ...snapshot];
  }

  return (connection) => {
    const { socket, encoding, behind } = connection;
    if (behind === undefined) return;
    const frame = { encoding, msgpack: [] as Uint8Array[], json: [] as string[] };
    let size = 0;

    function flush(): void {
      if (size === 0) return;
      const sendMicros = clock.wallMicros();
      socket.send(assembleFrame(frame, market.engineMicros(), sendMicros));
      frame.msgpack.length = 0;
      frame.json.length = 0;
      size = 0;
    }

    for (const [topicId, from] of behind) {
      if (socket.bufferedBytes() + size > limits.backpressureMarketBytes) break;
      const stream = connection.streams?.get(topicId);
      const parts = stream === undefined ? [] : missing(stream, from, encoding);
      if (parts === undefined) {
        counters.closedSlowMarket += 1;
        connection.close(CloseCode.slowMarket, 'trades are gone', clock.monotonicMs());
        return;
      }
      for (const part of parts) {
        if (typeof part === 'string') frame.json.push(part);
        else frame.msgpack.push(part);
        size += part.length;
      }
      behind.delete(topicId);
      if (size >= FRAME_BYTES) flush();
    }
    flush();
  };
}
