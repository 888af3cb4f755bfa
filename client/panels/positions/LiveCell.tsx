// A figure of a position that lives with the quotes: the frame loop writes it, React only places it.

import { useEffect, useRef } from 'react';
import { useDesk } from '../../state/desk-context.ts';
import { setCell } from '../../ui/set-cell.ts';

export interface LiveFigure {
  readonly text: string;
  /** Colours the figure; its sign says the same. */
  readonly direction?: 'up' | 'down' | 'flat';
}

export interface LiveCellProps {
  /** Painted when the quote of this instrument changes; undefined: of any. */
  readonly instrument?: number;
  /** Memoised: a new function is painted anew. */
  readonly figure: () => LiveFigure;
}

export function LiveCell({ instrument, figure }: LiveCellProps) {
  const { quotes } = useDesk().tables;
  const cell = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const paint = () => {
      const span = cell.current;
      if (span === null) return;
      const { text, direction = 'flat' } = figure();
      setCell(span, text);
      if (span.dataset['direction'] !== direction) span.dataset['direction'] = direction;
    };
    paint();
    return quotes.onQuote((id) => {
      if (instrument === undefined || id === instrument) paint();
    });
  }, [instrument, figure, quotes]);
  return <span ref={cell} />;
}

/** `+12.30`, `−4.00`; green and red follow the sign. */
export function signed(minor: number, text: string): LiveFigure {
  const direction = minor > 0 ? 'up' : minor < 0 ? 'down' : 'flat';
  return { text: minor > 0 ? `+${text}` : text, direction };
}
