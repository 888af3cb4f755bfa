// What the examples share: flags, a token, and a feed over `ws`.

import { parseArgs } from 'node:util';
import { createFeedClient } from '../../shared/feed/index.ts';
import type { FeedClient } from '../../shared/feed/index.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { nodeHost } from './node-host.ts';
import { openWsSocket } from './ws-socket.ts';

export interface ExampleOptions {
  /** Address of the server, `http://host:port`. */
  readonly url: string;
  /** Empty: the server's demo mode gives one. */
  readonly token: string;
  readonly symbol: string;
  /** Exit after this many updates; 0: run until interrupted. */
  readonly count: number;
  readonly json: boolean;
}

export function exampleOptions(): ExampleOptions {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env['OPENBELL_URL'] ?? 'http://127.0.0.1:8787' },
      token: { type: 'string', default: process.env['OPENBELL_TOKEN'] ?? '' },
      symbol: { type: 'string', default: 'BTCUSDT' },
      count: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  return { ...values, count: Number(values.count) };
}

/** A feed that signs in as `user` of the demo mode, or with the token that was given. */
export function exampleFeed(options: ExampleOptions, user: string): FeedClient {
  const feed = createFeedClient({
    url: options.url.replace(/^http/, 'ws'),
    protocol: options.json ? PROTOCOL_JSON : PROTOCOL_MSGPACK,
    openSocket: openWsSocket,
    host: nodeHost,
    token: () => options.token || demoToken(options.url, user),
  });
  feed.listen({
    state(state) {
      process.stderr.write(`${JSON.stringify(state)}\n`);
      if (state.is === 'closed' && state.reason.is !== 'user') process.exitCode = 1;
    },
  });
  return feed;
}

async function demoToken(url: string, user: string): Promise<string> {
  const response = await fetch(new URL(`/api/demo-token?user=${user}`, url));
  if (!response.ok) throw new Error(`no demo token: the server answers ${response.status}`);
  const { token } = (await response.json()) as { readonly token: string };
  return token;
}
