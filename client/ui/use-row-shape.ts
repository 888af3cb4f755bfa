// The shape of a table's rows: a line of cells, or a card where the panel is too narrow for the columns.
// The style sheet says what is narrow (by the panel's width, not the window's) and how high a row is.

import { useLayoutEffect, useState } from 'react';
import { usePrefs } from '../state/prefs-store.ts';

export interface RowShape {
  /** px */
  readonly height: number;
  readonly cards: boolean;
}

const ROW_HEIGHT_PX = 22;
/** px that a card's second line adds to a row. */
const SECOND_LINE_PX = 20;

/** `minWidth`: px below which the columns would have to be scrolled sideways. */
export function useRowShape(
  box: { readonly current: HTMLElement | null },
  minWidth: number,
  hasCards: boolean,
): RowShape {
  const density = usePrefs((state) => state.density);
  const [shape, setShape] = useState<RowShape>({ height: ROW_HEIGHT_PX, cards: false });
  useLayoutEffect(() => {
    const table = box.current;
    if (table === null) return undefined;
    const measure = () => {
      const style = getComputedStyle(table);
      const row = Number.parseFloat(style.getPropertyValue('--row'));
      const isNarrow = style.getPropertyValue('--narrow').trim() === '1';
      const cards = hasCards && isNarrow && table.clientWidth < minWidth;
      const height = (row > 0 ? row : ROW_HEIGHT_PX) + (cards ? SECOND_LINE_PX : 0);
      setShape((before) =>
        before.cards === cards && before.height === height ? before : { height, cards },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(table);
    return () => {
      observer.disconnect();
    };
  }, [box, density, minWidth, hasCards]);
  return shape;
}
