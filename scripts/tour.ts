// The pictures of docs/tour.md, taken from the real terminal on a real server: node scripts/tour.ts.
// The market is the simulated one, so two runs show the same desk with other prices.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, 'docs/tour');
const PROGRAM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const READY = /ready at (http:\/\/\S+)/;
const START_MS = 60_000;
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

/** Starts the program of `npm start` on a free port; resolves with its address. */
function startServer(data: string): Promise<{ child: ChildProcess; url: string }> {
  const program = ['--import', './scripts/check-node.mjs', 'scripts/start.mjs', '--seed', '3'];
  const child = spawn(process.execPath, [...program, '--port', '0', '--data', data], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let words = '';
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`the server did not start: ${words}`));
    }, START_MS);
    child.once('close', () => {
      clearTimeout(late);
      reject(new Error(`the server ended: ${words}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      const url = READY.exec(words)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve({ child, url });
    });
  });
}

async function takePicture(browser: Browser, url: string, scene: Scene): Promise<void> {
  const { name, width, height, theme, lang, updown, layout, act } = scene;
  const context = await browser.newContext({ viewport: { width, height }, timezoneId: 'UTC' });
  const prefs = { version: 1, state: { theme, lang, updown } };
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
  const data = mkdtempSync(join(tmpdir(), 'openbell-tour-'));
  const { child, url } = await startServer(data);
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  try {
    mkdirSync(PICTURES, { recursive: true });
    const browser = await chromium.launch({
      executablePath: PROGRAM,
      args: [...args, '--disable-background-networking'],
    });
    await new Promise((resolve) => setTimeout(resolve, MARKET_MS));
    for (const scene of SCENES) await takePicture(browser, url, scene);
    await browser.close();
  } finally {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill();
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
}

if (import.meta.main) await takeTour();
