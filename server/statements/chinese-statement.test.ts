// Statements in Chinese, and Chinese names in English ones: what the face has is drawn and can be read out of
// the document, what it has not is a box, and nothing is a crash.

import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import PdfKit from 'pdfkit';
import { describe, expect, it, test } from 'vitest';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { createHanFace } from './han-face.ts';
import { PDF_WORDS } from './pdf-words.ts';
import { createStatementWriter } from './statement-forms.ts';
import type { StatementHead } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';

/** The 6,763 characters of GB 2312, by their rows. */
const GB2312 = charactersOfGb2312();

function charactersOfGb2312(): string[] {
  const reader = new TextDecoder('gb2312');
  const found: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = reader.decode(new Uint8Array([row, cell]));
      if (/^\p{Script=Han}$/u.test(character)) found.push(character);
    }
  }
  return found;
}

function headOf(symbols: readonly string[], complete = true): StatementHead {
  const [base] = simulatedInstruments(1);
  const currency = { asset: 0, code: 'USD', scale: 2, openingMinor: 5, closingMinor: 5 };
  return {
    ...{ account: 100, from: '2026-10-01', to: '2026-10-31', postings: 0, complete },
    currencies: [
      { ...currency, creditsMinor: 0, debitsMinor: 0, feesMinor: 0, dutiesMinor: 0, postings: 0 },
    ],
    positions: symbols.map((_, instrument) => ({ instrument, lots: 12, costMinor: 345 })),
    instruments: symbols.map((symbol, id) => ({ ...base!, id, symbol, quoteAsset: 0 })),
    assets: [{ id: 0, code: 'USD', scale: 2 }],
  };
}

async function made(head: StatementHead, language: StatementLanguage): Promise<string> {
  const bytes = await createStatementWriter('pdf', head, language).end();
  return Buffer.from(bytes).toString('latin1');
}

/** Every packed part of the document in clear. */
function partsOf(pdf: string): string[] {
  const parts = [...pdf.matchAll(/\/FlateDecode\n?>>\nstream\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length;
    const packed = Buffer.from(pdf.slice(from, pdf.indexOf('endstream', from)), 'latin1');
    return inflateSync(packed).toString('latin1');
  });
  expect(parts.length).toBeGreaterThan(0);
  return parts;
}

/** Characters that a reader of the document finds, by its tables from glyphs to Unicode. */
function readable(pdf: string): Set<string> {
  const tables = partsOf(pdf).filter((part) => part.includes('beginbfrange'));
  const codes = tables.flatMap((part) => {
    const lists = [...part.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list!);
    return lists.flatMap((list) => [...list.matchAll(/<([0-9a-f]{4})>/g)].map(([, hex]) => hex!));
  });
  return new Set(codes.map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))));
}

const boxesOf = (pdf: string): number =>
  partsOf(pdf).reduce(
    (sum, part) => sum + (part.match(/ re\n[^\n]*\n?[^\n]*w\n/g)?.length ?? 0),
    0,
  );

describe('a statement in Chinese', () => {
  it('has every character of its words, none as a box', async () => {
    const pdf = await made(headOf(['BTC/USDT'], false), 'zh');
    const { title, incomplete, sections, none, summary, positions, postings } = PDF_WORDS.zh;
    const texts = [title, incomplete, none.postings, ...Object.values(sections)];
    const all = [...[...texts, ...summary, ...positions, ...postings].join('')];
    const found = readable(pdf);
    expect(all.filter((one) => one > '\u2fff' && !found.has(one))).toEqual([]);
    expect(boxesOf(pdf)).toBe(0);
    expect(pdf).toContain('/Lang (zh-CN)');
  });

  it('and in English a Chinese name is drawn; what no face has is a box', async () => {
    const none = await made(headOf(['BTC/USDT']), 'en');
    expect([none.includes('/FontFile2'), boxesOf(none)]).toEqual([false, 0]);
    // The third is of the files of rarer characters; the fourth of none.
    const named = await made(headOf(['贵州茅台', '毖谰', '鲰']), 'en');
    const found = readable(named);
    expect([...'贵州茅台毖谰鲰'].filter((one) => !found.has(one))).toEqual(['鲰']);
    expect(boxesOf(named)).toBe(1);
  });

  it('carries the used characters only', async () => {
    const pdf = await made(headOf(['贵州茅台']), 'zh');
    process.stdout.write(`a statement in Chinese: ${String(pdf.length)} bytes\n`);
    expect(pdf.length).toBeLessThan(100_000);
  });
});

test('the face has 6,730 of the 6,763 characters of GB 2312', () => {
  const face = createHanFace(new PdfKit({ autoFirstPage: false }));
  const missing = GB2312.filter((one) => face.nameOf(one.codePointAt(0)!) === undefined);
  process.stdout.write(`GB 2312: ${String(GB2312.length)} characters, ${String(missing.length)} missing\n`); // prettier-ignore
  expect([GB2312.length, missing.length]).toEqual([6_763, 33]);
  // Control: what is no character of any script.
  expect(face.nameOf(0xe000)).toBe(undefined);
});

test('no text is a crash', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'贵州🙂\u202eЖ\ud800a\t\n\u0000'), maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(text, text, fc.constantFrom('en', 'zh'), async (one, other, language) => {
      const pdf = await made(headOf([one, other]), language);
      expect(pdf.startsWith('%PDF-') && pdf.trimEnd().endsWith('%%EOF')).toBe(true);
    }),
    { numRuns: 40 },
  );
}, 60_000);
