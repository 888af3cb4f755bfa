// Paints the figures of the rows in sight: the canvas at once, the words for those who listen about once a
// second.

import type { Language } from '../../i18n/text-table.ts';
import type { MarketTables, QuoteColumns } from '../../state/market-views.ts';
import { createFigureCanvas, type FigureCanvas } from '../../ui/figure-canvas/figure-canvas.ts';
import { Tone, type CellLook, type Flash } from '../../ui/figure-canvas/figure-cells.ts';
import { setCell } from '../../ui/set-cell.ts';
import { AssetClass, type Instrument } from '../../../shared/domain/instrument.ts';
import { columnEdges, toneOf, type WatchColumn } from './watch-columns.ts';
import type { WatchRow } from './watch-rows.ts';

export interface FiguresOptions {
  readonly canvas: HTMLCanvasElement;
  readonly columns: readonly WatchColumn[];
  readonly tables: MarketTables;
  readonly language: Language;
}

export interface WatchFigures {
  /** The rows that are drawn now, and their elements; a missing element has no words. */
  show(rows: readonly WatchRow[], elements: readonly HTMLElement[], rowHeight: number): void;
  close(): void;
}

/** Rows are put into words in batches, since the browser lays out once per batch: after so many frames so many
 * rows, 60 in about a second. */
const MIRROR_FRAMES = 12;
const MIRROR_ROWS = 12;

const looks: CellLook[] = [];
/** One object per look, so that equal looks are the same. */
function lookOf(bigFigure: boolean, reserve: number): CellLook {
  return (looks[reserve * 2 + Number(bigFigure)] ??= { bigFigure, reserve });
}

export function createWatchFigures({
  canvas,
  columns,
  tables,
  language,
}: FiguresOptions): WatchFigures {
  const { rights, width } = columnEdges(columns);
  const figures = createFigureCanvas(canvas, {
    columns: columns.map((column, k) => ({ right: rights[k]!, width: column.width })),
  });
  const sight = new RowsInSight(figures, columns, tables.quotes, language);
  const stopQuotes = tables.quotes.onQuote((id) => {
    sight.paintInstrument(id);
  });
  const stopFrames = tables.frames.add(() => {
    figures.paint();
    sight.mirrorSome();
  });
  return {
    show(rows, elements, rowHeight) {
      figures.resize(rows.length, rowHeight, width);
      sight.show(rows, elements);
      figures.paint();
    },
    close() {
      stopQuotes();
      stopFrames();
      figures.close();
    },
  };
}

class RowsInSight {
  readonly #figures: FigureCanvas;
  readonly #columns: readonly WatchColumn[];
  readonly #quotes: QuoteColumns;
  readonly #language: Language;
  #rows: readonly WatchRow[] = [];
  #elements: readonly HTMLElement[] = [];
  #byInstrument = new Map<number, number>();
  /** What the text of a cell was made of. */
  #values = new Float64Array(0);
  #texts: string[] = [];
  #stale = new Uint8Array(0);
  #toMirror = new Uint8Array(0);
  #mirrorAt = 0;
  #mirrorFrame = 0;

  constructor(
    figures: FigureCanvas,
    columns: readonly WatchColumn[],
    quotes: QuoteColumns,
    language: Language,
  ) {
    this.#figures = figures;
    this.#columns = columns;
    this.#quotes = quotes;
    this.#language = language;
  }

  show(rows: readonly WatchRow[], elements: readonly HTMLElement[]): void {
    this.#rows = rows;
    this.#elements = elements;
    this.#byInstrument = new Map();
    this.#values = new Float64Array(rows.length * this.#columns.length).fill(Number.NaN);
    this.#texts = Array.from({ length: this.#values.length }, () => '');
    this.#stale = new Uint8Array(rows.length).fill(2);
    this.#toMirror = new Uint8Array(rows.length);
    rows.forEach((row, k) => {
      if (row.is === 'instrument') this.#byInstrument.set(row.instrument.id, k);
    });
    for (const id of this.#byInstrument.keys()) this.paintInstrument(id);
    for (let k = 0; k < rows.length; k++) this.#mirror(k);
  }

  paintInstrument(id: number): void {
    const k = this.#byInstrument.get(id);
    if (k === undefined) return;
    const row = this.#rows[k];
    if (row?.is !== 'instrument') return;
    const isStale = this.#quotes.stale(id);
    const differs = this.#stale[k] !== Number(isStale);
    this.#stale[k] = Number(isStale);
    for (let column = 0; column < this.#columns.length; column++)
      this.#paintCell(k, column, row.instrument, row.reserve, isStale, differs);
  }

  #paintCell(
    k: number,
    at: number,
    instrument: Instrument,
    reserve: number,
    isStale: boolean,
    differs: boolean,
  ): void {
    const column = this.#columns[at]!;
    const cell = k * this.#columns.length + at;
    const before = this.#values[cell]!;
    const value = column.value(this.#quotes, instrument.id);
    if (value === before && !differs) return;
    this.#values[cell] = value;
    if (value !== before) this.#texts[cell] = column.text(this.#quotes, instrument, this.#language);
    const text = this.#texts[cell]!;
    const isMissing = column.isPrice && value === 0;
    const tone = isMissing ? Tone.text3 : toneOf(column, text, isStale);
    const isBig = column.isPrice && !isMissing && hasBigFigure(instrument);
    const look = lookOf(isBig, column.isPrice && !isBig && !isMissing ? reserve : 0);
    const flash: Flash =
      !column.flashes || !(before > 0) || value === 0 ? 0 : value > before ? 1 : 2;
    this.#figures.setCell(k, at, text, tone, look, value === before ? 0 : flash);
    this.#toMirror[k] = 1;
  }

  mirrorSome(): void {
    this.#mirrorFrame = (this.#mirrorFrame + 1) % MIRROR_FRAMES;
    if (this.#mirrorFrame !== 0) return;
    const rows = this.#rows.length;
    for (let n = Math.min(MIRROR_ROWS, rows); n > 0; n--) {
      this.#mirrorAt = (this.#mirrorAt + 1) % rows;
      if (this.#toMirror[this.#mirrorAt] === 1) this.#mirror(this.#mirrorAt);
    }
  }

  #mirror(k: number): void {
    this.#toMirror[k] = 0;
    const element = this.#elements[k];
    if (element === undefined || this.#rows[k]?.is !== 'instrument') return;
    const cells = element.querySelectorAll('.watch-words');
    for (let column = 0; column < this.#columns.length; column++) {
      const cell = cells[column];
      if (cell !== undefined) setCell(cell, this.#texts[k * this.#columns.length + column]!);
    }
    element.classList.toggle('old', this.#stale[k] === 1);
  }
}

/** Currency pairs of at least three decimals, as dealers read them. */
function hasBigFigure({ assetClass, priceScale }: Instrument): boolean {
  return assetClass === AssetClass.fx && priceScale >= 3;
}
