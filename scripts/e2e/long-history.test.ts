// An account with 200,000 orders: scrolled to the end, sorted and filtered whole in a real browser, by windows
// asked of the server; new orders move nothing but the head; reduced motion stops the light of rows.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { axeFaults } from './axe-faults.ts';
import { deskHand, PATIENCE, type DeskHand } from './desk-hand.ts';
import { runProgram, startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

const LONG = 150_000;
const ORDERS = 200_000;
/** Of trader-1. */
const ACCOUNT = 2;
const SIDES = ['Buy', 'Sell'];

const folder = temporaryFolder();
const complaints: string[] = [];
/** Windows that were asked for. */
let asked: { readonly offset: number; readonly version: number }[] = [];
let server: ServerProcess;
let browser: Browser;
let page: Page;
let hand: DeskHand;

beforeAll(async () => {
  if (!hasChromium) return;
  const flags = ['--data', folder.path, '--rate', '200', '--seed', '3'];
  const first = await startServer(flags);
  await first.end('SIGTERM');
  const file = join(folder.path, 'readmodel.db');
  const script = join(import.meta.dirname, 'write-history.ts');
  const wrote = await runProgram(process.execPath, [script, file, String(ACCOUNT), String(ORDERS)]);
  expect(wrote).toMatchObject({ code: 0 });
  server = await startServer(flags);
  browser = await launchChromium();
  page = await openTerminal(browser, server.url, (words) => complaints.push(words));
  page.on('request', (request) => {
    if (request.url().endsWith('/window')) asked.push(request.postDataJSON() as (typeof asked)[0]);
  });
  hand = deskHand(page);
  await hand.signIn();
}, LONG);
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await server.end('SIGKILL');
  folder.remove();
}, LONG);

/** What the tables have, read beside the server by plain SQL. */
function stored(of: string): Record<string, number | string>[] {
  const database = new Database(join(folder.path, 'readmodel.db'), { readonly: true });
  try {
    return database.prepare(of).all() as Record<string, number | string>[];
  } finally {
    database.close();
  }
}

const OWN = `from orders join instrument on instrument.id = orders.instrument where account = ${String(ACCOUNT)}`;
const order = (by: string) =>
  stored(`select symbol, side, qty_lots, price_ticks ${OWN} order by ${by} limit 1`)[0]!;

/** Symbol, side, quantity and price of a row. */
async function cells(row: Locator): Promise<unknown[]> {
  const texts = await row.getByRole('gridcell').allInnerTexts();
  return [texts[1], texts[2], Number(texts[4]), Math.round(Number(texts[6]) * 100)];
}

function told({ symbol, side, qty_lots, price_ticks }: Record<string, unknown>): unknown[] {
  return [symbol, SIDES[Number(side)], qty_lots, price_ticks];
}

const rows = (grid: Locator) => grid.locator('.data-row:not(.data-blank)');
const first = (grid: Locator) => rows(grid).first();
const last = (grid: Locator) => rows(grid).last();
const total = (count: number) =>
  page.getByText(`${count.toLocaleString('en')} rows`, { exact: true }).waitFor(PATIENCE);

/** Resolves when the rows there are drawn, and none of them is blank. */
async function scrollTo(grid: Locator, part: number): Promise<void> {
  await grid.evaluate((box, to) => {
    box.scrollTop = (box.scrollHeight - box.clientHeight) * to;
  }, part);
  const isThere = () =>
    grid.evaluate((box) => {
      const drawn = [...box.querySelectorAll('.data-row')];
      const lines = drawn.map((row) => Number(row.getAttribute('aria-rowindex')) - 2);
      const line = box.scrollTop / drawn[0]!.getBoundingClientRect().height;
      const isBlank = drawn.some((row) => row.classList.contains('data-blank'));
      return !isBlank && line >= lines[0]! - 1 && line <= lines.at(-1)! + 1;
    });
  await expect.poll(isThere, PATIENCE).toBe(true);
}

