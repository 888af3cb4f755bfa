// Pixels of a figure canvas: 32-bit words as in ImageData on a little-endian machine (alpha highest, then
// blue, green, red), not multiplied by their alpha. Signed, since the engine computes with whole numbers only
// while they fit 31 bits and a sign.

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly pixels: Int32Array;
}

/** One glyph as the list of its inked pixels, ready for a ground and a bitmap's width: most of a glyph's box
 * is empty, and so each pixel is one step. */
export interface Stamp {
  /** Its box, from the pen on the baseline. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of each inked pixel: words from the box's first pixel, ink, and what it is on the ground. */
  readonly places: Int32Array;
  readonly ink: Int32Array;
  readonly shown: Int32Array;
  /** The colour and the width of bitmap that it is made for. */
  readonly ground: number;
  readonly stride: number;
}

export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** `alpha` 0-255. */
export function packed({ red, green, blue }: Rgb, alpha: number): number {
  return (alpha << 24) | (blue << 16) | (green << 8) | red;
}

/** Reads `#rgb`, `#rrggbb` and `rgb(r g b)`; other words are black. */
export function readColour(text: string): Rgb {
  const wanted = text.trim();
  const hex = /^#([\da-f]{6})/i.exec(wanted)?.[1];
  if (hex !== undefined) {
    const value = Number.parseInt(hex, 16);
    return { red: value >> 16, green: (value >> 8) & 255, blue: value & 255 };
  }
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(wanted);
  if (short !== null)
    return readColour(
      `#${short
        .slice(1)
        .map((c) => c + c)
        .join('')}`,
    );
  const [red = 0, green = 0, blue = 0] = (wanted.match(/[\d.]+/g) ?? []).map(Number);
  return { red, green, blue };
}

/** Fills a rectangle; what would stand outside is cut off. */
export function fillBox(
  into: Bitmap,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: number,
): void {
  const left = Math.max(0, x);
  const right = Math.min(into.width, x + width);
  const top = Math.max(0, y);
  const bottom = Math.min(into.height, y + height);
  if (right <= left || bottom <= top) return;
  if (right - left === into.width) {
    into.pixels.fill(colour, top * into.width, bottom * into.width);
    return;
  }
  for (let row = top; row < bottom; row++) {
    const from = row * into.width;
    into.pixels.fill(colour, from + left, from + right);
  }
}

/** Lays a glyph over what is there; what would stand outside is cut off. Pixels of the stamp's own ground,
 * nearly all of them, are known beforehand; only where glyphs touch colours are mixed. */
export function stampGlyph(into: Bitmap, stamp: Stamp, penX: number, baseline: number): void {
  const { places, ink, shown, ground, stride } = stamp;
  const { pixels, width, height } = into;
  const x = penX + stamp.left;
  const y = baseline + stamp.top;
  const isInside = x >= 0 && y >= 0 && x + stamp.width <= width && y + stamp.height <= height;
  const corner = y * width + x;
  for (let k = 0; k < ink.length; k++) {
    const place = places[k]!;
    if (!isInside) {
      const across = x + (place % stride);
      const down = y + Math.floor(place / stride);
      if (across < 0 || down < 0 || across >= width || down >= height) continue;
    }
    const under = pixels[corner + place]!;
    pixels[corner + place] = under === ground ? shown[k]! : over(ink[k]!, under);
  }
}

/** Source over destination without multiplied alpha. */
export function over(ink: number, under: number): number {
  const a = ink >>> 24;
  if (a === 255 || under === 0) return ink;
  const share = ((under >>> 24) * (255 - a)) / 255;
  const alpha = a + share;
  const mix = (shift: number) =>
    Math.round((((ink >>> shift) & 255) * a + ((under >>> shift) & 255) * share) / alpha);
  return (Math.round(alpha) << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0);
}
