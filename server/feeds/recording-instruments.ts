// What a recording trades: reads it once, finds symbol, decimals and price range, and defines assets
// and instruments for them. Also the check, before anything starts, that the file is whole.

import { AssetClass, type Asset, type Instrument } from '../../shared/domain/instrument.ts';
import { Phase } from '../../shared/domain/order.ts';
import { MAX_INT32, MAX_SAFE } from '../../shared/domain/units.ts';
import { parseDecimal } from '../../shared/domain/decimal.ts';
import { parseBinanceLine, type RawMessage } from './binance-message.ts';
import type { FeedProblem } from './feed.ts';
import { empty, recordingLines } from './recording-lines.ts';

export interface RecordingScan {
  readonly path: string;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Decimals that prices and quantities at the market really use, trailing zeros aside. */
  readonly priceDecimals: number;
  readonly qtyDecimals: number;
  /** First and highest traded or best price, in units of the last price decimal. */
  readonly openingTicks: number;
  readonly highestTicks: number;
  readonly lines: number;
}

export type ScanResult =
  | { readonly ok: true; readonly scan: RecordingScan }
  | { readonly ok: false; readonly problem: FeedProblem };

export interface RecordedMarket {
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
}

/** Quote assets that symbols end in; the first that fits is taken. */
const QUOTES = [
  ...['FDUSD', 'USDT', 'USDC', 'TUSD', 'BUSD', 'USD', 'EUR', 'GBP', 'TRY', 'JPY', 'BRL'],
  ...['BTC', 'ETH', 'BNB'],
];
/** Decimals of a coin, and of a quote asset at least. */
const COIN_SCALE = 8;
const QUOTE_SCALE_MIN = 2;
/** The ladder ends at this multiple of the highest price near the market. Orders further out (a sell at
 * 200,000 while Bitcoin trades at 61,000) are left out of the mirror and counted. */
const LADDER_MULTIPLE = 2;
const LADDER_ROUNDING = 1024;
/** What the venue's ladder can hold. Prices have to stay below it by a reserve. */
const LADDER_MAX = 1 << 24;
const HIGHEST_MAX = LADDER_MAX / 1.1;
const FEE_PPM = 1_000;
const MARKET_BOUND_BPS = 200;
/** Below 2^53 with the fee on top, so that every hold stays exact. */
const MAX_NOTIONAL_MINOR = 8_000_000_000_000_000;

export async function scanRecording(path: string): Promise<ScanResult> {
  const finder = new RangeFinder();
  const lines = recordingLines(path);
  for (;;) {
    const step = await lines.next();
    if (step.done === true) {
      if (step.value !== undefined) return { ok: false, problem: step.value };
      return finder.result(path);
    }
    finder.take(step.value);
  }
}

/** Assets and instruments of one or several recordings, ids dense from 0 in the order given. */
export function recordedMarket(scans: readonly RecordingScan[]): RecordedMarket {
  const scales = new Map<string, number>();
  for (const scan of scans) {
    // One tick times one lot has to be a whole number of the quote asset's minor units.
    const needed = Math.max(scan.priceDecimals + scan.qtyDecimals, QUOTE_SCALE_MIN);
    scales.set(scan.quote, Math.max(scales.get(scan.quote) ?? 0, needed));
  }
  for (const scan of scans) {
    scales.set(scan.base, Math.max(scales.get(scan.base) ?? 0, COIN_SCALE));
  }
  const assets = [...scales].map(([code, scale], id) => ({ id, code, scale }));
  const byCode = new Map(assets.map((asset) => [asset.code, asset]));
  const instruments = scans.map((scan, id) =>
    instrumentOf(id, scan, byCode.get(scan.base)!, byCode.get(scan.quote)!),
  );
  return { assets, instruments };
}

function instrumentOf(id: number, scan: RecordingScan, base: Asset, quote: Asset): Instrument {
  const ladder = Math.ceil((scan.highestTicks * LADDER_MULTIPLE) / LADDER_ROUNDING);
  const lotBaseMinor = 10 ** (base.scale - scan.qtyDecimals);
  return {
    id,
    symbol: scan.symbol,
    name: `${scan.base} / ${scan.quote}, recorded`,
    assetClass: AssetClass.crypto,
    baseAsset: base.id,
    quoteAsset: quote.id,
    priceScale: scan.priceDecimals,
    tickStep: 1,
    qtyScale: scan.qtyDecimals,
    lotStep: 1,
    tickValueMinor: 10 ** (quote.scale - scan.priceDecimals - scan.qtyDecimals),
    lotBaseMinor,
    priceLimitTicks: Math.min(LADDER_MAX, ladder * LADDER_ROUNDING),
    minQtyLots: 1,
    maxQtyLots: Math.min(MAX_INT32, Math.floor(MAX_SAFE / lotBaseMinor)),
    maxNotionalMinor: MAX_NOTIONAL_MINOR,
    bandBps: 0,
    marketBoundBps: MARKET_BOUND_BPS,
    makerFeePpm: FEE_PPM,
    takerFeePpm: FEE_PPM,
    openingTicks: scan.openingTicks,
    dayEndSecond: 0,
    phase: Phase.open,
    version: 1,
  };
}

