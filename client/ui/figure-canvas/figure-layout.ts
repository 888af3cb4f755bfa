// Where the glyphs of a right-aligned figure stand: tabular digits, reserved decimals, the big figure of
// currency pairs. Pure arithmetic; positions are device pixels.

/** body: a plain figure · big: the two digits that dealers say · pip: the last one, small and raised. */
export const GlyphStyle = { body: 0, big: 1, pip: 2 } as const;
export type GlyphStyle = (typeof GlyphStyle)[keyof typeof GlyphStyle];

/** Advance of a glyph in device pixels. */
export type Advance = (code: number, style: GlyphStyle) => number;

export interface PlacedGlyph {
  readonly code: number;
  readonly style: GlyphStyle;
  /** Left edge of its advance box. */
  readonly x: number;
}

/** Style of the character `at` of a big figure: `1.08412` is `1.08`, `41`, `2`. */
export function bigFigureStyle(at: number, length: number): GlyphStyle {
  if (at === length - 1) return GlyphStyle.pip;
  return at >= length - 3 ? GlyphStyle.big : GlyphStyle.body;
}

/** Room kept free at the right, so that figures of fewer decimals stay on the column's point. */
export function reservedWidth(missing: number, hasPoint: boolean, advance: Advance): number {
  if (missing <= 0) return 0;
  const point = hasPoint ? 0 : advance(POINT, GlyphStyle.body);
  return point + missing * advance(ZERO, GlyphStyle.body);
}

/** Calls `place` for every glyph, the last first; the answer is the left edge of the figure. */
export function placeFigure(
  text: string,
  right: number,
  isBigFigure: boolean,
  advance: Advance,
  place: (code: number, style: GlyphStyle, x: number) => void,
): number {
  const { length } = text;
  let x = right;
  for (let at = length - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    const style = isBigFigure ? bigFigureStyle(at, length) : GlyphStyle.body;
    x -= advance(code, style);
    place(code, style, x);
  }
  return x;
}

/** Width of a figure in device pixels. */
export function figureWidth(text: string, isBigFigure: boolean, advance: Advance): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const style = isBigFigure ? bigFigureStyle(at, text.length) : GlyphStyle.body;
    width += advance(text.charCodeAt(at), style);
  }
  return width;
}

const POINT = 46;
const ZERO = 48;
