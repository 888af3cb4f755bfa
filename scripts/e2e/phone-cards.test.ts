// Orders as cards on a phone, by touch alone: amended in the card, chosen by their boxes, cancelled together,
// sorted by the strip of titles, and nothing to scroll sideways.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { openTraderDesk, type TraderDesk } from './trader-desk.ts';

const LONG = 150_000;
let desk: TraderDesk;

beforeAll(async () => {
  if (hasChromium) desk = await openTraderDesk({ width: 390, height: 844 });
}, LONG);
afterAll(async () => {
  if (hasChromium) await desk.close();
}, LONG);

async function place(price: string): Promise<void> {
  const { ticket, row } = desk;
  await ticket().getByLabel('Price').first().fill(price, PATIENCE);
  await ticket().getByLabel('Quantity').first().fill('0.02', PATIENCE);
  await ticket()
    .getByRole('button', { name: /^Buy 0\.0200 BTCUSDT/ })
    .click(PATIENCE);
  await row(`${Number(price).toLocaleString('en')}.00`, /Working/).waitFor(PATIENCE);
}

describe.runIf(hasChromium)('orders on a phone', () => {
  it(
    'are amended, chosen and cancelled on their cards',
    async () => {
      const { page, orders, row, show, complaints } = desk;
      await show('BTCUSDT');
      const views = page.getByRole('navigation', { name: 'Views' });
      await views.getByRole('button', { name: 'Order' }).click(PATIENCE);
      await place('60500');
      await place('60400');
      const over = await orders().evaluate((box) => box.scrollWidth - box.clientWidth);
      expect(over).toBe(0);

      await row('60,500.00').getByRole('button', { name: 'Amend' }).click(PATIENCE);
      await page.getByLabel('New price').fill('60300', PATIENCE);
      await row(/Send/).getByRole('button', { name: 'Send' }).click(PATIENCE);
      await row('60,300.00', /Working/).waitFor(PATIENCE);

      await orders().getByRole('button', { name: 'Price' }).click(PATIENCE);
      await orders().getByRole('columnheader', { name: 'Price' }).waitFor(PATIENCE);
      await expect
        .poll(() => orders().locator('.data-row').first().innerText())
        .toMatch('60,300.00');

      await row('60,300.00').getByLabel('Choose this row').check(PATIENCE);
      await row('60,400.00').getByLabel('Choose this row').check(PATIENCE);
      await page.getByRole('button', { name: 'Cancel selected 2' }).click(PATIENCE);
      await row('60,300.00', /Cancelled/).waitFor(PATIENCE);
      await row('60,400.00', /Cancelled/).waitFor(PATIENCE);
      expect(complaints).toEqual([]);
    },
    LONG,
  );
});
