// An auction from call to price: an operator calls it, the trader's desk says so and takes what an auction
// takes, another operator resumes, and the orders that cross trade at one price.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { deskHand, PATIENCE } from './desk-hand.ts';
import { block } from './office-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';
import { openTerminal } from './terminal-browser.ts';

const LONG = 150_000;
const SYMBOL = 'NOVR';

let office: StaffOffice;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium) return;
  [office, browser] = await Promise.all([openStaffOffice(), launchChromium()]);
}, LONG);
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await office.close();
}, LONG);

/** Presses a button of the instrument's block at the operators' page. */
async function operate(user: string, name: string): Promise<void> {
  const page = await office.open(user, 'Venue');
  const instrument = block(page, 'One instrument');
  const picked = instrument.getByLabel('Instrument', { exact: true });
  const value = await picked.locator('option', { hasText: SYMBOL }).first().getAttribute('value');
  await picked.selectOption(value!, PATIENCE);
  await page.getByLabel('Reason', { exact: true }).first().fill('news are due', PATIENCE);
  await instrument.getByRole('button', { name, exact: true }).click(PATIENCE);
  await page.getByText('Done.', { exact: true }).waitFor(PATIENCE);
  await page.context().close();
}

const ticket = (page: Page) => page.locator('form.ticket');

describe.runIf(hasChromium)('an auction', () => {
  it(
    'is called, told, takes limit orders that can rest, and trades them at one price',
    async () => {
      const complaints: string[] = [];
      const page = await openTerminal(browser, office.server.url, (words) =>
        complaints.push(words),
      );
      const hand = deskHand(page);
      await hand.signIn();
      // Not sent: it brings the instrument to the desk.
      await hand.say(`buy 3 ${SYMBOL} 100`, new RegExp(`Buy 3 ${SYMBOL}`));
      const badge = page.locator('.truth', { hasText: /Auction/ }).first();
      expect(await badge.count()).toBe(0);

      await operate('operations', 'Call an auction');
      await badge.waitFor(PATIENCE);
      await ticket(page)
        .getByText(/^Auction: /)
        .waitFor(PATIENCE);
      await ticket(page).getByRole('radio', { name: 'Market', exact: true }).click(PATIENCE);
      await ticket(page)
        .getByText(/An auction takes limit orders/)
        .waitFor(PATIENCE);
      expect(await ticket(page).locator('button[type=submit]').isDisabled()).toBe(true);
      await ticket(page).getByRole('radio', { name: 'Limit', exact: true }).click(PATIENCE);

      // Above every offer: it would have traded at once.
      const ask = await ticket(page).locator('.ticket-sides button b').first().innerText();
      const price = (Number(ask.replaceAll(',', '')) * 1.01).toFixed(2);
      await ticket(page).locator('[name=price]').fill(price);
      await ticket(page).locator('button[type=submit]').click(PATIENCE);
      await ticket(page)
        .getByText(/^Working: /)
        .waitFor(PATIENCE);
      await ticket(page)
        .getByText(/^Auction, [\d.]+ now$/)
        .waitFor(PATIENCE);

      await operate('operations-2', 'Resume');
      await ticket(page)
        .getByText(/^Filled: Buy 3 at/)
        .waitFor(PATIENCE);
      await expect.poll(() => badge.count(), PATIENCE).toBe(0);
      expect(complaints).toEqual([]);
    },
    LONG,
  );
});
