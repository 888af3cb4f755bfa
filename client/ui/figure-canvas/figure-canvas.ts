// A grid of figures on one canvas: cells are set as text, changed rows are put together from glyphs that
// were drawn before, and each stretch of changed rows goes to the screen in one piece.

import { FigureCells, FLASH_STEPS, type CellLook, type Flash, type Tone } from './figure-cells.ts';
import { figureWidth, GlyphStyle, placeFigure, reservedWidth } from './figure-layout.ts';
import { onStyleChange, readStyle, type FigureStyle } from './figure-style.ts';
import { createAtlas, type GlyphAtlas } from './glyph-atlas.ts';
import { fillBox, packed, stampGlyph, type Bitmap } from './pixel-blend.ts';

export interface FigureColumn {
  /** Right edge of its figures and room to the left of it, CSS px. */
  readonly right: number;
  readonly width: number;
}

export interface FigureCanvas {
  /** Empties all cells. */
  resize(rows: number, rowHeight: number, width: number): void;
  setCell(
    row: number,
    column: number,
    text: string,
    tone: Tone,
    look?: CellLook,
    flash?: Flash,
  ): void;
  /** Draws what changed, and fades what flashes; call it once per frame. */
  paint(): void;
  /** Reads tokens, fonts and pixel ratio again. */
  restyle(): void;
  close(): void;
}

/** So many rows are made and shown at a time: their pixels stay in the processor's cache meanwhile. */
const BAND_ROWS = 4;
const FLASH_MARGIN = 2;
const HEADROOM = 3;
const POINT = '.';

export function createFigureCanvas(
  canvas: HTMLCanvasElement,
  options: { readonly columns: readonly FigureColumn[] },
): FigureCanvas {
  return new PaintedFigures(canvas, options.columns);
}

