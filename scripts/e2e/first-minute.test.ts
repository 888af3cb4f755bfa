// The first minute of a trader, by keyboard alone, and its bad weather: an order that the venue refuses, and
// a server that falls silent.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { openTraderDesk, PATIENCE, type TraderDesk } from './trader-desk.ts';

const LONG = 150_000;
let desk: TraderDesk;

beforeAll(async () => {
  if (hasChromium) desk = await openTraderDesk();
}, LONG);
afterAll(async () => {
  if (hasChromium) await desk.close();
}, LONG);

describe.runIf(hasChromium)('the first minute', () => {
  it(
    'places, amends, cancels and is filled by keyboard',
    async () => {
      const { page, say, send, orders, row, complaints } = desk;
      await say('buy 0.02 BTCUSDT 60500', /Buy 0\.0200 BTCUSDT at 60,500\.00/);
      expect(await orders().getByRole('row').filter({ hasText: 'BTCUSDT' }).count()).toBe(0);
      await send();
      await row('60,500.00', /Working/).waitFor(PATIENCE);

      await orders().focus(PATIENCE);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('F2');
      await page.getByLabel('New price').waitFor(PATIENCE);
      await page.keyboard.type('60400');
      await page.keyboard.press('Enter');
      await row('60,400.00', /Working/).waitFor(PATIENCE);

      await orders().focus(PATIENCE);
      await page.keyboard.press('Delete');
      await row('60,400.00', /Cancelled/).waitFor(PATIENCE);

      await say('buy 0.02 BTCUSDT 62200', /Buy 0\.0200 BTCUSDT at 62,200\.00/);
      await send();
      await row('62,200.00', /Filled/).waitFor(PATIENCE);
      expect(complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'shows a refusal of the venue in words',
    async () => {
      const { say, send, row, ticket, complaints } = desk;
      await say('buy 1 NOVR 100', /Buy 1 NOVR at 100\.00/);
      await send();
      await row('NOVR', /Rejected/).waitFor(PATIENCE);
      await ticket().getByRole('button', { name: 'Repair' }).waitFor(PATIENCE);
      expect(complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'refuses to send while the server is silent, says so, and heals',
    async () => {
      const { page, say, send, orders, row, server } = desk;
      await say('buy 1 NOVR 180', /Buy 1 NOVR at 180\.00/);
      process.kill(server.pid, 'SIGSTOP');
      try {
        await page
          .getByText('Do not trust prices until this is gone.')
          .or(
            page.getByText(
              'Prices are old. Orders cannot be sent; working orders stay at the venue.',
            ),
          )
          .first()
          .waitFor(PATIENCE);
        await send();
      } finally {
        process.kill(server.pid, 'SIGCONT');
      }
      await page
        .getByText(/^Connected/)
        .first()
        .waitFor(PATIENCE);
      expect(await orders().getByRole('row').filter({ hasText: '180.00' }).count()).toBe(0);
      await expect
        .poll(async () => {
          await send();
          return row('180.00', /Working/).isVisible();
        }, PATIENCE)
        .toBe(true);
    },
    LONG,
  );
});
