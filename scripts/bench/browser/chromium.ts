// A page of the bench, and what the browser says of it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { frameFigures, type FrameFigures } from './frame-statistics.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface BenchPage {
  readonly page: Page;
  /** Measures for this long; everything that is in the figures happened in it. */
  measure(seconds: number): Promise<Measured>;
  /** Bytes of the page's heap after a full collection. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

export interface Measured extends FrameFigures {
  /** Tasks of the main thread over wall time. */
  readonly mainShare: number;
  /** Quote updates per second by the count of the terminal's worker; NaN where there is none. */
  readonly updatesPerSecond: number;
}

/** A page of its own profile, with the probe in it before its own scripts run. */
export async function openBenchPage(
  browser: Browser,
  viewport: Viewport,
  storage: Readonly<Record<string, unknown>> = {},
): Promise<BenchPage> {
  const context = await browser.newContext({ viewport, timezoneId: 'UTC' });
  const script = join(import.meta.dirname, './page-probe.ts');
  await context.addInitScript({ content: readFileSync(script, 'utf8') });
  await context.addInitScript((kept: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(kept)) {
      if (localStorage.getItem(name) === null) localStorage.setItem(name, JSON.stringify(value));
    }
  }, storage);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    page,
    measure: (seconds) => measure(page, cdp, seconds),
    heapBytes: () => heapBytes(cdp),
    close: () => context.close(),
  };
}

/** Bytes of the page's heap after a full collection. */
export async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await metrics(cdp))['JSHeapUsedSize'] ?? NaN;
}

async function measure(page: Page, cdp: CDPSession, seconds: number): Promise<Measured> {
  const before = await metrics(cdp);
  await page.evaluate(() => benchProbe!.start());
  await page.waitForTimeout(seconds * 1000);
  const [run, rates] = await page.evaluate(() => [benchProbe!.stop(), benchProbe!.rates] as const);
  const after = await metrics(cdp);
  const spent = (name: string) => (after[name] ?? NaN) - (before[name] ?? NaN);
  return {
    ...frameFigures(run),
    mainShare: spent('TaskDuration') / spent('Timestamp'),
    // The first count began before the run did.
    updatesPerSecond: mean(rates.slice(1)),
  };
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

async function metrics(cdp: CDPSession): Promise<Record<string, number>> {
  const given = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(given.metrics.map(({ name, value }) => [name, value]));
}
