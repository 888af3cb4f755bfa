// Figures of the bar under the crosshair, or of the newest one: written by a painter, widths kept by digits.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import type { ChartView } from './chart-view.ts';
import type { IndicatorKind } from './indicators/catalogue.ts';
import { signedText } from './price-figures.ts';
import { setText } from './set-text.ts';

export interface ChartLegendProps {
  readonly view: ChartView;
  readonly bars: BarSeries;
  readonly instrument: Instrument;
}

/** Frames after a change of the bars in which the figures may still change. */
const FOLLOWED_WITHIN = 2;
const PRICES = ['open', 'high', 'low', 'close'] as const;

export function ChartLegend({ view, bars, instrument }: ChartLegendProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const { frames } = useDesk().tables;
  useEffect(
    () => frames.add(legendPainter(box.current!, view, bars, instrument)),
    [frames, view, bars, instrument],
  );

  return (
    <div className="chart-legend" ref={box} aria-hidden="true">
      <div>
        {PRICES.map((name) => (
          <span key={name}>
            {t(`chart.${name}`)} <b data-figure={name} />
          </span>
        ))}
        <span>
          {t('chart.vol')} <b data-figure="volume" />
        </span>
        <b data-figure="change" />
      </div>
      <div>
        {view.indicators.map(
          ({ kind }) => kind.pane === 'over' && <Outputs key={kind.id} kind={kind} />,
        )}
      </div>
      {view.indicators
        .filter(({ kind }) => kind.pane === 'own')
        .map(({ kind }, k) => (
          <div key={kind.id} className="chart-legend-pane" data-pane={k + 1}>
            <Outputs kind={kind} />
          </div>
        ))}
    </div>
  );
}

function Outputs({ kind }: { readonly kind: IndicatorKind }) {
  return kind.outputs.map(({ label, token, dashed }) => (
    <span key={label}>
      <i data-token={token.slice(2)} data-dashed={dashed} />
      {label} <b data-figure={`${kind.id} ${label}`} />
    </span>
  ));
}

function legendPainter(
  box: HTMLElement,
  view: ChartView,
  bars: BarSeries,
  instrument: Instrument,
): () => void {
  const figures = new Map(
    [...box.querySelectorAll('[data-figure]')].map((cell) => [
      cell.getAttribute('data-figure'),
      cell,
    ]),
  );
  const write = (name: string, text: string) => {
    setText(figures.get(name) ?? null, text);
  };
  const panes = [...box.querySelectorAll<HTMLElement>('.chart-legend-pane')];
  let written = '';
  let rests = 0;
  return () => {
    for (const pane of panes) {
      const place = `translateY(${String(view.paneTop(Number(pane.dataset['pane'])))}px)`;
      if (pane.style.transform !== place) pane.style.transform = place;
    }
    if (bars.count === 0) return;
    const hovered = view.hovered();
    const k = hovered < 0 ? bars.count - 1 : hovered;
    const state = `${String(bars.version)} ${String(bars.count)} ${String(k)}`;
    rests = state === written ? rests + 1 : 0;
    written = state;
    // The chart may follow the bars later in the frame, so that its indicators are told in the next one.
    if (rests > FOLLOWED_WITHIN) return;
    for (const name of PRICES) write(name, priceText(bars[name](k), instrument));
    write('volume', qtyText(bars.volume(k), instrument));
    const move = bars.close(k) - bars.open(k);
    write('change', signedText(view.figures.value(move), view.figures.text));
    const way = move > 0 ? 'up' : move < 0 ? 'down' : 'flat';
    if (box.dataset['way'] !== way) box.dataset['way'] = way;
    for (const lines of view.indicators) {
      const values = view.valuesOf(lines);
      lines.kind.outputs.forEach(({ label }, at) => {
        write(`${lines.kind.id} ${label}`, lines.text(values[at]!) || '–');
      });
    }
  };
}
