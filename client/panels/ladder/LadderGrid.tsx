// The rows of the ladder: one tab stop with a cursor; sizes are painted, never rendered.

import { memo, useEffect, useState, type ComponentProps, type RefObject } from 'react';
import { useText } from '../../i18n/use-text.ts';

const FEWEST = 5;

export interface LadderGridProps {
  readonly label: string;
  readonly rowCount: number;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly away: RefObject<HTMLDivElement | null>;
  readonly tip: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: ComponentProps<'div'>['onKeyDown'];
  readonly hand: Omit<ComponentProps<'div'>, 'ref' | 'children'>;
}

export function LadderGrid(props: LadderGridProps) {
  const { label, rowCount, grid, body, away, tip, onKeyDown, hand } = props;
  const t = useText();
  return (
    <div
      className="ladder-grid"
      role="grid"
      aria-label={label}
      tabIndex={0}
      ref={grid}
      onKeyDown={onKeyDown}
    >
      <div className="ladder-row ladder-head" role="row">
        <span role="columnheader" title={t('ladder.volumeWords')}>
          {t('ladder.volume')}
        </span>
        <span role="columnheader">{t('ladder.mine')}</span>
        <span role="columnheader">{t('ladder.bid')}</span>
        <span role="columnheader">{t('ladder.price')}</span>
        <span role="columnheader">{t('ladder.ask')}</span>
        <span role="columnheader">{t('ladder.mine')}</span>
      </div>
      <div className="ladder-body" role="rowgroup" ref={body} {...hand}>
        {Array.from({ length: rowCount }, (_, row) => (
          <LadderRow key={row} row={row} />
        ))}
      </div>
      <div className="ladder-tip" ref={tip} aria-hidden="true" hidden />
      <div className="ladder-away" ref={away} aria-hidden="true" hidden />
    </div>
  );
}

const LadderRow = memo(function LadderRow({ row }: { readonly row: number }) {
  return (
    <div className="ladder-row" role="row" data-row={row}>
      <span role="gridcell" className="volume" data-column="other" />
      <span role="gridcell" className="mine" data-column="ownBid">
        <i className="ladder-mark" data-look="none" />
      </span>
      <span role="gridcell" className="bid" data-column="bid" />
      <span role="gridcell" className="price" data-column="other" />
      <span role="gridcell" className="ask" data-column="ask" />
      <span role="gridcell" className="mine" data-column="ownAsk">
        <i className="ladder-mark" data-look="none" />
      </span>
    </div>
  );
});

/** As many whole rows as the grid has room for; 0 before it was measured. */
export function useRowCount(grid: RefObject<HTMLDivElement | null>): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const box = grid.current;
    if (box === null) return undefined;
    const measure = () => {
      const head = box.firstElementChild?.getBoundingClientRect().height ?? 0;
      if (head > 0) setCount(Math.max(FEWEST, Math.floor(box.clientHeight / head) - 1));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [grid]);
  return count;
}
