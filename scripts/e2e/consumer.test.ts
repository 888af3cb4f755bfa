// Consumers of market data at the real server with its simulated market: the Node example, the Python
// example in both encodings, and a book whose checksum is recomputed on every message that carries one.

import { spawnSync } from 'node:child_process';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFeedClient, type FeedClient } from '../../shared/feed/index.ts';
import type { Update } from '../../shared/wire/schema.ts';
import { nodeHost } from '../examples/node-host.ts';
import { openWsSocket } from '../examples/ws-socket.ts';
import { runProgram, startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { come, WireUser } from './wire-user.ts';

const LONG = 120_000;
const SYMBOL = 'BTCUSDT';
const UPDATES = 60;
const PYTHON = '/usr/bin/python3';
const folder = temporaryFolder();
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer(['--data', folder.path, '--rate', '2000', '--seed', '7']);
}, LONG);
afterAll(async () => {
  await server?.end('SIGTERM');
  folder.remove();
}, LONG);

const example = (...flags: string[]) => [
  ...['--url', server.url, '--symbol', SYMBOL, '--count', String(UPDATES), ...flags],
];

function expectMarket(words: string): void {
  const lines = words.split('\n');
  const count = (kind: string) => lines.filter((line) => line.startsWith(kind)).length;
  expect(count('quote ')).toBeGreaterThan(0);
  expect(count('depth ')).toBeGreaterThan(0);
  expect(words).not.toMatch(/refused|left out/);
}

describe('the consumer in Node', () => {
  it.each([
    ['MessagePack', []],
    ['JSON', ['--json']],
  ])(
    'prints quotes, depth and trades and exits 0: %s',
    async (_name, flags) => {
      const program = ['scripts/examples/consumer.ts', ...example(...flags)];
      const { code, words } = await runProgram(process.execPath, program);
      expect(code, words).toBe(0);
      expectMarket(words);
      expect(words.split('\n').filter((line) => /^(quote|depth|trade) /.test(line))).toHaveLength(
        UPDATES,
      );
    },
    LONG,
  );

  it(
    'says why and exits with a failure when the symbol does not exist',
    async () => {
      const program = ['scripts/examples/consumer.ts', '--url', server.url, '--symbol', 'NOSUCH'];
      const { code, words } = await runProgram(process.execPath, program);
      expect(words).toMatch(/NOSUCH.* refused: 2004|NOSUCH.* refused: 2005/);
      expect(code).toBe(1);
    },
    LONG,
  );
});

const hasPython = spawnSync(PYTHON, ['-c', 'import websockets, msgpack']).status === 0;
if (!hasPython) {
  process.stderr.write(
    'not tested: the Python consumer; it needs python3-websockets and python3-msgpack\n',
  );
}
describe.runIf(hasPython)('the consumer in Python', () => {
  it.each([
    ['MessagePack', []],
    ['JSON', ['--json']],
  ])(
    'prints quotes, depth and trades and exits 0: %s',
    async (_name, flags) => {
      const program = ['docs/examples/consumer.py', ...example(...flags)];
      const { code, words } = await runProgram(PYTHON, program);
      expect(code, words).toBe(0);
      expectMarket(words);
      // The example checks the checksum of its first book itself, and says how many levels it has.
      expect(words).toMatch(/book of 10 \+ 10 levels/);
    },
    LONG,
  );
});

