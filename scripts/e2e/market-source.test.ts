// Where prices come from, on the screen: a simulated market says that it is one, and when a recording has
// ended every badge of it says so and the ticket takes its prices for old.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRecording } from '../../server/feeds/sample-recording.ts';
import { prng } from '../../server/testing/prng.ts';
import { hasChromium, launchChromium } from '../launch-chromium.ts';
import { deskHand, PATIENCE } from './desk-hand.ts';
import { startServer, temporaryFolder, type ServerProcess } from './server-process.ts';
import { openTerminal } from './terminal-browser.ts';

const LONG = 120_000;
const folder = temporaryFolder();
const servers: ServerProcess[] = [];
const complaints: string[] = [];
let browser: Browser;

beforeAll(async () => {
  if (hasChromium) browser = await launchChromium();
}, LONG);
afterAll(async () => {
  if (hasChromium) await browser.close();
  for (const server of servers) await server.end('SIGKILL');
  folder.remove();
}, LONG);

async function open(name: string, args: readonly string[]): Promise<Page> {
  const server = await startServer(['--data', join(folder.path, name), ...args]);
  servers.push(server);
  const page = await openTerminal(browser, server.url, (words) => complaints.push(words));
  await deskHand(page).signIn();
  return page;
}

/** A short recording, gzipped lines as the recorder writes them. */
function recording(): string {
  const random = prng(7);
  const { lines } = sampleRecording({ random: () => random.next() / 2 ** 32, steps: 300 });
  const file = join(folder.path, 'sample.jsonl.gz');
  writeFileSync(file, gzipSync(`${lines.join('\n')}\n`));
  return file;
}

describe.runIf(hasChromium)('the source of prices', () => {
  it(
    'is named by every badge while it is live',
    async () => {
      const page = await open('simulated', ['--rate', '1000', '--seed', '3']);
      const badge = page.getByTitle('Openbell: simulated market, real-time').first();
      await badge.waitFor(PATIENCE);
      await expect.poll(() => badge.innerText(), PATIENCE).toMatch(/Live|Verified/);
      expect(await page.getByText('Source ended').count()).toBe(0);
    },
    LONG,
  );

  it(
    'says that it has ended, and the ticket refuses its prices',
    async () => {
      const page = await open('recorded', [
        ...['--market', 'replay', '--recording', recording(), '--speed', 'max'],
      ]);
      const badge = page.getByTitle('recorded market played again, not real-time; ended').first();
      await badge.waitFor(PATIENCE);
      expect(await badge.innerText()).toBe('Source ended');
      const { ticket } = deskHand(page);
      await ticket().getByLabel('Price').first().fill('2000', PATIENCE);
      await ticket().getByLabel('Quantity').first().fill('0.01', PATIENCE);
      await page.keyboard.press('Control+Enter');
      await ticket().getByText('prices are stale').first().waitFor(PATIENCE);
      expect(complaints).toEqual([]);
    },
    LONG,
  );
});
