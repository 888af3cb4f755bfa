// Subscribing: what was asked, what is granted, and in which order it comes: grant, snapshot, deltas.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { ClientMessages, RecordOf } from '../../shared/wire/schema.ts';
import { parseTopic } from '../../shared/wire/topics.ts';
import { isGranted } from './authority.ts';
import type { Connection } from './client-connection.ts';
import type { Fanout } from './fanout.ts';
import type { GatewayLimits } from './gateway-options.ts';
import type { MarketPort, StreamRef } from './market-port.ts';

export interface Subscriptions {
  subscribe(connection: Connection, message: ClientMessages['subscribe']): void;
  unsubscribe(connection: Connection, message: ClientMessages['unsubscribe']): void;
  resync(connection: Connection, message: ClientMessages['resync']): void;
  list(connection: Connection, requestId: number): void;
}

type Ask = RecordOf<'topicAsk'>;
type Grant = RecordOf<'topicGrant'>;

/** Topics with `*` in one message; each may stand for a thousand streams. */
const WILDCARDS_MAX = 8;
const ASKED_BY_READER = 2;

export function createSubscriptions(
  market: MarketPort,
  fanout: Fanout,
  limits: GatewayLimits,
): Subscriptions {
  function grantOf(stream: StreamRef): Grant {
    const { topicId, text, epoch, instrument, intervalMs, levels } = stream;
    const seq = market.seq(topicId);
    return { topic: text, code: 0, topicId, epoch, seq, instrument, intervalMs, levels };
  }

  /** The streams of one ask, or the code that refuses it as a whole. */
  function streamsOf(
    connection: Connection,
    ask: Ask,
    room: number,
  ): readonly StreamRef[] | number {
    const { principal } = connection;
    if (principal === undefined || !isGranted(principal, 'marketData')) {
      return REJECTS.notPermitted.code;
    }
    const topic = parseTopic(ask.topic);
    if (topic === undefined) return REJECTS.unknownTopic.code;
    if (room <= 0) return REJECTS.tooManyTopics.code;
    const resolved = market.resolve(topic);
    if ('code' in resolved) return resolved.code;
    const held = connection.streams;
    const fresh = resolved.streams.filter((s) => held?.has(s.topicId) !== true).length;
    const total = (held?.size ?? 0) + fresh;
    if (total > limits.topicsPerConnection || resolved.streams.length > room) {
      return REJECTS.tooManyTopics.code;
    }
    return resolved.streams;
  }

  function start(connection: Connection, stream: StreamRef, ask: Ask): void {
    const resumes = stream.numbered && ask.lastSeq !== null;
    if (connection.streams?.has(stream.topicId) === true) {
      // A repeat changes nothing; one that names the last trade it has wants those after it.
      if (!resumes) return;
      fanout.remove(connection, stream.topicId);
    }
    fanout.add(connection, stream, { lastSeq: resumes ? (ask.lastSeq ?? -1) : -1, reason: 0 });
  }

  return {
    subscribe(connection, message) {
      const grants: Grant[] = [];
      let wildcards = 0;
      for (const ask of message.topics) {
        if (ask.topic.includes('*')) wildcards += 1;
        // An answer lists no more than a connection may hold, however often a topic is repeated.
        const full = grants.length >= limits.topicsPerConnection || wildcards > WILDCARDS_MAX;
        const room = full ? 0 : limits.topicsPerConnection - grants.length;
        const streams = streamsOf(connection, ask, room);
        if (typeof streams === 'number') {
          grants.push(refusal(ask.topic, streams));
          continue;
        }
        for (const stream of streams) {
          start(connection, stream, ask);
          grants.push(grantOf(stream));
        }
      }
      connection.send({ is: 'subscribed', requestId: message.requestId, topics: grants });
      fanout.pump(connection);
    },
    unsubscribe(connection, message) {
      const topicIds = message.topicIds.filter((id) => fanout.remove(connection, id));
      connection.send({ is: 'unsubscribed', requestId: message.requestId, topicIds });
    },
    resync(connection, message) {
      if (connection.streams?.has(message.topicId) !== true) {
        connection.refuse(0, REJECTS.unknownTopic.code, { field: 'topicId' });
        return;
      }
      fanout.restart(connection, message.topicId, ASKED_BY_READER);
      fanout.pump(connection);
    },
    list(connection, requestId) {
      const topics = [...(connection.streams?.values() ?? [])].map(grantOf);
      connection.send({ is: 'subscribed', requestId, topics });
    },
  };
}

function refusal(topic: string, code: number): Grant {
  return { topic, code, topicId: 0, epoch: 0, seq: 0, instrument: -1, intervalMs: 0, levels: 0 };
}
