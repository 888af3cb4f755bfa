// What stands behind the rows of one ladder: the watched book and tape, the window, the pointer, the cursor
// and the mark in the hand. It changes outside of rendering; the frame loop paints it.

import { useEffect, useState, type RefObject } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { DepthView } from '../../state/market-views.ts';
import { ordersStore, type OrdersState } from '../../state/orders-store.ts';
import { setCell } from '../../ui/set-cell.ts';
import { nextRows, type ChosenStep } from './auto-step.ts';
import { LadderBook } from './ladder-book.ts';
import { paintLadder } from './ladder-painter.ts';
import {
  bestOf,
  marketIsAway,
  NO_ROWS,
  placeable,
  priceOf,
  rowOf,
  rowsWith,
  type LadderRows,
} from './ladder-window.ts';
import { ownMarks, type MarkDrag, type OwnMarks } from './own-marks-by-price.ts';
import { SeenVolume } from './seen-volume.ts';

/** bid and ask: a click places there · own: a mark of the user. */
export interface Pointed {
  readonly row: number;
  readonly column: 'bid' | 'ask' | 'ownBid' | 'ownAsk' | 'other';
}

export class LadderScene {
  view: DepthView | undefined;
  /** What will be painted next. */
  rows: LadderRows = NO_ROWS;
  /** What stands on the screen: every price that a click or a drop names is read from it. */
  shown: LadderRows = NO_ROWS;
  chosen: ChosenStep;
  /** Price of its row in the middle of the market, in sight or not; 0 for an empty book. */
  middle = 0;
  /** Price of the row that the keyboard is on, 0 none. */
  cursor = 0;
  pointed: Pointed | undefined;
  drag: MarkDrag | undefined;
  marks: Readonly<Record<Side, OwnMarks>> = { 0: new Map(), 1: new Map() };
  readonly seen = new SeenVolume();
  /** Raised when the user changed something that is painted. */
  version = 0;
  /** The user asked for the market in the middle, and it is not there yet. */
  #centring = false;

  constructor(chosen: ChosenStep) {
    this.chosen = chosen;
  }

  /** The price that stands on a row of the screen. */
  priceAt(row: number): number {
    return priceOf(this.shown, row);
  }

  choose(chosen: ChosenStep): void {
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.centre();
  }

  centre(): void {
    // A mark in the hand keeps its rows.
    this.#centring = this.drag === undefined;
    this.version += 1;
  }

  /** The hand moved on: rows that would still have to come do not move under it. */
  stay(): void {
    this.#centring = false;
  }

  /** Moves the cursor, and the window as far as it must. */
  point(price: number, limitTicks: number): void {
    this.stay();
    this.cursor = placeable(price, this.rows.step, limitTicks);
    this.rows = rowsWith(this.rows, this.cursor);
    this.version += 1;
  }

  hold(drag: MarkDrag | undefined): void {
    this.drag = drag;
    this.version += 1;
  }

  /** The rows of this frame. Coarser ones wait until the book that they need has come. */
  follow(book: LadderBook, count: number, held: boolean): void {
    if (count !== this.rows.count) this.rows = { ...this.rows, count };
    if (this.drag !== undefined) return;
    const { rows, chosen } = this;
    const next = nextRows(rows, { book: book.view, chosen, held, centring: this.#centring });
    book.want(next.step > 1);
    if (next.step > 1 && !book.isWhole) return;
    if (this.cursor > 0 && next !== rows) this.cursor = this.#cursorIn(next, bestOf(book.view));
    this.rows = next;
    this.#centring = false;
  }

  #cursorIn(next: LadderRows, best: number): number {
    if (this.#centring && best > 0) return priceOf(next, rowOf(next, best));
    return Math.max(Math.floor(this.cursor / next.step) * next.step, next.step);
  }

  /** Just before it is painted. */
  show(): void {
    this.shown = this.rows;
    const best = this.view === undefined ? 0 : bestOf(this.view);
    this.middle = best === 0 ? 0 : priceOf(this.shown, rowOf(this.shown, best));
  }
}

interface LadderParts {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly away: RefObject<HTMLDivElement | null>;
}

/** Watches book and tape, and paints the scene; `tell` is called after every paint. */
export function useLadderScene(
  instrument: Instrument,
  chosen: ChosenStep,
  rowCount: number,
  { grid, body, away }: LadderParts,
  tell: (scene: LadderScene) => void,
): LadderScene {
  const { tables } = useDesk();
  const [scene] = useState(() => new LadderScene(chosen));

  useEffect(() => {
    const isWhole = scene.rows.step > 1 || (scene.chosen !== 'auto' && scene.chosen > 1);
    const book = new LadderBook(tables, instrument.id, isWhole);
    const trades = tables.watchTrades(instrument.id);
    scene.view = book.view;
    const takeMarks = marksTaker(scene, instrument);
    let painted = '';
    const remove = tables.frames.add(() => {
      const box = body.current;
      if (box === null || grid.current === null || box.children.length === 0) return;
      const held = box.matches(':hover') || grid.current.matches(':focus-within');
      scene.follow(book, box.children.length, held);
      const { view } = book;
      scene.view = view;
      takeMarks();
      scene.seen.group(scene.rows.step);
      scene.seen.take(trades.tape);
      const { top, step, count } = scene.rows;
      const versions = [view.version, trades.tape.version, scene.version, top, step, count];
      const key = `${versions.join()},${String(book.isWhole)}`;
      if (key === painted) return;
      painted = key;
      scene.show();
      const { 0: bids, 1: asks } = scene.marks;
      const { shown: rows, seen, drag, cursor } = scene;
      const picture = { view, rows, bids, asks, seen, drag, cursor };
      paintLadder([...box.children] as HTMLElement[], picture, instrument);
      paintAway(away.current, scene);
      tell(scene);
    });
    return () => {
      remove();
      book.release();
      trades.release();
    };
  }, [instrument, tables, scene, grid, body, away, tell]);

  useEffect(() => {
    scene.choose(chosen);
  }, [scene, chosen]);
  // New rows are painted whether or not the market moved.
  useEffect(() => {
    scene.version += 1;
  }, [scene, rowCount]);
  return scene;
}

/** Keeps the marks of the scene as the orders and the groups are. */
function marksTaker(scene: LadderScene, { id }: Instrument): () => void {
  let orders: OrdersState['rows'] | undefined;
  let step = 0;
  return () => {
    const { rows } = ordersStore.getState();
    if (rows === orders && step === scene.rows.step) return;
    orders = rows;
    step = scene.rows.step;
    scene.version += 1;
    scene.marks = {
      0: ownMarks(rows, id, Side.buy, step),
      1: ownMarks(rows, id, Side.sell, step),
    };
  };
}

function paintAway(box: HTMLElement | null, scene: LadderScene): void {
  if (box === null) return;
  const side = marketIsAway(scene.shown, scene.middle);
  if (box.hidden !== (side === 0)) box.hidden = side === 0;
  if (side === 0) return;
  box.dataset['side'] = side === 1 ? 'up' : 'down';
  setCell(box, textNow(side === 1 ? 'ladder.away_up' : 'ladder.away_down'));
}
