// The market at a glance: breadth, movers, most active, and a map of tiles by asset class. Counted anew once
// a second, so that rows stand still long enough to be hit.

import { useEffect, useState } from 'react';
import { ASSET_CLASS_NAMES } from '../../../shared/domain/instrument.ts';
import { selectInstrument } from '../../actions/select-instrument.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { LinkColour } from '../../state/link-store.ts';
import { changeText } from '../../ui/format.ts';
import { shortAmount } from '../../ui/large-figures.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { breadthOf, byCurrency, readMovers, topBy, type Mover } from './market-overview.ts';
import './overview.css';

const EVERY_MS = 1000;
const TOP = 8;
type View = 'movers' | 'active' | 'map';

export default function OverviewPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const movers = useMovers();
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
      <div className="overview">
        {view === 'movers' && (
          <>
            <Ranking
              title={t('overview.up')}
              movers={topBy(movers, ({ change }) => change, TOP)}
              choose={choose}
            />
            <Ranking
              title={t('overview.down')}
              movers={topBy(movers, ({ change }) => -change, TOP)}
              choose={choose}
            />
          </>
        )}
        {view === 'active' &&
          byCurrency(movers).map(({ currency, members }) => (
            <Ranking
              key={currency}
              title={t('overview.turnover', { currency: assets.get(currency)?.code ?? '' })}
              movers={topBy(members, ({ turnover }) => turnover, TOP)}
              choose={choose}
            />
          ))}
        {view === 'map' && <Tiles movers={movers} choose={choose} />}
      </div>
    </Panel>
  );
}

function useMovers(): readonly Mover[] {
  const { tables } = useDesk();
  const instruments = useInstruments((state) => state.instruments);
  const [movers, setMovers] = useState<readonly Mover[]>([]);
  useEffect(() => {
    const look = () => {
      setMovers(readMovers(instruments.values(), tables.quotes));
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [instruments, tables]);
  return movers;
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

function Tiles({ movers, choose }: RankingProps) {
  const t = useText();
  return ASSET_CLASS_NAMES.map((name, assetClass) => {
    const members = movers.filter(({ instrument }) => instrument.assetClass === assetClass);
    if (members.length === 0) return null;
    return (
      <section key={name} className="overview-map">
        <h3>{t(`watchlist.class${String(assetClass)}`)}</h3>
        <div>
          {members.map((mover) => (
            <button
              key={mover.instrument.id}
              type="button"
              title={mover.instrument.name}
              data-tile={directionOf(mover)}
              onClick={() => {
                choose(mover);
              }}
            >
              <b>{mover.instrument.symbol}</b>
              <span>{changeWords(mover)}</span>
            </button>
          ))}
        </div>
      </section>
    );
  });
}

const SCALE = 1e8;
/** The sign says what the colour says. */
const changeWords = ({ change }: Mover) => changeText(SCALE, SCALE * (1 + change));
const directionOf = ({ change }: Mover) => (change > 0 ? 'up' : change < 0 ? 'down' : 'flat');
