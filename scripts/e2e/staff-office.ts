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
  /** The operators' page of this user at one of its sections. */
  open(user: string, section: string): Promise<Page>;
  /** One of the user's own pages, in a language. */
  page(user: string, name: keyof typeof PAGES, lang: keyof Words): Promise<Page>;
  close(): Promise<void>;
}

interface Words {
  readonly en: string;
  readonly zh: string;
}

const MENU = { en: /Signed in as/, zh: /已登录/ };
const PAGES = {
  account: { en: 'Account', zh: '账户' },
  operations: { en: 'Operations', zh: '运营' },
} as const satisfies Record<string, Words>;

export async function openStaffOffice(...options: readonly string[]): Promise<StaffOffice> {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  const given = ['--data', folder.path, '--rate', '1000', '--seed', '3', ...options];
  const server = await startServer(given);
  const browser: Browser = await launchChromium();
  async function ownPage(user: string, name: keyof typeof PAGES, lang: keyof Words) {
    const page = await openTerminal(browser, server.url, (words) => complaints.push(words));
    await page.evaluate(
      ([who, prefs]) => {
        sessionStorage.setItem('openbell.user', who!);
        localStorage.setItem('openbell.prefs', prefs!);
      },
      [user, JSON.stringify({ version: 1, state: { lang } })],
    );
    await page.reload();
    await page.getByRole('button', { name: MENU[lang] }).click(PATIENCE);
    await page.getByRole('menuitem', { name: PAGES[name][lang], exact: true }).click(PATIENCE);
    return page;
  }

  return {
    ...{ server, complaints, data: folder.path, page: ownPage },
    async open(user, section) {
      const page = await ownPage(user, 'operations', 'en');
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
