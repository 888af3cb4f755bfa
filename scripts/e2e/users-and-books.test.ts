// Staff and a user: the profile is decided by a person, the books of the account are read and the look is in
// the log, and another role ends the user's session.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WHOLE_PROFILE } from '../../server/testing/identity-stage.ts';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const EMAIL = 'grace@hopper.example';
const PASSWORD = 'a ship in port is safe';

let office: StaffOffice;
let cookie = '';

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice('--kyc', 'review');
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

async function identity(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${office.server.url}/api/v1/identity/${path}`, {
    method,
    headers: {
      ...{ cookie, origin: office.server.url, 'x-openbell': '1' },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function tokenOfMail(): Promise<string> {
  let token: string | undefined;
  const outbox = join(office.data, 'outbox');
  await expect
    .poll(() => {
      const letters = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'));
      const own = letters.find((letter) => letter.includes(`To: ${EMAIL}`));
      return (token = /token=([\w-]+)/.exec(own ?? '')?.[1]);
    }, PATIENCE)
    .toBeDefined();
  return token!;
}

/** A user with a whole profile that waits for a decision. */
async function register(): Promise<void> {
  const asked = { email: EMAIL, password: PASSWORD };
  expect((await identity('POST', 'register', { ...asked, language: 'en' })).status).toBe(202);
  await identity('POST', 'confirm', { token: await tokenOfMail() });
  const signedIn = await identity('POST', 'sign-in', asked);
  cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await identity('PUT', 'profile', WHOLE_PROFILE)).status).toBe(200);
}

/** The masked row of the user, opened. */
async function openUser(staff: string): Promise<Page> {
  const page = await office.open(staff, 'Users');
  await page.getByLabel('Search').fill(EMAIL, PATIENCE);
  await page.getByRole('button', { name: 'Open', exact: true }).click(PATIENCE);
  return page;
}

const reason = (page: Page, words: string) =>
  page.getByLabel('Reason', { exact: true }).fill(words, PATIENCE);

describe.runIf(hasChromium)('users and books', () => {
  it(
    'a profile is approved by a person, and the account is there with its books',
    async () => {
      await register();
      const page = await openUser('operations');
      await page.getByRole('cell', { name: 'Waits' }).waitFor(PATIENCE);
      await reason(page, 'the papers are compared');
      await page.getByRole('button', { name: 'Unmask', exact: true }).click(PATIENCE);
      const unmasked = page.locator('.unmasked');
      await unmasked.getByText(WHOLE_PROFILE.identity.street, { exact: true }).waitFor(PATIENCE);
      expect(await unmasked.innerText()).not.toMatch(/\[object|account\./);
      await reason(page, 'the papers agree');
      await page.getByRole('button', { name: 'Approve the profile' }).click(PATIENCE);
      await page.getByRole('cell', { name: 'Approved' }).waitFor(PATIENCE);
      await page.getByRole('button', { name: 'Open the books' }).click(PATIENCE);
      await page.getByText('Nothing is booked here.').waitFor(PATIENCE);

      await page.getByLabel('Account number').fill('2', PATIENCE);
      await page.getByRole('button', { name: 'Open the books' }).click(PATIENCE);
      await page.getByRole('heading', { name: 'Account 2' }).waitFor(PATIENCE);
      await page.getByRole('cell', { name: 'USD', exact: true }).waitFor(PATIENCE);
      for (const book of ['Positions', 'Orders', 'Fills', 'Cash', 'Settlement']) {
        await page.getByRole('radio', { name: book, exact: true }).click(PATIENCE);
        await page
          .getByRole('region', { name: book })
          .or(page.getByText('Nothing is booked here.'))
          .first()
          .waitFor(PATIENCE);
      }
      const auditor = await office.open('auditor', 'Audit log');
      await auditor.getByRole('cell', { name: 'the papers agree' }).waitFor(PATIENCE);
      await auditor.getByRole('cell', { name: 'account.obligations' }).first().waitFor(PATIENCE);
    },
    LONG,
  );

  it(
    'another role ends the session of the user',
    async () => {
      expect((await identity('GET', 'me')).status).toBe(200);
      const page = await openUser('operator');
      await reason(page, 'reads quotes only');
      await page.getByLabel('Role', { exact: true }).selectOption('Market data', PATIENCE);
      await page.getByRole('button', { name: 'Change the role' }).click(PATIENCE);
      await page.getByRole('cell', { name: 'Market data' }).waitFor(PATIENCE);
      expect((await identity('GET', 'me')).status).toBe(401);
      expect(office.complaints).toEqual([]);
    },
    LONG,
  );
});
