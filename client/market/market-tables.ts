// The market's tables over a link: quotes, books, tapes, bars and the one frame loop.

export type {
  BarSeries,
  DepthView,
  FrameLoop,
  Levels,
  MarketTables,
  Painter,
  QuoteColumns,
  Tape,
  TopicTruth,
} from '../state/market-views.ts';
