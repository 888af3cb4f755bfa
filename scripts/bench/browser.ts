// Goals p:B1-B4: the real terminal in Chromium under a flood of quotes, beside AG Grid and a naive zustand
// page in the same browser. `--minutes <n>` makes the run for the growth of the heap that long.

import { availableParallelism, loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import type { BenchRow } from './bench-row.ts';
import { buildPages, firstLoadKb, type BuiltPages } from './browser/build-pages.ts';
import { chromiumPath, hasChromium, launchChromium } from '../launch-chromium.ts';
import type { Measured } from './browser/chromium.ts';
import { startFloodServer, type FloodServer } from './browser/flood-child.ts';
import { highestSustained, isSustained } from './browser/frame-statistics.ts';
import { runOrders } from './browser/order-runs.ts';
import { runEmpty, runPeer, type PeerWish } from './browser/peer-runs.ts';
import * as rows from './browser/browser-rows.ts';
import { rateText } from './browser/browser-rows.ts';
import * as terminal from './browser/terminal-page.ts';

const RUN_SECONDS = 10;
const SEARCH_SECONDS = 5;
const HEAP_SECONDS = 40;
const NOISE_SECONDS = 3;
const QUIET = { quotesPerSecond: 0, statsEveryFrame: false };
const SWITCH_MS = 2_000;

const DESK_INSTRUMENTS = 40;
const FLOOD = 1_000_000;
const MODEST = 50_000;
const LOWER_RATES = [50_000, 100_000, 200_000, 500_000];
const PEER_ROWS = 30;
const AG_RATES = [5_000, 10_000, 20_000, 50_000];
const ZUSTAND_RATES = [2_000, 5_000, 10_000, 20_000];

const GRID_ROWS = 500;
/** One quote of each row per 10 ms: every row changes in every frame. */
const GRID_RATE = GRID_ROWS * 100;
/** Room for all rows of 22 px, heads of groups and the frame of the page. */
const GRID_VIEWPORT = { width: 900, height: 12_000 };

const ORDERS = 30;
const ORDER_PAUSE_MS = 150;

export async function benchBrowser(): Promise<BenchRow[]> {
  if (!hasChromium) return [rows.withoutBrowser(chromiumPath)];
  const pages = buildPages();
  const browser = await launchChromium();
  try {
    const desk = await withServer(DESK_INSTRUMENTS, pages, (server) => deskRows(browser, server));
    const grid = await withServer(GRID_ROWS, pages, (server) => gridRows(browser, server));
    const all = [...desk, ...grid, rows.firstLoad(firstLoadKb())];
    return all.toSorted((a, b) => a.goal.localeCompare(b.goal));
  } finally {
    await browser.close();
    pages.remove();
  }
}

async function withServer<Given>(
  instruments: number,
  pages: BuiltPages,
  run: (server: FloodServer) => Promise<Given>,
): Promise<Given> {
  const server = await startFloodServer(instruments, pages);
  try {
    return await run(server);
  } finally {
    await server.stop();
  }
}

/** What the machine gives to a page that does nothing, so that a reader can judge the rest. With `before`
 * the worse of both: somebody else's work may begin in the middle of a run. */
async function noise(
  browser: Browser,
  server: FloodServer,
  before?: rows.Noise,
): Promise<rows.Noise> {
  await server.set(QUIET);
  const { fps, frameP99Ms } = await runEmpty(browser, server, NOISE_SECONDS);
  return {
    fps: Math.min(fps, before?.fps ?? Infinity),
    frameP99Ms: Math.max(frameP99Ms, before?.frameP99Ms ?? 0),
    cores: availableParallelism(),
    load: Math.max(loadavg()[0] ?? NaN, before?.load ?? 0),
  };
}

async function deskRows(browser: Browser, server: FloodServer): Promise<BenchRow[]> {
  const before = await noise(browser, server);
  const agGrid = await peerRate(browser, server, 'ag', AG_RATES);
  const zustand = await peerRate(browser, server, 'zustand', ZUSTAND_RATES);
  const page = await terminal.openTerminal(browser, {
    url: server.url,
    instruments: DESK_INSTRUMENTS,
    viewport: terminal.DESK_VIEWPORT,
    layouts: terminal.TRADING_LAYOUT,
  });
  const at = async (quotesPerSecond: number, seconds: number): Promise<Measured> => {
    await server.set({ quotesPerSecond, statsEveryFrame: false });
    await page.page.waitForTimeout(SWITCH_MS);
    const measured = await page.measure(seconds);
    tell(`terminal at ${rateText(quotesPerSecond)}`, measured);
    return measured;
  };
  try {
    const modest = await at(MODEST, SEARCH_SECONDS);
    const flooded = await at(FLOOD, RUN_SECONDS);
    const orders = await runOrders(page.page, ORDERS, ORDER_PAUSE_MS).catch(String);
    const heap = await heapGrowth(page);
    const sustained = isSustained(flooded)
      ? FLOOD
      : await highestSustained(LOWER_RATES, async (rate) =>
          isSustained(await at(rate, SEARCH_SECONDS)),
        );
    await page.close();
    const idle = await noise(browser, server, before);
    const given = { idle, modest, flooded, sustained, agGrid, zustand };
    return [
      ...rows.floodRows(given),
      ...rows.orderRows(idle, orders),
      rows.heapRow(heap),
      rows.interactive(idle, page),
    ];
  } finally {
    await page.close();
  }
}

async function heapGrowth(page: terminal.Terminal): Promise<rows.HeapGrowth> {
  const asked = process.argv.indexOf('--minutes');
  const minutes = asked < 0 ? NaN : Number(process.argv[asked + 1]);
  const seconds = Number.isNaN(minutes) ? HEAP_SECONDS : minutes * 60;
  const before = await page.heapBytes();
  await page.page.waitForTimeout(seconds * 1000);
  return { seconds, bytes: (await page.heapBytes()) - before };
}

function peerRate(
  browser: Browser,
  server: FloodServer,
  mode: PeerWish['mode'],
  rates: readonly number[],
): Promise<number> {
  const viewport = terminal.DESK_VIEWPORT;
  return highestSustained(rates, async (rate) => {
    const wish = { mode, rate, rows: PEER_ROWS, seconds: SEARCH_SECONDS, viewport };
    const measured = await runPeer(browser, server, wish);
    tell(`${mode} at ${rateText(rate)}`, measured);
    return isSustained(measured);
  });
}

async function gridRows(browser: Browser, server: FloodServer): Promise<BenchRow[]> {
  const before = await noise(browser, server);
  const viewport = GRID_VIEWPORT;
  const peer = await runPeer(browser, server, {
    ...{ mode: 'ag-frame', rate: GRID_RATE, rows: GRID_ROWS, viewport },
    seconds: SEARCH_SECONDS,
  });
  tell('AG Grid, 500 rows', peer);
  const page = await terminal.openTerminal(browser, {
    ...{ url: server.url, instruments: GRID_ROWS, viewport },
    layouts: terminal.watchlistLayout(viewport),
  });
  try {
    await server.set({ quotesPerSecond: GRID_RATE, statsEveryFrame: true });
    await page.page.waitForTimeout(SWITCH_MS);
    const ours = await page.measure(SEARCH_SECONDS);
    tell('watchlist, 500 rows', ours);
    await page.close();
    return [rows.gridRow(await noise(browser, server, before), ours, peer)];
  } finally {
    await page.close();
  }
}

/** Progress, beside the table: a run takes minutes. */
function tell(what: string, measured: Measured): void {
  const { updatesPerSecond } = measured;
  const taken = Number.isNaN(updatesPerSecond) ? '' : `, ${rateText(updatesPerSecond)} taken`;
  process.stderr.write(`${what}: ${rows.frameText(measured)}${taken}\n`);
}
