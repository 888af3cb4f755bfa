// Ten levels a side of the selected instrument, painted by the frame loop.

import { useEffect, useRef } from 'react';
import type { Book, BookLevels } from '../../../shared/feed/book-builder.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useTerminalHandle } from '../../app/terminal-context.ts';
import { useTerminal } from '../../state/terminal-store.ts';
import { priceText, qtyText } from '../../ui/format.ts';

const LEVELS = 10;
const RANKS = Array.from({ length: LEVELS }, (_, k) => k);

export function DepthPanel() {
  const terminal = useTerminalHandle();
  const instrument = useTerminal((state) => state.instruments.get(state.selected));
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const rows = [...body.current!.querySelectorAll<HTMLElement>('.level')];
    return terminal.frames.add(() => {
      if (instrument !== undefined) paint(rows, terminal.book(), instrument);
    });
  }, [terminal, instrument]);

  return (
    <section className="panel" aria-label="Depth">
      <header className="panel-head">
        <h2>Depth</h2>
        <span className="chip">{instrument?.symbol ?? ''}</span>
        <span className="faint ellipsis">{instrument?.name ?? ''}</span>
      </header>
      <div className="grid depth grid-head" aria-hidden="true">
        <span className="num">Price</span>
        <span className="num">Size</span>
      </div>
      <div className="scroll" ref={body}>
        {RANKS.toReversed().map((rank) => (
          <div key={`ask${String(rank)}`} className="grid depth level ask" data-rank={rank}>
            <span className="num down" />
            <span className="num" />
          </div>
        ))}
        <div className="spread" />
        {RANKS.map((rank) => (
          <div key={`bid${String(rank)}`} className="grid depth level bid" data-rank={rank}>
            <span className="num up" />
            <span className="num" />
          </div>
        ))}
      </div>
    </section>
  );
}

function paint(rows: readonly HTMLElement[], book: Book | undefined, instrument: Instrument): void {
  const most = Math.max(largest(book?.bids), largest(book?.asks), 1);
  for (const row of rows) {
    const levels = row.classList.contains('bid') ? book?.bids : book?.asks;
    const rank = Number(row.dataset['rank']);
    const shown = levels !== undefined && rank < levels.count;
    const lots = shown ? levels.lots(rank) : 0;
    setText(row.children[0]!, shown ? priceText(levels.ticks(rank), instrument) : '');
    setText(row.children[1]!, shown ? qtyText(lots, instrument) : '');
    const share = `${String(Math.round((lots / most) * 100))}%`;
    if (row.style.getPropertyValue('--share') !== share) row.style.setProperty('--share', share);
  }
}

function largest(levels: BookLevels | undefined): number {
  let most = 0;
  for (let k = 0; k < Math.min(levels?.count ?? 0, LEVELS); k++) {
    most = Math.max(most, levels!.lots(k));
  }
  return most;
}

function setText(cell: Element, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}
