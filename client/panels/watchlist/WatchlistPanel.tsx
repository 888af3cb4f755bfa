// Every instrument with live bid, ask and change, by asset class. React draws the rows once; the frame loop
// writes the figures that changed.

import { useEffect, useRef, useState } from 'react';
import { ASSET_CLASS_NAMES, type Instrument } from '../../../shared/domain/instrument.ts';
import { selectInstrument } from '../../actions/select-instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import type { QuoteColumns } from '../../state/market-views.ts';
import { Empty } from '../../ui/Empty.tsx';
import { changeText, priceText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import './watchlist.css';

export default function WatchlistPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const instruments = useInstruments((state) => state.instruments);
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toUpperCase();
  const shown = [...instruments.values()].filter(
    ({ symbol, name }) => symbol.includes(wanted) || name.toUpperCase().includes(wanted),
  );
  return (
    <Panel>
      <input
        className="watch-filter"
        type="search"
        aria-label={t('watchlist.filter')}
        placeholder={t('watchlist.filter')}
        value={filter}
        onChange={(event) => {
          setFilter(event.target.value);
        }}
      />
      <div className="watch-row watch-head" aria-hidden="true">
        <span>{t('watchlist.symbol')}</span>
        <span>{t('watchlist.bid')}</span>
        <span>{t('watchlist.ask')}</span>
        <span>{t('watchlist.change')}</span>
      </div>
      {shown.length > 0 && <WatchGroups instruments={shown} colour={colour} />}
      {shown.length === 0 && instruments.size > 0 && (
        <Empty icon="search" title={t('watchlist.empty')} words={t('watchlist.emptyWords')} />
      )}
      {instruments.size === 0 && (
        <Empty icon="search" title={t('watchlist.waiting')} words={t('watchlist.waitingWords')} />
      )}
    </Panel>
  );
}

interface GroupsProps {
  readonly instruments: readonly Instrument[];
  readonly colour: LinkColour;
}

function WatchGroups({ instruments, colour }: GroupsProps) {
  const t = useText();
  const { tables } = useDesk();
  const body = useRef<HTMLDivElement>(null);
  const selected = useSelected(colour);

  useEffect(() => {
    const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
    const rows = new Map<number, HTMLElement>();
    for (const row of body.current!.querySelectorAll<HTMLElement>('[data-instrument]')) {
      rows.set(Number(row.dataset['instrument']), row);
    }
    const paint = (id: number) => {
      const row = rows.get(id);
      const instrument = byId.get(id);
      if (row !== undefined && instrument !== undefined) paintRow(row, instrument, tables.quotes);
    };
    for (const id of rows.keys()) paint(id);
    return tables.quotes.onQuote(paint);
  }, [instruments, tables]);

  return (
    <div className="watch-body" ref={body}>
      {ASSET_CLASS_NAMES.map((name, assetClass) => {
        const members = instruments.filter((one) => one.assetClass === assetClass);
        if (members.length === 0) return null;
        return (
          <section key={name}>
            <h3 className="watch-group">
              {t(`watchlist.class${String(assetClass)}`)} <em>{members.length}</em>
            </h3>
            {members.map((instrument) => (
              <button
                key={instrument.id}
                type="button"
                className="watch-row"
                aria-pressed={instrument.id === selected}
                data-instrument={instrument.id}
                title={instrument.name}
                onClick={() => {
                  selectInstrument(colour, instrument.id);
                }}
              >
                <b>{instrument.symbol}</b>
                <span />
                <span />
                <span />
              </button>
            ))}
          </section>
        );
      })}
    </div>
  );
}

function paintRow(row: HTMLElement, instrument: Instrument, quotes: QuoteColumns): void {
  const { id } = instrument;
  setCell(row.children[1]!, priceText(quotes.bid[id] ?? 0, instrument));
  setCell(row.children[2]!, priceText(quotes.ask[id] ?? 0, instrument));
  const change = changeText(quotes.open24[id] ?? 0, quotes.last[id] ?? 0);
  setCell(row.children[3]!, change);
  row.children[3]!.className = change.startsWith('+') ? 'up' : change.startsWith('−') ? 'down' : '';
  row.classList.toggle('old', quotes.stale(id));
}
