// The pictures of docs/tour.md, taken from the real terminal on a real server: node scripts/tour.ts.
// The market is the simulated one, so two runs show the same desk with other prices.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT, startServer, temporaryFolder } from './e2e/server-process.ts';
import { launchChromium } from './launch-chromium.ts';

const PICTURES = join(ROOT, 'docs/tour');
/** Bars and books fill in this time. */
const SETTLE_MS = 6_000;
const STEP_MS = 1_000;
const TOASTS_GO_MS = 6_000;
/** The market trades this long before the first picture, so that there is something to see. */
const MARKET_MS = 60_000;

interface Scene {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'dark' | 'light' | 'contrast';
  readonly lang: 'en' | 'zh';
  readonly updown: 'green' | 'red' | 'cb';
  readonly layout: string;
  /** What is done after the sign-in; without it the sign-in itself is shown. */
  readonly act?: (page: Page) => Promise<void>;
}

const desk = {
  width: 1440,
  height: 900,
  theme: 'dark',
  lang: 'en',
  updown: 'green',
  layout: 'trading',
} as const;

const settled = (page: Page) => page.waitForTimeout(SETTLE_MS);

/** Types into the palette and takes the first answer. */
async function say(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(STEP_MS);
  await page.keyboard.type(words);
  await page.waitForTimeout(STEP_MS);
}

async function place(page: Page, sentence: string): Promise<void> {
  await say(page, sentence);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(STEP_MS);
  await page.locator('form.ticket button[type=submit]').click();
  await page.waitForTimeout(STEP_MS);
}

/** A few orders that rest and a few that are filled, and the chart in seconds: it is young. */
async function trade(page: Page): Promise<void> {
  for (const order of ['buy 50 NOVR', 'buy 0.5 BTCUSDT 61000', 'sell 0.2 BTCUSDT 62000'])
    await place(page, order);
  await place(page, 'buy 0.3 BTCUSDT');
  await page.getByText('1s', { exact: true }).first().click();
  await page.waitForTimeout(TOASTS_GO_MS);
}

async function inSeconds(page: Page): Promise<void> {
  await settled(page);
  await page
    .getByText(/^1(s|秒)$/)
    .first()
    .click();
  await page.waitForTimeout(STEP_MS);
}

/** An order that this page sent, and its story: the page that sends hears every station. */
async function openLife(page: Page): Promise<void> {
  await settled(page);
  await place(page, 'buy 0.05 BTCUSDT');
  await page.keyboard.press('Alt+4');
  await settled(page);
  await page.getByRole('row').filter({ hasText: '0.0500' }).first().dblclick();
  await settled(page);
}

async function saySentence(page: Page): Promise<void> {
  await settled(page);
  await say(page, 'buy 2 ETHUSDT 2600');
}

const showView = (index: number) => async (page: Page) => {
  await page.locator('.phone-bar button').nth(index).click();
  await settled(page);
};

const phone = { ...desk, width: 390, height: 844 };
const SCENES: readonly Scene[] = [
  { ...desk, name: 'desk-dark', act: trade },
  { ...desk, name: 'desk-light-zh', theme: 'light', lang: 'zh', updown: 'red', act: inSeconds },
  { ...desk, name: 'ladders', layout: 'ladders', act: settled },
  { ...desk, name: 'order-life', theme: 'light', act: openLife },
  { ...desk, name: 'palette', act: saySentence },
  { ...phone, name: 'phone-watch', act: settled },
  { ...phone, name: 'phone-order', lang: 'zh', theme: 'light', act: showView(2) },
];

async function takePicture(browser: Browser, url: string, scene: Scene): Promise<void> {
  const { name, width, height, theme, lang, updown, layout, act } = scene;
  const context = await browser.newContext({ viewport: { width, height }, timezoneId: 'UTC' });
  const prefs = { version: 1, state: { theme, lang, updown, guideStep: -1 } };
  const layouts = { version: 1, current: layout, docks: {} };
  await context.addInitScript(
    ([kept, docks]) => {
      localStorage.setItem('openbell.prefs', kept);
      localStorage.setItem('openbell.layouts', docks);
    },
    [JSON.stringify(prefs), JSON.stringify(layouts)] as const,
  );
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.sign-in').waitFor();
  if (act !== undefined) {
    await page.keyboard.press('1');
    await page.locator('.desk').waitFor();
    await act(page);
  }
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await context.close();
}

async function takeTour(): Promise<void> {
  const data = temporaryFolder();
  const server = await startServer(['--seed', '3', '--data', data.path]);
  const browser = await launchChromium();
  try {
    mkdirSync(PICTURES, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, MARKET_MS));
    for (const scene of SCENES) await takePicture(browser, server.url, scene);
  } finally {
    await browser.close();
    await server.end('SIGTERM');
    data.remove();
  }
}

if (import.meta.main) await takeTour();
