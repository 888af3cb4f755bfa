// Sparklines of the rows in sight, on one canvas: bars are watched a few at a time, kept while the row is in
// sight, and drawn again about once a second.

import type { BarSeries, MarketTables } from '../../state/market-views.ts';
import { onStyleChange } from '../../ui/figure-canvas/figure-style.ts';
import { sparkPath } from '../../ui/Sparkline.tsx';
import type { WatchRow } from './watch-rows.ts';

export interface WatchLines {
  show(rows: readonly WatchRow[], rowHeight: number): void;
  close(): void;
}

const SPAN_SECONDS = 60;
const POINTS = 60;
/** A line asks for history and live bars; the venue takes 50 messages a second from one connection. */
const WATCHED_MAX = 48;
const WATCHED_PER_TURN = 2;
const TURN_MS = 150;
const DRAWN_EVERY_MS = 1000;
export const LINE_WIDTH_PX = 28;
const LINE_HEIGHT_PX = 14;

interface Watched {
  readonly bars: BarSeries;
  readonly release: () => void;
  drawn: number;
}

export function createWatchLines(canvas: HTMLCanvasElement, tables: MarketTables): WatchLines {
  return new DrawnLines(canvas, tables);
}

class DrawnLines implements WatchLines {
  readonly #canvas: HTMLCanvasElement;
  readonly #tables: MarketTables;
  readonly #watched = new Map<number, Watched>();
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  readonly #stopListening: () => void;
  /** Instrument by row in sight; -1: none. */
  #ids: readonly number[] = [];
  #rowHeight = 1;
  #colours: readonly string[] = [];

  constructor(canvas: HTMLCanvasElement, tables: MarketTables) {
    this.#canvas = canvas;
    this.#tables = tables;
    this.#readColours();
    this.#stopListening = onStyleChange(() => {
      this.#readColours();
      this.#fit();
    });
    const watch = setInterval(() => {
      this.#watchSome();
    }, TURN_MS);
    const draw = setInterval(() => {
      this.#ids.forEach((id, row) => {
        this.#draw(id, row);
      });
    }, DRAWN_EVERY_MS);
    this.#timers = [watch, draw];
  }

  show(rows: readonly WatchRow[], rowHeight: number): void {
    this.#ids = rows.map((row) => (row.is === 'instrument' ? row.instrument.id : -1));
    this.#rowHeight = rowHeight;
    this.#fit();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#stopListening();
    for (const { release } of this.#watched.values()) release();
    this.#watched.clear();
  }

  /** Releases what is out of sight and watches a few more. */
  #watchSome(): void {
    const wanted = this.#ids.filter((id) => id >= 0).slice(0, WATCHED_MAX);
    const inSight = new Set(wanted);
    for (const [id, { release }] of this.#watched) {
      if (inSight.has(id)) continue;
      release();
      this.#watched.delete(id);
    }
    const next = wanted.filter((id) => !this.#watched.has(id)).slice(0, WATCHED_PER_TURN);
    for (const id of next) {
      const { bars, release } = this.#tables.watchBars(id, SPAN_SECONDS);
      this.#watched.set(id, { bars, release, drawn: -1 });
    }
  }

  #readColours(): void {
    const style = getComputedStyle(this.#canvas);
    this.#colours = ['--up', '--down', '--text-3'].map((name) => style.getPropertyValue(name));
  }

  #fit(): void {
    const height = this.#ids.length * this.#rowHeight;
    this.#canvas.width = Math.round(LINE_WIDTH_PX * devicePixelRatio);
    this.#canvas.height = Math.round(height * devicePixelRatio);
    this.#canvas.style.width = `${String(LINE_WIDTH_PX)}px`;
    this.#canvas.style.height = `${String(height)}px`;
    for (const watched of this.#watched.values()) watched.drawn = -1;
    this.#ids.forEach((id, row) => {
      this.#draw(id, row);
    });
  }

  #draw(id: number, row: number): void {
    const watched = this.#watched.get(id);
    if (watched === undefined || watched.drawn === watched.bars.version) return;
    watched.drawn = watched.bars.version;
    const closes = lastCloses(watched.bars);
    const context = this.#canvas.getContext('2d')!;
    const scale = devicePixelRatio;
    const top = row * this.#rowHeight + (this.#rowHeight - LINE_HEIGHT_PX) / 2;
    context.setTransform(scale, 0, 0, scale, 0, top * scale);
    context.clearRect(0, -1, LINE_WIDTH_PX, LINE_HEIGHT_PX + 2);
    context.lineWidth = 1;
    context.lineJoin = 'round';
    context.strokeStyle = this.#colours[directionOf(closes)]!;
    context.stroke(new Path2D(sparkPath(closes, LINE_WIDTH_PX, LINE_HEIGHT_PX)));
  }
}

export function lastCloses(bars: Pick<BarSeries, 'count' | 'close'>): readonly number[] {
  const from = Math.max(0, bars.count - POINTS);
  return Array.from({ length: bars.count - from }, (_, k) => bars.close(from + k));
}

/** 0 up, 1 down, 2 where it began. */
function directionOf(closes: readonly number[]): number {
  const moved = (closes.at(-1) ?? 0) - (closes[0] ?? 0);
  return moved > 0 ? 0 : moved < 0 ? 1 : 2;
}
