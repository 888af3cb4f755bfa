// The mirror on recorded markets: after every depth event the venue's book is the recorded one, best
// levels agree with the recorded best quotes wherever the streams are in step, and what traded is what
// traded. Every difference has a counter; unexplained ones are zero.
//
// The recordings lie outside the repository (OPENBELL_DATA, or ../shared/data beside it). Without them
// the same path runs on a generated recording only.

import { afterAll, describe, expect, it } from 'vitest';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BinanceRecording } from '../feeds/recording-binance.ts';
import { recordedMarket, scanRecording } from '../feeds/recording-instruments.ts';
import { sampleRecording } from '../feeds/sample-recording.ts';
import type { FeedEvent } from '../feeds/feed.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { formatDecimal, parseDecimal } from '../../shared/domain/decimal.ts';
import { Side } from '../../shared/domain/order.ts';
import { prng } from '../testing/prng.ts';
import { BestQuoteControl } from './best-quote-control.ts';
import { createDirectVenue, submitRecords } from './direct-venue.ts';
import { replayGenesis } from './genesis.ts';
import { Mirror, driveMirror } from './mirror.ts';
import { createEngine } from '../core/engine.ts';
import { VenueLevels } from './venue-levels.ts';

const SEED = 8;
const repository = fileURLToPath(new URL('../../', import.meta.url));
const data = process.env['OPENBELL_DATA'] ?? join(repository, '../shared/data');
const RECORDINGS = ['binance-spot-btcusdt-20240808', 'binance-spot-ethusdt-20240808'].map((name) =>
  join(data, `${name}.jsonl.gz`),
);

const folder = mkdtempSync(join(tmpdir(), 'openbell-mirror-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface PlainLevel {
  readonly ticks: number;
  readonly qty: string;
  /** undefined: finer than a lot. */
  readonly lots: number | undefined;
}
type PlainSide = Map<string, PlainLevel>;
type Message = Readonly<Record<string, unknown>>;

/** Another reader of the same file, which shares nothing with the feed: levels by their text. */
class PlainReader {
  readonly bids: PlainSide = new Map();
  readonly asks: PlainSide = new Map();
  /** Update id of the snapshot or depth event that the maps stand at. */
  lastId = 0;
  trades = 0;
  tradedLots = 0;
  turnover = 0n;
  private readonly instrument: Instrument;
  private readonly messages: Iterator<Message>;
  private readonly beforeSnapshot: Message[] = [];
  private pending: Message[] = [];

  constructor(path: string, instrument: Instrument) {
    this.instrument = instrument;
    const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
    this.messages = lines
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Message)
      .values();
  }

  /** Reads on until the book stands at `updateId`. */
  advance(updateId: number): void {
    while (this.lastId < updateId) {
      const waiting = this.pending.shift();
      if (waiting !== undefined) this.readDepth(waiting);
      else if (!this.readOne()) return;
    }
  }

  finish(): void {
    while (this.readOne()) continue;
  }

  private readOne(): boolean {
    const step = this.messages.next();
    if (step.done === true) return false;
    const message = (step.value['data'] ?? step.value) as Message;
    if (message['e'] === 'trade') this.readTrade(message);
    else if ('lastUpdateId' in message) this.readSnapshot(message);
    else if (message['e'] === 'depthUpdate' && this.lastId === 0) this.beforeSnapshot.push(message);
    else if (message['e'] === 'depthUpdate') this.readDepth(message);
    return true;
  }

  private readSnapshot(message: Message): void {
    this.lastId = message['lastUpdateId'] as number;
    this.set(this.bids, message['bids'] as [string, string][]);
    this.set(this.asks, message['asks'] as [string, string][]);
    // Only the newest of what came before can reach beyond the snapshot.
    this.pending = this.beforeSnapshot.filter((depth) => (depth['u'] as number) > this.lastId);
  }

  private readDepth(message: Message): void {
    this.lastId = Math.max(this.lastId, message['u'] as number);
    this.set(this.bids, message['b'] as [string, string][]);
    this.set(this.asks, message['a'] as [string, string][]);
  }

  private readTrade(message: Record<string, unknown>): void {
    const { priceScale, qtyScale } = this.instrument;
    const lots = parseDecimal(String(message['q']), qtyScale)!;
    this.trades += 1;
    this.tradedLots += lots;
    this.turnover += BigInt(lots) * BigInt(parseDecimal(String(message['p']), priceScale)!);
  }

  private set(side: PlainSide, pairs: readonly [string, string][]): void {
    const { priceScale, qtyScale } = this.instrument;
    for (const [price, qty] of pairs) {
      const ticks = parseDecimal(price, priceScale)!;
      if (Number(qty) === 0) side.delete(price);
      else side.set(price, { ticks, qty, lots: parseDecimal(qty, qtyScale) });
    }
  }
}

interface Differences {
  /** Levels compared, over all depth events. */
  compared: number;
  /** Explained: beyond the price ladder; quantity finer than a lot. */
  outsideWindow: number;
  roundedDown: number;
  unexplained: number;
}

function compareBook(
  levels: ReadonlyMap<number, number>,
  plain: PlainSide,
  instrument: Instrument,
  into: Differences,
): void {
  const { qtyScale, priceLimitTicks } = instrument;
  let inside = 0;
  into.compared += plain.size;
  for (const { ticks, qty, lots } of plain.values()) {
    if (ticks >= priceLimitTicks) {
      into.outsideWindow += 1;
      continue;
    }
    const venueLots = levels.get(ticks) ?? 0;
    if (venueLots > 0) inside += 1;
    if (lots === venueLots) continue;
    // Whole lots of it stand in the venue, the rest is less than one.
    const isRoundedDown = lots === undefined && qty.startsWith(formatDecimal(venueLots, qtyScale));
    if (isRoundedDown) into.roundedDown += 1;
    else into.unexplained += 1;
  }
  // Levels of the venue that the recording does not have.
  into.unexplained += levels.size - inside;
}

