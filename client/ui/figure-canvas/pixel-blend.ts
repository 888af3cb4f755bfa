// Pixels of a figure canvas: 32-bit words as in ImageData on a little-endian machine (alpha highest, then
// blue, green, red), not multiplied by their alpha.

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** A stencil of one glyph, cut to its ink; `left` and `top` from the pen on the baseline. */
export interface Stamp extends Bitmap {
  readonly left: number;
  readonly top: number;
}

export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** `alpha` 0-255. */
export function packed({ red, green, blue }: Rgb, alpha: number): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
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

/** Fills a rectangle that lies inside of the bitmap. */
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
  const bottom = Math.min(into.height, y + height);
  for (let row = Math.max(0, y); row < bottom; row++) {
    const from = row * into.width;
    if (right > left) into.pixels.fill(colour, from + left, from + right);
  }
}

/** Lays a glyph over what is there; what would stand outside is cut off. */
export function stampGlyph(into: Bitmap, stamp: Stamp, penX: number, baseline: number): void {
  const { pixels, width } = into;
  const x = penX + stamp.left;
  const y = baseline + stamp.top;
  const from = Math.max(0, -x);
  const to = Math.min(stamp.width, width - x);
  const last = Math.min(stamp.height, into.height - y);
  for (let row = Math.max(0, -y); row < last; row++) {
    const target = (y + row) * width + x;
    const source = row * stamp.width;
    for (let k = from; k < to; k++) {
      const ink = stamp.pixels[source + k]!;
      if (ink === 0) continue;
      const under = pixels[target + k]!;
      pixels[target + k] = under === 0 ? ink : over(ink, under);
    }
  }
}

/** Source over destination without multiplied alpha. */
export function over(ink: number, under: number): number {
  const a = ink >>> 24;
  if (a === 255) return ink;
  const share = ((under >>> 24) * (255 - a)) / 255;
  const alpha = a + share;
  const mix = (shift: number) =>
    Math.round((((ink >>> shift) & 255) * a + ((under >>> shift) & 255) * share) / alpha);
  return ((Math.round(alpha) << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}
