// A small market for tests: feeds the market sink by hand and reads its streams as a client does.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import { assembleMarketFrame } from '../../shared/wire/market-frame.ts';
import { PROTOCOL_MSGPACK, type ServerMessages, type Update } from '../../shared/wire/schema.ts';
import { parseTopic } from '../../shared/wire/topics.ts';
import type { Part } from '../gateway/market-port.ts';
import { Market, type MarketOptions } from './market.ts';

export const START = 1_700_000_000;

export function decode(parts: readonly Part[]): readonly Update[] {
  const frame = assembleMarketFrame(0, 0, parts as readonly Uint8Array[]);
  return (codecFor(PROTOCOL_MSGPACK).decodeServer(frame) as ServerMessages['market']).updates;
}

export function withoutIds(update: Update): Record<string, unknown> {
  const { topicId: _, seq: __, ...fields } = update;
  return fields;
}

export class World {
  readonly market: Market;
  #batch = 0;
  #tradeId = 0;
  seconds = START;

  constructor(
    assets: readonly Asset[],
    instruments: readonly Instrument[],
    options: MarketOptions = {},
  ) {
    this.market = new Market(options);
    this.market.reset(1);
    for (const asset of assets) this.market.asset(asset);
    for (const instrument of instruments) this.market.instrument(instrument);
    this.end();
  }

  trade(ticks: number, lots: number, instrument = 0): void {
    this.#tradeId += 1;
    this.market.trade(instrument, ticks, lots, Side.buy, this.#tradeId, this.seconds * 1e6);
  }

  level(side: Side, ticks: number, lots: number, instrument = 0): void {
    this.market.level(instrument, side, ticks, lots);
  }

  end(): void {
    this.#batch += 1;
    this.market.batchEnd(this.#batch, this.seconds * 1e6);
  }

  subscribe(text: string): number {
    const answer = this.market.resolve(parseTopic(text)!);
    if (!('streams' in answer)) throw new Error(`refused ${answer.code}`);
    const { topicId } = answer.streams[0];
    this.market.acquire(topicId, 'msgpack');
    return topicId;
  }

  due(topicId: number, intervalMs: number): readonly Update[] {
    const topic = this.market.due(intervalMs).find((one) => one.topicId === topicId);
    return topic === undefined ? [] : decode(topic.msgpack);
  }

  snapshot(topicId: number): readonly Update[] {
    return decode(this.market.snapshot(topicId, 'msgpack'));
  }
}
