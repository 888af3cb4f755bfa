// A server, a browser, and the operators' page of any demo user, for the end-to-end tests of the office.

import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

export interface StaffOffice {
  readonly server: ServerProcess;
  /** Where the server keeps its data. */
  readonly data: string;
  /** Errors, exceptions and violations of the policy of all pages. */
  readonly complaints: readonly string[];
  /** The page of this user at one of its sections. */
  open(user: string, section: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openStaffOffice(...options: readonly string[]): Promise<StaffOffice> {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  const given = ['--data', folder.path, '--rate', '1000', '--seed', '3', ...options];
  const server = await startServer(given);
  const browser: Browser = await launchChromium();
  return {
    ...{ server, complaints, data: folder.path },
    async open(user, section) {
      const page = await openTerminal(browser, server.url, (words) => complaints.push(words));
      await page.evaluate((name) => {
        sessionStorage.setItem('openbell.user', name);
      }, user);
      await page.reload();
      await page.getByRole('button', { name: /Signed in as/ }).click(PATIENCE);
      await page.getByRole('menuitem', { name: 'Operations', exact: true }).click(PATIENCE);
      await page.getByRole('tab', { name: section, exact: true }).click(PATIENCE);
      return page;
    },
    async close() {
      await browser.close();
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}