interface Decimals {
  price: number;
  qty: number;
}

/** Goes through a recording and remembers the extremes. */
class RangeFinder {
  private symbol: string | undefined;
  private lines = 0;
  /** Trades and best quotes say what tick and lot are. Depth far away may hold what older rules left
   * behind (0.00001 of a coin whose lot is 0.0001), so it counts only where there is nothing else. */
  private readonly near: Decimals = { price: -1, qty: -1 };
  private readonly far: Decimals = { price: 0, qty: 0 };
  private firstPrice: string | undefined;
  private highestPrice = '0';

  take(line: string): void {
    this.lines += 1;
    const parsed = parseBinanceLine(line);
    if ('refused' in parsed) return;
    const { message } = parsed;
    if (message.kind !== 'snapshot') {
      this.symbol ??= message.symbol;
      if (message.symbol !== this.symbol) return;
    }
    const isNear = message.kind === 'trade' || message.kind === 'bestQuote';
    const decimals = isNear ? this.near : this.far;
    for (const [price, qty] of pairsOf(message)) {
      decimals.price = Math.max(decimals.price, decimalsOf(price));
      decimals.qty = Math.max(decimals.qty, decimalsOf(qty));
    }
    for (const price of nearPricesOf(message)) this.reach(price);
  }

  result(path: string): ScanResult {
    const { symbol, firstPrice } = this;
    if (this.lines === 0) return { ok: false, problem: empty(path) };
    const quote = QUOTES.find((code) => symbol?.endsWith(code) && symbol !== code);
    if (symbol === undefined || quote === undefined || firstPrice === undefined) {
      const sentence = `The recording ${path} holds no depth, trades or quotes of a known symbol.`;
      return { ok: false, problem: { code: 'RECORDING_FORMAT', sentence } };
    }
    const decimals = this.near.price < 0 ? this.far : this.near;
    const openingTicks = parseDecimal(firstPrice, decimals.price) ?? 1;
    const highestTicks = parseDecimal(this.highestPrice, decimals.price) ?? openingTicks;
    if (highestTicks > HIGHEST_MAX) {
      const sentence = `The recording ${path} has prices of more steps than the venue's ladder holds.`;
      return { ok: false, problem: { code: 'RECORDING_FORMAT', sentence } };
    }
    const scan = {
      path,
      symbol,
      base: symbol.slice(0, -quote.length),
      quote,
      priceDecimals: decimals.price,
      qtyDecimals: decimals.qty,
      openingTicks,
      highestTicks,
      lines: this.lines,
    };
    return { ok: true, scan };
  }

  private reach(price: unknown): void {
    if (typeof price !== 'string' || !(Number(price) > 0)) return;
    this.firstPrice ??= price;
    if (Number(price) > Number(this.highestPrice)) this.highestPrice = price;
  }
}

function pairsOf(message: RawMessage): readonly (readonly unknown[])[] {
  switch (message.kind) {
    case 'snapshot':
    case 'depth':
      return [...message.bids, ...message.asks];
    case 'trade':
      return [[message.price, message.qty]];
    case 'bestQuote':
      return [
        [message.bid, message.bidQty],
        [message.ask, message.askQty],
      ];
  }
}

/** Prices that are at the market: traded, or best. */
function nearPricesOf(message: RawMessage): readonly unknown[] {
  switch (message.kind) {
    case 'trade':
      return [message.price];
    case 'bestQuote':
      return [message.bid, message.ask];
    case 'snapshot':
      return [message.bids[0]?.[0], message.asks[0]?.[0]];
    case 'depth':
      return [];
  }
}

/** '61837.63000000' has two. */
function decimalsOf(text: unknown): number {
  if (typeof text !== 'string') return 0;
  const point = text.indexOf('.');
  if (point < 0) return 0;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return Math.max(0, end - point - 1);
}
