// Glyphs as pixels, drawn once by the browser and then only copied: a stencil per character, style and
// quarter of a pixel, coloured once per tone.

import { GlyphStyle } from './figure-layout.ts';
import type { FigureStyle } from './figure-style.ts';
import { packed, type Stamp } from './pixel-blend.ts';

export interface GlyphAtlas {
  /** Device pixels; digits are as wide as the widest of them. */
  advance(code: number, style: GlyphStyle): number;
  /** The glyph whose pen stands `quarter` quarters right of a whole pixel. */
  stamp(code: number, style: GlyphStyle, quarter: number, tone: number): Stamp;
  /** From the upper edge of a row to its baseline, in device pixels. */
  baseline(rowHeight: number): number;
  /** How far the last digit of a big figure is raised. */
  readonly pipRise: number;
}

const STYLES = [GlyphStyle.body, GlyphStyle.big, GlyphStyle.pip] as const;
/** Room around the ink of a glyph, device pixels. */
const MARGIN = 4;
const QUARTERS = 4;
const TONES = 8;
const isDigit = (code: number) => code >= 48 && code <= 57;

export function createAtlas(style: FigureStyle): GlyphAtlas {
  const { scale } = style;
  const context = document
    .createElement('canvas')
    .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const fonts = STYLES.map(
    (k) => `${String(style.weights[k])} ${String(style.sizes[k] * scale)}px ${style.family}`,
  );
  const widths = new Map<number, number>();
  const masks = new Map<number, Stamp>();
  const stamps = new Map<number, Stamp>();

  const measure = (code: number, k: GlyphStyle) => {
    context.font = fonts[k]!;
    return context.measureText(String.fromCharCode(code)).width;
  };
  const digits = STYLES.map((k) =>
    Math.max(...Array.from({ length: 10 }, (_, digit) => measure(48 + digit, k))),
  );
  context.font = fonts[GlyphStyle.body]!;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } =
    context.measureText('0');

  function advance(code: number, k: GlyphStyle): number {
    if (isDigit(code)) return digits[k]!;
    const key = code * STYLES.length + k;
    let width = widths.get(key);
    if (width === undefined) widths.set(key, (width = measure(code, k)));
    return width;
  }

  function drawMask(code: number, k: GlyphStyle, quarter: number): Stamp {
    const { canvas } = context;
    const size = Math.ceil(style.sizes[k] * scale);
    canvas.width = Math.ceil(advance(code, k)) + 2 * MARGIN + 1;
    canvas.height = 2 * size + 2 * MARGIN;
    const base = size + MARGIN;
    // A narrow digit stands in the middle of the room that all digits have.
    const inset = isDigit(code) ? (digits[k]! - measure(code, k)) / 2 : 0;
    context.font = fonts[k]!;
    context.fillText(String.fromCharCode(code), MARGIN + inset + quarter / QUARTERS, base);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    return cutToInk(image, MARGIN, base);
  }

  function mask(code: number, k: GlyphStyle, quarter: number): Stamp {
    const key = (code * STYLES.length + k) * QUARTERS + quarter;
    let found = masks.get(key);
    if (found === undefined) masks.set(key, (found = drawMask(code, k, quarter)));
    return found;
  }

  return {
    advance,
    stamp(code, k, quarter, tone) {
      const key = ((code * STYLES.length + k) * QUARTERS + quarter) * TONES + tone;
      let found = stamps.get(key);
      if (found === undefined) {
        const plain = mask(code, k, quarter);
        const colour = style.tones[tone]!;
        const pixels = plain.pixels.map((word) => (word === 0 ? 0 : packed(colour, word >>> 24)));
        stamps.set(key, (found = { ...plain, pixels }));
      }
      return found;
    },
    baseline: (rowHeight) => Math.round((rowHeight - ascent - descent) / 2 + ascent),
    pipRise: Math.round((style.sizes[GlyphStyle.body] * scale) / 4),
  };
}

/** The smallest box with all the ink; `penX` and `base` are where the pen stood. */
export function cutToInk(
  image: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray },
  penX: number,
  base: number,
): Stamp {
  const { width, height } = image;
  const words = new Uint32Array(image.data.buffer, image.data.byteOffset, width * height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < words.length; at++) {
    if (words[at]! >>> 24 === 0) continue;
    const x = at % width;
    const y = Math.floor(at / width);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right < left) return { left: 0, top: 0, width: 0, height: 0, pixels: new Uint32Array(0) };
  const wide = right - left + 1;
  const pixels = new Uint32Array(wide * (bottom - top + 1));
  for (let y = top; y <= bottom; y++) {
    const from = y * width + left;
    pixels.set(words.subarray(from, from + wide), (y - top) * wide);
  }
  return { left: left - penX, top: top - base, width: wide, height: bottom - top + 1, pixels };
}
