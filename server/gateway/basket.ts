// Baskets: clients that read the same streams at the same pace share one frame per tick.

import { assembleMarketFrame, assembleMarketText } from '../../shared/wire/market-frame.ts';
import type { Basket, Connection } from './client-connection.ts';
import type { DueTopic, Encoding } from './market-port.ts';

export interface Baskets {
  /** Puts the connection into the baskets of its live streams, one per interval class. */
  place(connection: Connection, live: ReadonlyMap<number, readonly number[]>): void;
  /** Takes it out of all of them: it gets no frame before it is placed again. */
  remove(connection: Connection): void;
  /** Adds what is due to the baskets that read it; those that were empty before go to `touched`. */
  gather(due: DueTopic, touched: Basket[]): void;
  count(): number;
}

export function createBaskets(): Baskets {
  const byKey = new Map<string, Basket>();
  const byTopic = new Map<number, Basket[]>();
  let made = 0;

  function find(encoding: Encoding, intervalMs: number, topicIds: readonly number[]): Basket {
    const key = `${encoding}@${String(intervalMs)}:${topicIds.join(',')}`;
    const found = byKey.get(key);
    if (found !== undefined) return found;
    made += 1;
    const basket: Basket = {
      group: `b${String(made)}`,
      key,
      encoding,
      intervalMs,
      topicIds,
      members: new Set(),
      msgpack: [],
      json: [],
    };
    byKey.set(key, basket);
    for (const topicId of topicIds) {
      const readers = byTopic.get(topicId);
      if (readers === undefined) byTopic.set(topicId, [basket]);
      else readers.push(basket);
    }
    return basket;
  }

  function drop(basket: Basket): void {
    byKey.delete(basket.key);
    for (const topicId of basket.topicIds) {
      const readers = byTopic.get(topicId) ?? [];
      readers.splice(readers.indexOf(basket), 1);
      if (readers.length === 0) byTopic.delete(topicId);
    }
  }

  function remove(connection: Connection): void {
    for (const basket of connection.baskets ?? []) {
      basket.members.delete(connection);
      connection.socket.leave(basket.group);
      if (basket.members.size === 0) drop(basket);
    }
    connection.baskets = undefined;
  }

  return {
    place(connection, live) {
      remove(connection);
      const baskets: Basket[] = [];
      for (const [intervalMs, topicIds] of live) {
        const sorted = topicIds.toSorted((a, b) => a - b);
        const basket = find(connection.encoding, intervalMs, sorted);
        basket.members.add(connection);
        connection.socket.join(basket.group);
        baskets.push(basket);
      }
      if (baskets.length > 0) connection.baskets = baskets;
    },
    remove,
    gather(due, touched) {
      const readers = byTopic.get(due.topicId);
      if (readers === undefined) return;
      for (const basket of readers) {
        if (basket.msgpack.length === 0 && basket.json.length === 0) touched.push(basket);
        if (basket.encoding === 'msgpack')
          for (const part of due.msgpack) basket.msgpack.push(part);
        else for (const part of due.json) basket.json.push(part);
      }
    },
    count: () => byKey.size,
  };
}

/** The frame of what was gathered; the bytes are valid until the next frame is assembled. */
export function assembleFrame(
  basket: Pick<Basket, 'encoding' | 'msgpack' | 'json'>,
  engineMicros: number,
  sendMicros: number,
): Uint8Array | string {
  if (basket.encoding === 'json') return assembleMarketText(engineMicros, sendMicros, basket.json);
  return assembleMarketFrame(engineMicros, sendMicros, basket.msgpack);
}
