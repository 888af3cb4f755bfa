// Orders under load by key and by click, through the real ticket: when they left and when their ack showed.

import type { Page } from 'playwright-core';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import { floodInstruments } from './flood-venue.ts';
import { percentile } from './frame-statistics.ts';

const PATIENCE = { timeout: 20_000 };
/** Below the market by this share: it rests, and inside every band. */
const REST_SHARE = 0.98;
const FIRST = floodInstruments(1)[0]!;

export interface OrderFigures {
  readonly count: number;
  /** Key down until handed to the socket by the worker, ms. */
  readonly keyToSentP99Ms: number;
  readonly keyToSentP50Ms: number;
  /** Pointer up until the panel of orders was painted with the ack, ms. */
  readonly clickToPaintedP99Ms: number;
  readonly clickToPaintedP50Ms: number;
}

/** Buys one lot of the instrument that the terminal shows first, below the market. */
export async function runOrders(
  page: Page,
  orders: number,
  pauseMs: number,
): Promise<OrderFigures> {
  const form = page.locator('form.ticket');
  const button = form.locator('button[type=submit]').filter({ hasText: FIRST.symbol }).first();
  const quantity = form.getByLabel('Quantity');
  await form.getByLabel('Price').fill(restingPrice(), PATIENCE);
  await quantity.fill(formatDecimal(FIRST.lotStep, FIRST.qtyScale), PATIENCE);
  await button.waitFor(PATIENCE);
  const grid = await page.getByRole('grid', { name: 'Orders' }).elementHandle(PATIENCE);
  await page.evaluate((element) => benchProbe!.watchOrders(element!), grid);

  const keyed: number[] = [];
  const clicked: number[] = [];
  for (let k = 0; k < orders; k++) {
    await page.waitForTimeout(pauseMs);
    await quantity.focus(PATIENCE);
    keyed.push(await sentAfter(page, () => quantity.press('Enter', PATIENCE)));
    await page.waitForTimeout(pauseMs);
    clicked.push(await paintedAfter(page, () => button.click(PATIENCE)));
  }
  return {
    count: orders,
    keyToSentP99Ms: percentile(keyed, 0.99),
    keyToSentP50Ms: percentile(keyed, 0.5),
    clickToPaintedP99Ms: percentile(clicked, 0.99),
    clickToPaintedP50Ms: percentile(clicked, 0.5),
  };
}

function restingPrice(): string {
  const ticks = Math.floor(FIRST.openingTicks * REST_SHARE);
  return formatDecimal(ticks * FIRST.tickStep, FIRST.priceScale);
}

async function sentAfter(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => benchProbe!.orders.length);
  await act();
  const given = await page.waitForFunction(
    (known) => {
      const order = benchProbe!.orders[known];
      return order !== undefined && order.sentMs > 0 && order.ackPaintedMs < Infinity
        ? order.sentMs - benchProbe!.keys.at(-1)!
        : false;
    },
    before,
    PATIENCE,
  );
  return Number(await given.jsonValue());
}

async function paintedAfter(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => benchProbe!.orders.length);
  await act();
  const given = await page.waitForFunction(
    (known) => {
      const order = benchProbe!.orders[known];
      return order !== undefined && order.ackPaintedMs < Infinity
        ? order.ackPaintedMs - benchProbe!.clicks.at(-1)!
        : false;
    },
    before,
    PATIENCE,
  );
  return Number(await given.jsonValue());
}
