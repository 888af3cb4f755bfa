// The page of one panel over the still market, built once and served from memory to a browser without any
// network, with the clock standing still.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { stillResults } from './panels/still-results.ts';
import { STILL_MS } from './panels/still-listings.ts';

const ROOT = join(import.meta.dirname, '../..');
const ORIGIN = 'http://panels.localhost';
const KINDS: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
};
/** Panels draw within this time; the loop that feeds them runs on. */
const SETTLE_MS = 1_200;

export interface PanelLooks {
  readonly panel: string;
  readonly theme: 'dark' | 'light' | 'contrast';
  readonly lang: 'en' | 'zh';
  readonly updown?: 'green' | 'red' | 'cb';
  readonly state?: 'live' | 'lost' | 'auction';
  /** As wide as a phone, with its touch rows. */
  readonly phone?: boolean;
}

export type PanelFiles = ReadonlyMap<string, string | Uint8Array>;

export async function buildPanelPage(): Promise<PanelFiles> {
  const built = await build({
    root: join(import.meta.dirname, 'panels'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false, target: 'esnext', assetsInlineLimit: 0 },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  return new Map(
    outputs.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}

/** Opens a panel in a page of its own; complaints of the page go to `complain`. */
export async function openPanel(
  browser: Browser,
  files: PanelFiles,
  looks: PanelLooks,
  complain: (words: string) => void = () => undefined,
): Promise<Page> {
  const { panel, theme, lang, updown = 'green', state = 'live', phone = false } = looks;
  const context = await browser.newContext({
    viewport: { width: 1000, height: 720 },
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complain(String(error)));
  await page.clock.setFixedTime(STILL_MS);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
    const body = name === 'api/v1/results' ? JSON.stringify(stillResults()) : files.get(name);
    if (body === undefined) return route.fulfill({ status: 404, body: '[]' });
    const contentType = KINDS[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';
    return route.fulfill({
      body: typeof body === 'string' ? body : Buffer.from(body),
      contentType,
    });
  });
  const prefs = { version: 1, state: { theme, lang, updown, zone: 'utc', reducedMotion: true } };
  await page.addInitScript(
    (kept) => localStorage.setItem('openbell.prefs', kept),
    JSON.stringify(prefs),
  );
  await page.goto(
    `${ORIGIN}/index.html?panel=${panel}&state=${state}&phone=${phone ? 'yes' : 'no'}`,
  );
  await page.locator('.one-panel').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLE_MS);
  return page;
}
