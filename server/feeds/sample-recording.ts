// A small made-up exchange that writes a recording in the Binance form, for tests: a true book with
// update ids, from which depth aggregates, best quotes, trades and one snapshot are told as the real one
// tells them. What the lines mean is known here, so that a test can compare.

import { Side } from '../../shared/domain/order.ts';
import { DepthMap } from './depth-map.ts';

export interface SampleOptions {
  /** 0 … 1, exclusive; seeded by the test. */
  readonly random: () => number;
  /** Length in steps of 100 ms. */
  readonly steps: number;
  readonly symbol?: string;
}

export interface SampleRecording {
  readonly lines: string[];
  /** Truth after the last depth event. */
  readonly book: DepthMap;
  readonly tradedLots: number;
  readonly trades: number;
  readonly depthEvents: number;
  readonly bestQuotes: number;
}

const START_MICROS = 1_723_161_254_000_000;
const MIDDLE_TICKS = 268_380;
const LEVELS = 40;
const ACTIONS_PER_STEP = 8;
const PRICE_DECIMALS = 2;
const QTY_DECIMALS = 4;
/** Both outside any sensible ladder: a forgotten sell, told once. */
const FAR_PRICE = '99999999.00000000';

type Pairs = [string, string][];

class SampleExchange {
  readonly lines: string[] = [];
  readonly told = new DepthMap();
  tradedLots = 0;
  trades = 0;
  depthEvents = 0;
  bestQuotes = 0;
  private readonly random: () => number;
  private readonly symbol: string;
  private readonly book = new DepthMap();
  private readonly changed: [Set<number>, Set<number>] = [new Set(), new Set()];
  private updateId = 1_000_000;
  private firstId = 1_000_001;
  private tradeId = 5_000;
  private micros = START_MICROS;
  private bestText = '';

  constructor({ random, symbol }: SampleOptions) {
    this.random = random;
    this.symbol = symbol ?? 'ETHUSDT';
    for (let k = 1; k <= LEVELS; k++) {
      this.book.set(Side.buy, MIDDLE_TICKS - k, this.below(50_000) + 1);
      this.book.set(Side.sell, MIDDLE_TICKS + k, this.below(50_000) + 1);
    }
  }

  /** 100 ms; `halfWay` in the middle of it. */
  step(halfWay: () => void): void {
    for (let k = 0; k < ACTIONS_PER_STEP; k++) {
      if (k === ACTIONS_PER_STEP / 2) halfWay();
      this.micros += 100_000 / ACTIONS_PER_STEP;
      if (this.random() < 0.2) this.trade();
      else this.quote();
    }
  }

  /** Places, changes or removes one level, never through the other side. */
  private quote(): void {
    const side = this.random() < 0.5 ? Side.buy : Side.sell;
    const other = side === Side.buy ? Side.sell : Side.buy;
    const best = this.book.bestTicks(other);
    const away = 1 + this.below(this.random() < 0.5 ? 4 : LEVELS);
    const ticks = side === Side.buy ? best - away : best + away;
    const lots =
      this.random() < 0.3 && this.book.levels(side).size > 5 ? 0 : this.below(50_000) + 1;
    if (lots === this.book.lots(side, ticks)) return;
    this.set(side, ticks, lots);
    this.tellBest();
  }

  /** A taker that may sweep several levels: one trade each. */
  private trade(): void {
    const makerSide = this.random() < 0.5 ? Side.buy : Side.sell;
    let rest = this.below(80_000) + 1;
    while (rest > 0 && this.book.levels(makerSide).size > 5) {
      const ticks = this.book.bestTicks(makerSide);
      const there = this.book.lots(makerSide, ticks);
      const lots = Math.min(rest, there);
      this.set(makerSide, ticks, there - lots);
      rest -= lots;
      this.tradedLots += lots;
      this.trades += 1;
      this.tradeId += 1;
      const millis = Math.floor(this.micros / 1000);
      this.tell('trade', {
        ...{ e: 'trade', E: millis, s: this.symbol, t: this.tradeId },
        ...{ p: price(ticks), q: qty(lots), T: millis, m: makerSide === Side.buy, M: true },
      });
    }
    this.tellBest();
  }

  private set(side: Side, ticks: number, lots: number): void {
    this.updateId += 1;
    this.book.set(side, ticks, lots);
    this.changed[side].add(ticks);
  }

  private tellBest(): void {
    const bid = this.book.bestTicks(Side.buy);
    const ask = this.book.bestTicks(Side.sell);
    const best = {
      b: price(bid),
      B: qty(this.book.lots(Side.buy, bid)),
      a: price(ask),
      A: qty(this.book.lots(Side.sell, ask)),
    };
    const text = JSON.stringify(best);
    if (text === this.bestText) return;
    this.bestText = text;
    this.bestQuotes += 1;
    this.tell('bookTicker', { u: this.updateId, s: this.symbol, ...best });
  }

  tellDepth(): void {
    if (this.updateId < this.firstId) return;
    const pairs = [Side.buy, Side.sell].map((side): Pairs => {
      const ticksOf = [...this.changed[side]];
      this.changed[side].clear();
      return ticksOf.map((ticks) => {
        this.told.set(side, ticks, this.book.lots(side, ticks));
        return [price(ticks), qty(this.book.lots(side, ticks))];
      });
    });
    this.depthEvents += 1;
    this.tell('depth@100ms', {
      ...{ e: 'depthUpdate', E: Math.floor(this.micros / 1000), s: this.symbol },
      ...{ U: this.firstId, u: this.updateId, b: pairs[0], a: pairs[1] },
    });
    this.firstId = this.updateId + 1;
  }

  tellSnapshot(): void {
    const pairs = [Side.buy, Side.sell].map((side): Pairs => {
      return [...this.book.levels(side)].map(([ticks, lots]) => {
        this.told.set(side, ticks, lots);
        return [price(ticks), qty(lots)];
      });
    });
    const far: Pairs = [[FAR_PRICE, qty(1)]];
    const asks = [...pairs[1]!, ...far];
    this.line({ lastUpdateId: this.updateId, bids: pairs[0], asks });
  }

  private tell(stream: string, data: Readonly<Record<string, unknown>>): void {
    this.line({ stream: `${this.symbol.toLowerCase()}@${stream}`, data });
  }

  private line(message: Readonly<Record<string, unknown>>): void {
    this.lines.push(`${Math.floor(this.micros)}000 ${JSON.stringify(message)}`);
  }

  private below(below: number): number {
    return Math.floor(this.random() * below);
  }
}

/** Depth events before the snapshot, the snapshot in the middle of one, then everything in turn. */
export function sampleRecording(options: SampleOptions): SampleRecording {
  const exchange = new SampleExchange(options);
  for (let k = 0; k < options.steps; k++) {
    exchange.step(() => {
      if (k === 2) exchange.tellSnapshot();
    });
    exchange.tellDepth();
  }
  const { lines, told, tradedLots, trades, depthEvents, bestQuotes } = exchange;
  return { lines, book: told, tradedLots, trades, depthEvents, bestQuotes };
}

const price = (ticks: number): string => decimals(ticks, PRICE_DECIMALS);
const qty = (lots: number): string => decimals(lots, QTY_DECIMALS);

/** Vendors write eight decimals whatever the step. */
function decimals(value: number, scale: number): string {
  const digits = String(value).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale).padEnd(8, '0')}`;
}
