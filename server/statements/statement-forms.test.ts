// The forms of a statement: the same bytes each time and in every process, safe in a spreadsheet, long
// ones in pages as they come.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../readmodel/open-store.ts';
import { createQueries } from '../readmodel/queries.ts';
import { csvLine } from './csv-text.ts';
import { createStatements } from './statements.ts';

const ASK = { account: 100, from: '2026-10-01', to: '2026-10-31' };
const START = Date.UTC(2026, 8, 30, 12) * 1_000;

async function ledgerOf(postings: number) {
  const store = await openStore(':memory:');
  await store.insertInto('asset').values({ id: 0, code: 'USD', scale: 2 }).execute();
  const entries = Array.from({ length: postings }, (_, k) => ({
    ...{ command_seq: k + 1, ordinal: 0, account: 100, asset: 0, reference: k },
    ...{ amount_minor: k % 3 === 0 ? -50 : 100_025, cause: k % 3 === 0 ? 2 : 3 },
    // A posting each minute from half a day before the period.
    time_micros: START + k * 60_000_000,
  }));
  for (let k = 0; k < postings; k += 1_000)
    await store
      .insertInto('cash_entry')
      .values(entries.slice(k, k + 1_000))
      .execute();
  const available_minor = entries.reduce((sum, entry) => sum + entry.amount_minor, 0);
  await store
    .insertInto('balance')
    .values({ account: 100, asset: 0, available_minor, held_minor: 0 })
    .execute();
  return createQueries(store);
}

async function bytesOf(statements: ReturnType<typeof createStatements>, format: 'pdf' | 'csv') {
  const made = await statements.make(ASK, format, 'en');
  if (typeof made === 'string') throw new Error(made);
  return made;
}

test('twice the same bytes, in another process too', async () => {
  const statements = createStatements(await ledgerOf(900));
  for (const format of ['pdf', 'csv'] as const) {
    const [one, two] = [await bytesOf(statements, format), await bytesOf(statements, format)];
    expect(Buffer.from(one).equals(two)).toBe(true);
  }
  const rows = Array.from({ length: 3 }, (_, k) => ({
    ...{ command_seq: k, ordinal: 0, account: 7, asset: 0, amount_minor: k, cause: 3 },
    ...{ reference: k, time_micros: START, instrument: null, side: null },
    ...{ price_ticks: null, qty_lots: null },
  }));
  const currency = { asset: 0, code: 'USD', scale: 2, openingMinor: 0, closingMinor: 3 };
  const head = {
    ...ASK,
    currencies: [
      { ...currency, creditsMinor: 3, debitsMinor: 0, feesMinor: 0, dutiesMinor: 0, postings: 3 },
    ],
    ...{ positions: [], postings: 3, complete: true, instruments: [] },
    assets: [{ id: 0, code: 'USD', scale: 2 }],
  };
  const { createStatementWriter } = await import('./statement-forms.ts');
  for (const language of ['en', 'zh'] as const) {
    const writer = createStatementWriter('pdf', head, language);
    writer.add(rows);
    const here = createHash('sha256')
      .update(await writer.end())
      .digest('hex');
    const program = `
      const { createStatementWriter } = await import(${JSON.stringify(join(import.meta.dirname, 'statement-forms.ts'))});
      const writer = createStatementWriter('pdf', ${JSON.stringify(head)}, '${language}');
      writer.add(${JSON.stringify(rows)});
      const { createHash } = await import('node:crypto');
      process.stdout.write(createHash('sha256').update(await writer.end()).digest('hex'));`;
    const there = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: 'Asia/Shanghai', NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    });
    expect(there.toString()).toBe(here);
  }
});

test('ten thousand postings: each once, the balance goes on, the pages are counted', async () => {
  const statements = createStatements(await ledgerOf(10_720));
  const text = Buffer.from(await bytesOf(statements, 'csv')).toString();
  const lines = text.trimEnd().split('\r\n').slice(1);
  expect(lines).toHaveLength(10_000 + 2);
  const balance = (line: string) => Math.round(Number(line.split(',')[5]) * 100);
  for (let k = 1; k < lines.length - 1; k++) {
    const amount = Math.round(Number(lines[k]!.split(',')[4]) * 100);
    expect(balance(lines[k]!)).toBe(balance(lines[k - 1]!) + amount);
  }
  expect(balance(lines.at(-1)!)).toBe(balance(lines.at(-2)!));
  const pdf = Buffer.from(await bytesOf(statements, 'pdf')).toString('latin1');
  const pages = pdf.match(/\/Type \/Page\n/g)!.length;
  const declared = /\/Count (\d+)/.exec(pdf)?.[1];
  process.stdout.write(`10,000 postings: ${pages} pages, ${pdf.length} bytes\n`);
  expect(String(pages)).toBe(declared);
  expect(pages).toBeGreaterThan(150);
});

test('formulas are words in CSV (ASVS 1.2.10), figures stay figures', () => {
  const starts = ['=', '+', '-', '@', '\t', '\r'];
  const tails = [
    '1+1',
    'cmd|calc',
    'HYPERLINK("x")',
    'SUM(A1:A9)',
    'a,b',
    '"',
    '2-3',
    '1e5',
    ' x',
    '-1',
  ];
  let safe = 0;
  for (const start of starts) {
    for (const tail of tails) {
      const cell = csvLine([start + tail, 'x']).replace(/^"/, '');
      if (cell.startsWith("'")) safe += 1;
    }
  }
  process.stdout.write(
    `formula cells ${starts.length * tails.length}: left as formulas ${starts.length * tails.length - safe}\n`,
  );
  expect(safe).toBe(60);
  expect(csvLine(['-12.50', '3', 'a"b', 'c,d', 'e\nf'])).toBe('-12.50,3,"a""b","c,d","e\nf"\r\n');
});
