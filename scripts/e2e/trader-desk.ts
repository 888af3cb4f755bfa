// A trader at a desk of their own for end-to-end tests: a server with a market, a browser, signed in by key.

import type { Browser } from 'playwright-core';
import { launchChromium } from '../launch-chromium.ts';
import { deskHand, PATIENCE, type DeskHand } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

export interface TraderDesk extends DeskHand {
  readonly server: ServerProcess;
  /** What the page complained about. */
  readonly complaints: string[];
  /** Shows an instrument by its code. */
  show(symbol: string): Promise<void>;
  close(): Promise<void>;
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
  const hand = deskHand(page);
  await hand.signIn();
  return {
    ...hand,
    ...{ server, complaints },
    async show(symbol) {
      await hand.openPalette();
      await page.keyboard.type(symbol);
      const found = page.getByRole('option', { name: new RegExp(`^${symbol}`) });
      await found.first().waitFor(PATIENCE);
      await page.keyboard.press('Enter');
    },
    async close() {
      await browser.close();
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}
