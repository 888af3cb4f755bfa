// The terminal in a real browser at the real server: sign in, an alive watchlist, an order from ticket to
// acks to cancel, and a page that heals by itself when the server is killed under it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { deskHand } from './desk-hand.ts';
import { openTerminal } from './terminal-browser.ts';
import { come, listInstruments, restRows, WireUser } from './wire-user.ts';

const LONG = 150_000;
const SYMBOL = 'BTCUSDT';
const PATIENCE = { timeout: 60_000 };

const folder = temporaryFolder();
let server: ServerProcess;
let browser: Browser | undefined;
/** Console errors, exceptions and violations of the content policy, as they came. */
const complaints: string[] = [];
/** The server is down: that connections fail is what the browser has to say. */
let isDown = false;

const start = (port: string) =>
  startServer(['--data', folder.path, '--port', port, '--rate', '1000', '--seed', '3']);

beforeAll(async () => {
  if (!hasChromium) return;
  server = await start('0');
  browser = await launchChromium();
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.end('SIGKILL');
  folder.remove();
}, LONG);

function openPage(): Promise<Page> {
  return openTerminal(browser!, server.url, (words) => {
    const isExpected = isDown && /ERR_CONNECTION|WebSocket connection/.test(words);
    if (!isExpected) complaints.push(words);
  });
}

const watchlist = (page: Page) => page.locator('.watch-body');
const orders = (page: Page) => page.getByRole('grid', { name: 'Orders' });
const ticket = (page: Page) => page.locator('form.ticket');
/** The newest row of the order panel that is in this state. */
const orderRow = (page: Page, state: RegExp) =>
  orders(page).getByRole('row').filter({ hasText: SYMBOL }).filter({ hasText: state }).first();

/** Switches on the column with the times of the first ack: few want it all day. */
async function showAcks(page: Page): Promise<void> {
  const group = orders(page).locator('xpath=ancestor::*[contains(@class, "dv-groupview")]');
  await group.getByRole('button', { name: 'Columns', exact: true }).click(PATIENCE);
  await page.getByRole('menuitemradio', { name: 'First ack, µs' }).click(PATIENCE);
}

/** Waits until the figures of the watchlist are not what they were. */
async function figuresMove(page: Page): Promise<void> {
  const before = await watchlist(page).innerText(PATIENCE);
  await come(async () => (await watchlist(page).innerText(PATIENCE)) !== before, 'new figures');
}

const signIn = (page: Page) => deskHand(page).signIn(PATIENCE.timeout);

/** A buy one percent below the opening price, by hand. */
async function placeByTicket(page: Page): Promise<void> {
  const instrument = (await listInstruments(server)).find(({ symbol }) => symbol === SYMBOL)!;
  await watchlist(page).getByText(SYMBOL).first().click(PATIENCE);
  const form = ticket(page);
  await form.getByRole('button', { name: new RegExp(`Buy (.* )?${SYMBOL}`) }).waitFor(PATIENCE);
  const ticks = Math.floor(instrument.openingTicks * 0.95) * instrument.tickStep;
  const price = (ticks / 10 ** instrument.priceScale).toFixed(instrument.priceScale);
  const lots = instrument.minQtyLots * instrument.lotStep;
  const qty = (lots / 10 ** instrument.qtyScale).toFixed(instrument.qtyScale);
  await form.getByLabel('Price').fill(price, PATIENCE);
  await form.getByLabel('Quantity').fill(qty, PATIENCE);
  await form.getByRole('button', { name: new RegExp(`Buy .*${SYMBOL} at`) }).click(PATIENCE);
}

describe.runIf(hasChromium)('the terminal', () => {
  it(
    'trades, and heals by itself when the server is killed under the open page',
    async () => {
      const page = await openPage();
      await signIn(page);
      await figuresMove(page);

      await placeByTicket(page);
      await orderRow(page, /Working/).waitFor(PATIENCE);
      await showAcks(page);
      // The waterfall of the first ack: four times since the frame was received.
      await orderRow(page, /\d+ · \d+ · \d+ · \d+/).waitFor(PATIENCE);
      await orderRow(page, /Working/)
        .getByRole('button', { name: 'Cancel' })
        .click(PATIENCE);
      await orderRow(page, /Cancelled/).waitFor(PATIENCE);

      await placeByTicket(page);
      await orderRow(page, /Working/).waitFor(PATIENCE);
      isDown = true;
      await server.end('SIGKILL');
      await page
        .getByText(/Connection lost|Reconnecting|Offline/i)
        .first()
        .waitFor(PATIENCE);
      server = await start(String(server.port));
      await page
        .getByText(/^Connected/)
        .first()
        .waitFor(PATIENCE);
      isDown = false;
      await figuresMove(page);
      await orderRow(page, /Working/).waitFor(PATIENCE);

      // A page that remembers nothing shows it as well.
      const fresh = await openPage();
      await signIn(fresh);
      await orderRow(fresh, /Working/).waitFor(PATIENCE);
      await fresh.close();

      const owner = await WireUser.signIn(server, 'trader-1');
      const open = owner.snapshot.orders.filter(({ status }) => status === 0);
      owner.cut();
      expect(open).toHaveLength(1);
      await orderRow(page, /Working/)
        .getByRole('button', { name: 'Cancel' })
        .click(PATIENCE);
      await come(
        async () => (await restRows(server, 'trader-1', 'orders')).every((r) => r['status'] === 2),
        'both orders cancelled in the history',
      );
      expect(complaints).toEqual([]);
      await page.close();
    },
    LONG,
  );

  it(
    'is watched by a test that notices errors and violations of the policy: the control',
    async () => {
      const page = await openPage();
      complaints.length = 0;
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken over"';
        document.body.append(script);
      });
      await come(() => complaints.some((words) => words.startsWith('policy:')), 'the violation');
      expect(await page.title()).not.toBe('taken over');
      complaints.length = 0;
      await page.close();
    },
    LONG,
  );
});
