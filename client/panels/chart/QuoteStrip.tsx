// The quote of the instrument above its chart: last price, change, the range and the volume of 24 hours.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { QuoteColumns } from '../../state/market-views.ts';
import { changeText, priceText, qtyText } from '../../ui/format.ts';
import { signedText } from './price-figures.ts';
import { setText } from './set-text.ts';

const PARTS = ['last', 'move', 'change', 'high', 'low', 'volume'] as const;
type Part = (typeof PARTS)[number];

export function QuoteStrip({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const { quotes } = useDesk().tables;
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const cells = findCells(strip.current!);
    const paint = () => {
      paintStrip(strip.current, cells, quotes, instrument);
    };
    paint();
    return quotes.onQuote((id) => {
      if (id === instrument.id) paint();
    });
  }, [quotes, instrument]);

  return (
    <div className="chart-quote" ref={strip}>
      <span className="chart-last" data-part="last" />
      <span className="chart-move">
        <span data-part="move" />
        <span data-part="change" />
      </span>
      <dl>
        <div>
          <dt>{t('chart.high24')}</dt>
          <dd data-part="high" />
        </div>
        <div>
          <dt>{t('chart.low24')}</dt>
          <dd data-part="low" />
        </div>
        <div>
          <dt>{t('chart.volume24')}</dt>
          <dd data-part="volume" />
        </div>
      </dl>
    </div>
  );
}

type Cells = Readonly<Record<Part, Element>>;

function findCells(strip: HTMLElement): Cells {
  const entries = PARTS.map((part) => [part, strip.querySelector(`[data-part="${part}"]`)]);
  return Object.fromEntries(entries) as Cells;
}

function paintStrip(
  strip: HTMLElement | null,
  cells: Cells,
  quotes: QuoteColumns,
  instrument: Instrument,
): void {
  const { id } = instrument;
  const [last, open] = [quotes.last[id]!, quotes.open24[id]!];
  const move = last === 0 || open === 0 ? 0 : last - open;
  const sign = move > 0 ? '▲ ' : move < 0 ? '▼ ' : '';
  const distance = move === 0 ? '' : signedText(move, (ticks) => priceText(ticks, instrument));
  setText(cells.last, priceText(last, instrument));
  setText(cells.move, `${sign}${distance}`);
  setText(cells.change, changeText(open, last));
  setText(cells.high, priceText(quotes.high24[id]!, instrument));
  setText(cells.low, priceText(quotes.low24[id]!, instrument));
  setText(cells.volume, qtyText(quotes.volume24[id]!, instrument));
  const way = move > 0 ? 'up' : move < 0 ? 'down' : 'flat';
  if (strip !== null && strip.dataset['way'] !== way) strip.dataset['way'] = way;
}