describe.runIf(hasChromium)('an account with 200,000 orders', () => {
  it(
    'is scrolled from the newest to the oldest',
    async () => {
      const grid = hand.orders();
      await page.getByRole('radio', { name: 'All' }).first().click(PATIENCE);
      await total(ORDERS);
      await expect
        .poll(() => cells(first(grid)))
        .toEqual(told(order('placed_micros desc, key desc')));
      const before = asked.length;
      await scrollTo(grid, 1);
      await expect.poll(() => cells(last(grid))).toEqual(told(order('placed_micros, key')));
      // The end alone was asked for, nothing between.
      const there = asked.slice(before);
      expect(there.length).toBeGreaterThan(0);
      expect(there.length).toBeLessThan(4);
      expect(Math.min(...there.map(({ offset }) => offset))).toBeGreaterThan(ORDERS - 400);
      const height = await grid.evaluate((box) => box.scrollHeight);
      expect(height).toBeGreaterThan(ORDERS * 22);
    },
    LONG,
  );

  it(
    'is walked by keys to rows that are not there yet',
    async () => {
      const grid = hand.orders();
      await scrollTo(grid, 0);
      await grid.press('Home');
      await grid.press('End');
      await expect
        .poll(() => cells(last(grid)), PATIENCE)
        .toEqual(told(order('placed_micros, key')));
      expect(await grid.getAttribute('aria-activedescendant')).toBe(
        await last(grid).getAttribute('id'),
      );
      await grid.press('ArrowUp');
      expect(await rows(grid).nth(-2).getAttribute('aria-selected')).toBe('true');
      await grid.press('Home');
    },
    LONG,
  );

  it(
    'is exported whole',
    async () => {
      const waiting = page.waitForEvent('download', PATIENCE);
      const exports = page.getByRole('button', { name: 'Export what is shown as CSV' });
      await exports.locator('visible=true').last().click(PATIENCE);
      const text = readFileSync(await (await waiting).path(), 'utf8');
      const lines = text.trimEnd().split('\r\n');
      expect(lines).toHaveLength(1 + ORDERS);
      expect(lines.at(-1)).toContain(String(order('placed_micros, key')['symbol']));
    },
    LONG,
  );

  it(
    'is sorted whole by another column',
    async () => {
      const grid = hand.orders();
      await grid.getByRole('button', { name: 'Price' }).click(PATIENCE);
      const newest = 'placed_micros desc, key desc';
      await expect
        .poll(() => cells(first(grid)), PATIENCE)
        .toEqual(told(order(`price_ticks, ${newest}`)));
      await scrollTo(grid, 1);
      const dearest = order('price_ticks desc, placed_micros, key');
      await expect.poll(() => cells(last(grid)), PATIENCE).toEqual(told(dearest));
      await grid.getByRole('button', { name: 'Price' }).click(PATIENCE);
      const top = order(`price_ticks desc, ${newest}`);
      await expect.poll(() => cells(first(grid)), PATIENCE).toEqual(told(top));
      expect(await grid.evaluate((box) => box.scrollTop)).toBe(0);
      await grid.getByRole('button', { name: 'Price' }).click(PATIENCE);
    },
    LONG,
  );

  it(
    'is filtered whole by words of the language',
    async () => {
      const grid = hand.orders();
      await page.getByRole('button', { name: 'Filter rows' }).first().click(PATIENCE);
      await page.getByRole('textbox', { name: 'Filter rows' }).fill('hlxb sell filled', PATIENCE);
      const passed = "and symbol = 'HLXB' and side = 1 and status = 1";
      const [{ count }] = stored(`select count(*) as count ${OWN} ${passed}`) as [
        { count: number },
      ];
      expect(count).toBeGreaterThan(1_000);
      await total(count);
      await scrollTo(grid, 1);
      const [oldest] = stored(
        `select symbol, side, qty_lots, price_ticks ${OWN} ${passed} order by placed_micros, key limit 1`,
      );
      await expect.poll(() => cells(last(grid)), PATIENCE).toEqual(told(oldest!));
      for (const text of await rows(grid).allInnerTexts()) {
        expect(text).toMatch(/HLXB[^]*Sell[^]*Filled/);
      }
      await page.getByRole('button', { name: 'Clear the filter' }).click(PATIENCE);
      await total(ORDERS);
    },
    LONG,
  );

  it(
    'has places as high as rows for what is on its way, and no fault that axe finds',
    async () => {
      const grid = hand.orders();
      let release = (): void => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/orders/window', async (route) => {
        await gate;
        await route.continue();
      });
      await grid.evaluate((box) => (box.scrollTop = box.scrollHeight / 3));
      const blank = grid.locator('.data-blank');
      await expect.poll(() => blank.count(), PATIENCE).toBeGreaterThan(5);
      const height = (row: Locator) => row.evaluate((one) => one.getBoundingClientRect().height);
      const blankHeight = await height(blank.first());
      expect(await axeFaults(page)).toEqual([]);
      release();
      await expect.poll(() => blank.count(), PATIENCE).toBe(0);
      expect(await height(first(grid))).toBe(blankHeight);
      await page.unroute('**/orders/window');
    },
    LONG,
  );

  it(
    'stands still while orders come, and shows them on top',
    async () => {
      const grid = hand.orders();
      await scrollTo(grid, 0.5);
      const texts = await rows(grid).allInnerTexts();
      await hand.say('buy 10 HLXB 62', /Buy 10 HLXB/);
      await hand.send();
      await page
        .getByRole('button', { name: 'New rows above' })
        .click({ ...PATIENCE, trial: true });
      expect(await rows(grid).allInnerTexts()).toEqual(texts);
      await page.getByRole('button', { name: 'New rows above' }).click(PATIENCE);
      await total(ORDERS + 1);
      await expect
        .poll(() => first(grid).innerText(), PATIENCE)
        .toMatch(/HLXB[^]*62\.00[^]*Working/);
      await hand.say('buy 20 HLXB 61', /Buy 20 HLXB/);
      await hand.send();
      await total(ORDERS + 2);
      await expect
        .poll(() => first(grid).innerText(), PATIENCE)
        .toMatch(/HLXB[^]*61\.00[^]*Working/);
    },
    LONG,
  );

  it(
    'lights a row that changes, and not where motion is reduced',
    async () => {
      const grid = hand.orders();
      const lit = (row: Locator) =>
        row.evaluate((one) => [
          one.dataset['changed'] ?? '',
          getComputedStyle(one).animationDuration,
        ]);
      await first(grid).getByRole('button', { name: 'Cancel' }).click(PATIENCE);
      await expect
        .poll(() => lit(first(grid)), PATIENCE)
        .toEqual([expect.stringMatching(/[ab]/), '0.3s']);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const second = rows(grid).nth(1);
      await second.getByRole('button', { name: 'Cancel' }).click(PATIENCE);
      await expect.poll(() => lit(second), PATIENCE).toEqual([expect.stringMatching(/[ab]/), '0s']);
      await expect.poll(() => second.innerText(), PATIENCE).toMatch('Cancelled');
    },
    LONG,
  );

  it(
    'has its fills as well',
    async () => {
      await page.getByRole('tab', { name: 'Fills' }).click(PATIENCE);
      const grid = page.getByRole('grid', { name: 'Fills' });
      await page.getByRole('radio', { name: 'All' }).last().click(PATIENCE);
      const own = `from fill where account = ${String(ACCOUNT)}`;
      const [{ count }] = stored(`select count(*) as count ${own}`) as [{ count: number }];
      await total(count);
      await grid.getByRole('button', { name: 'Value' }).click(PATIENCE);
      await scrollTo(grid, 1);
      const [dearest] = stored(
        `select max(price_ticks * qty_lots * tick_value_minor) as value ${own.replace('fill', 'fill join instrument on instrument.id = fill.instrument')}`,
      );
      const value = async () =>
        Math.round(
          Number((await last(grid).getByRole('gridcell').nth(5).innerText()).replaceAll(',', '')) *
            100,
        );
      await expect.poll(value, PATIENCE).toBe(dearest!['value']);
      expect(complaints).toEqual([]);
    },
    LONG,
  );
});
