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
import { paintLadder } from './ladder-painter.ts';
import { bestOf, followMarket, marketIsAway, windowAround, windowWith } from './ladder-window.ts';
import { ownMarks, type MarkDrag, type OwnMarks } from './own-marks-by-price.ts';
import { SeenVolume } from './seen-volume.ts';

/** The most that the server sends without sending all of the book. */
const LEVELS = 20;
const INTERVAL_MS = 50;

/** bid and ask: a click places there · own: a mark of the user. */
export interface Pointed {
  readonly row: number;
  readonly column: 'bid' | 'ask' | 'ownBid' | 'ownAsk' | 'other';
}

export class LadderScene {
  view: DepthView | undefined;
  top = 0;
  rows = 0;
  cursor = 0;
  pointed: Pointed | undefined;
  drag: MarkDrag | undefined;
  marks: Readonly<Record<Side, OwnMarks>> = { 0: new Map(), 1: new Map() };
  readonly seen = new SeenVolume();
  /** Raised when the user changed something that is painted. */
  version = 0;

  priceAt(row: number): number {
    return this.top - row;
  }

  centre(): void {
    const best = this.view === undefined ? 0 : bestOf(this.view);
    if (best > 0) this.top = windowAround(best, this.rows);
    if (best > 0 && this.cursor > 0) this.cursor = best;
    this.version += 1;
  }

  scroll(rows: number, limitTicks: number): void {
    if (this.top === 0) return;
    this.top = Math.min(Math.max(this.top + rows, this.rows), limitTicks - 1);
    this.version += 1;
  }

  /** Moves the cursor, and the window as far as it must. */
  point(price: number, limitTicks: number): void {
    this.cursor = Math.min(Math.max(price, 1), limitTicks - 1);
    this.top = windowWith(this.top, this.rows, this.cursor);
    this.version += 1;
  }

  hold(drag: MarkDrag | undefined): void {
    this.drag = drag;
    this.version += 1;
  }

  middle(): number {
    return this.view === undefined ? 0 : bestOf(this.view);
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
  rowCount: number,
  { grid, body, away }: LadderParts,
  tell: (scene: LadderScene) => void,
): LadderScene {
  const { tables } = useDesk();
  const [scene] = useState(() => new LadderScene());

  useEffect(() => {
    const depth = tables.watchDepth(instrument.id, LEVELS, INTERVAL_MS);
    const trades = tables.watchTrades(instrument.id);
    scene.view = depth.view;
    let orders: OrdersState['rows'] | undefined;
    let painted = '';
    const remove = tables.frames.add(() => {
      const { view } = depth;
      const box = body.current;
      if (box === null || grid.current === null) return;
      scene.rows = box.children.length;
      const held = box.matches(':hover') || grid.current.matches(':focus-within');
      scene.top = followMarket(scene.top, scene.rows, bestOf(view), held || !!scene.drag);
      const now = ordersStore.getState().rows;
      if (now !== orders) {
        scene.version += 1;
        scene.marks = {
          0: ownMarks(now, instrument.id, Side.buy),
          1: ownMarks(now, instrument.id, Side.sell),
        };
      }
      orders = now;
      scene.seen.take(trades.tape);
      const versions = [view.version, trades.tape.version, scene.version, scene.top, scene.rows];
      const key = versions.join();
      if (key === painted) return;
      painted = key;
      const rows = [...box.children] as HTMLElement[];
      const { 0: bids, 1: asks } = scene.marks;
      paintLadder(rows, { ...scene, view, bids, asks }, instrument);
      paintAway(away.current, scene);
      tell(scene);
    });
    return () => {
      remove();
      depth.release();
      trades.release();
    };
  }, [instrument, tables, scene, grid, body, away, tell]);

  // New rows are painted whether or not the market moved.
  useEffect(() => {
    scene.version += 1;
  }, [scene, rowCount]);
  return scene;
}

function paintAway(box: HTMLElement | null, scene: LadderScene): void {
  if (box === null) return;
  const side = marketIsAway(scene.top, scene.rows, scene.middle());
  box.hidden = side === 0;
  box.dataset['side'] = side === 1 ? 'up' : 'down';
  if (side !== 0) setCell(box, textNow(side === 1 ? 'ladder.away_up' : 'ladder.away_down'));
}