class PaintedFigures implements FigureCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #columns: readonly FigureColumn[];
  readonly #cells: FigureCells;
  readonly #stopListening: () => void;
  #style: FigureStyle;
  #atlas: GlyphAtlas;
  /** Backgrounds of figures by number; 0: none. */
  #grounds: readonly number[];
  #image = new ImageData(1, 1);
  #bitmap: Bitmap = { width: 1, height: 1, pixels: new Int32Array(1) };
  #rowHeight = 1;
  #width = 1;
  /** Device pixels from row to row, and to the baseline. */
  #pitch = 1;
  #baseline = 1;
  #nowMs = 0;
  // What the glyphs of the cell at hand stand on: kept here so that a cell makes no closure.
  #tone: Tone = 0;
  #ground = 0;
  #line = 0;
  readonly #place = (code: number, style: GlyphStyle, x: number): void => {
    const quarters = Math.round(x * 4);
    const pen = quarters >> 2;
    const line = style === GlyphStyle.pip ? this.#line - this.#atlas.pipRise : this.#line;
    const stamp = this.#atlas.stamp(code, style, quarters & 3, this.#tone, this.#ground);
    stampGlyph(this.#bitmap, stamp, pen, line);
  };

  constructor(canvas: HTMLCanvasElement, columns: readonly FigureColumn[]) {
    this.#canvas = canvas;
    // In main memory: the pixels are made there, and no figure waits for the graphics card.
    this.#context = canvas.getContext('2d', {
      willReadFrequently: true,
    }) as CanvasRenderingContext2D;
    this.#columns = columns;
    this.#cells = new FigureCells(columns.length);
    this.#style = readStyle(canvas);
    this.#grounds = groundsOf(this.#style);
    this.#atlas = createAtlas(this.#style, this.#grounds, this.#bitmap.width);
    this.#stopListening = onStyleChange(() => {
      this.restyle();
    });
  }

  resize(rows: number, rowHeight: number, width: number): void {
    this.#cells.resize(rows);
    this.#rowHeight = rowHeight;
    this.#width = width;
    this.#fit();
  }

  setCell(
    row: number,
    column: number,
    text: string,
    tone: Tone,
    look?: CellLook,
    flash: Flash = 0,
  ): void {
    const changed = this.#cells.set(row, column, text, tone, look);
    if (changed && flash > 0 && this.#style.flashMs > 0)
      this.#cells.flash(row, column, flash, performance.now());
  }

  paint(): void {
    const beforeMs = this.#nowMs;
    this.#nowMs = performance.now();
    this.#cells.fade(this.#nowMs, beforeMs, this.#style.flashMs);
    this.#cells.takeDirty((from, to) => {
      for (let row = from; row < to; row += BAND_ROWS) {
        this.#paintBand(row, Math.min(to, row + BAND_ROWS));
      }
    });
  }

  #paintBand(from: number, to: number): void {
    const y = from * this.#pitch;
    const height = (to - from) * this.#pitch;
    fillBox(this.#bitmap, 0, y, this.#bitmap.width, height, 0);
    for (let row = from; row < to; row++) this.#drawRow(row);
    this.#context.putImageData(this.#image, 0, 0, 0, y, this.#bitmap.width, height);
  }

  restyle(): void {
    this.#style = readStyle(this.#canvas);
    this.#grounds = groundsOf(this.#style);
    this.#atlas = createAtlas(this.#style, this.#grounds, this.#bitmap.width);
    this.#fit();
    this.#cells.dirtyAll();
  }

  close(): void {
    this.#stopListening();
    this.#cells.resize(0);
  }

  #fit(): void {
    const { scale } = this.#style;
    const width = Math.max(1, Math.round(this.#width * scale));
    if (width !== this.#atlas.stride) this.#atlas = createAtlas(this.#style, this.#grounds, width);
    this.#pitch = Math.round(this.#rowHeight * scale);
    this.#baseline = this.#atlas.baseline(this.#pitch);
    const height = Math.max(1, this.#cells.rows * this.#pitch);
    if (width !== this.#canvas.width) this.#canvas.width = width;
    if (height !== this.#canvas.height) this.#canvas.height = height;
    this.#canvas.style.width = `${String(this.#width)}px`;
    this.#canvas.style.height = `${String(this.#cells.rows * this.#rowHeight)}px`;
    if (this.#image.width === width && this.#image.height === height) return;
    this.#image = new ImageData(width, height);
    this.#bitmap = { width, height, pixels: new Int32Array(this.#image.data.buffer) };
  }

  #drawRow(row: number): void {
    const cells = this.#cells;
    for (let column = 0; column < cells.columns; column++) {
      const cell = row * cells.columns + column;
      const text = cells.text(cell);
      if (text !== '') this.#drawCell(row, this.#columns[column]!, cell, text);
    }
  }

  #drawCell(row: number, column: FigureColumn, cell: number, text: string): void {
    const { scale, flashMs } = this.#style;
    const { advance } = this.#atlas;
    const cells = this.#cells;
    const top = row * this.#pitch;
    const { bigFigure = false, reserve = 0 } = cells.look(cell);
    const flash = cells.flashOf(cell, this.#nowMs, flashMs);
    let right = column.right * scale;
    let width = 0;
    if (reserve > 0 || flash >= 0) width = figureWidth(text, bigFigure, advance);
    if (reserve > 0) {
      const kept = reservedWidth(reserve, text.includes(POINT), advance);
      right -= Math.max(0, Math.min(kept, column.width * scale - width));
    }
    if (flash >= 0) {
      const x = Math.round(right - width) - FLASH_MARGIN * scale;
      const wide = Math.round(width) + 2 * FLASH_MARGIN * scale;
      const inset = Math.round(HEADROOM * scale);
      const colour = this.#grounds[flash + 1]!;
      fillBox(this.#bitmap, Math.round(x), top + inset, wide, this.#pitch - 2 * inset, colour);
    }
    this.#ground = flash + 1;
    this.#tone = cells.tone(cell);
    this.#line = top + this.#baseline;
    placeFigure(text, right, bigFigure, advance, this.#place);
  }
}

/** None, and flashes by kind and step, from full to nearly gone. */
function groundsOf({ flashes }: FigureStyle): readonly number[] {
  const faded = flashes.flatMap((colour) =>
    Array.from({ length: FLASH_STEPS }, (_, step) =>
      packed(colour, Math.round(255 * (1 - step / FLASH_STEPS))),
    ),
  );
  return [0, ...faded];
}
