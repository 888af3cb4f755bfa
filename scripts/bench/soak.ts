// npm run bench -- soak [--minutes <n>]: one page of the real terminal at the real server for a long day (f:F13).
// Orders are placed and cancelled, instruments and layouts come and go; the heap of the page is read after full
// collections, and its slope is a straight line through the readings after the first sixth of the time.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { deskHand, PATIENCE } from '../e2e/desk-hand.ts';
import { startServer, temporaryFolder } from '../e2e/server-process.ts';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import type { BenchRow } from './bench-row.ts';
import { heapBytes } from './browser/chromium.ts';

const EIGHT_HOURS = 480;
const ORDERS = 10_000;
const READINGS = 48;
const WARM_SHARE = 1 / 6;
const SLOPE_BYTES_PER_HOUR = 1e6;
const VIEWPORT = { width: 1440, height: 900 };
const SYMBOLS = ['ETHUSDT', 'EUR/USD', 'BTCUSDT'];
/** Orders between two visits to other instruments, and to other layouts. */
const VISIT_EVERY = 50;
const FIRST_PRICE = '60500';
const HOUR_MS = 3_600_000;

interface Reading {
  readonly ms: number;
  readonly bytes: number;
}

export async function benchSoak(): Promise<BenchRow[]> {
  if (!hasChromium) return [];
  const minutes = minutesAsked();
  const folder = temporaryFolder();
  const server = await startServer(['--data', folder.path, '--rate', '1000', '--seed', '3']);
  const browser = await launchChromium();
  try {
    // Without the probe of the other benches, which remembers every order.
    const page = await browser.newPage({ viewport: VIEWPORT });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await page.goto(server.url);
    await deskHand(page).signIn();
    const readings: Reading[] = [];
    const startedMs = performance.now();
    const endMs = minutes * 60_000;
    const passed = () => performance.now() - startedMs;
    const read = async () => {
      readings.push({ ms: passed(), bytes: await heapBytes(cdp) });
      const { ms, bytes } = readings.at(-1)!;
      process.stderr.write(`${(ms / 60_000).toFixed(0)} min: ${(bytes / 1e6).toFixed(2)} MB\n`);
    };
    const trading = trade(page, () => passed() < endMs, endMs / ORDERS);
    while (passed() < endMs) {
      await read();
      await sleep(Math.min(endMs / READINGS, endMs - passed()));
    }
    const orders = await trading;
    await read();
    return [soakRow(readings, minutes, orders)];
  } finally {
    await browser.close();
    await server.end('SIGKILL');
    folder.remove();
  }
}

function minutesAsked(): number {
  const at = process.argv.indexOf('--minutes');
  return at < 0 ? EIGHT_HOURS : Number(process.argv[at + 1]);
}

/** Places an order below the market and cancels it, one per `everyMs`; resolves with their number. */
async function trade(page: Page, goesOn: () => boolean, everyMs: number): Promise<number> {
  const { ticket, orders } = deskHand(page);
  await show(page, 'BTCUSDT');
  let count = 0;
  for (let dueMs = performance.now(); goesOn(); dueMs += everyMs) {
    await sleep(Math.max(0, dueMs - performance.now()));
    if (count % VISIT_EVERY === 0) {
      for (const symbol of SYMBOLS) await show(page, symbol);
      await ticket().getByLabel('Price').first().fill(FIRST_PRICE, PATIENCE);
      await ticket().getByLabel('Quantity').first().fill('0.02', PATIENCE);
    }
    await ticket().getByLabel('Quantity').first().focus(PATIENCE);
    await page.keyboard.press('Control+Enter');
    const cancel = orders().getByRole('button', { name: 'Cancel', exact: true }).first();
    await cancel.click(PATIENCE);
    count += 1;
  }
  return count;
}

async function show(page: Page, symbol: string): Promise<void> {
  await deskHand(page).openPalette();
  await page.keyboard.type(symbol);
  await page
    .getByRole('option', { name: new RegExp(`^${symbol}`) })
    .first()
    .waitFor(PATIENCE);
  await page.keyboard.press('Enter');
  await sleep(500);
}

/** Bytes per hour of the straight line that lies nearest to the readings. */
export function slopePerHour(readings: readonly Reading[]): number {
  const mean = (of: (reading: Reading) => number) =>
    readings.reduce((sum, reading) => sum + of(reading), 0) / readings.length;
  const [middleMs, middleBytes] = [mean(({ ms }) => ms), mean(({ bytes }) => bytes)];
  const over = mean(({ ms, bytes }) => (ms - middleMs) * (bytes - middleBytes));
  const under = mean(({ ms }) => (ms - middleMs) ** 2);
  return under === 0 ? NaN : (over / under) * HOUR_MS;
}

function soakRow(readings: readonly Reading[], minutes: number, orders: number): BenchRow {
  const warm = readings.filter(({ ms }) => ms >= minutes * 60_000 * WARM_SHARE);
  const slope = slopePerHour(warm);
  const isMet = slope < SLOPE_BYTES_PER_HOUR;
  const [first, last] = [warm[0]!, warm.at(-1)!].map(({ bytes }) => (bytes / 1e6).toFixed(1));
  return {
    ...{ goal: 'f:F13', what: 'slope of the heap of the page over a day', ratio: null },
    figure: `${(slope / 1e6).toFixed(2)} MB/h over ${String(minutes)} min, ${first!} to ${last!} MB`,
    target: '< 1 MB/h over 8 h',
    met: minutes >= EIGHT_HOURS || !isMet ? isMet : null,
    conditions: `real server, 40 instruments, ${String(orders)} orders placed and cancelled, after a full collection each`,
  };
}
