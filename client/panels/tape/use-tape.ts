// Paints the tape once per frame: the rows in sight at once, those below them once a second and as soon as
// somebody may look at them.

import { useEffect, useRef, type RefObject } from 'react';
import { textNow } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { Tape } from '../../state/market-views.ts';
import { setCell } from '../../ui/set-cell.ts';
import { paintTape, tapeRow, type TapePicture } from './tape-painter.ts';
import { newerThan } from './tape-rows.ts';

export const TAPE_ROWS = 120;
/** The least height of a row, px: `--row-s`. */
const ROW_PX = 22;
const REST_MS = 1_000;

export interface TapeParts {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly fresh: RefObject<HTMLButtonElement | null>;
  readonly words: RefObject<HTMLParagraphElement | null>;
  readonly tape: RefObject<Tape | undefined>;
}

/** Paints new trades, or counts them while the rows are held. */
export function useTape(
  picture: TapePicture,
  { box, body, fresh, words, tape: shown }: TapeParts,
): void {
  const { tables } = useDesk();
  const { instrument } = picture;
  const now = useRef(picture);
  const dirty = useRef(true);
  useEffect(() => {
    now.current = picture;
    dirty.current = true;
  }, [picture]);
  useEffect(() => {
    const { tape, release } = tables.watchTrades(instrument.id);
    shown.current = tape;
    const list = body.current!;
    const sight = followSight(list);
    const rows = createTapeRows(list, tape, sight);
    const remove = tables.frames.add(() => {
      if (box.current === null || fresh.current === null) return;
      const isAsked = dirty.current || list.dataset['release'] !== undefined;
      const isHeld = sight.isScrolled || box.current.matches(':hover, :focus-within');
      if (!rows.paint(now.current, isHeld, isAsked)) return;
      dirty.current = false;
      delete list.dataset['release'];
      list.toggleAttribute('data-stale', tape.truth === 'stale');
      const count = newerThan(tape, rows.newest, now.current.least);
      if (fresh.current.hidden !== (count === 0)) fresh.current.hidden = count === 0;
      setCell(fresh.current, count === 0 ? '' : textNow('tape.fresh', { n: count }));
      if (words.current !== null) setCell(words.current, tapeWords(tape, rows.isEmpty()));
    });
    return () => {
      remove();
      release();
      sight.close();
    };
  }, [instrument, tables, box, body, fresh, words, shown]);
}

/** Rows that move with the tape, or stand still while they are held. */
function createTapeRows(list: HTMLElement, tape: Tape, sight: { readonly rows: number }) {
  const rows = ([...list.children] as HTMLElement[]).map(tapeRow);
  let newest = -1;
  let painted = '';
  /** Whether the rows out of sight are those that follow the rows in sight, and when they last were. */
  let isWhole = false;
  let wholeMs = -Infinity;

  /** New trades come in at the top: as many rows go there from the bottom, so that those between keep their
   * words. */
  function makeRoom(count: number): void {
    if (count >= sight.rows) return;
    for (let n = 0; n < count; n++) {
      const row = rows.pop()!;
      rows.unshift(row);
      list.prepend(row.element);
    }
  }

  return {
    get newest() {
      return newest;
    },
    isEmpty: () => rows[0]!.element.hidden !== false,
    /** False: nothing is new. */
    paint(picture: TapePicture, isHeld: boolean, isAsked: boolean): boolean {
      const key = `${String(tape.version)} ${String(isHeld)} ${String(sight.rows)}`;
      const nowMs = performance.now();
      const isDue = nowMs - wholeMs >= REST_MS;
      if (key === painted && !isAsked && (isWhole || !isDue)) return false;
      painted = key;
      if (!isHeld || isAsked || newest === -1) {
        isWhole = isHeld || isAsked || isDue;
        if (isWhole) wholeMs = nowMs;
        const to = isWhole ? rows.length : sight.rows;
        makeRoom(newerThan(tape, newest, picture.least));
        newest = paintTape(rows, tape, picture, { from: 0, to, newest: Infinity, isAnew: isAsked });
      } else if (!isWhole) {
        // The rows in sight stand still; those below them go on from there.
        isWhole = true;
        const rest = { from: sight.rows, to: rows.length, newest, isAnew: false };
        paintTape(rows, tape, picture, rest);
      }
      return true;
    },
  };
}

/** How many rows are in sight and whether they were scrolled, without asking for a layout in a frame. */
function followSight(body: HTMLElement) {
  const sight = { rows: TAPE_ROWS, isScrolled: body.scrollTop > 0, close };
  const scrolled = () => {
    sight.isScrolled = body.scrollTop > 0;
  };
  const observer = new ResizeObserver(([entry]) => {
    sight.rows = Math.min(
      TAPE_ROWS,
      Math.ceil((entry?.contentRect.height ?? Infinity) / ROW_PX) + 1,
    );
  });
  observer.observe(body);
  body.addEventListener('scroll', scrolled, { passive: true });
  function close(): void {
    observer.disconnect();
    body.removeEventListener('scroll', scrolled);
  }
  return sight;
}

/** Said under the rows: losses first; nothing while all is well. */
function tapeWords(tape: Tape, isEmpty: boolean): string {
  if (tape.lost > 0) return textNow('tape.lost', { count: tape.lost });
  if (!isEmpty || tape.truth === 'loading') return '';
  return textNow(tape.count === 0 ? 'tape.empty' : 'tape.emptyFilter');
}
