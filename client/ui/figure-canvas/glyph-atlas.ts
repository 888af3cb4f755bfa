// Glyphs as pixels, drawn once by the browser and then only copied: a mask per character, style and quarter
// of a pixel, coloured once per tone and ground.

import { GlyphStyle } from './figure-layout.ts';
import type { FigureStyle } from './figure-style.ts';
import { over, packed, type Rgb, type Stamp } from './pixel-blend.ts';

export interface GlyphAtlas {
  /** Device pixels; digits are as wide as the widest of them. */
  advance(code: number, style: GlyphStyle): number;
  /** The glyph whose pen stands `quarter` quarters right of a whole pixel; `ground` by number. */
  stamp(code: number, style: GlyphStyle, quarter: number, tone: number, ground: number): Stamp;
  /** From the upper edge of a row to its baseline, in device pixels. */
  baseline(rowHeight: number): number;
  /** How far the last digit of a big figure is raised. */
  readonly pipRise: number;
  /** Width of the bitmap that the stamps are for, device pixels. */
  readonly stride: number;
}

const STYLES = [GlyphStyle.body, GlyphStyle.big, GlyphStyle.pip] as const;
/** Room around the ink of a glyph, device pixels. */
const MARGIN = 4;
const QUARTERS = 4;
const TONES = 8;
const GROUNDS = 16;
/** Characters whose stamps lie in an array, those of one look beside each other; the few beyond in a map. */
const NEAR_CODES = 128;
const LOOKS = STYLES.length * QUARTERS * TONES * GROUNDS;
const isDigit = (code: number) => code >= 48 && code <= 57;

/** The box of a glyph's ink, and how strong it is in each pixel, 0-255. */
export interface Mask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly strengths: Uint8Array;
}

/** `grounds`: the colours that figures may stand on, packed; the first one is none (0). */
export function createAtlas(
  style: FigureStyle,
  grounds: readonly number[],
  stride: number,
): GlyphAtlas {
  const { scale } = style;
  const context = document
    .createElement('canvas')
    .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const fonts = STYLES.map(
    (k) => `${String(style.weights[k])} ${String(style.sizes[k] * scale)}px ${style.family}`,
  );
  const nearWidths: number[] = [];
  const farWidths = new Map<number, number>();
  const masks = new Map<number, Mask>();
  const near: (Stamp | undefined)[] = Array.from({ length: LOOKS * NEAR_CODES });
  const far = new Map<number, Stamp>();

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
    if (code < NEAR_CODES) return (nearWidths[k * NEAR_CODES + code] ??= measure(code, k));
    const key = code * STYLES.length + k;
    let width = farWidths.get(key);
    if (width === undefined) farWidths.set(key, (width = measure(code, k)));
    return width;
  }

  function drawMask(code: number, k: GlyphStyle, quarter: number): Mask {
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

  function mask(code: number, k: GlyphStyle, quarter: number): Mask {
    const key = (code * STYLES.length + k) * QUARTERS + quarter;
    let found = masks.get(key);
    if (found === undefined) masks.set(key, (found = drawMask(code, k, quarter)));
    return found;
  }

  return {
    advance,
    stride,
    stamp(code, k, quarter, tone, ground) {
      const look = ((k * QUARTERS + quarter) * TONES + tone) * GROUNDS + ground;
      const isNear = code < NEAR_CODES;
      const key = isNear ? look * NEAR_CODES + code : code * LOOKS + look;
      const found = isNear ? near[key] : far.get(key);
      if (found !== undefined) return found;
      const colour = style.tones[tone]!;
      const made = makeStamp(mask(code, k, quarter), colour, grounds[ground]!, stride);
      if (isNear) near[key] = made;
      else far.set(key, made);
      return made;
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
): Mask {
  const { width, height, data } = image;
  const strengthAt = (at: number) => data[at * 4 + 3]!;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < width * height; at++) {
    if (strengthAt(at) === 0) continue;
    const x = at % width;
    const y = Math.floor(at / width);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right < left) {
    return { left: 0, top: 0, width: 0, height: 0, strengths: new Uint8Array(0) };
  }
  const wide = right - left + 1;
  const high = bottom - top + 1;
  const strengths = Uint8Array.from({ length: wide * high }, (_, k) =>
    strengthAt((top + Math.floor(k / wide)) * width + left + (k % wide)),
  );
  return { left: left - penX, top: top - base, width: wide, height: high, strengths };
}

/** `stride`: width of the bitmap that it goes to, at least the glyph's own. */
export function makeStamp(mask: Mask, colour: Rgb, ground: number, stride: number): Stamp {
  const { left, top, width, height, strengths } = mask;
  const inked = [...strengths.keys()].filter((k) => strengths[k]! > 0);
  const ink = Int32Array.from(inked, (k) => packed(colour, strengths[k]!));
  return {
    ...{ left, top, width, height, ink, ground, stride },
    places: Int32Array.from(inked, (k) => Math.floor(k / width) * stride + (k % width)),
    shown: ink.map((word) => over(word, ground)),
  };
}
