// The gateway as a fan-out server for the benches: real sessions and lanes, a made-up market.

import { createClockSystem } from '../../server/sequencer/clock-system.ts';
import { createGateway, type Gateway } from '../../server/gateway/gateway.ts';
import type { Socket } from '../../server/gateway/socket.ts';
import { createUwsServer } from '../../server/gateway/socket-uws.ts';
import { FakeAccounts } from '../../server/testing/fake-accounts.ts';
import { createBusLocal } from '../../server/bus/bus-local.ts';
import { smallVenueAuthority } from '../../server/testing/small-venue.ts';
import { LOOSE_LIMITS } from './net-venue.ts';
import { createBenchMarket, type BenchMarket } from './net-market.ts';

export interface FanoutServer {
  readonly port: number;
  readonly gateway: Gateway;
  readonly market: BenchMarket;
  pressed(): boolean;
}

const PRESSED_BYTES = 64 * 1024;

export async function startFanout(
  symbols: number,
  intervalMs: number,
  updateBytes: number,
  perReader = 1,
): Promise<FanoutServer> {
  const sockets: Socket[] = [];
  const market = createBenchMarket(symbols, intervalMs, updateBytes, perReader);
  const gateway = createGateway(
    {
      host: '127.0.0.1',
      port: 0,
      origins: [],
      streamEpoch: 1,
      limits: { ...LOOSE_LIMITS, messagesPerSecond: 1e9, messagesBurst: 1e9 },
      manualTime: true,
    },
    {
      createSocketServer: (handlers, limits, http) =>
        createUwsServer(
          {
            ...handlers,
            open(socket) {
              sockets.push(socket);
              handlers.open(socket);
            },
          },
          limits,
          http,
        ),
      http: () => ({ status: 404, headers: {}, body: '' }),
      clock: createClockSystem(),
      authority: smallVenueAuthority,
      bus: createBusLocal(),
      market,
      accounts: new FakeAccounts(),
      archive: () => Promise.resolve(undefined),
    },
  );
  return {
    port: await gateway.start(),
    gateway,
    market,
    pressed: () =>
      [sockets[0], sockets[sockets.length >> 1], sockets.at(-1)].some(
        (socket) => (socket?.bufferedBytes() ?? 0) > PRESSED_BYTES,
      ),
  };
}
