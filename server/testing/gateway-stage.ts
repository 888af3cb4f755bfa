// A gateway on a real socket with everything behind its ports in the hands of a test.

import { Role } from '../../shared/domain/role.ts';
import {
  PROTOCOL_MSGPACK,
  type ClientMessages,
  type RecordOf,
  type Report,
} from '../../shared/wire/schema.ts';
import type { Bus } from '../bus/bus.ts';
import { C, CommandKind, FEE_ACCOUNT, RECORD_WORDS } from '../core/commands.ts';
import type { Authority } from '../gateway/authority.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import type { GatewayOptions } from '../gateway/gateway-options.ts';
import type { CreateSocketServer } from '../gateway/socket.ts';
import { createUwsServer } from '../gateway/socket-uws.ts';
import type { Clock } from '../sequencer/clock.ts';
import { FakeAccounts } from './fake-accounts.ts';
import { FakeMarket } from './fake-market-port.ts';
import { WireClient } from './wire-client.ts';

export const STAMPS = { journalMicros: 11, matchMicros: 12, durableMicros: 13 };
export const DAY_MS = 86_400_000;

export class FakeClock implements Clock {
  ms = 1_000_000;
  wallMicros(): number {
    return 1_790_000_000_000_000 + this.ms * 1_000;
  }
  monotonicMs(): number {
    return this.ms;
  }
}

/** One submitted record, as words and as slots. */
export interface Submitted {
  readonly words: Int32Array;
  readonly slots: Float64Array;
}

export class FakeBus implements Bus {
  readonly submitted: Submitted[] = [];
  /** Above 0: everything is refused with this code. */
  refuse = 0;

  submit(records: Uint8Array, refused: (code: number) => void): void {
    if (this.refuse > 0) {
      refused(this.refuse);
      return;
    }
    const copy = records.slice().buffer;
    const words = new Int32Array(copy);
    for (let at = 0; at < words.length; at += RECORD_WORDS) {
      const slots = new Float64Array(copy, at * 4, RECORD_WORDS / 2);
      this.submitted.push({ words: words.subarray(at, at + RECORD_WORDS), slots });
    }
  }
  serveCommands(): void {}
  publishEvents(): void {}
  onEvents(): () => void {
    return () => undefined;
  }
  requestState(): Promise<Uint8Array> {
    return Promise.reject(new Error('not on this stage'));
  }
  serveState(): void {}
  close(): void {}

  ofKind(kind: CommandKind): Submitted[] {
    return this.submitted.filter((one) => (one.words[C.kind] & 0xff) === kind);
  }
}

/** Tokens read `trader:2`, `consumer`, `administrator`, with `@<ms>` for an expiry, `.password` for staff without
 * a second factor. */
const byText: Authority = {
  verify(token) {
    const match =
      /^(trader|consumer|administrator|risk|operations|auditor)(?::(\d+))?(?:@(\d+))?(\.password)?$/.exec(
        token,
      );
    if (match === null) return { code: 1002 };
    const account = match[2] === undefined ? -1 : Number(match[2]);
    const expiresMs = match[3] === undefined ? Number.MAX_SAFE_INTEGER : Number(match[3]);
    const role = Role[match[1] as keyof typeof Role];
    return { user: token, role, account, expiresMs, lacksSecondFactor: match[4] !== undefined };
  },
};

export class GatewayStage {
  readonly clock = new FakeClock();
  readonly bus = new FakeBus();
  readonly market: FakeMarket;
  readonly accounts = new FakeAccounts();
  /** Orders that only the archive knows, by `account.clientOrderId`. */
  readonly archived = new Map<string, RecordOf<'order'>>();
  readonly gateway: Gateway;
  readonly clients: WireClient[] = [];
  port = 0;
  private batchSeq = 0;

  private constructor(
    create: CreateSocketServer,
    options: Partial<GatewayOptions>,
    symbols: readonly string[],
    authority: Authority,
  ) {
    this.market = new FakeMarket(symbols);
    this.gateway = createGateway(
      {
        host: '127.0.0.1',
        port: 0,
        origins: [],
        streamEpoch: 7,
        manualTime: true,
        sessionBase: 500,
        ...options,
      },
      {
        createSocketServer: create,
        http: () => ({ status: 404, headers: {}, body: '' }),
        clock: this.clock,
        authority,
        bus: this.bus,
        market: this.market,
        accounts: this.accounts,
        archive: (account, id) =>
          Promise.resolve(this.archived.get(`${String(account)}.${String(id)}`)),
      },
    );
  }

  static async start(
    options: Partial<GatewayOptions> = {},
    create: CreateSocketServer = createUwsServer,
    symbols: readonly string[] = ['AAA', 'BBB', 'CCC'],
    authority: Authority = byText,
  ): Promise<GatewayStage> {
    const stage = new GatewayStage(create, options, symbols, authority);
    stage.port = await stage.gateway.start();
    return stage;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.terminate();
    await this.gateway.stop(0);
  }

  async connect(protocol: string = PROTOCOL_MSGPACK): Promise<WireClient> {
    const client = await WireClient.connect(this.port, protocol);
    this.clients.push(client);
    await client.next('welcome');
    return client;
  }

  async signedIn(
    token: string,
    more: Partial<ClientMessages['signIn']> = {},
    protocol: string = PROTOCOL_MSGPACK,
  ): Promise<WireClient> {
    const client = await this.connect(protocol);
    client.send({ ...SIGN_IN, token, ...more });
    await client.next('signedIn');
    return client;
  }

  /** A private frame of the account leaves the publisher; the batch is not yet released. */
  report(account: number, reports: readonly Report[]): number {
    const { seq, frame } = this.accounts.add(account, reports);
    this.gateway.outlet.report(account, seq, frame.msgpack, () => frame.json);
    return seq;
  }

  /** Ends a batch; barriers in it are answered before. */
  release(): void {
    for (const { words, slots } of this.bus.ofKind(CommandKind.place)) {
      if (words[C.account] !== FEE_ACCOUNT) continue;
      this.gateway.outlet.placed(FEE_ACCOUNT, slots[C.clientOrderIdSlot], 1);
    }
    this.batchSeq += 1;
    this.gateway.outlet.released(this.batchSeq, this.clock.wallMicros(), STAMPS);
  }

  passMs(ms: number): void {
    this.clock.ms += ms;
    this.gateway.sweep();
  }
}

export const SIGN_IN: ClientMessages['signIn'] = {
  is: 'signIn',
  requestId: 1,
  token: 'trader:2',
  lastPrivateSeq: null,
  cancelOnDisconnect: false,
  disconnectGraceMs: 0,
};

export const PLACE: ClientMessages['place'] = {
  is: 'place',
  requestId: 2,
  clientOrderId: 1,
  instrument: 0,
  side: 0,
  type: 0,
  tif: 0,
  price: 100,
  qty: 1,
  flags: 0,
  stp: 0,
  expireSeconds: 0,
  deadlineMicros: 0,
  clientMicros: 0,
};

/** A small report, told apart by its number. */
export function balanceReport(available: number): Report {
  return { is: 'balance', asset: 0, available, held: 0 };
}
