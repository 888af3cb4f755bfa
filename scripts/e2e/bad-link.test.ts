// The terminal behind a bad network: slow and narrow, cut in the middle of an order, and frozen. Whatever
// the link does, the desk says how old its truth is, and every order ends in an outcome that is true.

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { FAIR, openBadLink, type BadLink } from './bad-link.ts';
import { deskHand, PATIENCE, type DeskHand } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';
import { come, listInstruments, pause, restRows } from './wire-user.ts';

const LONG = 240_000;
/** 256 kbit/s and 300 ms there and back. */
const SLOW = { delayMs: 150, bytesPerSecond: 32_000 };
/** A whole terminal over so narrow a link. */
const LOAD_MS = 120_000;
const FREEZE_MS = 10_000;

const folder = temporaryFolder();
let link: BadLink;
let server: ServerProcess;
let browser: Browser | undefined;

beforeAll(async () => {
  if (!hasChromium) return;
  link = await openBadLink();
  server = await startServer([
    ...['--data', folder.path, '--rate', '1000', '--seed', '3', '--origins', link.url],
  ]);
  link.leadTo(server.port);
  browser = await launchChromium();
}, LONG);
afterEach(() => {
  link.set(FAIR);
  link.thaw();
});
afterAll(async () => {
  await browser?.close();
  await link?.close();
  await server?.end('SIGKILL');
  folder.remove();
}, LONG);

/** Complaints of the page other than those of connections that break. */
const complaints: string[] = [];

async function openDesk(): Promise<DeskHand> {
  const page = await openTerminal(browser!, link.url, (words) => {
    if (!/ERR_|WebSocket connection/.test(words)) complaints.push(words);
  });
  const desk = deskHand(page);
  await desk.signIn(LOAD_MS);
  return desk;
}

/** Outcomes that the blotter shows of the row with this text, in the order in which they come. */
async function watchStates(desk: DeskHand, text: string): Promise<() => Promise<string[]>> {
  await desk.orders().evaluate((grid, words) => {
    const seen: string[] = [];
    Reflect.set(globalThis, 'seenStates', seen);
    new MutationObserver(() => {
      for (const row of grid.querySelectorAll('[role="row"]')) {
        const outcome = row.querySelector<HTMLElement>('.order-state')?.dataset['outcome'];
        if (row.textContent.includes(words) && outcome !== undefined && seen.at(-1) !== outcome) {
          seen.push(outcome);
        }
      }
    }).observe(grid, { subtree: true, childList: true, attributes: true, characterData: true });
  }, text);
  return () => desk.page.evaluate(() => Reflect.get(globalThis, 'seenStates') as string[]);
}

/** How often the account's history has an order for BTCUSDT at this price. */
async function timesPlaced(price: number): Promise<number> {
  const listed = await listInstruments(server);
  const { priceScale, tickStep } = listed.find(({ symbol }) => symbol === 'BTCUSDT')!;
  const ticks = (price * 10 ** priceScale) / tickStep;
  const rows = await restRows(server, 'trader-1', 'orders');
  return rows.filter((row) => row['price_ticks'] === ticks).length;
}

describe.runIf(hasChromium)('behind a bad network', () => {
  it(
    'is usable at 300 ms and 256 kbit/s: figures move, truth has its age, orders keep their order',
    async () => {
      link.set(SLOW);
      const desk = await openDesk();
      const { page } = desk;
      const watchlist = page.locator('.watch-body');
      const before = await watchlist.innerText(PATIENCE);
      await come(async () => (await watchlist.innerText()) !== before, 'new figures');

      await desk.say('buy 0.02 BTCUSDT 60100', /Buy 0\.0200 BTCUSDT at 60,100\.00/);
      const states = await watchStates(desk, '60,100.00');
      await desk.send();
      await desk.row('60,100.00', /Working/).waitFor(PATIENCE);
      await desk.orders().focus(PATIENCE);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');
      await desk.row('60,100.00', /Cancelled/).waitFor(PATIENCE);
      const seen = await states();
      const inOrder = ['pending', 'unknown', 'received', 'open', 'cancelled'];
      expect(seen).toEqual(inOrder.filter((outcome) => seen.includes(outcome)));
      expect(seen).toContain('pending');

      // The foot measures what the link really does, and the ticket says how old its quote is.
      await page
        .getByText(/Round trip/)
        .first()
        .waitFor(PATIENCE);
      await come(async () => {
        const foot = await page.locator('body').innerText();
        return Number(/Round trip\s+([\d.]+)/.exec(foot)?.[1] ?? 0) >= 300;
      }, 'a round trip of 300 ms');
      const badge = page
        .locator('.truth')
        .filter({ hasText: /(Live|Stale) \d/ })
        .first();
      await badge.waitFor(PATIENCE);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    LONG,
  );

  it(
    'gives a definite outcome when the socket is cut in the middle of an order',
    async () => {
      const desk = await openDesk();
      // It arrives, and its answers do not.
      await desk.say('buy 0.02 BTCUSDT 60200', /Buy 0\.0200 BTCUSDT at 60,200\.00/);
      link.freeze('toClient');
      await desk.send();
      await come(async () => (await timesPlaced(60_200)) === 1, 'the order at the venue');
      link.cut();
      link.thaw();
      await desk.row('60,200.00', /Working/).waitFor(PATIENCE);

      // It does not arrive: unknown at first, and the trader may ask; then certain.
      await desk.say('buy 0.02 BTCUSDT 60300', /Buy 0\.0200 BTCUSDT at 60,300\.00/);
      link.freeze('toServer');
      await desk.send();
      await desk.row('60,300.00', /Sending/).waitFor(PATIENCE);
      link.cut();
      link.thaw();
      await desk.row('60,300.00', /Unknown/).waitFor(PATIENCE);
      await desk.connected().waitFor(PATIENCE);
      await desk.row('60,300.00', /Never received/).waitFor(PATIENCE);
      expect([await timesPlaced(60_200), await timesPlaced(60_300)]).toEqual([1, 0]);
      expect(complaints).toEqual([]);
      await desk.page.context().close();
    },
    LONG,
  );

  it(
    'says that it is stale while the link is frozen, sends nothing, and heals',
    async () => {
      const desk = await openDesk();
      await desk.say('buy 0.02 BTCUSDT 60400', /Buy 0\.0200 BTCUSDT at 60,400\.00/);
      link.freeze('toClient', 'toServer');
      const frozenAt = performance.now();
      await desk.warning().waitFor(PATIENCE);
      await desk
        .ticket()
        .getByText(/nothing would be sent/)
        .waitFor(PATIENCE);
      const ofTicket = desk.page.locator('.dv-groupview', { has: desk.ticket() });
      await ofTicket.locator('.truth[data-truth="stale"]').first().waitFor(PATIENCE);
      await desk.send();
      await pause(Math.max(0, FREEZE_MS - (performance.now() - frozenAt)));
      link.thaw();
      await desk.connected().waitFor(PATIENCE);
      await ofTicket.locator('.truth[data-truth="live"]').first().waitFor(PATIENCE);
      expect(await desk.orders().getByRole('row').filter({ hasText: '60,400.00' }).count()).toBe(0);
      await expect
        .poll(async () => {
          await desk.send();
          return desk.row('60,400.00', /Working/).isVisible();
        }, PATIENCE)
        .toBe(true);
      expect(await timesPlaced(60_400)).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
      await desk.page.context().close();
    },
    LONG,
  );
});
