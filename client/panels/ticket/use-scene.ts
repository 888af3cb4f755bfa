// The scene of a ticket, refreshed at most four times a second so that its figures can be read.

import { useEffect, useState } from 'react';
import type { WalkedLevels } from '../../../shared/domain/book-walk.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OPEN_STATUS } from '../../../shared/domain/trading-status.ts';
import { useAccount } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { DepthView, Levels, QuoteColumns } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { serverNowMicros } from '../../state/session-store.ts';
import { NO_LEVELS, type MarketLook, type TicketScene } from './ticket-scene.ts';

const LEVELS = 20;
const EVERY_MS = 250;

export function useScene(instrument: Instrument): TicketScene {
  const market = useMarketLook(instrument);
  const quote = useAccount((state) => state.balances.get(instrument.quoteAsset));
  const base = useAccount((state) => state.balances.get(instrument.baseAsset));
  const position = useAccount((state) => state.positions.get(instrument.id));
  const makerDiscountPpm = useAccount((state) => state.makerDiscountPpm);
  const takerDiscountPpm = useAccount((state) => state.takerDiscountPpm);
  const scale = useInstruments((state) => state.assets.get(instrument.quoteAsset)?.scale);
  const zone = usePrefs((state) => state.zone);
  const status = useInstruments((state) => state.statuses.get(instrument.id));
  return {
    instrument,
    status: status ?? OPEN_STATUS,
    market,
    account: {
      quoteAvailable: quote?.available ?? 0,
      baseAvailable: base?.available ?? 0,
      lots: position?.lots ?? 0,
      costMinor: position?.costMinor ?? 0,
      ...{ makerDiscountPpm, takerDiscountPpm },
    },
    quoteScale: scale ?? 0,
    nowSeconds: Math.floor(serverNowMicros() / 1e6),
    zone,
  };
}

/** The book is watched only while a ticket shows it. */
function useMarketLook({ id }: Instrument): MarketLook {
  const { tables } = useDesk();
  const [look, setLook] = useState(() => marketLook(undefined, tables.quotes, id));
  useEffect(() => {
    const { view, release } = tables.watchDepth(id, LEVELS, EVERY_MS);
    let seen = '';
    const refresh = () => {
      const { bid, ask } = tables.quotes;
      const now = `${String(view.version)} ${String(bid[id])} ${String(ask[id])}`;
      if (now === seen) return;
      seen = now;
      setLook(marketLook(view, tables.quotes, id));
    };
    const timer = setInterval(refresh, EVERY_MS);
    return () => {
      clearInterval(timer);
      release();
    };
  }, [id, tables]);
  return look;
}

/** A book that is whole knows its own best prices; until it came the quote does. */
function marketLook(view: DepthView | undefined, quotes: QuoteColumns, id: number): MarketLook {
  const isWhole = view !== undefined && view.truth === 'verified';
  const bids = isWhole ? copyOf(view.bids) : NO_LEVELS;
  const asks = isWhole ? copyOf(view.asks) : NO_LEVELS;
  return {
    bid: isWhole ? bids.ticks(0) : (quotes.bid[id] ?? 0),
    ask: isWhole ? asks.ticks(0) : (quotes.ask[id] ?? 0),
    bids,
    asks,
  };
}

/** The view's numbers change under the reader; a form needs one moment of them. */
function copyOf(levels: Levels): WalkedLevels {
  const count = Math.min(levels.count, LEVELS);
  const ticks = Array.from({ length: count }, (_, k) => levels.ticks(k));
  const lots = Array.from({ length: count }, (_, k) => levels.lots(k));
  return { count, ticks: (k) => ticks[k] ?? 0, lots: (k) => lots[k] ?? 0 };
}
