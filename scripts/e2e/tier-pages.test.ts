// Fee tiers over the pages: two persons set the table, a trader trades over a bound, the business day gives the
// tier, which the trader and the operators see; a discount set by hand stays until it is taken back.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { axeFaults } from './axe-faults.ts';
import { PATIENCE } from './desk-hand.ts';
import { block, buyLeast, call, confirm, give } from './office-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const DAY_MS = 86_400_000;

let office: StaffOffice;

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice();
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

/** `ahead` days from today. */
const runDay = (ahead: number) =>
  call(office.server, 'operations', 'operations/business-day', {
    date: new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10),
    reason: 'the day that comes',
  });

describe.runIf(hasChromium)('fee tiers', () => {
  it(
    'a table is proposed, read in words, confirmed; a trade over its bound gives the tier the next day',
    async () => {
      const page = await office.open('risk', 'Limits and fees');
      const tiers = block(page, 'Fee tiers');
      await tiers.getByText('There is no table yet.').waitFor(PATIENCE);
      await give(page, 'Fee tiers', 'Tier 1: volume from', '1');
      await give(page, 'Fee tiers', 'Tier 1: off the maker fee, ppm', '200000');
      await give(page, 'Fee tiers', 'Tier 1: off the taker fee, ppm', '100000');
      await tiers.getByRole('button', { name: 'Add a tier' }).click(PATIENCE);
      await give(page, 'Fee tiers', 'Tier 2: volume from', '1');
      await tiers.getByText('A volume above that of the tier before it.').waitFor(PATIENCE);
      expect(await tiers.getByRole('button', { name: 'Propose tiers' }).isEnabled()).toBe(false);
      await give(page, 'Fee tiers', 'Tier 2: volume from', '1,000,000,000');
      await give(page, 'Fee tiers', 'Tier 2: off the maker fee, ppm', '1000000');
      await give(page, 'Fee tiers', 'Tier 2: off the taker fee, ppm', '400000');
      await give(page, 'Fee tiers', 'Reason', 'the new schedule');
      await tiers.getByRole('button', { name: 'Propose tiers' }).click(PATIENCE);
      await tiers.getByText(/^Proposed\./).waitFor(PATIENCE);
      await page.context().close();
      await confirm(office, /^Fee tiers by 30-day volume in USD: from 1\.00 maker 20%, taker 10% off, from 1,000,000,000\.00 maker 100%, taker 40% off$/); // prettier-ignore

      await buyLeast(office.server, 'trader-1', 'NOVR', 71);
      await buyLeast(office.server, 'trader-1', 'BTCUSDT', 72);
      await runDay(1);

      const own = await office.page('trader-1', 'account', 'en');
      const card = block(own, 'Fee tier');
      await card.getByText('Tier 1: maker 20% off, taker 10% off').waitFor(PATIENCE);
      await card.getByText(/^[\d,.]+ USD more for tier 2$/).waitFor(PATIENCE);
      await card.getByText('Trades in USDT count as 0: there is no rate.').waitFor(PATIENCE);
      await own.context().close();
      const chinese = await office.page('trader-1', 'account', 'zh');
      await block(chinese, '费率等级').getByText('1 级：挂单减 20%，吃单减 10%').waitFor(PATIENCE);
      expect(await axeFaults(chinese)).toEqual([]);
      await chinese.context().close();

      const after = await office.open('risk', 'Limits and fees');
      const run = block(after, 'Fee tiers').getByRole('table', { name: /^Last run/ });
      await run.getByRole('row', { name: /^2 .* USD \(without USDT\) 1 20% 10% Changed$/ }).waitFor(PATIENCE); // prettier-ignore
      await block(after, 'Fee tiers')
        .getByText('USDT has no rate: its volume counts as 0.')
        .waitFor(PATIENCE);
      expect(await axeFaults(after)).toEqual([]);
      await after.context().close();
      expect(office.complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'a discount set by hand stays over a business day; taken back, the next day gives the tier',
    async () => {
      const page = await office.open('risk', 'Limits and fees');
      await give(page, 'Discounts', 'Account number', '2');
      await give(page, 'Discounts', 'Off the maker fee, ppm', '500000');
      await give(page, 'Discounts', 'Off the taker fee, ppm', '500000');
      await give(page, 'Discounts', 'Reason', 'agreed with the customer');
      await page.getByRole('button', { name: 'Propose a discount' }).click(PATIENCE);
      await block(page, 'Discounts')
        .getByText(/^Proposed\./)
        .waitFor(PATIENCE);
      await page.context().close();
      await confirm(office, /^Discount of account 2: maker 50%, taker 50%$/);
      await runDay(2);
      const own = await office.page('trader-1', 'account', 'en');
      const card = block(own, 'Fee tier');
      await card.getByText('Agreed with you: maker 50% off, taker 50% off').waitFor(PATIENCE);
      await own.context().close();

      const after = await office.open('risk', 'Limits and fees');
      const kept = block(after, 'Set by hand');
      await give(after, 'Set by hand', 'Reason', 'the agreement has ended');
      await kept
        .getByRole('button', { name: 'Propose to take back the discount of account 2' })
        .click(PATIENCE);
      await kept.getByText(/^Proposed\./).waitFor(PATIENCE);
      await after.context().close();
      await confirm(office, /^Take back the discount of account 2 that was set by hand$/);
      await runDay(3);
      const again = await office.page('trader-1', 'account', 'en');
      await block(again, 'Fee tier')
        .getByText('Tier 1: maker 20% off, taker 10% off')
        .waitFor(PATIENCE);
      await again.context().close();
      expect(office.complaints).toEqual([]);
    },
    LONG,
  );
});
