// The market at a glance: breadth, movers, most active, and a map of tiles by turnover. Figures are read once a
// second; nothing changes its place under the pointer or the focus.

import { useRef, useState } from 'react';
import { selectInstrument } from '../../actions/select-instrument.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { LinkColour } from '../../state/link-store.ts';
import { shortAmount } from '../../ui/large-figures.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { changeWords, directionOf } from './change-words.ts';
import { HeatMapView } from './HeatMapView.tsx';
import { breadthOf, byCurrency, topBy, type Mover } from './market-overview.ts';
import { useMovers, withFigures } from './use-movers.ts';
import './overview.css';

const TOP = 8;
type View = 'movers' | 'active' | 'map';

export default function OverviewPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const { movers, ranked, placed } = useMovers(box);
  const top = (rows: readonly Mover[], worth: (mover: Mover) => number) =>
    withFigures(topBy(rows, worth, TOP), movers);
  const assets = useInstruments((state) => state.assets);
  const [view, setView] = useState<View>('movers');
  const { up, down, flat } = breadthOf(movers);
  const choices = (['movers', 'active', 'map'] as const).map((value) => ({
    value,
    label: t(`overview.${value}`),
  }));
  const choose = (mover: Mover) => {
    selectInstrument(colour, mover.instrument.id);
  };
  const tools = (
    <Segment label={t('overview.view')} choices={choices} value={view} onChange={setView} />
  );
  const footer = <span>{t('overview.breadth', { up, down, flat })}</span>;
  return (
    <Panel tools={tools} footer={footer}>
      {movers.length === 0 && (
        <Empty icon="clock" title={t('overview.waiting')} words={t('overview.waitingWords')} />
      )}
      <div ref={box} className="overview">
        {view === 'movers' && (
          <>
            <Ranking
              title={t('overview.up')}
              movers={top(ranked, ({ change }) => change)}
              choose={choose}
            />
            <Ranking
              title={t('overview.down')}
              movers={top(ranked, ({ change }) => -change)}
              choose={choose}
            />
          </>
        )}
        {view === 'active' &&
          byCurrency(ranked).map(({ currency, members }) => (
            <Ranking
              key={currency}
              title={t('overview.turnover', { currency: assets.get(currency)?.code ?? '' })}
              movers={top(members, ({ turnover }) => turnover)}
              choose={choose}
            />
          ))}
        {view === 'map' && <HeatMapView movers={movers} placed={placed} choose={choose} />}
      </div>
    </Panel>
  );
}

interface RankingProps {
  readonly movers: readonly Mover[];
  readonly choose: (mover: Mover) => void;
}

function Ranking({ title, movers, choose }: RankingProps & { readonly title: string }) {
  const language = useLanguage();
  const assets = useInstruments((state) => state.assets);
  if (movers.length === 0) return null;
  return (
    <section className="overview-ranking">
      <h3>{title}</h3>
      <ol>
        {movers.map((mover) => (
          <li key={mover.instrument.id}>
            <button
              type="button"
              title={mover.instrument.name}
              onClick={() => {
                choose(mover);
              }}
            >
              <b>{mover.instrument.symbol}</b>
              <span>
                {shortAmount(mover.turnover, language)}{' '}
                {assets.get(mover.instrument.quoteAsset)?.code}
              </span>
              <span data-direction={directionOf(mover)}>{changeWords(mover)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
