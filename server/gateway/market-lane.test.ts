// The market lane: grant, snapshot, deltas; baskets; readers that are too slow and how they heal.

import { afterEach, describe, expect, it } from 'vitest';
import { PROTOCOL_JSON, type Update, type Updates } from '../../shared/wire/schema.ts';
import { GatewayStage } from '../testing/gateway-stage.ts';
import { until, type WireClient } from '../testing/wire-client.ts';
import type { GatewayOptions } from './gateway-options.ts';

const stages: GatewayStage[] = [];

async function start(
  options: Partial<GatewayOptions> = {},
  symbols?: readonly string[],
): Promise<GatewayStage> {
  const stage = await GatewayStage.start(options, undefined, symbols);
  stages.push(stage);
  return stage;
}

afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

async function subscribe(client: WireClient, ...topics: string[]): Promise<void> {
  const before = client.all('subscribed').length;
  const asks = topics.map((topic) => ({ topic, lastSeq: null }));
  client.send({ is: 'subscribe', requestId: 1, topics: asks });
  await client.next('subscribed', before + 1);
}

function updates(client: WireClient): Update[] {
  return client.all('market').flatMap((m) => m.updates);
}

function of<K extends Update['is']>(client: WireClient, kind: K): Updates[K][] {
  return updates(client).filter((u): u is Updates[K] => u.is === kind);
}

/** A round trip: everything that the server sent before has come. */
async function settled(client: WireClient): Promise<void> {
  const before = client.all('pong').length;
  client.send({ is: 'ping', clientMicros: 1 });
  await client.next('pong', before + 1);
}

describe('subscribing', () => {
  it('answers each item, grants with the effective parameters, then sends the snapshot', async () => {
    const stage = await start();
    const client = await stage.signedIn('consumer');
    await subscribe(client, 'quote.AAA', 'quote.ZZZ', 'nonsense', 'depth.BBB.5@250', 'quote.AAA');
    const { topics } = client.last('subscribed');
    expect(topics.map((t) => [t.topic, t.code])).toEqual([
      ['quote.AAA@100', 0],
      ['quote.ZZZ', 2004],
      ['nonsense', 2005],
      ['depth.BBB.5@250', 0],
      ['quote.AAA@100', 0],
    ]);
    expect(topics[3]).toMatchObject({ intervalMs: 250, levels: 5, instrument: 1, epoch: 7 });
    await until(() => updates(client).length === 2);
    const kinds = client.messages.map((m) => m.is);
    expect(kinds.indexOf('subscribed')).toBeLessThan(kinds.indexOf('market'));
    expect(updates(client).map((u) => u.is)).toEqual(['quote', 'depthSnapshot']);
    expect(stage.market.snapshots).toBe(2);
  });

  it('needs the grant of the role', async () => {
    const stage = await start();
    const client = await stage.connect();
    client.send({ is: 'subscribe', requestId: 4, topics: [{ topic: 'quote.AAA', lastSeq: null }] });
    expect(await client.next('error')).toMatchObject({ requestId: 4, name: 'NOT_SIGNED_IN' });
  });

  it('expands the star, and refuses as a whole what passes the limit', async () => {
    const symbols = Array.from({ length: 20 }, (_, i) => `S${String(i)}`);
    const stage = await start({ limits: { topicsPerConnection: 30 } }, symbols);
    const client = await stage.signedIn('consumer');
    await subscribe(client, 'quote.*', 'depth.*.5', 'quote.S1', 'quote.*');
    const { topics } = client.last('subscribed');
    expect(topics.filter((t) => t.code === 0)).toHaveLength(21);
    expect(topics.filter((t) => t.code === 2015).map((t) => t.topic)).toEqual([
      'depth.*.5',
      'quote.*',
    ]);
    client.send({ is: 'subscriptions', requestId: 2 });
    await client.next('subscribed', 2);
    expect(client.last('subscribed').topics).toHaveLength(20);
  });

  it('gives streams back, and lets go of them when the client is gone', async () => {
    const stage = await start();
    const client = await stage.signedIn('consumer');
    await subscribe(client, 'quote.AAA', 'quote.BBB');
    const [a, b] = ['quote.AAA@100', 'quote.BBB@100'].map((t) => stage.market.topicId(t));
    client.send({ is: 'unsubscribe', requestId: 3, topicIds: [a, 99] });
    expect(await client.next('unsubscribed')).toMatchObject({ requestId: 3, topicIds: [a] });
    expect([stage.market.readers(a), stage.market.readers(b)]).toEqual([0, 1]);
    stage.market.move('quote.AAA@100', 1);
    stage.market.move('quote.BBB@100', 2);
    stage.gateway.tick(100);
    await until(() => of(client, 'quote').some((q) => q.bid === 2));
    expect(of(client, 'quote').some((q) => q.bid === 1)).toBe(false);
    client.terminate();
    await until(() => stage.gateway.counters.connections === 0);
    expect(stage.market.readers(b)).toBe(0);
  });
});

