// The chart panel: quote strip, intervals, styles and indicators, and the chart with the account on it.

import { useCallback, useEffect, useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TruthBadge, type TruthNow } from '../../ui/TruthBadge.tsx';
import { readParams, type ChartParams } from './chart-params.ts';
import { ChartStage } from './ChartStage.tsx';
import { ChartTools } from './ChartTools.tsx';
import { QuoteStrip } from './QuoteStrip.tsx';
import './chart.css';

export interface ChartPanelProps {
  readonly panelId: string;
  readonly colour: LinkColour;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export default function ChartPanel({ colour, params, setParams }: ChartPanelProps) {
  const t = useText();
  const selected = useSelected(colour);
  const own = typeof params['instrument'] === 'number' ? params['instrument'] : -1;
  const id = selected === -1 ? own : selected;
  const instrument = useInstruments((state) => state.instruments.get(id));
  const settings = readParams(params);
  const bars = useBars(instrument, settings.spanSeconds);
  const [newest, setNewest] = useState(0);
  const change = (changed: Partial<ChartParams>) => {
    setParams({ ...params, ...settings, ...changed });
  };

  if (instrument === undefined) {
    return (
      <Panel className="chart-panel">
        <Empty icon="candle" title={t('chart.noInstrument')} words={t('chart.noInstrumentWords')} />
      </Panel>
    );
  }
  return (
    <Panel
      className="chart-panel"
      subtitle={<InstrumentName instrument={instrument} />}
      badge={<BarsBadge bars={bars} instrument={instrument.id} />}
    >
      <QuoteStrip instrument={instrument} />
      <ChartTools
        settings={settings}
        onChange={change}
        onNewest={() => {
          setNewest(newest + 1);
        }}
      />
      {bars !== undefined && (
        <ChartStage bars={bars} instrument={instrument} settings={settings} newest={newest} />
      )}
    </Panel>
  );
}

function InstrumentName({ instrument: { symbol, name } }: { readonly instrument: Instrument }) {
  return (
    <>
      <b className="chart-symbol">{symbol}</b> {name}
    </>
  );
}

/** The bars that are watched while the panel shows them. */
function useBars(instrument: Instrument | undefined, span: number): BarSeries | undefined {
  const { tables } = useDesk();
  const id = instrument?.id;
  const [bars, setBars] = useState<BarSeries>();
  useEffect(() => {
    if (id === undefined) return undefined;
    const watch = tables.watchBars(id, span);
    setBars(watch.bars);
    return () => {
      setBars(undefined);
      watch.release();
    };
  }, [tables, id, span]);
  return bars;
}

interface BarsBadgeProps {
  readonly bars: BarSeries | undefined;
  readonly instrument: number;
}

function BarsBadge({ bars, instrument }: BarsBadgeProps) {
  const read = useCallback((): TruthNow => {
    if (bars === undefined) return { truth: 'loading' };
    const { truth, ageMs } = bars;
    // A numbered stream without gaps, but no checksum: live is the word for it.
    return { truth: truth === 'verified' ? 'live' : truth, ageMs };
  }, [bars]);
  return <TruthBadge read={read} instrument={instrument} />;
}
