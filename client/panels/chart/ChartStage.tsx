// The chart itself: canvas, legend, handles of the own orders and the position, keys and spoken values.

import { useEffect, useId, useRef, useState } from 'react';
import type { LogicalRange } from 'lightweight-charts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useFills } from '../../state/fills-store.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { serverNowMicros } from '../../state/session-store.ts';
import { onLookChange } from './chart-colours.ts';
import type { ChartParams } from './chart-params.ts';
import { createChartView, type ChartView } from './chart-view.ts';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartStates } from './ChartStates.tsx';
import { ChartSummary } from './ChartSummary.tsx';
import { DraftMenu, useDraftMenu } from './DraftMenu.tsx';
import { fillMarks } from './fill-marks.ts';
import { OwnLines } from './OwnLines.tsx';
import { useChartKeys } from './use-chart-keys.ts';
import { countdownText, zoneOffset } from './zone-clock.ts';

export interface ChartStageProps {
  readonly bars: BarSeries;
  readonly instrument: Instrument;
  readonly settings: ChartParams;
  /** Raised when the user asks for the newest bars. */
  readonly newest: number;
}

export function ChartStage({ bars, instrument, settings, newest }: ChartStageProps) {
  const t = useText();
  const host = useRef<HTMLDivElement>(null);
  const view = useChartView(host, bars, instrument, settings);
  const [words, say] = useState('');
  const draft = useDraftMenu(view, bars, instrument);
  const onKeyDown = useChartKeys({ view, bars, instrument, say, openDraft: draft.openAtCursor });
  const [keysId, summaryId] = [useId(), useId()];
  const span = t(`chart.span${String(settings.spanSeconds)}`);

  useEffect(() => {
    if (newest > 0) view?.showNewest();
  }, [newest, view]);

  return (
    <div className="chart-stage">
      <div
        ref={host}
        className="chart-host"
        role="application"
        tabIndex={0}
        aria-label={t('chart.label', { symbol: instrument.symbol, span })}
        aria-describedby={`${summaryId} ${keysId}`}
        onKeyDown={onKeyDown}
        onBlur={() => view?.pointAt(-1)}
        onContextMenu={draft.onContextMenu}
      />
      {view !== undefined && (
        <>
          <ChartLegend view={view} bars={bars} instrument={instrument} />
          <OwnLines view={view} instrument={instrument} say={say} />
          <ChartSummary
            id={summaryId}
            view={view}
            bars={bars}
            instrument={instrument}
            span={span}
          />
        </>
      )}
      <ChartStates bars={bars} instrument={instrument} />
      <DraftMenu menu={draft} instrument={instrument} say={say} />
      <p id={keysId} className="chart-unseen">
        {t('chart.keys')}
      </p>
      <p className="chart-unseen" role="status">
        {words}
      </p>
      <a
        className="chart-attribution"
        href="https://www.tradingview.com/"
        target="_blank"
        rel="noreferrer"
      >
        {t('chart.attribution')}
      </a>
    </div>
  );
}

/** A view per look; the stretch that was shown stays when only the look changes. */
function useChartView(
  host: React.RefObject<HTMLDivElement | null>,
  bars: BarSeries,
  instrument: Instrument,
  settings: ChartParams,
): ChartView | undefined {
  const { tables } = useDesk();
  const language = useLanguage();
  const zone = usePrefs((prefs) => prefs.zone);
  const [look, setLook] = useState(0);
  const [view, setView] = useState<ChartView>();
  const kept = useRef<{ bars: BarSeries; range: LogicalRange | undefined }>(undefined);
  const indicators = settings.indicators.join(' ');
  const { style, volume, logarithmic } = settings;

  useEffect(
    () =>
      onLookChange(() => {
        setLook((before) => before + 1);
      }),
    [],
  );
  useEffect(() => {
    const range = kept.current?.bars === bars ? kept.current.range : undefined;
    const shown = { style, volume, logarithmic, indicators: indicators.split(' '), range };
    const offset = zoneOffset(zone);
    const created = createChartView(host.current!, {
      bars,
      instrument,
      offset,
      language,
      ...shown,
    });
    const stopFrames = tables.frames.add(paintView(created, bars));
    const stopFills = followFills(created, bars, instrument);
    setView(created);
    return () => {
      kept.current = { bars, range: bars.count === 0 ? undefined : created.range() };
      setView(undefined);
      stopFrames();
      stopFills();
      created.remove();
    };
  }, [
    host,
    tables,
    bars,
    instrument,
    style,
    volume,
    logarithmic,
    indicators,
    zone,
    language,
    look,
  ]);
  return view;
}

/** What is painted per frame: new bars, and the last price with the time that its bar has left. */
function paintView(view: ChartView, bars: BarSeries): () => void {
  let shown = '';
  return () => {
    view.follow();
    if (bars.count === 0) return;
    const k = bars.count - 1;
    const countdown = countdownText(serverNowMicros(), bars.spanSeconds);
    const [ticks, rose] = [bars.close(k), bars.close(k) >= bars.open(k)];
    const text = `${String(ticks)} ${String(rose)} ${countdown}`;
    if (text === shown) return;
    shown = text;
    view.marks.setLast({ ticks, rose, countdown });
  };
}

/** Marks are made again when fills come or history is loaded; a bar that grows moves its own. */
function followFills(view: ChartView, bars: BarSeries, instrument: Instrument): () => void {
  let seen = -1;
  const draw = () => {
    view.marks.setFills(fillMarks(useFills.getState().fills, instrument, bars));
  };
  draw();
  const stop = useFills.subscribe(draw);
  const timer = setInterval(() => {
    if (seen === bars.version) return;
    seen = bars.version;
    draw();
  }, FILLS_EVERY_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}

/** Low and high of a bar with fills move rarely: twice a second is soon enough. */
const FILLS_EVERY_MS = 500;
