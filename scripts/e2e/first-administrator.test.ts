// The first administrator outside the demo: the letter in the outbox, the first sign-in, the way from the
// operators' page to a second factor, and the work that it lets through.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

const LONG = 150_000;
const EMAIL = 'root@venue.example';
const PASSWORD = 'a quiet engine weaves patterns';

const folder = temporaryFolder();
const complaints: string[] = [];
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium) return;
  const flags = ['--data', folder.path, '--rate', '200', '--seed', '3', '--demo', 'off'];
  server = await startServer(flags);
  browser = await launchChromium();
}, LONG);
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await server.end('SIGKILL');
  folder.remove();
}, LONG);

function setUpToken(): string {
  const outbox = join(folder.path, 'outbox');
  const [letter] = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
  const text = readFileSync(join(outbox, letter ?? ''), 'utf8');
  return /token=([\w-]+)/.exec(text)?.[1] ?? '';
}

/** Passwords are hashed in a thread of the lowest priority: on a busy machine that takes its time. */
const HASHED = { timeout: 90_000 };

async function openOffice(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Signed in as/ }).click(HASHED);
  await page.getByRole('menuitem', { name: 'Operations', exact: true }).click(PATIENCE);
}

/** What the server says to a route that asks for a grant, asked by the page itself. */
function usersStatus(page: Page): Promise<number> {
  return page.evaluate(async () => (await fetch('/api/v1/admin/users')).status);
}

describe.runIf(hasChromium)('the first administrator', () => {
  it(
    'is let in to enrol, and works from then on',
    async () => {
      const page = await openTerminal(browser, server.url, (words) => complaints.push(words));
      await page.goto('about:blank');
      await page.goto(`${server.url}/#/set-up?token=${setUpToken()}`);
      await page.getByLabel('E-mail').fill(EMAIL, PATIENCE);
      await page.getByLabel('New password').fill(PASSWORD);
      await page.getByLabel('Once more').fill(PASSWORD);
      await page.locator('form button[type="submit"]').click();
      const signIn = page.getByRole('button', { name: 'Sign in', exact: true });
      await signIn.click(PATIENCE);
      await page.getByLabel('E-mail').fill(EMAIL, PATIENCE);
      await page.getByLabel('Password').fill(PASSWORD);
      await signIn.click();

      await openOffice(page);
      await page.getByText('A second factor comes first').waitFor(PATIENCE);
      expect(await usersStatus(page)).toBe(403);
      await page.getByRole('button', { name: 'Account security' }).click(PATIENCE);
      const security = page.getByRole('tabpanel', { name: 'Security' });
      await security.getByRole('button', { name: 'Set up' }).click(PATIENCE);
      const seed = (await security.locator('.secret').innerText(PATIENCE)).replaceAll(' ', '');
      const code = new TOTP({ secret: seed }).generate({ timestamp: Date.now() });
      await security.getByLabel('Code', { exact: true }).fill(code);
      await security.getByRole('button', { name: 'Switch on' }).click();
      await security.getByText('Keep these recovery codes').waitFor(PATIENCE);
      await page.keyboard.press('Escape');

      await openOffice(page);
      await page.getByRole('tab', { name: 'Users', exact: true }).click(PATIENCE);
      await page.getByRole('cell', { name: /@/ }).first().waitFor(PATIENCE);
      expect(await usersStatus(page)).toBe(200);
      // The refusal that was asked for is all that the console may show.
      expect(complaints.filter((words) => !words.includes('403'))).toEqual([]);
    },
    LONG,
  );
});
