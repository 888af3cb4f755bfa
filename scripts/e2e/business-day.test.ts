// The business day at the operators' page: it is run forward, what a trader bought settles under the trader's
// eyes, and it never goes back.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { buyLeast } from './office-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const DAY_MS = 86_400_000;
const ORDER_ID = 81;

let office: StaffOffice;

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice();
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

/** `ahead` days from today, as YYYY-MM-DD. */
const dayText = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

async function runDay(page: Page, day: string): Promise<void> {
  await page.getByLabel('Reason', { exact: true }).first().fill('the day that comes', PATIENCE);
  await page.getByLabel('Day', { exact: true }).fill(day, PATIENCE);
  await page.getByRole('button', { name: 'Run the day' }).click(PATIENCE);
}

describe.runIf(hasChromium)('the business day', () => {
  it(
    'is run forward, and what was bought settles while the trader looks on',
    async () => {
      // A share is delivered on the next business day.
      await buyLeast(office.server, 'trader-1', 'NOVR', ORDER_ID);
      const own = await office.page('trader-1', 'account', 'en');
      await own.getByRole('tab', { name: 'Assets' }).click(PATIENCE);
      const held = own.locator('.section-page').getByRole('row', { name: /^NOVR / });
      const unsettled = held.filter({ hasText: '+' });
      await unsettled.waitFor(PATIENCE);

      const page = await office.open('operations', 'Venue');
      await page.getByText(/^The venue stands at \d{4}-\d\d-\d\d\.$/).waitFor(PATIENCE);
      // A week is longer than a weekend and its holidays.
      await runDay(page, dayText(7));
      await page.getByText(`The venue stands at ${dayText(7)}.`).waitFor(PATIENCE);
      await unsettled.waitFor({ ...PATIENCE, state: 'detached' });
      await held.waitFor(PATIENCE);

      await runDay(page, dayText(3));
      const refusal = page.locator('.section-page .reason [role="status"]');
      await expect.poll(() => refusal.textContent(), PATIENCE).not.toMatch(/^Done|^$/);
      await page.getByText(`The venue stands at ${dayText(7)}.`).waitFor(PATIENCE);
      expect(office.complaints.filter((words) => !words.includes('400'))).toEqual([]);
    },
    LONG,
  );
});
