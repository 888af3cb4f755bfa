// A trader at a desk of their own for end-to-end tests: a server with a market, a browser, signed in by key;
// and what such a trader does again and again.

import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

export const PATIENCE = { timeout: 30_000 };

export interface TraderDesk {
  readonly server: ServerProcess;
  readonly page: Page;
  /** What the page complained about. */
  readonly complaints: string[];
  readonly orders: () => Locator;
  /** The first order with all of these texts. */
  readonly row: (...texts: readonly (string | RegExp)[]) => Locator;
  readonly ticket: () => Locator;
  /** The palette reads the sentence and fills the ticket with it. */
  readonly say: (sentence: string, button: RegExp) => Promise<void>;
  /** Shows an instrument by its code. */
  readonly show: (symbol: string) => Promise<void>;
  readonly send: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openTraderDesk(viewport?: {
  readonly width: number;
  readonly height: number;
}): Promise<TraderDesk> {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  const server = await startServer(['--data', folder.path, '--rate', '1000', '--seed', '3']);
  const browser: Browser = await launchChromium();
  const complain = (words: string) => complaints.push(words);
  const page = await openTerminal(browser, server.url, complain, viewport);
  await page.getByText('Trader 1').first().waitFor(PATIENCE);
  await page.keyboard.press('1');
  await page.locator('.watch-body .watch-row').first().waitFor(PATIENCE);
  const orders = () => page.getByRole('grid', { name: 'Orders' });
  const ticket = () => page.locator('form.ticket');
  return {
    ...{ server, page, complaints, orders, ticket },
    row: (...texts) =>
      texts.reduce((rows, hasText) => rows.filter({ hasText }), orders().getByRole('row')).first(),
    async show(symbol) {
      await openPalette(page);
      await page.keyboard.type(symbol);
      await page
        .getByRole('option', { name: new RegExp(`^${symbol}`) })
        .first()
        .waitFor(PATIENCE);
      await page.keyboard.press('Enter');
    },
    async say(sentence, button) {
      await openPalette(page);
      await page.keyboard.type(sentence);
      await page.getByText('Fills in the ticket, sends nothing').waitFor(PATIENCE);
      await page.keyboard.press('Enter');
      await ticket().getByRole('button', { name: button }).waitFor(PATIENCE);
    },
    async send() {
      await ticket().getByLabel('Quantity').first().focus(PATIENCE);
      await page.keyboard.press('Control+Enter');
    },
    async close() {
      await browser.close();
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Code, name, pinyin initials or a command').waitFor(PATIENCE);
}
