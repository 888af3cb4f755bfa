// Operators at their page: a halt that another person lifts, a withdrawal that two persons approve, and the
// log that tells of both.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const STEP_MS = 20_000;
/** Above the limit of one person. */
const AMOUNT_MINOR = 2_000_000;

let office: StaffOffice;

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice();
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

const outcome = (page: Page) => page.locator('.section-page .reason [role="status"]');

/** Gives the reason, presses, and waits for what came of it. */
async function act(page: Page, reason: string, press: () => Promise<void>, words: RegExp) {
  await page.getByLabel('Reason', { exact: true }).first().fill(reason, PATIENCE);
  await press();
  await expect.poll(() => outcome(page).textContent(), { timeout: STEP_MS }).toMatch(words);
}

async function asTrader(path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${office.server.url}/api/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${await office.server.token('trader-1')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe.runIf(hasChromium)('operators', () => {
  it(
    'halt an instrument; the same person may not let it go on, another one may',
    async () => {
      const press = (page: Page, name: string) => async () => {
        await page.getByLabel('Instrument', { exact: true }).selectOption({ index: 1 }, PATIENCE);
        const buttons = page.locator('.section-page').getByRole('button', { name, exact: true });
        await buttons.nth(1).click(PATIENCE);
      };
      const one = await office.open('operations', 'Venue');
      await act(one, 'a runaway program', press(one, 'Halt'), /Done/);
      await act(one, 'it is mended', press(one, 'Resume'), /Another person/);
      const other = await office.open('operations-2', 'Venue');
      await act(other, 'I looked at it', press(other, 'Resume'), /Done/);
      expect(office.complaints.filter((words) => !words.includes('403'))).toEqual([]);
    },
    LONG,
  );

  it(
    'approve a withdrawal by two persons; the log tells of all and is as it was written',
    async () => {
      const account = await asTrader('funding/bank-accounts', {
        ...{ iban: 'GB29NWBK60161331926819', holder: 'Trader One' },
      });
      const asked = await asTrader('funding/withdrawals', {
        ...{ bankAccount: account['id'], asset: 0, amountMinor: AMOUNT_MINOR },
        clientRequestId: 'two-persons',
      });
      expect(asked).toMatchObject({ state: 'awaitingApproval' });
      for (const user of ['operations', 'operations-2']) {
        const page = await office.open(user, 'Approvals');
        const approve = () =>
          page.getByRole('button', { name: 'Approve', exact: true }).first().click(PATIENCE);
        await act(page, 'papers are in order', approve, /Done/);
      }
      await expect
        .poll(
          async () => {
            const rows = (await asTrader('funding/withdrawals')) as unknown as { state: string }[];
            return rows[0]?.state;
          },
          { timeout: STEP_MS },
        )
        .toBe('settled');
      const auditor = await office.open('auditor', 'Audit log');
      await auditor.getByRole('button', { name: 'Verify' }).click(PATIENCE);
      await auditor.getByText(/all as they were written/).waitFor(PATIENCE);
      for (const words of ['a runaway program', 'papers are in order', 'I looked at it']) {
        await auditor.getByRole('cell', { name: words }).first().waitFor(PATIENCE);
      }
    },
    LONG,
  );
});
