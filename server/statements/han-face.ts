// The Chinese face of statements, ZCOOL XiaoWei (OFL): one file with the common characters and some with ranges
// of the rarer ones. Each is opened when a character asks for it; PDFs carry the used characters only.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './unpack-woff.ts';

export interface HanFace {
  /** Name under which the document knows the face that has the character; undefined: none has it. */
  nameOf(code: number): string | undefined;
}

const PACKAGE = '@fontsource/zcool-xiaowei';
/** 5,717 characters; the ranges bring those of GB 2312 to 6,730 of 6,763. */
const COMMON = 'chinese-simplified';
const { resolve } = createRequire(import.meta.url);

/** What pdfkit keeps of a face that it has opened; it tells nobody which characters that has. */
interface OpenedFace {
  readonly _font: { readonly font: { hasGlyphForCodePoint(code: number): boolean } };
}

export function createHanFace(pdf: PDFKit.PDFDocument): HanFace {
  const opened = new Map<string, (code: number) => boolean>();
  let ranges: readonly Range[] | undefined;

  /** Leaves the face chosen in the document. */
  function has(part: string, code: number): boolean {
    let knows = opened.get(part);
    if (knows === undefined) {
      const file = resolve(`${PACKAGE}/files/zcool-xiaowei-${part}-400-normal.woff`);
      pdf.registerFont(part, unpackWoff(readFileSync(file)));
      pdf.font(part);
      const { font } = (pdf as unknown as OpenedFace)._font;
      knows = (wanted) => font.hasGlyphForCodePoint(wanted);
      opened.set(part, knows);
    }
    return knows(code);
  }

  return {
    nameOf(code) {
      if (has(COMMON, code)) return COMMON;
      ranges ??= readRanges();
      const found = ranges.find(({ from, to }) => code >= from && code <= to);
      return found !== undefined && has(found.part, code) ? found.part : undefined;
    },
  };
}

interface Range {
  readonly part: string;
  readonly from: number;
  readonly to: number;
}

/** `{"[4]": "U+1f1e9-1f1f5,U+1f200", …}`; names without brackets are of whole scripts. */
function readRanges(): Range[] {
  const text = readFileSync(resolve(`${PACKAGE}/unicode.json`), 'utf8');
  const parts = Object.entries(JSON.parse(text) as Record<string, string>);
  return parts.flatMap(([name, list]) => {
    const part = /^\[(\d+)\]$/.exec(name)?.[1];
    if (part === undefined) return [];
    return list.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return { part, from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    });
  });
}