describe('fan-out', () => {
  it('sends one frame per tick with the newest state and every trade', async () => {
    const stage = await start();
    const client = await stage.signedIn('consumer');
    await subscribe(client, 'quote.AAA', 'quote.BBB', 'trade.AAA');
    await settled(client);
    const before = client.all('market').length;
    for (let value = 1; value <= 5; value++) {
      stage.market.move('quote.AAA@100', value);
      stage.market.move('trade.AAA@0', value);
    }
    stage.market.move('quote.BBB@100', 9);
    stage.gateway.tick(100);
    stage.release();
    await settled(client);
    const frames = client.all('market').slice(before);
    expect(frames).toHaveLength(2);
    expect(frames[0].updates).toMatchObject([
      { is: 'quote', seq: 1, bid: 5 },
      { is: 'quote', seq: 1, bid: 9 },
    ]);
    expect(frames[1].updates.map((u) => u.seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('shares one basket among equal readers, in both encodings, and parts those that differ', async () => {
    const stage = await start();
    const clients: WireClient[] = [];
    for (let i = 0; i < 3; i++) clients.push(await stage.signedIn('consumer'));
    clients.push(await stage.signedIn('consumer', {}, PROTOCOL_JSON));
    clients.push(await stage.signedIn('consumer', {}, PROTOCOL_JSON));
    for (const client of clients.slice(0, 2)) await subscribe(client, 'quote.AAA', 'quote.BBB');
    await subscribe(clients[2], 'quote.BBB');
    await subscribe(clients[2], 'quote.AAA', 'quote.CCC');
    for (const client of clients.slice(3)) await subscribe(client, 'quote.BBB', 'quote.AAA');
    for (const client of clients) await settled(client);
    const built = stage.gateway.counters.marketUpdates;
    for (let value = 1; value <= 3; value++) {
      stage.market.move('quote.AAA@100', value);
      stage.market.move('quote.BBB@100', value * 10);
      stage.gateway.tick(100);
    }
    for (const client of clients) {
      await settled(client);
      const seen = of(client, 'quote').filter((q) => q.seq > 0);
      expect(seen.map((q) => q.bid).toSorted((x, y) => x - y)).toEqual([1, 2, 3, 10, 20, 30]);
    }
    expect(stage.gateway.counters.marketUpdates - built).toBe(3 * 2 * 3);
  });

  it('brings a client that joins between ticks exactly to the seq of the next update', async () => {
    const stage = await start();
    const first = await stage.signedIn('consumer');
    await subscribe(first, 'depth.AAA.5');
    for (let value = 1; value <= 4; value++) {
      stage.market.move('depth.AAA.5@100', value);
      stage.gateway.tick(100);
    }
    stage.market.move('depth.AAA.5@100', 5);
    const second = await stage.signedIn('consumer');
    await subscribe(second, 'depth.AAA.5');
    stage.gateway.tick(100);
    await settled(first);
    await settled(second);
    expect(updates(first).map((u) => u.seq)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(updates(second).map((u) => [u.is, u.seq])).toEqual([
      ['depthSnapshot', 4],
      ['depthDelta', 5],
    ]);
  });

  it('sends a fresh snapshot with a notice to who asks for it, and to nobody else', async () => {
    const stage = await start();
    const asks = await stage.signedIn('consumer');
    const other = await stage.signedIn('consumer');
    for (const client of [asks, other]) await subscribe(client, 'depth.AAA.5');
    await settled(other);
    asks.send({ is: 'resync', topicId: stage.market.topicId('depth.AAA.5@100') });
    asks.send({ is: 'resync', topicId: 77 });
    expect(await asks.next('error')).toMatchObject({ name: 'UNKNOWN_TOPIC', field: 'topicId' });
    expect(of(asks, 'resync')).toMatchObject([{ seq: 0, skipped: 0, reason: 2 }]);
    expect(of(asks, 'depthSnapshot')).toHaveLength(2);
    stage.market.move('depth.AAA.5@100', 1);
    stage.gateway.tick(100);
    for (const client of [asks, other]) await settled(client);
    expect(of(asks, 'depthDelta')).toHaveLength(1);
    expect(of(other, 'depthDelta')).toHaveLength(1);
    expect(of(other, 'depthSnapshot')).toHaveLength(1);
  });

  it('continues trades after the last seq that the client has, or says what is gone', async () => {
    const stage = await start();
    const first = await stage.signedIn('consumer');
    await subscribe(first, 'trade.AAA');
    for (let value = 1; value <= 6; value++) stage.market.move('trade.AAA@0', value);
    stage.release();
    const again = await stage.signedIn('consumer');
    const topics = [{ topic: 'trade.AAA', lastSeq: 4 }];
    again.send({ is: 'subscribe', requestId: 1, topics });
    await until(() => of(again, 'trade').length === 2);
    expect(of(again, 'trade').map((t) => t.seq)).toEqual([5, 6]);
    // One who holds the topic and misses trades asks the same way.
    again.send({ is: 'subscribe', requestId: 2, topics });
    await until(() => of(again, 'trade').length === 4);
    expect(of(again, 'trade').map((t) => t.seq)).toEqual([5, 6, 5, 6]);
    stage.market.tapeLength = 1;
    const late = await stage.signedIn('consumer');
    late.send({ is: 'subscribe', requestId: 1, topics });
    await until(() => of(late, 'resync').length === 1);
    expect(of(late, 'resync')[0]).toMatchObject({ seq: 6, skipped: 2 });
  });

  it('starts every stream anew when the epoch changes', async () => {
    const stage = await start();
    const client = await stage.signedIn('consumer');
    await subscribe(client, 'depth.AAA.5', 'quote.BBB');
    stage.gateway.epochChanged(8);
    await until(() => of(client, 'resync').length === 2);
    expect(client.last('notice')).toMatchObject({ code: 4, value: 8 });
    expect(of(client, 'resync').map((r) => r.reason)).toEqual([3, 3]);
  });
});

describe('slow readers', () => {
  const SLOW = {
    limits: { backpressureMarketBytes: 64 * 1024, backpressurePrivateBytes: 512 * 1024 },
  };

  /** Ticks with frames of some 20 KiB until the reader is withheld. */
  async function fill(stage: GatewayStage, topic: string, intervalMs: number): Promise<void> {
    for (let value = 1; stage.gateway.counters.withheld === 0; value++) {
      if (value > 5_000) throw new Error('the reader was never withheld');
      stage.market.move(topic, value);
      stage.gateway.tick(intervalMs);
      stage.clock.ms += 25;
      if (value % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('get a notice with the count and a snapshot, the others nothing of it', async () => {
    const stage = await start(SLOW);
    stage.market.depthLevels = 2_000;
    const slow = await stage.signedIn('consumer');
    const fast = await stage.signedIn('consumer');
    for (const client of [slow, fast]) await subscribe(client, 'depth.AAA.full@10', 'quote.BBB@10');
    await settled(slow);
    slow.pause();
    await fill(stage, 'depth.AAA.full@10', 10);
    const buffered = stage.gateway.counters.marketBytes;
    for (let value = 1; value <= 50; value++) {
      stage.market.move('depth.AAA.full@10', value);
      stage.gateway.tick(10);
    }
    stage.market.move('quote.BBB@10', 4711);
    stage.gateway.tick(10);
    expect(stage.gateway.counters.marketBytes).toBeGreaterThan(buffered);
    slow.resume();
    await until(() => of(slow, 'resync').length > 0 && of(slow, 'quote').length > 1);
    stage.market.move('depth.AAA.full@10', 9);
    stage.gateway.tick(10);
    await settled(slow);
    await settled(fast);
    const chain = updates(slow).filter(
      (u) => u.topicId === stage.market.topicId('depth.AAA.full@10'),
    );
    expectChain(chain);
    const [resync] = of(slow, 'resync').filter((r) => r.skipped > 1);
    expect(resync.skipped).toBeGreaterThanOrEqual(50);
    expect(resync.reason).toBe(1);
    expect(of(slow, 'quote').at(-1)?.bid).toBe(4711);
    expect(of(fast, 'resync')).toHaveLength(0);
    expectChain(updates(fast).filter((u) => u.is !== 'quote'));
  });

  it('never lose a trade', async () => {
    const stage = await start(SLOW);
    stage.market.depthLevels = 2_000;
    const slow = await stage.signedIn('consumer');
    await subscribe(slow, 'depth.AAA.full@10', 'trade.AAA');
    await settled(slow);
    slow.pause();
    let trades = 0;
    const trade = (): void => {
      stage.market.move('trade.AAA@0', ++trades);
      stage.release();
    };
    trade();
    await fill(stage, 'depth.AAA.full@10', 10);
    for (let i = 0; i < 100; i++) trade();
    slow.resume();
    await until(() => of(slow, 'trade').length === trades);
    trade();
    await settled(slow);
    expect(of(slow, 'trade').map((t) => t.seq)).toEqual(
      Array.from({ length: trades }, (_, i) => i + 1),
    );
    expect(of(slow, 'resync').every((r) => r.topicId !== stage.market.topicId('trade.AAA@0'))).toBe(
      true,
    );
  });

  it('are closed with 4008 when the trades they missed are gone', async () => {
    const stage = await start(SLOW);
    stage.market.depthLevels = 2_000;
    stage.market.tapeLength = 50;
    const slow = await stage.signedIn('consumer');
    await subscribe(slow, 'depth.AAA.full@10', 'trade.AAA');
    await settled(slow);
    slow.pause();
    await fill(stage, 'depth.AAA.full@10', 10);
    for (let i = 1; i <= 60; i++) stage.market.move('trade.AAA@0', i);
    stage.release();
    slow.resume();
    expect(await slow.closed()).toBe(4008);
  });

  it('are closed with 4008 when they stay slow for more than ten seconds', async () => {
    const stage = await start({ limits: { ...SLOW.limits, deadSeconds: 900 } });
    stage.market.depthLevels = 2_000;
    const slow = await stage.signedIn('consumer');
    await subscribe(slow, 'depth.AAA.full@10');
    await settled(slow);
    slow.pause();
    await fill(stage, 'depth.AAA.full@10', 10);
    stage.passMs(9_000);
    expect(stage.gateway.counters.closedSlowMarket).toBe(0);
    stage.passMs(2_000);
    expect(stage.gateway.counters.closedSlowMarket).toBe(1);
    slow.resume();
    expect(await slow.closed()).toBe(4008);
  });

  it('hold a bounded number of bytes, however long the market goes on', async () => {
    const stage = await start(SLOW);
    stage.market.depthLevels = 2_000;
    const slow = await stage.signedIn('consumer');
    await subscribe(slow, 'depth.AAA.full@10');
    await settled(slow);
    slow.pause();
    await fill(stage, 'depth.AAA.full@10', 10);
    const before = process.memoryUsage().rss;
    for (let value = 0; value < 2_000; value++) {
      stage.market.move('depth.AAA.full@10', value);
      stage.gateway.tick(10);
    }
    expect(stage.gateway.counters.dropped).toBe(0);
    // 2,000 frames of some 20 KiB would be 40 MB; the run itself makes garbage.
    expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000);
    expect(stage.gateway.counters.withheld).toBe(1);
  });
});

/** Depth updates as a reader follows them: a delta applies on its predecessor, a snapshot on anything. */
function expectChain(chain: readonly Update[]): void {
  let seq = -1;
  for (const update of chain) {
    if (update.is === 'depthDelta') expect(update.seq).toBe(seq + 1);
    if (update.is === 'depthDelta' || update.is === 'depthSnapshot') seq = update.seq;
  }
  expect(chain.length).toBeGreaterThan(1);
}
