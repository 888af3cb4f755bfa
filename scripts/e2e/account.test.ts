// The way of a customer through the terminal: register, confirm, a second factor, the profile, money in, a
// trade, money out, the ledger and the statement of it all, and a session that another one ends.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { deskHand, PATIENCE, type DeskHand } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

const LONG = 150_000;
const EMAIL = 'ada@lovelace.example';
const PASSWORD = 'a quiet engine weaves patterns';
const STEP_MS = 30_000;

const folder = temporaryFolder();
const complaints: string[] = [];
let server: ServerProcess;
let browser: Browser;
let page: Page;
let hand: DeskHand;
let seed = '';

beforeAll(async () => {
  if (!hasChromium) return;
  server = await startServer(['--data', folder.path, '--rate', '1000', '--seed', '3']);
  browser = await launchChromium();
  page = await openTerminal(browser, server.url, (words) => complaints.push(words));
  hand = deskHand(page);
}, LONG);
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await server.end('SIGKILL');
  folder.remove();
}, LONG);

/** The link of the newest letter to the customer. */
async function linkOfMail(): Promise<string> {
  const outbox = join(folder.path, 'outbox');
  let found = '';
  await expect
    .poll(() => {
      const letters = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
      const texts = letters.sort().map((name) => readFileSync(join(outbox, name), 'utf8'));
      const own = texts.filter((text) => text.includes(`To: ${EMAIL}`)).at(-1);
      found = /https?:\/\/\S+token=[\w-]+/.exec(own ?? '')?.[0] ?? '';
      return found;
    }, PATIENCE)
    .not.toBe('');
  return found;
}

/** The code that an authenticator shows `ahead` steps from now: the server takes each step once. */
function codeOf(secret: string, ahead = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + ahead * STEP_MS });
}