/** Damage done on purpose, to see that the proof would notice. */
interface Sabotage {
  readonly isTradePathOn?: boolean;
  /** Number of the depth event that the mirror does not get. */
  readonly withheldDelta?: number;
}

async function prove(path: string, sabotage: Sabotage = {}) {
  const scanned = await scanRecording(path);
  if (!scanned.ok) throw new Error(scanned.problem.sentence);
  const market = recordedMarket([scanned.scan]);
  const instrument = market.instruments[0]!;
  const venue = createDirectVenue(createEngine());
  submitRecords(venue, replayGenesis(market));
  const levels = new VenueLevels(venue.bus);
  const mirror = new Mirror({
    bus: venue.bus,
    instruments: market.instruments,
    firstSourceSeq: 1,
    pause: () => Promise.resolve(true),
    isTradePathOn: sabotage.isTradePathOn ?? true,
  });
  await mirror.start();
  let deltas = 0;
  const recording = new BinanceRecording(path, instrument);
  const plain = new PlainReader(path, instrument);
  const control = new BestQuoteControl();
  const differences = { compared: 0, outsideWindow: 0, roundedDown: 0, unexplained: 0 };

  /** Looks at the venue after each event was settled, before the next is taken. */
  async function* watched(): AsyncGenerator<FeedEvent> {
    for await (const event of recording.events()) {
      if (event.kind === 'bookDelta') deltas += 1;
      if (event.kind !== 'bookDelta' || deltas !== sabotage.withheldDelta) yield event;
      if (event.kind === 'bestQuote') control.quote(event);
      if (event.kind !== 'bookSnapshot' && event.kind !== 'bookDelta') continue;
      const updateId = event.kind === 'bookDelta' ? event.lastId : event.updateId;
      plain.advance(updateId);
      const book = levels.book(instrument.id);
      compareBook(book.levels(Side.buy), plain.bids, instrument, differences);
      compareBook(book.levels(Side.sell), plain.asks, instrument, differences);
      control.depth(updateId, levels.best(instrument.id));
    }
  }
  const problem = await driveMirror(mirror, watched());
  plain.finish();
  control.finish();
  const report = mirror.reports()[0]!;
  return { problem, report, control, differences, plain, levels, mirror, recording, instrument };
}

type Proof = Awaited<ReturnType<typeof prove>>;

function expectProven(proof: Proof): void {
  const { report, control, differences, plain, levels, mirror, recording, instrument } = proof;
  expect(proof.problem).toBeUndefined();
  // Depth.
  expect(differences.unexplained).toBe(0);
  expect(differences.compared).toBeGreaterThan(1000);
  expect(report.levelsUnsettled).toBe(0);
  // Best levels.
  expect(control.firstDifference).toBeUndefined();
  expect(control.equal).toBe(control.inStep);
  expect(control.inStep + control.beforeFirstQuote).toBe(report.deltas + report.snapshots);
  // Trades: number, quantity, and price times quantity.
  expect(report.trades).toBe(plain.trades);
  expect(report.executedLots).toBe(plain.tradedLots);
  expect(levels.tradedLots.get(instrument.id)).toBe(plain.tradedLots);
  expect(levels.turnover.get(instrument.id)).toBe(plain.turnover);
  expect([report.refusedLots, report.abandonedLots]).toEqual([0, 0]);
  // Nothing was refused by the venue, nothing was lost on the way.
  expect(mirror.lane.rejected()).toBe(0);
  expect(recording.quality.unaccounted()).toBe(0);
  expect(recording.quality.unaccountedLevels()).toBe(0);
}

describe('the mirror', () => {
  it(
    `equals a generated recording after every event, seed ${SEED}`,
    { timeout: 60_000 },
    async () => {
      const random = prng(SEED);
      const { lines } = sampleRecording({ random: () => random.next() / 2 ** 32, steps: 300 });
      const path = join(folder, 'sample.jsonl.gz');
      writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));
      const proof = await prove(path);
      expectProven(proof);
      expect(proof.differences.outsideWindow).toBeGreaterThan(0);
    },
  );

  it('would be caught if it missed a depth event or the trades', { timeout: 60_000 }, async () => {
    const random = prng(SEED);
    const { lines } = sampleRecording({ random: () => random.next() / 2 ** 32, steps: 60 });
    const path = join(folder, 'short.jsonl.gz');
    writeFileSync(path, gzipSync(`${lines.join('\n')}\n`));
    expectProven(await prove(path));
    const deaf = await prove(path, { withheldDelta: 20 });
    expect(deaf.differences.unexplained).toBeGreaterThan(0);
    expect(() => expectProven(deaf)).toThrow();
    const idle = await prove(path, { isTradePathOn: false });
    expect(idle.levels.tradedLots.get(0)).toBeUndefined();
    expect(() => expectProven(idle)).toThrow();
  });

  for (const path of RECORDINGS) {
    const isThere = existsSync(path);
    const name = isThere ? path.split('/').at(-1)! : `${path} (absent: nothing is proven here)`;
    it(`equals the recording ${name}`, { timeout: 120_000 }, async () => {
      if (!isThere) return;
      const proof = await prove(path);
      expectProven(proof);
      expect(proof.control.beforeFirstQuote).toBe(0);
      expect(proof.report.deltas).toBeGreaterThan(3_000);
    });
  }
});
