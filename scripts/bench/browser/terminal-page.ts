// The terminal as the bench opens it: signed in, on the layout that is measured, with every quote there.

import type { Browser } from 'playwright-core';
import { openBenchPage, type BenchPage, type Viewport } from './chromium.ts';

export const DESK_VIEWPORT: Viewport = { width: 1440, height: 900 };
const PATIENCE = { timeout: 60_000 };
const SETTLE_MS = 2_000;
const PREFS = {
  version: 1,
  state: { theme: 'dark', lang: 'en', updown: 'green', density: 'compact', confirm: 'never' },
};

export interface Terminal extends BenchPage {
  /** From the start of the navigation, ms. */
  readonly signInShownMs: number;
  /** From the key that signs in until every quote is there and a frame with them was begun. */
  readonly deskShownMs: number;
}

export interface TerminalWish {
  readonly url: string;
  readonly instruments: number;
  readonly viewport: Viewport;
  /** What the terminal keeps under `openbell.layouts`. */
  readonly layouts: unknown;
}

export async function openTerminal(browser: Browser, wish: TerminalWish): Promise<Terminal> {
  const storage = { 'openbell.prefs': PREFS, 'openbell.layouts': wish.layouts };
  const bench = await openBenchPage(browser, wish.viewport, storage);
  const { page } = bench;
  await page.goto(wish.url, PATIENCE);
  await page.locator('.sign-in').waitFor(PATIENCE);
  const signInShownMs = await nextFrameMs(bench);
  await page.keyboard.press('1');
  await page.locator('.desk').waitFor(PATIENCE);
  const { instruments } = wish;
  await page.waitForFunction((count) => benchProbe!.quoted() >= count, instruments, {
    ...PATIENCE,
    polling: 'raf',
  });
  const shownMs = await nextFrameMs(bench);
  const keyMs = await page.evaluate(() => benchProbe!.keys[0] ?? NaN);
  await page.waitForTimeout(SETTLE_MS);
  return { ...bench, signInShownMs, deskShownMs: shownMs - keyMs };
}

function nextFrameMs({ page }: BenchPage): Promise<number> {
  return page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(resolve)));
}

export const TRADING_LAYOUT = { version: 1, current: 'trading', docks: {} };

/** A dock with nothing but the watchlist, with six figures in each row. */
export function watchlistLayout({ width, height }: Viewport): unknown {
  const params = { colour: 'blue', own: { columns: WATCH_COLUMNS } };
  const panel = { id: 'watchlist-1', contentComponent: 'watchlist', title: 'watchlist', params };
  const data = { id: '1', views: [panel.id], activeView: panel.id };
  const root = { type: 'branch', size: height, data: [{ type: 'leaf', size: width, data }] };
  const dock = {
    grid: { root, width, height, orientation: 'HORIZONTAL' },
    panels: { [panel.id]: panel },
    activeGroup: '1',
  };
  return { version: 1, current: 'rows', docks: { rows: dock } };
}

/** A watchlist that can be told its columns shows these; an older one shows what it has. */
const WATCH_COLUMNS = ['bid', 'ask', 'change', 'last', 'volume', 'high'];
