// What panels see of the market: typed columns and small views, read by painters in the frame loop. A view
// lives as long as it is watched; its numbers change under the reader, its version says when.

export type Painter = () => void;

/** One animation-frame loop for everything that changes often; painters run once per frame. */
export interface FrameLoop {
  /** Adds a painter; the answer takes it away again. */
  add(painter: Painter): () => void;
  /** Length of the last frames in ms, for the health panel. */
  readonly lastFrameMs: number;
}

/** Columns by instrument id, prices in ticks and quantities in lots; 0 where there is none. */
export interface QuoteColumns {
  readonly bid: Float64Array;
  readonly bidLots: Float64Array;
  readonly ask: Float64Array;
  readonly askLots: Float64Array;
  readonly last: Float64Array;
  readonly open24: Float64Array;
  readonly high24: Float64Array;
  readonly low24: Float64Array;
  readonly volume24: Float64Array;
  /** Since the quote last changed; Infinity before the first. */
  ageMs(id: number): number;
  /** True when the quote may be old: no live connection, updates of it are missing, or its source is
   * silent. */
  stale(id: number): boolean;
  /** Called inside the frame loop for every instrument that changed; the answer ends it. */
  onQuote(painter: (id: number) => void): () => void;
}

export interface Levels {
  readonly count: number;
  /** `k` 0 is the best level. */
  ticks(k: number): number;
  lots(k: number): number;
}

/** loading: nothing came yet · refused: the server does not serve it. */
export type TopicTruth = 'loading' | 'verified' | 'stale' | 'refused';

interface Watched {
  readonly truth: TopicTruth;
  readonly stale: boolean;
  /** Since the last update; Infinity before the first. */
  readonly ageMs: number;
  /** Raised with every change of numbers or truth. */
  readonly version: number;
}

export interface DepthView extends Watched {
  readonly bids: Levels;
  readonly asks: Levels;
  /** The book is whole and its checksum held. */
  readonly verified: boolean;
}

/** The newest trades, `k` 0 the newest. */
export interface Tape extends Watched {
  readonly count: number;
  readonly capacity: number;
  /** Trades that never reached us and will not come any more. */
  readonly lost: number;
  /** Trades taken since the tape began: how many are new since a painter last looked. */
  readonly total: number;
  ticks(k: number): number;
  lots(k: number): number;
  /** Side of the taker: 0 buy, 1 sell. */
  aggressor(k: number): number;
  tradeId(k: number): number;
  timeMicros(k: number): number;
}

/** Bars of one span, `k` 0 the oldest; the last one is still growing. */
export interface BarSeries extends Watched {
  readonly spanSeconds: number;
  readonly count: number;
  /** Start of the bar, seconds since 1970. */
  time(k: number): number;
  open(k: number): number;
  high(k: number): number;
  low(k: number): number;
  close(k: number): number;
  volume(k: number): number;
  /** Raised when bars other than the newest two changed: draw all of it again. */
  readonly historyVersion: number;
  /** True once the server has nothing older. */
  readonly complete: boolean;
  /** Loads older bars; how many came. 0: none older, or the connection is down. */
  loadOlder(): Promise<number>;
}

export interface MarketTables {
  readonly quotes: QuoteColumns;
  readonly frames: FrameLoop;
  /** The watched book of a topic text (`depth.BTCUSDT.20@50`), or an empty one that is loading. */
  depth(topicText: string): DepthView;
  watchDepth(
    instrument: number,
    levels: number,
    intervalMs: number,
  ): { readonly view: DepthView; release(): void };
  watchTrades(instrument: number): { readonly tape: Tape; release(): void };
  watchBars(instrument: number, spanSeconds: number): { readonly bars: BarSeries; release(): void };
}
