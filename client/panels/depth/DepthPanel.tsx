// The best levels of both sides with their sizes and totals, painted by the frame loop.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';
import { Empty } from '../../ui/Empty.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import { TruthBadge } from '../../ui/TruthBadge.tsx';
import './depth.css';

const LEVELS = 10;
const SUBSCRIBED = 20;
const INTERVAL_MS = 50;
const RANKS = Array.from({ length: LEVELS }, (_, k) => k);

export default function DepthPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  if (instrument === undefined) {
    return (
      <Panel>
        <Empty icon="search" title={t('depth.choose')} words={t('depth.chooseWords')} />
      </Panel>
    );
  }
  return <DepthOf key={instrument.id} instrument={instrument} />;
}

function DepthOf({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const { tables } = useDesk();
  const body = useRef<HTMLDivElement>(null);
  const view = useRef<DepthView>(undefined);

  useEffect(() => {
    const watched = tables.watchDepth(instrument.id, SUBSCRIBED, INTERVAL_MS);
    view.current = watched.view;
    const rows = [...body.current!.querySelectorAll<HTMLElement>('.depth-row')];
    let painted = -1;
    const remove = tables.frames.add(() => {
      if (watched.view.version === painted) return;
      painted = watched.view.version;
      paint(rows, watched.view, instrument);
    });
    return () => {
      remove();
      watched.release();
    };
  }, [instrument, tables]);

  const badge = (
    <TruthBadge
      read={() => ({
        truth: view.current?.truth ?? 'loading',
        ageMs: view.current?.ageMs ?? Infinity,
      })}
    />
  );
  return (
    <Panel subtitle={instrument.symbol} badge={badge}>
      <div className="depth-row depth-head" aria-hidden="true">
        <span>{t('depth.total')}</span>
        <span>{t('depth.size')}</span>
        <span>{t('depth.price')}</span>
      </div>
      <div className="depth-body" ref={body} tabIndex={0} aria-label={t('shell.panel.depth')}>
        {RANKS.toReversed().map((rank) => (
          <DepthRow key={`a${String(rank)}`} side="ask" rank={rank} />
        ))}
        <div className="depth-spread" />
        {RANKS.map((rank) => (
          <DepthRow key={`b${String(rank)}`} side="bid" rank={rank} />
        ))}
      </div>
    </Panel>
  );
}

function DepthRow({ side, rank }: { readonly side: 'bid' | 'ask'; readonly rank: number }) {
  return (
    <div className={`depth-row ${side}`} data-rank={rank}>
      <span />
      <span />
      <span className={side === 'bid' ? 'up' : 'down'} />
    </div>
  );
}

function paint(rows: readonly HTMLElement[], view: DepthView, instrument: Instrument): void {
  const most = Math.max(total(view.bids, LEVELS), total(view.asks, LEVELS), 1);
  for (const row of rows) {
    const levels = row.classList.contains('bid') ? view.bids : view.asks;
    const rank = Number(row.dataset['rank']);
    const there = rank < levels.count;
    const sum = there ? total(levels, rank + 1) : 0;
    setCell(row.children[0]!, there ? qtyText(sum, instrument) : '');
    setCell(row.children[1]!, there ? qtyText(levels.lots(rank), instrument) : '');
    setCell(row.children[2]!, there ? priceText(levels.ticks(rank), instrument) : '');
    row.style.setProperty('--share', `${String(Math.round((sum / most) * 100))}%`);
  }
}

function total(levels: Levels, count: number): number {
  let sum = 0;
  for (let k = 0; k < Math.min(count, levels.count); k++) sum += levels.lots(k);
  return sum;
}
