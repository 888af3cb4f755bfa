// All instruments with live bid, ask and change, grouped by asset class. React draws the rows once; the
// frame loop writes the figures that changed.

import { useEffect, useRef } from 'react';
import { ASSET_CLASS_NAMES, type Instrument } from '../../../shared/domain/instrument.ts';
import { useTerminalHandle } from '../../app/terminal-context.ts';
import { useTerminal } from '../../state/terminal-store.ts';
import { changeText, priceText } from '../../ui/format.ts';

interface Cells {
  readonly bid: HTMLElement;
  readonly ask: HTMLElement;
  readonly change: HTMLElement;
}

const TITLES: Readonly<Record<string, string>> = {
  stock: 'Stocks',
  bond: 'Bonds',
  fund: 'Funds',
  fx: 'FX',
  crypto: 'Crypto',
};

export function Watchlist() {
  const terminal = useTerminalHandle();
  const instruments = useTerminal((state) => state.instruments);
  const body = useRef<HTMLDivElement>(null);
  const groups = ASSET_CLASS_NAMES.map((name, assetClass) => ({
    title: TITLES[name]!,
    members: [...instruments.values()].filter((one) => one.assetClass === assetClass),
  })).filter(({ members }) => members.length > 0);

  useEffect(() => {
    const cells = findCells(body.current!);
    const { quotes, frames } = terminal;
    const paint = (id: number) => {
      const row = cells.get(id);
      const instrument = instruments.get(id);
      if (row !== undefined && instrument !== undefined) paintRow(row, instrument);
    };
    const paintRow = ({ bid, ask, change }: Cells, instrument: Instrument) => {
      const { id } = instrument;
      setText(bid, priceText(quotes.bid[id]!, instrument));
      setText(ask, priceText(quotes.ask[id]!, instrument));
      const text = changeText(quotes.open[id]!, quotes.last[id]!);
      setText(change, text);
      change.className = text.startsWith('+')
        ? 'num up'
        : text.startsWith('−')
          ? 'num down'
          : 'num';
    };
    for (const id of cells.keys()) paint(id);
    return frames.add(() => {
      quotes.takeChanged(paint);
    });
  }, [terminal, instruments]);

  return (
    <section className="panel" aria-label="Watchlist">
      <header className="panel-head">
        <h2>Watchlist</h2>
      </header>
      <div className="grid watchlist grid-head" aria-hidden="true">
        <span>Symbol</span>
        <span className="num">Bid</span>
        <span className="num">Ask</span>
        <span className="num">Chg</span>
      </div>
      <div className="scroll" ref={body}>
        {groups.length === 0 && <p className="empty">Waiting for the list of instruments…</p>}
        {groups.map(({ title, members }) => (
          <div key={title}>
            <h3 className="group">
              {title} <em>{members.length}</em>
            </h3>
            {members.map((instrument) => (
              <WatchRow key={instrument.id} instrument={instrument} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function WatchRow({ instrument }: { readonly instrument: Instrument }) {
  const terminal = useTerminalHandle();
  const selected = useTerminal((state) => state.selected === instrument.id);
  return (
    <button
      type="button"
      className="grid watchlist row"
      aria-pressed={selected}
      data-instrument={instrument.id}
      title={instrument.name}
      onClick={() => {
        terminal.select(instrument.id);
      }}
    >
      <span className="symbol">{instrument.symbol}</span>
      <span className="num" data-cell="bid" />
      <span className="num" data-cell="ask" />
      <span className="num" data-cell="change" />
    </button>
  );
}

function findCells(body: HTMLElement): Map<number, Cells> {
  const cells = new Map<number, Cells>();
  for (const row of body.querySelectorAll<HTMLElement>('[data-instrument]')) {
    const cell = (name: string) => row.querySelector<HTMLElement>(`[data-cell=${name}]`)!;
    cells.set(Number(row.dataset['instrument']), {
      bid: cell('bid'),
      ask: cell('ask'),
      change: cell('change'),
    });
  }
  return cells;
}

function setText(cell: HTMLElement, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}
