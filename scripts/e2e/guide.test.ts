// A new trader follows the guide from the first sign-in to a filled paper order, by keyboard; it is gone when
// it was told to go, and comes back when it is asked for.

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

const guide = () => desk.page.getByRole('region', { name: 'Guide: your first order' });
const step = (words: string) => guide().getByText(words).waitFor(PATIENCE);

describe.runIf(hasChromium)('the guide to the first order', () => {
  it(
    'goes on with each deed, and ends with a filled paper order',
    async () => {
      const { page, say, send, show, row, orders, ticket, complaints } = desk;
      await step('1 of 5');
      expect(await guide().getByText('PAPER', { exact: true }).isVisible()).toBe(true);
      await show('BTCUSDT');

      await step('2 of 5');
      await ticket().getByLabel('Quantity').first().focus(PATIENCE);
      await page.keyboard.type('0.02');

      await step('3 of 5');
      await ticket().getByLabel('Price').first().fill('60500', PATIENCE);
      await send();
      await row('60,500.00', /Working/).waitFor(PATIENCE);

      await step('4 of 5');
      await guide().getByRole('button', { name: 'Go to Orders' }).focus();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => orders().evaluate((box) => box === document.activeElement))
        .toBe(true);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');

      await step('5 of 5');
      await say('buy 0.02 BTCUSDT 62200', /Buy 0\.0200 BTCUSDT at 62,200\.00/);
      await send();
      await row('62,200.00', /Filled/).waitFor(PATIENCE);
      await step('Done.');
      expect(complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'is gone for good when closed, and comes back from the page of keys',
    async () => {
      const { page } = desk;
      await guide()
        .getByRole('button', { name: /Close the guide/ })
        .press('Enter');
      await guide().waitFor({ ...PATIENCE, state: 'detached' });
      await page.reload();
      await page.locator('.watch-body .watch-row').first().waitFor(PATIENCE);
      expect(await guide().count()).toBe(0);

      await page.keyboard.press('?');
      await page.getByRole('button', { name: 'Guide to the first order' }).press('Enter');
      await step('1 of 5');
    },
    LONG,
  );

  it(
    'finds a word in the glossary',
    async () => {
      const { page } = desk;
      await page.keyboard.press('?');
      await page.getByRole('button', { name: 'Glossary' }).press('Enter');
      await page.getByRole('searchbox', { name: 'Find a term' }).waitFor(PATIENCE);
      await page.keyboard.type('fok');
      await page.getByText('Fills whole and at once, or not at all.').waitFor(PATIENCE);
      await expect.poll(() => page.locator('.glossary dt').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      expect(await page.locator('.glossary').count()).toBe(0);
    },
    LONG,
  );
});