describe('the market as it is sent', () => {
  it(
    'is alive in all asset classes, and trades are numbered without a hole',
    async () => {
      const feed = consumer();
      const instruments = new Map<number, number>();
      const quoted = new Set<number>();
      const trades = new Map<number, number[]>();
      feed.listen({
        instrument: (_topic, { id, assetClass }) => void instruments.set(id, assetClass),
        quote: (topic, { bid, spread }) => {
          if (bid > 0 && spread > 0) quoted.add(topic.instrument);
        },
        trade: (topic, { tradeId }) => {
          trades.set(topic.instrument, [...(trades.get(topic.instrument) ?? []), tradeId]);
        },
      });
      feed.subscribe('instruments', 'quote.*@100', 'trade.*');
      feed.start();
      const tradeCount = () => [...trades.values()].reduce((sum, ids) => sum + ids.length, 0);
      await come(() => quoted.size >= 40 && tradeCount() > 20, 'a market that is alive');
      feed.close();
      const classes = new Set([...quoted].map((id) => instruments.get(id)));
      expect(classes.size).toBe(5);
      expect([...feed.topics()].every(({ lost }) => lost === 0)).toBe(true);
      for (const ids of trades.values()) expect(new Set(ids).size).toBe(ids.length);
    },
    LONG,
  );

  it(
    'carries checksums that fit a book of plain maps, and not its mirror image: the control',
    async () => {
      const user = await WireUser.signIn(server, 'consumer');
      const topics = [{ topic: `depth.${SYMBOL}.10@100`, lastSeq: null }];
      user.peer.send({ is: 'subscribe', requestId: user.nextRequestId(), topics });
      const book = new PlainBook();
      let read = 0;
      const readAll = () => {
        for (; read < user.peer.messages.length; read++) {
          const message = user.peer.messages[read]!;
          if (message.is === 'market') for (const update of message.updates) book.take(update);
        }
        return book.compared >= 4;
      };
      await come(readAll, 'checksums of a snapshot and of deltas');
      user.cut();
      expect(book.deltas).toBeGreaterThan(0);
      expect({ different: book.different, mirrored: book.mirrored, gaps: book.gaps }).toEqual({
        different: 0,
        mirrored: 0,
        gaps: 0,
      });
    },
    LONG,
  );
});

/** Depth as docs/protocol.md tells it, with nothing of the project's own book. */
class PlainBook {
  readonly #sides = [new Map<number, number>(), new Map<number, number>()] as const;
  #base = 0;
  #seq = -1;
  compared = 0;
  different = 0;
  mirrored = 0;
  deltas = 0;
  gaps = 0;

  take(update: Update): void {
    if (update.is === 'depthSnapshot') {
      for (const side of this.#sides) side.clear();
      [this.#base, this.#seq] = [update.base, update.seq];
      this.#apply(update.bids, update.levels);
      this.#compare(update.checksum);
    } else if (update.is === 'depthDelta') {
      if (update.seq !== this.#seq + 1) this.gaps += 1;
      this.#seq = update.seq;
      this.deltas += 1;
      this.#apply(update.bids, update.levels);
    } else if (update.is === 'depthChecksum') this.#compare(update.checksum);
  }

  #apply(bids: number, levels: readonly number[]): void {
    for (let k = 0; k < levels.length; k += 2) {
      const side = this.#sides[k < bids * 2 ? 0 : 1];
      const ticks = this.#base + levels[k]!;
      if (levels[k + 1] === 0) side.delete(ticks);
      else side.set(ticks, levels[k + 1]!);
    }
    this.#sides.forEach((side, which) => {
      for (const [ticks] of best(side, which).slice(10)) side.delete(ticks);
    });
  }

  #compare(checksum: number): void {
    const bytes = this.#sides.flatMap((side, which) => best(side, which).map(levelBytes));
    this.compared += 1;
    if (crc32(Buffer.concat(bytes)) !== checksum) this.different += 1;
    if (crc32(Buffer.concat(bytes.reverse())) === checksum) this.mirrored += 1;
  }
}

/** Levels, best first; side 0 is the bids. */
function best(side: ReadonlyMap<number, number>, which: number): [number, number][] {
  return [...side].sort(([a], [b]) => (which === 0 ? b - a : a - b));
}

function levelBytes([ticks, lots]: [number, number]): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(ticks, 0);
  bytes.writeBigUInt64LE(BigInt(lots), 4);
  return bytes;
}

function consumer(): FeedClient {
  return createFeedClient({
    url: server.url.replace(/^http/, 'ws'),
    openSocket: openWsSocket,
    host: nodeHost,
    token: () => server.token('consumer'),
  });
}
