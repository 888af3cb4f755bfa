// Writes one line in two faces: letters and figures in the one that every reader has, Chinese in its own, and
// a box for what neither has. A name is never left out in silence.

import { createHanFace, type HanFace } from './han-face.ts';

export interface TextPen {
  /** Size in points; the Chinese face has one weight. */
  look(size: number, colour: string, bold?: boolean): void;
  width(text: string): number;
  /** `y`: top of the line. */
  draw(text: string, x: number, y: number): void;
}

/** Characters of one face; without a name: of none. */
interface Run {
  readonly face: string | undefined;
  readonly text: string;
}

const PLAIN = 'Helvetica';
const BOLD = 'Helvetica-Bold';
/** Windows code page 1252, in which the plain face is written, as far as it goes beyond Latin-1. */
const EXTRA = new Set([...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((c) => c.codePointAt(0)!));
/** Of the em: from the top of the line to the base line, as the plain face has it. */
const ASCENT = 0.718;
/** The Chinese face draws small in its squares: enlarged, and its squares moved together (of its own em). */
const HAN_SCALE = 1.15;
const HAN_TIGHTER = -0.08;
/** It has one weight: bold is an outline of this width, of its own em; small text would run together. */
const HAN_BOLD = 0.02;
const HAN_BOLD_MIN = 10;
/** Of the em: the box, and the room at its sides. */
const BOX = 0.76;
const BOX_SIDE = 0.12;
const BOX_LINE = 0.05;

export function createTextPen(pdf: PDFKit.PDFDocument): TextPen {
  let [size, colour, latin] = [10, '#000000', PLAIN];
  let han: HanFace | undefined;
  const faces = new Map<number, string | undefined>();

  function faceOf(code: number): string | undefined {
    if (isLatin(code)) return latin;
    if (!faces.has(code)) faces.set(code, (han ??= createHanFace(pdf)).nameOf(code));
    return faces.get(code);
  }

  function runsOf(text: string): Run[] {
    const runs: { face: string | undefined; text: string }[] = [];
    for (const character of text) {
      const face = faceOf(character.codePointAt(0)!);
      const last = runs.at(-1);
      if (last?.face === face && last !== undefined) last.text += character;
      else runs.push({ face, text: character });
    }
    return runs;
  }

  function widthOf({ face, text }: Run): number {
    if (face === undefined) return [...text].length * size * (BOX + 2 * BOX_SIDE);
    if (face === latin) return pdf.font(face).fontSize(size).widthOfString(text);
    const em = size * HAN_SCALE;
    return pdf
      .font(face)
      .fontSize(em)
      .widthOfString(text, { characterSpacing: HAN_TIGHTER * em });
  }

  function write(face: string, text: string, x: number, base: number): void {
    const isHan = face !== latin;
    const em = isHan ? size * HAN_SCALE : size;
    pdf.font(face).fontSize(em).fillColor(colour);
    const isBold = latin === BOLD && size >= HAN_BOLD_MIN;
    const bold = isHan && isBold ? { fill: true, stroke: true } : {};
    if ('stroke' in bold) pdf.lineWidth(HAN_BOLD * em).strokeColor(colour);
    const tighter = isHan ? { characterSpacing: HAN_TIGHTER * em } : {};
    pdf.text(text, x, base, { lineBreak: false, baseline: 'alphabetic', ...bold, ...tighter });
  }

  function drawBoxes(count: number, x: number, base: number): void {
    for (let k = 0; k < count; k++) {
      const left = x + size * (BOX_SIDE + k * (BOX + 2 * BOX_SIDE));
      pdf.rect(left, base - BOX * size, BOX * size, BOX * size);
      pdf.lineWidth(BOX_LINE * size).stroke(colour);
    }
  }

  return {
    look(points, fill, bold = false) {
      [size, colour, latin] = [points, fill, bold ? BOLD : PLAIN];
    },
    width: (text) => runsOf(text).reduce((sum, run) => sum + widthOf(run), 0),
    draw(text, x, y) {
      const base = y + ASCENT * size;
      let left = x;
      for (const run of runsOf(text)) {
        const width = widthOf(run);
        if (run.face === undefined) drawBoxes([...run.text].length, left, base);
        else write(run.face, run.text, left, base);
        left += width;
      }
    },
  };
}

function isLatin(code: number): boolean {
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || EXTRA.has(code);
}
