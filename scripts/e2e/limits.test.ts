// Limits and fees at the operators' page: one person proposes, another reads it in words and confirms it,
// the fee is in force without a reload, and what has a date is taken back before it holds.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { block, confirm, give } from './office-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const FAR = '2099-03-02';

let office: StaffOffice;

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice();
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

describe.runIf(hasChromium)('limits and fees', () => {
  it(
    'a fee is proposed, read in words, confirmed, and in force for who looks at the desk',
    async () => {
      const page = await office.open('risk', 'Limits and fees');
      await block(page, 'Fees')
        .getByLabel('Instrument', { exact: true })
        .selectOption({ index: 1 }, PATIENCE);
      await give(page, 'Fees', 'Maker fee, ppm', '125');
      await give(page, 'Fees', 'Taker fee, ppm', '2500');
      await block(page, 'Fees').getByText('= 0.25% (25 bps)').waitFor(PATIENCE);
      await give(page, 'Fees', 'Reason', 'the new price list');
      await page.getByRole('button', { name: 'Propose fees' }).click(PATIENCE);
      await page.getByText(/^Proposed\./).waitFor(PATIENCE);
      await confirm(
        office,
        /^Fees of NOVR: maker 0\.0125% \(1\.25 bps\), taker 0\.25% \(25 bps\)$/,
      );
      // The page of the first one was never loaded again: its instruments follow the venue.
      await block(page, 'Fees').getByText('now 0.25% (25 bps)').waitFor(PATIENCE);
      await page.context().close();
    },
    LONG,
  );

  it(
    'duty, least commission and a discount are proposed, read in words and confirmed',
    async () => {
      const page = await office.open('risk', 'Limits and fees');
      await block(page, 'Fees')
        .getByLabel('Instrument', { exact: true })
        .selectOption({ index: 8 }, PATIENCE);
      await block(page, 'Fees').getByText('now 0.05% (5 bps)').waitFor(PATIENCE);
      await give(page, 'Fees', 'Maker fee, ppm', '250');
      await give(page, 'Fees', 'Taker fee, ppm', '250');
      await give(page, 'Fees', 'Least commission of an order', '5');
      await give(page, 'Fees', 'Reason', 'the schedule of the broker');
      await page.getByRole('button', { name: 'Propose fees' }).click(PATIENCE);
      await page.getByText(/^Proposed\./).waitFor(PATIENCE);
      await confirm(office, /; duty of the buyer 0% \(0 bps\), of the seller 0\.05% \(5 bps\), at least 5\.00 CNY an order$/); // prettier-ignore
      await block(page, 'Fees').getByText('now 5.00 CNY').waitFor(PATIENCE);
      await give(page, 'Discounts', 'Account number', '2');
      await give(page, 'Discounts', 'Off the maker fee, ppm', '200000');
      await give(page, 'Discounts', 'Off the taker fee, ppm', '100000');
      await give(page, 'Discounts', 'Reason', 'the second tier');
      await page.getByRole('button', { name: 'Propose a discount' }).click(PATIENCE);
      await block(page, 'Discounts')
        .getByText(/^Proposed\./)
        .waitFor(PATIENCE);
      await confirm(office, /^Discount of account 2: maker 20%, taker 10%$/);
      await page.context().close();
    },
    LONG,
  );

  it(
    'limits hold after the second person; dated ones are listed and taken back',
    async () => {
      const page = await office.open('risk', 'Limits and fees');
      for (const from of ['', FAR]) {
        await give(page, 'Set limits', 'Account number', '3');
        await give(page, 'Set limits', 'Orders per second', from === '' ? '7' : '9');
        await give(page, 'Set limits', 'First business day', from);
        await give(page, 'Set limits', 'Reason', 'asked by the committee');
        await page.getByRole('button', { name: 'Propose limits' }).click(PATIENCE);
        await page.getByText(/^Proposed\./).waitFor(PATIENCE);
        const day = from === '' ? '' : `; from ${FAR}`;
        const count = from === '' ? '7' : '9';
        await confirm(
          office,
          new RegExp(`^Limits \\(account 3, All instruments\\): ${count} orders per second${day}$`),
        );
      }
      await page.context().close();
      const after = await office.open('risk', 'Limits and fees');
      await block(after, 'Limits that hold')
        .getByRole('cell', { name: '7 orders per second' })
        .waitFor(PATIENCE);
      const plans = block(after, 'Planned changes');
      await plans.getByRole('cell', { name: FAR, exact: true }).waitFor(PATIENCE);
      await give(after, 'Planned changes', 'Reason', 'not needed');
      await plans.getByRole('button', { name: 'Take back' }).click(PATIENCE);
      await plans.getByRole('cell', { name: 'Taken back' }).waitFor(PATIENCE);
      expect(office.complaints).toEqual([]);
    },
    LONG,
  );
});
