// The chart in a sentence, for those who cannot see it: renewed while somebody may read it, not per tick.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Translate } from '../../i18n/text-table.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { useOrders } from '../../state/orders-store.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { changeText, priceText } from '../../ui/format.ts';
import type { ChartView } from './chart-view.ts';
import { lineOrders } from './own-orders.ts';
import { setText } from './set-text.ts';
import { barTimeText, zoneOffset, type ZoneOffset } from './zone-clock.ts';

const EVERY_MS = 2_000;

export interface SummaryFacts {
  readonly bars: Pick<
    BarSeries,
    'count' | 'time' | 'open' | 'high' | 'low' | 'close' | 'spanSeconds'
  >;
  readonly instrument: Instrument;
  readonly span: string;
  readonly orders: number;
  readonly offset: ZoneOffset;
}

export function summaryText(t: Translate, facts: SummaryFacts): string {
  const { bars, instrument, span, orders, offset } = facts;
  const { count, spanSeconds } = bars;
  if (count === 0) return '';
  let [high, low] = [-Infinity, Infinity];
  for (let k = 0; k < count; k++) {
    high = Math.max(high, bars.high(k));
    low = Math.min(low, bars.low(k));
  }
  const last = bars.close(count - 1);
  return t('chart.summary', {
    symbol: instrument.symbol,
    span,
    count: String(count),
    from: barTimeText(bars.time(0), spanSeconds, offset),
    to: barTimeText(bars.time(count - 1), spanSeconds, offset),
    last: priceText(last, instrument),
    change: changeText(bars.open(0), last),
    high: priceText(high, instrument),
    low: priceText(low, instrument),
    orders: String(orders),
  });
}

export interface ChartSummaryProps {
  readonly id: string;
  readonly view: ChartView;
  readonly bars: BarSeries;
  readonly instrument: Instrument;
  readonly span: string;
}

export function ChartSummary({ id, bars, instrument, span }: ChartSummaryProps) {
  const t = useText();
  const paragraph = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const write = () => {
      const orders = lineOrders(useOrders.getState().rows, instrument.id).length;
      const offset = zoneOffset(prefsStore.getState().zone);
      setText(paragraph.current, summaryText(t, { bars, instrument, span, orders, offset }));
    };
    write();
    const timer = setInterval(write, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [t, bars, instrument, span]);
  return <p id={id} ref={paragraph} className="chart-unseen" />;
}
