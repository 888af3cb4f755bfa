// The gateway in front of the real rooms: what the fakes of the other tests promise holds there too.

import { afterEach, describe, expect, it } from 'vitest';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { PLACE, SIGN_IN } from '../testing/gateway-stage.ts';
import { startSmallVenue, type SmallVenue } from '../testing/small-venue.ts';
import { until, WireClient } from '../testing/wire-client.ts';
import { PROTOCOL_JSON, type ClientMessages } from '../../shared/wire/schema.ts';

const venues: SmallVenue[] = [];
const clients: WireClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  for (const venue of venues.splice(0)) await venue.stop();
});

async function open(): Promise<SmallVenue> {
  const venue = await startSmallVenue(createJournalMemory());
  venues.push(venue);
  return venue;
}

async function signedIn(
  venue: SmallVenue,
  token: string,
  more: Partial<ClientMessages['signIn']> = {},
  protocol?: string,
): Promise<WireClient> {
  const client = await WireClient.connect(venue.port, protocol);
  clients.push(client);
  client.send({ ...SIGN_IN, token, ...more });
  await client.next('signedIn');
  return client;
}

function order(venue: SmallVenue, clientOrderId: number, side: number): ClientMessages['place'] {
  const { openingTicks, minQtyLots } = venue.instrument;
  return { ...PLACE, clientOrderId, side, price: openingTicks, qty: minQtyLots };
}

function reports(client: WireClient): string[] {
  return client.all('private').flatMap((m) => m.reports.map((r) => r.is));
}

describe('gateway in front of the venue', () => {
  it('takes an order through all three acks to both traders and to the market', async () => {
    const venue = await open();
    const buyer = await signedIn(venue, 'bench0001');
    const seller = await signedIn(venue, 'bench0002', {}, PROTOCOL_JSON);
    const symbol = venue.instrument.symbol;
    const topics = [`depth.${symbol}.5@0`, `trade.${symbol}`].map((topic) => ({
      topic,
      lastSeq: null,
    }));
    buyer.send({ is: 'subscribe', requestId: 5, topics });
    const granted = (await buyer.next('subscribed')).topics;
    expect(granted.map((g) => g.code)).toEqual([0, 0]);
    buyer.send(order(venue, 1, 0));
    const ack = await buyer.next('received');
    const stations = [
      ack.gatewayMicros,
      ack.journalMicros,
      ack.matchMicros,
      ack.durableMicros,
      ack.ackMicros,
    ];
    expect(stations[0]).toBeLessThanOrEqual(stations[1]);
    expect(Math.max(...stations.slice(0, 4))).toBeLessThanOrEqual(stations[4]);
    await until(() => reports(buyer).includes('accepted'));
    seller.send(order(venue, 1, 1));
    await until(() => reports(buyer).includes('fill') && reports(seller).includes('fill'));
    const updates = () => buyer.all('market').flatMap((m) => m.updates);
    await until(() => updates().some((u) => u.is === 'trade'));
    const depth = updates().filter((u) => u.topicId === granted[0].topicId);
    const seqs = depth.filter((u) => u.is === 'depthDelta').map((u) => u.seq);
    expect(seqs.length).toBeGreaterThanOrEqual(2);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  });

  it('answers a query definitely: known, and never received behind the barrier', async () => {
    const venue = await open();
    const trader = await signedIn(venue, 'bench0001');
    trader.send(order(venue, 7, 0));
    trader.send({ is: 'queryOrder', requestId: 1, clientOrderId: 7 });
    expect(await trader.next('orderOutcome')).toMatchObject({ clientOrderId: 7, outcome: 1 });
    trader.send({ is: 'queryOrder', requestId: 2, clientOrderId: 8 });
    expect(await trader.next('orderOutcome', 2)).toMatchObject({ clientOrderId: 8, outcome: 0 });
  });

  it('replays the first answer to the same order, and refuses another under its id', async () => {
    const venue = await open();
    const trader = await signedIn(venue, 'bench0001');
    trader.send(order(venue, 7, 0));
    await until(() => reports(trader).includes('accepted'));
    trader.send(order(venue, 7, 0));
    expect(await trader.next('replayed')).toMatchObject({ clientOrderId: 7, code: 0 });
    trader.send(order(venue, 7, 1));
    await until(() => reports(trader).includes('rejected'));
  });

  it('cancels fleeting orders of a lost session, and leaves the others', async () => {
    const venue = await open();
    const watcher = await signedIn(venue, 'bench0001');
    const lost = await signedIn(venue, 'bench0001', { cancelOnDisconnect: true });
    watcher.send(order(venue, 1, 0));
    lost.send(order(venue, 2, 0));
    await until(() => reports(watcher).filter((r) => r === 'accepted').length === 2);
    lost.terminate();
    await until(() => reports(watcher).includes('massDone'));
    const ended = watcher.all('private').flatMap((m) => m.reports.filter((r) => r.is === 'ended'));
    expect(ended).toMatchObject([{ clientOrderId: 2, cause: 7 }]);
  });

  it('confirms what an operator did once it is done', async () => {
    const venue = await open();
    const operator = await signedIn(venue, 'operator');
    const trader = await signedIn(venue, 'bench0001');
    operator.send({ is: 'operate', requestId: 3, action: 1, target: venue.instrument.id });
    expect((await operator.next('done')).requestId).toBe(3);
    trader.send(order(venue, 1, 0));
    await until(() => reports(trader).includes('rejected'));
  });

  it('resumes the private stream over a cut without a loss', async () => {
    const venue = await open();
    const first = await signedIn(venue, 'bench0001');
    await first.next('privateSnapshot');
    const start = first.last('privateSnapshot').seq;
    first.send(order(venue, 1, 0));
    await first.next('private');
    const seen = first.last('private').seq;
    first.terminate();
    const other = await signedIn(venue, 'bench0002');
    other.send(order(venue, 1, 1));
    await until(() => reports(other).includes('fill'));
    const again = await signedIn(venue, 'bench0001', { lastPrivateSeq: seen });
    await again.next('replayComplete');
    const seqs = [...first.all('private'), ...again.all('private')].map((m) => m.seq);
    expect(seqs).toEqual(seqs.map((_, i) => start + 1 + i));
    expect(reports(again)).toContain('fill');
  });
});
