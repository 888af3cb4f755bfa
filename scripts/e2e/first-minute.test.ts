// The first minute of a trader, by keyboard alone, and its bad weather: an order that the venue refuses, and
// a server that falls silent.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { openTraderDesk, type TraderDesk } from './trader-desk.ts';

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
      await desk.say('buy 0.02 BTCUSDT 60500', /Buy 0\.0200 BTCUSDT at 60,500\.00/);
      expect(await desk.orders().getByRole('row').filter({ hasText: 'BTCUSDT' }).count()).toBe(0);
      await desk.send();
      await desk.row('60,500.00', /Working/).waitFor(PATIENCE);

      await desk.orders().focus(PATIENCE);
      await desk.page.keyboard.press('ArrowDown');
      await desk.page.keyboard.press('F2');
      await desk.page.getByLabel('New price').waitFor(PATIENCE);
      await desk.page.keyboard.type('60400');
      await desk.page.keyboard.press('Enter');
      await desk.row('60,400.00', /Working/).waitFor(PATIENCE);

      await desk.orders().focus(PATIENCE);
      await desk.page.keyboard.press('Delete');
      await desk.row('60,400.00', /Cancelled/).waitFor(PATIENCE);

      await desk.say('buy 0.02 BTCUSDT 62200', /Buy 0\.0200 BTCUSDT at 62,200\.00/);
      await desk.send();
      await desk.row('62,200.00', /Filled/).waitFor(PATIENCE);
      expect(desk.complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'shows a refusal of the venue in words',
    async () => {
      await desk.say('buy 1 NOVR 100', /Buy 1 NOVR at 100\.00/);
      await desk.send();
      await desk.row('NOVR', /Rejected/).waitFor(PATIENCE);
      await desk.ticket().getByRole('button', { name: 'Repair' }).waitFor(PATIENCE);
      expect(desk.complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'refuses to send while the server is silent, says so, and heals',
    async () => {
      await desk.say('buy 1 NOVR 180', /Buy 1 NOVR at 180\.00/);
      process.kill(desk.server.pid, 'SIGSTOP');
      try {
        await desk.warning().waitFor(PATIENCE);
        await desk.send();
      } finally {
        process.kill(desk.server.pid, 'SIGCONT');
      }
      await desk.connected().waitFor(PATIENCE);
      expect(await desk.orders().getByRole('row').filter({ hasText: '180.00' }).count()).toBe(0);
      await expect
        .poll(async () => {
          await desk.send();
          return desk.row('180.00', /Working/).isVisible();
        }, PATIENCE)
        .toBe(true);
    },
    LONG,
  );
});
