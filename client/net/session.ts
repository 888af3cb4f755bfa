// The terminal's one connection: feed and trade client of the signed-in user.

import { clientOrderIds } from '../../shared/feed/client-order-ids.ts';
import { createFeedClient, type FeedClient } from '../../shared/feed/feed-client.ts';
import type { TrackedOrder } from '../../shared/feed/orders.ts';
import { createTradeClient, type TradeClient } from '../../shared/feed/trade-client.ts';
import { browserHost } from './browser-host.ts';
import { openBrowserSocket } from './browser-socket.ts';
import { fetchDemoToken } from './demo-token.ts';

export interface Session {
  readonly user: string;
  readonly feed: FeedClient;
  readonly trade: TradeClient;
}

export function createSession(user: string, changed: (order: TrackedOrder) => void): Session {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const feed = createFeedClient({
    url: `${scheme}://${location.host}/ws`,
    openSocket: openBrowserSocket,
    host: browserHost,
    token: () => fetchDemoToken(user),
  });
  const trade = createTradeClient({ feed, nextClientOrderId: orderIds(user), changed });
  return { user, feed, trade };
}

const IDS_PER_MS = 256;

/** Ids go on from what this browser stored, and never start below the clock: another browser of the
 * same user has its own ids then. */
function orderIds(user: string): () => number {
  const key = `openbell.order-ids.${user}`;
  return clientOrderIds({
    load: () => Math.max(Number(localStorage.getItem(key) ?? 0), Date.now() * IDS_PER_MS),
    save(reservedTo) {
      localStorage.setItem(key, String(reservedTo));
    },
  });
}
