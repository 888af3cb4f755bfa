// The rows of a scrolled box that are drawn: follows its scrolling, its size and the height of rows.

import { useEffect, useState, type RefObject } from 'react';
import { usePrefs } from '../../state/prefs-store.ts';
import { windowOf, type RowWindow } from './watch-window.ts';

export interface SeenRows extends RowWindow {
  /** CSS px; 0 before the first look. */
  readonly rowHeight: number;
  /** Rows of one page. */
  readonly page: number;
  scrollTo(row: number): void;
}

const NOTHING = { first: 0, count: 0, rowHeight: 0, page: 1 };

export function useRowWindow(box: RefObject<HTMLElement | null>, rows: number): SeenRows {
  const density = usePrefs((state) => state.density);
  const [seen, setSeen] = useState(NOTHING);
  useEffect(() => {
    const body = box.current!;
    const look = () => {
      const rowHeight = Number.parseFloat(getComputedStyle(body).getPropertyValue('--row')) || 22;
      const { scrollTop, clientHeight } = body;
      const { first, count } = windowOf(scrollTop, clientHeight, rowHeight, rows);
      const page = Math.max(1, Math.floor(clientHeight / rowHeight) - 2);
      setSeen((old) => {
        const same =
          old.first === first &&
          old.count === count &&
          old.rowHeight === rowHeight &&
          old.page === page;
        return same ? old : { first, count, rowHeight, page };
      });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(body);
    body.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      body.removeEventListener('scroll', look);
    };
  }, [box, rows, density]);
  return {
    ...seen,
    scrollTo(row) {
      scrollIntoSight(box.current!, row, seen.rowHeight);
    },
  };
}

/** As far as needed and no further; the head, as high as a row, stays over the rows. */
function scrollIntoSight(body: HTMLElement, row: number, rowHeight: number): void {
  const head = body.firstElementChild?.clientHeight ?? 0;
  const top = row * rowHeight;
  const lowest = body.clientHeight - head - rowHeight;
  if (top < body.scrollTop) body.scrollTop = top;
  else if (top > body.scrollTop + lowest) body.scrollTop = top - lowest;
}