async function signIn(on: Page): Promise<void> {
  await on.getByLabel('E-mail').fill(EMAIL, PATIENCE);
  await on.getByLabel('Password').fill(PASSWORD);
  await on.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const deskOf = (on: Page) => on.locator('.watch-body .watch-row').first();
const accountPage = () => page.getByRole('dialog', { name: 'Account' });

async function openSection(name: string): Promise<Locator> {
  if (!(await accountPage().isVisible())) {
    await hand.openPalette();
    await page.keyboard.type('Account');
    await page.getByRole('option', { name: 'Account' }).first().click(PATIENCE);
  }
  await accountPage().getByRole('tab', { name }).click(PATIENCE);
  return accountPage().getByRole('tabpanel', { name });
}

async function block(section: Locator, heading: string): Promise<Locator> {
  const found = section.locator('section.block', {
    has: page.getByRole('heading', { name: heading, exact: true }),
  });
  await found.waitFor(PATIENCE);
  return found;
}

/** A download of the page, as bytes. */
async function download(press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download', PATIENCE), press()]);
  return readFileSync(await file.path());
}

describe.runIf(hasChromium)('an account of one’s own', () => {
  it(
    'is opened by a mail',
    async () => {
      await page.getByRole('button', { name: 'Open an account' }).click(PATIENCE);
      await page.getByLabel('E-mail').fill(EMAIL);
      await page.getByLabel('New password').fill(PASSWORD);
      await page.getByLabel('Once more').fill(PASSWORD);
      await page.getByRole('button', { name: 'Open account' }).click();
      await page.getByText(`on its way to ${EMAIL}`).waitFor(PATIENCE);
      const link = await linkOfMail();
      expect(new URL(link).origin).toBe(server.url);
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('button', { name: 'Confirm' }).click(PATIENCE);
      await page.getByText('the address is confirmed').waitFor(PATIENCE);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await signIn(page);
      await deskOf(page).waitFor(PATIENCE);
    },
    LONG,
  );

  it(
    'asks for a second factor once that is set up',
    async () => {
      const security = await openSection('Security');
      await security.getByRole('button', { name: 'Set up' }).click(PATIENCE);
      seed = (await security.locator('.secret').innerText(PATIENCE)).replaceAll(' ', '');
      await security.getByLabel('Code', { exact: true }).fill(codeOf(seed));
      await security.getByRole('button', { name: 'Switch on' }).click();
      await security.getByText('Keep these recovery codes').waitFor(PATIENCE);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Signed in as/ }).click(PATIENCE);
      await page.getByRole('menuitem', { name: 'Sign out' }).click(PATIENCE);
      await signIn(page);
      await page.getByLabel('Code').fill(codeOf(seed, 1), PATIENCE);
      await page.getByRole('button', { name: 'Go on' }).click();
      await deskOf(page).waitFor(PATIENCE);
    },
    LONG,
  );

  it(
    'has a trading account once the profile is complete',
    async () => {
      const assets = await openSection('Assets');
      await assets.getByText('No trading account yet').waitFor(PATIENCE);
      const profile = await openSection('Profile');
      const answers = {
        ...{ 'Given name': 'Ada', 'Family name': 'Lovelace', 'Date of birth': '1990-12-10' },
        ...{ 'Nationality (two letters)': 'GB', 'Country (two letters)': 'GB' },
        ...{ 'Street and number': '12 St James’s Square', Town: 'London' },
      };
      for (const [label, text] of Object.entries(answers)) {
        await profile.getByLabel(label, { exact: true }).fill(text, PATIENCE);
      }
      for (const group of await profile.getByRole('radiogroup').all()) {
        await group.getByRole('radio').nth(3).click();
      }
      await profile.getByRole('button', { name: 'Save' }).click();
      await profile.getByText('You may trade and move money.').waitFor(PATIENCE);
    },
    LONG,
  );

  it(
    'takes money in and trades with it',
    async () => {
      const funds = await openSection('Deposit and withdraw');
      const payIn = await block(funds, 'Pay in');
      await payIn.getByLabel('Amount').fill('5000');
      await payIn.getByRole('button', { name: 'Pay in' }).click();
      const deposits = await block(funds, 'Deposits');
      await deposits.getByText('Credited').first().waitFor(PATIENCE);
      await deposits.getByText('5,000.00 USD').first().waitFor(PATIENCE);
      const assets = await openSection('Assets');
      await assets.getByRole('row', { name: /USD.*5,000\.00/ }).waitFor(PATIENCE);
      await page.keyboard.press('Escape');

      await hand.say('buy 2 NOVR 190', /Buy 2 NOVR at 190\.00/);
      await hand.send();
      await hand.row('190.00', /Filled/).waitFor(PATIENCE);
      // A share is delivered a business day later, and paid for then.
      const traded = await openSection('Assets');
      await traded.getByRole('row', { name: /^NOVR.* 2 0 \+2 2$/ }).waitFor(PATIENCE);
      await traded.getByRole('row', { name: /^USD.*−3\d\d\.\d\d/ }).waitFor(PATIENCE);
      // The end of the session before is no news at the desk of this one.
      expect(await page.locator('.toast', { hasText: 'sign-in' }).count()).toBe(0);
    },
    LONG,
  );

  it(
    'pays out to a bank account',
    async () => {
      const funds = await openSection('Deposit and withdraw');
      const accounts = await block(funds, 'Bank accounts');
      await accounts.getByLabel('Account holder').fill('Ada Lovelace');
      await accounts.getByLabel('IBAN').fill('GB29 NWBK 6016 1331 9268 19');
      await accounts.getByRole('button', { name: 'Add a bank account' }).click();
      await accounts.getByText('GB29 •••• 6819').waitFor(PATIENCE);
      const form = await block(funds, 'Withdraw');
      await form.getByLabel('Amount').fill('9999999');
      await form.getByRole('button', { name: 'Withdraw' }).click();
      await form.getByText('More than can be withdrawn.').waitFor(PATIENCE);
      await form.getByLabel('Amount').fill('1000.50');
      await form.getByRole('button', { name: 'Withdraw' }).click();
      await form.getByText('1,000.50 USD asked for').waitFor(PATIENCE);
      const withdrawals = await block(funds, 'Withdrawals');
      await withdrawals.getByText('Paid out').first().waitFor(PATIENCE);
    },
    LONG,
  );

  it(
    'shows every posting, and states them the same twice',
    async () => {
      const cash = await openSection('Cash ledger');
      const row = (name: RegExp) => cash.getByRole('row', { name }).first();
      await row(/Paid in, booking 1.*\+5,000\.00 USD/).waitFor(PATIENCE);
      await row(/Taken for a withdrawal.*−1,000\.50 USD/).waitFor(PATIENCE);
      // Two makers may have sold one each.
      await row(/Received in trade \d+.*\+[12] NOVR/).waitFor(PATIENCE);
      await row(/Given in trade \d+.*USD/).waitFor(PATIENCE);
      const csv = await download(() => cash.getByRole('button', { name: /CSV/ }).click());
      expect(csv.toString()).toMatch(/^time,entry,cause,currency,amount,reference\r\n/);
      expect(csv.toString()).toContain(',USD,-1000.50,');

      const statements = await openSection('Statements');
      await statements.getByRole('radio', { name: 'This year' }).first().click();
      const press = () => statements.getByRole('button', { name: 'Download', exact: true }).click();
      const first = await download(press);
      const second = await download(press);
      expect(first.subarray(0, 5).toString()).toBe('%PDF-');
      expect(second.equals(first)).toBe(true);
      const lots = await download(() =>
        statements.getByRole('button', { name: 'Download the lots' }).click(),
      );
      expect(lots.toString()).toMatch(
        /\r\nopen,NOVR,[^,]+,,long,[12],USD,\d+\.\d\d,,,,\d{4}-\d\d-\d\d,,,\r\n/,
      );
      await page.keyboard.press('Escape');
    },
    LONG,
  );

  it(
    'ends another session of its own',
    async () => {
      const other = await openTerminal(browser, server.url, () => undefined);
      await signIn(other);
      await other.getByLabel('Code').waitFor(PATIENCE);
      // The next step that the server has not seen; it takes one that is ahead by one.
      await expect
        .poll(
          async () => {
            // Once it was taken the form is gone, and the desk may still be on its way.
            if (await other.getByLabel('Code').isVisible()) {
              await other.getByLabel('Code').fill(codeOf(seed, 1));
              await other.getByRole('button', { name: 'Go on' }).click();
            }
            return deskOf(other)
              .waitFor({ timeout: 3_000 })
              .then(
                () => true,
                () => false,
              );
          },
          { timeout: 60_000, interval: 5_000 },
        )
        .toBe(true);
      const devices = await openSection('Devices');
      const sessions = devices.getByRole('listitem');
      await expect.poll(() => sessions.count(), PATIENCE).toBe(2);
      await devices.getByText('this one').waitFor(PATIENCE);
      await devices.getByRole('button', { name: /^End: / }).click();
      await expect.poll(() => sessions.count(), PATIENCE).toBe(1);
      await other.getByRole('button', { name: 'Sign in', exact: true }).waitFor(PATIENCE);
      await deskOf(page).waitFor(PATIENCE);
      expect(complaints).toEqual([]);
      await other.close();
    },
    LONG,
  );
});
