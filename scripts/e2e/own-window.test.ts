// A panel in a browser window of its own: one socket for both windows, the chosen instrument goes across,
// the layout does not lose the panel, and it comes back when its window is closed.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { deskHand, PATIENCE } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';
import { come } from './wire-user.ts';

const LONG = 150_000;
const folder = temporaryFolder();
const complaints: string[] = [];
let server: ServerProcess;
let browser: Browser | undefined;

beforeAll(async () => {
  if (!hasChromium) return;
  server = await startServer(['--data', folder.path, '--rate', '1000', '--seed', '3']);
  browser = await launchChromium();
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.end('SIGKILL');
  folder.remove();
}, LONG);

async function openConnections(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^openbell_gateway_connections (\d+)/m.exec(text)?.[1]);
}

const chartGroup = (page: Page) =>
  page.locator('.dv-groupview').filter({ has: page.getByRole('tab', { name: 'Chart' }) });
const choose = (page: Page, symbol: string) =>
  page.locator('.watch-body').getByText(symbol).first().click(PATIENCE);
const placeholder = (page: Page) => page.getByText('In a window of its own');

async function popOut(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup', PATIENCE);
  await chartGroup(page).getByRole('button', { name: 'Panel menu' }).click(PATIENCE);
  await page.getByRole('menuitem', { name: 'Open in its own window' }).click(PATIENCE);
  const popup = await opened;
  popup.on('pageerror', (error) => complaints.push(String(error)));
  popup.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return popup;
}

describe.runIf(hasChromium)('a panel in its own window', () => {
  it(
    'shares the socket, follows the colour, survives a reload of the desk, and comes back',
    async () => {
      const page = await openTerminal(browser!, server.url, (words) => complaints.push(words));
      await deskHand(page).signIn();
      await choose(page, 'BTCUSDT');
      expect(await openConnections()).toBe(1);

      const popup = await popOut(page);
      const subject = popup.locator('.panel-subtitle');
      await subject.filter({ hasText: 'BTCUSDT' }).waitFor(PATIENCE);
      await placeholder(page).waitFor(PATIENCE);
      await choose(page, 'ETHUSDT');
      await subject.filter({ hasText: 'ETHUSDT' }).waitFor(PATIENCE);
      // The control of the count: a desk in another context has a socket of its own.
      expect(await openConnections()).toBe(1);
      const stranger = await openTerminal(browser!, server.url, (words) => complaints.push(words));
      await deskHand(stranger).signIn();
      await come(async () => (await openConnections()) === 2, 'the socket of another desk');
      await stranger.context().close();

      await page.reload();
      await placeholder(page).waitFor(PATIENCE);
      await choose(page, 'BTCUSDT');
      await subject.filter({ hasText: 'BTCUSDT' }).waitFor(PATIENCE);

      await popup.close({ runBeforeUnload: true });
      await placeholder(page).waitFor({ ...PATIENCE, state: 'detached' });
      await chartGroup(page).locator('canvas').first().waitFor(PATIENCE);

      const again = await popOut(page);
      await again.locator('.panel-subtitle').filter({ hasText: 'BTCUSDT' }).waitFor(PATIENCE);
      const closed = again.waitForEvent('close', PATIENCE);
      await page.getByRole('button', { name: 'Bring back to the desk' }).click(PATIENCE);
      await closed;
      await chartGroup(page).locator('canvas').first().waitFor(PATIENCE);
      expect(complaints).toEqual([]);
    },
    LONG,
  );
});
