// Runs of the peers in the same browser: AG Grid and naive zustand at a rate, and a page that does nothing.

import type { Browser } from 'playwright-core';
import { openBenchPage, type Measured, type Viewport } from './chromium.ts';
import type { FloodServer } from './flood-child.ts';

const SETTLE_MS = 1_000;
const PATIENCE = { timeout: 60_000 };

export interface PeerWish {
  readonly mode: 'ag' | 'ag-frame' | 'zustand';
  readonly rate: number;
  readonly rows: number;
  readonly seconds: number;
  readonly viewport: Viewport;
}

export async function runPeer(
  browser: Browser,
  { url, peerPort }: FloodServer,
  { mode, rate, rows, seconds, viewport }: PeerWish,
): Promise<Measured> {
  const bench = await openBenchPage(browser, viewport);
  try {
    const query = new URLSearchParams({
      ...{ mode, rate: String(rate), rows: String(rows), port: String(peerPort) },
    });
    await bench.page.goto(`${url}/peer/index.html?${query.toString()}`, PATIENCE);
    await bench.page.waitForTimeout(SETTLE_MS);
    return await bench.measure(seconds);
  } finally {
    await bench.close();
  }
}

/** A page without anything: what it does not reach, nothing here can. */
export async function runEmpty(browser: Browser, { url }: FloodServer, seconds: number) {
  const bench = await openBenchPage(browser, { width: 1440, height: 900 });
  try {
    await bench.page.goto(`${url}/peer/`, { waitUntil: 'commit' });
    await bench.page.waitForTimeout(SETTLE_MS);
    return await bench.measure(seconds);
  } finally {
    await bench.close();
  }
}
