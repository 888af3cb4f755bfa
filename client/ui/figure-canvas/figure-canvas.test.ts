// The parts of a figure canvas that know no browser: where glyphs stand, which rows are painted, and what
// becomes of pixels that lie over each other.

import { describe, expect, it } from 'vitest';
import { FigureCells, FLASH_STEPS, Tone } from './figure-cells.ts';
import {
  bigFigureStyle,
  figureWidth,
  GlyphStyle,
  placeFigure,
  reservedWidth,
  type Advance,
} from './figure-layout.ts';
import { cutToInk, makeStamp } from './glyph-atlas.ts';
import { fillBox, over, packed, readColour, stampGlyph, type Bitmap } from './pixel-blend.ts';

/** Digits are 8 wide (10 in the big style, 5 raised), signs 4. */
const advance: Advance = (code, style) => {
  if (code < 48 || code > 57) return 4;
  return style === GlyphStyle.big ? 10 : style === GlyphStyle.pip ? 5 : 8;
};

function placed(text: string, right: number, isBigFigure = false) {
  const glyphs: (readonly [string, number, number])[] = [];
  placeFigure(text, right, isBigFigure, advance, (code, style, x) => {
    glyphs.unshift([String.fromCharCode(code), style, x]);
  });
  return glyphs;
}

describe('the layout of figures', () => {
  it('ends at the right edge, whatever the length', () => {
    expect(placed('1.25', 100)).toEqual([
      ['1', 0, 72],
      ['.', 0, 80],
      ['2', 0, 84],
      ['5', 0, 92],
    ]);
    expect(placed('7', 100)).toEqual([['7', 0, 92]]);
    expect(placed('', 100)).toEqual([]);
  });

  it('sets the digits that dealers say large and the last one small', () => {
    const styles = [...'1.08412'].map((_, k) => bigFigureStyle(k, 7));
    expect(styles).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(figureWidth('1.08412', true, advance)).toBe(3 * 8 + 4 + 2 * 10 + 5);
    expect(figureWidth('1.08412', false, advance)).toBe(6 * 8 + 4);
  });

  it('keeps the room of missing decimals, so that points stand under each other', () => {
    const pointOf = (text: string, missing: number) => {
      const right = 100 - reservedWidth(missing, text.includes('.'), advance);
      const point = placed(text, right).find(([sign]) => sign === '.');
      return point?.[2] ?? right;
    };
    expect(pointOf('3,312', 2)).toBe(pointOf('99.73', 0));
    expect(pointOf('5.1', 1)).toBe(pointOf('99.73', 0));
  });
});

describe('the cells of figures', () => {
  const dirtyRuns = (cells: FigureCells) => {
    const runs: [number, number][] = [];
    cells.takeDirty((from, to) => runs.push([from, to]));
    return runs;
  };

  it('paints rows that changed, neighbours in one piece, and none twice', () => {
    const cells = new FigureCells(2);
    cells.resize(6);
    expect(dirtyRuns(cells)).toEqual([[0, 6]]);
    cells.set(1, 0, '1', Tone.text1);
    cells.set(2, 1, '2', Tone.up);
    cells.set(5, 0, '3', Tone.down);
    expect(dirtyRuns(cells)).toEqual([
      [1, 3],
      [5, 6],
    ]);
    expect(dirtyRuns(cells)).toEqual([]);
  });

  it('leaves a row alone when nothing of it differs, and rows that do not exist', () => {
    const cells = new FigureCells(1);
    cells.resize(2);
    cells.set(0, 0, '1', Tone.text1);
    dirtyRuns(cells);
    expect(cells.set(0, 0, '1', Tone.text1)).toBe(false);
    expect(cells.set(2, 0, '1', Tone.text1)).toBe(false);
    expect(dirtyRuns(cells)).toEqual([]);
    expect(cells.set(0, 0, '1', Tone.up)).toBe(true);
    expect(dirtyRuns(cells)).toEqual([[0, 1]]);
  });

  it('fades a flash in steps, and paints only when a step is reached', () => {
    const cells = new FigureCells(1);
    cells.resize(1);
    cells.flash(0, 0, 2, 1000);
    dirtyRuns(cells);
    expect(cells.flashOf(0, 1000, 300)).toBe(FLASH_STEPS);
    cells.fade(1016, 1000, 300);
    expect(dirtyRuns(cells)).toEqual([]);
    cells.fade(1080, 1016, 300);
    expect(dirtyRuns(cells)).toEqual([[0, 1]]);
    expect(cells.flashOf(0, 1080, 300)).toBe(FLASH_STEPS + 1);
    cells.fade(1400, 1080, 300);
    expect(dirtyRuns(cells)).toEqual([[0, 1]]);
    expect(cells.flashOf(0, 1400, 300)).toBe(-1);
  });

  it('shows no flash where no motion is wanted', () => {
    const cells = new FigureCells(1);
    cells.resize(1);
    cells.flash(0, 0, 1, 1000);
    expect(cells.flashOf(0, 1000, 0)).toBe(-1);
  });
});

describe('the pixels of figures', () => {
  const bitmap = (width: number, height: number): Bitmap => ({
    width,
    height,
    pixels: new Int32Array(width * height),
  });

  it('reads colours of tokens', () => {
    expect(readColour(' #3dbb8c')).toEqual({ red: 0x3d, green: 0xbb, blue: 0x8c });
    expect(readColour('#fff')).toEqual({ red: 255, green: 255, blue: 255 });
    expect(readColour('rgb(1 2 3 / 0.5)')).toEqual({ red: 1, green: 2, blue: 3 });
  });

  const white = { red: 255, green: 255, blue: 255 };
  const full = (width: number, height: number) => ({
    ...{ left: 0, top: 0, width, height },
    strengths: new Uint8Array(width * height).fill(255),
  });

  it('cuts a glyph to its ink and puts it back where it stood', () => {
    const data = new Uint8ClampedArray(5 * 4 * 4);
    data[(2 * 5 + 3) * 4 + 3] = 200;
    const mask = cutToInk({ width: 5, height: 4, data }, 1, 3);
    expect([mask.left, mask.top, mask.width, mask.height]).toEqual([2, -1, 1, 1]);
    const into = bitmap(5, 4);
    stampGlyph(into, makeStamp(mask, white, 0, into.width), 1, 3);
    expect(into.pixels[2 * 5 + 3]).toBe(packed(white, 200));
    expect(into.pixels.filter((pixel) => pixel !== 0)).toHaveLength(1);
  });

  it('never writes outside of the bitmap', () => {
    const into = bitmap(2, 2);
    const stamp = makeStamp(full(2, 2), white, 0, into.width);
    const ink = packed(white, 255);
    stampGlyph(into, stamp, -1, -1);
    expect([...into.pixels]).toEqual([ink, 0, 0, 0]);
    stampGlyph(into, stamp, 1, 1);
    expect([...into.pixels]).toEqual([ink, 0, 0, ink]);
    fillBox(into, -3, 1, 10, 10, 9);
    expect([...into.pixels]).toEqual([ink, 0, 9, 9]);
    fillBox(into, 5, 5, 1, 1, 7);
    expect([...into.pixels]).toEqual([ink, 0, 9, 9]);
  });

  it('lays ink over a background as the screen would', () => {
    const black = { red: 0, green: 0, blue: 0 };
    expect(over(packed(white, 255), packed(black, 255))).toBe(packed(white, 255));
    const half = over(packed(white, 128), packed(black, 255));
    expect(half >>> 24).toBe(255);
    expect(half & 255).toBe(128);
  });
});
